import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** An answer as it goes over the wire. As text it leaves in one write with the head; a buffer takes two. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string;
}

/** What became of an answer. */
export interface Sent {
  /** The status that went over the wire; 0 where none did. */
  readonly status: number;
  /** Whether all of it was sent, and no fault or leaving client cut it off. */
  readonly whole: boolean;
}

/** Nothing that HTTP would call an answer. */
export const nothingSent: Sent = { status: 0, whole: false };

/** What became of an answer that was cut off: its status went out, unless its client had left by then. */
export function sentBeforeCut({ headersSent }: ServerResponse, { status }: WireAnswer): Sent {
  return headersSent ? { status, whole: false } : nothingSent;
}

/** Sends an answer. One that has begun by other hands, such as a refusal of the request's body, is left as it is. */
export async function sendWhole(response: ServerResponse, answer: WireAnswer): Promise<Sent> {
  if (!writeHead(response, answer)) return leftAlone(response);
  return finish(response, answer.body);
}

/** Writes the head of an answer, with another length where that is to be wrong; false where no answer can begin any more. */
export function writeHead(
  response: ServerResponse,
  { status, headers, body }: WireAnswer,
  length = Buffer.byteLength(body),
): boolean {
  if (response.destroyed || response.headersSent) return false;
  // Not through Express, which would add a charset to the content type that the contract does not show.
  response.writeHead(status, { ...headers, 'Content-Length': length });
  return true;
}

/** Sends the rest of a body whose head has been written. */
export function finish(response: ServerResponse, last: Buffer | string): Promise<Sent> {
  return new Promise((resolve) => {
    response.once('close', () => resolve({ status: response.statusCode, whole: response.writableFinished }));
    response.end(last);
  });
}

/** What became of a response that somebody else has used, or that has lost its client. */
export function leftAlone({ headersSent, statusCode, writableFinished }: ServerResponse): Sent {
  return headersSent ? { status: statusCode, whole: writableFinished } : nothingSent;
}

/** Sends the head and half of the body, and waits until they have left. */
export async function sendHalf(response: ServerResponse, answer: WireAnswer): Promise<void> {
  if (!writeHead(response, answer)) return;
  const body = Buffer.from(answer.body);
  await new Promise((resolve) => {
    response.once('close', resolve);
    response.write(body.subarray(0, Math.floor(body.length / 2)), resolve);
  });
}

/** Sends bytes as they are, if any, and closes the connection. Only to end it would leave it to the client how long it stays. */
export function hangUp({ socket }: ServerResponse, bytes?: Buffer): void {
  if (bytes) socket?.write(bytes);
  socket?.destroySoon();
}

/** Resets the connection. */
export function reset({ socket }: ServerResponse): void {
  // Only TCP can be reset. Under TLS that is the socket below, which Node keeps in a field of its own.
  const below = (socket as (Socket & { readonly _parent?: Socket | null }) | null)?._parent ?? socket;
  try {
    below?.resetAndDestroy();
  } catch {
    // Neither is TCP, in an application that speaks HTTP over something else: closed is as near as it comes.
    socket?.destroy();
  }
}

/** Waits, but no longer than the client does. */
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
