import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** An answer on the wire. Text is sent in one write with the head, a buffer in two. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string;
}

/** Outcome of sending an answer. */
export interface Sent {
  /** Status on the wire; 0 if none was sent. */
  readonly status: number;
  /** Whether the whole answer was sent. */
  readonly whole: boolean;
}

/** No HTTP answer was sent. */
export const nothingSent: Sent = { status: 0, whole: false };

/** Returns the outcome of an answer that was cut off. */
export function sentBeforeCut({ headersSent }: ServerResponse, { status }: WireAnswer): Sent {
  return headersSent ? { status, whole: false } : nothingSent;
}

/** Sends an answer. Leaves one that has already begun, such as a rejected body's, unchanged. */
export async function sendWhole(response: ServerResponse, answer: WireAnswer): Promise<Sent> {
  if (!writeHead(response, answer)) return currentOutcome(response);
  return finish(response, answer.body);
}

/** Writes the head of an answer, with a false length if given. Returns false if the response has begun or closed. */
export function writeHead(
  response: ServerResponse,
  { status, headers, body }: WireAnswer,
  length = Buffer.byteLength(body),
): boolean {
  if (response.destroyed || response.headersSent) return false;
  // Express would add a charset to the content type, which the contract does not show.
  response.writeHead(status, { ...headers, 'Content-Length': length });
  return true;
}

/** Sends the rest of a body after its head. */
export function finish(response: ServerResponse, last: Buffer | string): Promise<Sent> {
  return new Promise((resolve) => {
    response.once('close', () => resolve({ status: response.statusCode, whole: response.writableFinished }));
    response.end(last);
  });
}

/** Returns the outcome of a response that other code has sent, or whose client has left. */
export function currentOutcome({ headersSent, statusCode, writableFinished }: ServerResponse): Sent {
  return headersSent ? { status: statusCode, whole: writableFinished } : nothingSent;
}

/** Sends the head and half of the body, and waits until they are written. */
export async function sendHalf(response: ServerResponse, answer: WireAnswer): Promise<void> {
  if (!writeHead(response, answer)) return;
  const body = Buffer.from(answer.body);
  await new Promise((resolve) => {
    response.once('close', resolve);
    response.write(body.subarray(0, Math.floor(body.length / 2)), resolve);
  });
}

/** Sends raw bytes, if any, and closes the connection. Ending it would let the client keep it open. */
export function hangUp({ socket }: ServerResponse, bytes?: Buffer): void {
  if (bytes) socket?.write(bytes);
  socket?.destroySoon();
}

/** Resets the connection. */
export function reset({ socket }: ServerResponse): void {
  // Only TCP can be reset. Under TLS, the TCP socket is in a private field.
  const below = (socket as (Socket & { readonly _parent?: Socket | null }) | null)?._parent ?? socket;
  try {
    below?.resetAndDestroy();
  } catch {
    // Without TCP, e.g. in an application on another transport, a close is the nearest equivalent.
    socket?.destroy();
  }
}

/** Waits, or until the client disconnects. */
export function waitUnlessClosed(response: ServerResponse, ms: number): Promise<void> {
  if (ms <= 0 || response.closed || response.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      response.off('close', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    response.once('close', end);
  });
}
