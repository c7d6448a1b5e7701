import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { type HandlerLimits, mostReceived } from './limits.js';
import { sendOwnAnswer } from './problem.js';
import type { Refusal } from './refusal.js';
import { refusalAnswer } from './refusals.js';

/** So long a client that has passed a bound is still listened to, in milliseconds: it reads its answer meanwhile. */
export const lingerMs = 1000;
/** Bytes that are still taken of such a client. */
const lingerBytes = 16 * 1024 * 1024;

const slowBody: Refusal = {
  reason: 'body-timeout',
  status: 408,
  text: 'the body did not come in time; send it faster, or raise bodyTimeout',
};

const endlessBody: Refusal = {
  reason: 'body-too-large',
  status: 413,
  text: 'the body is larger than is received; send less, or raise bodyBytes',
};

/** For each connection that has brought a body, how it is closed once the answer has left. */
const closings = new WeakMap<Socket, () => void>();

/**
 * Bounds the body of a request, whoever reads it or does not: it may take so long, and may have so many bytes. One that
 * passes a bound is cut off, with an answer where it has none yet. An answer that ends the connection is followed by
 * what its client still sends, thrown away: a connection that is closed on bytes nobody has read takes the answer with it.
 *
 * The clock runs from when somebody reads: what the mock itself does not take, the client cannot send.
 */
export function boundBody(
  request: IncomingMessage,
  response: ServerResponse,
  { bodyTimeout, bodyBytes }: Pick<HandlerLimits, 'bodyTimeout' | 'bodyBytes'>,
  tell: (refusal: Refusal) => void,
): void {
  // A body that the application has read before the mock is bounded by the application.
  if (!hasBody(request) || request.closed) return;
  const { socket } = request;
  const most = mostReceived(bodyBytes);
  let timer: NodeJS.Timeout | undefined;
  let isEndless = false;
  let bytes = 0;

  const closeSoon = closingOf(socket);
  // A request that was answered hears no more of its connection, so the clock goes by that as well.
  const stopClock = (): void => {
    clearTimeout(timer);
    request.off('close', stopClock);
    socket.off('close', stopClock);
  };
  const startClock = (ms: number): void => {
    clearTimeout(timer);
    if (!isOver() && !socket.destroyed) timer = setTimeout(cut, ms);
  };
  const isOver = (): boolean => request.complete || request.destroyed;
  const cut = (): void => {
    if (isOver()) return;
    const refusal = isEndless ? endlessBody : slowBody;
    // Of one that was answered there is nothing to tell: its answer has said it.
    if (!response.headersSent) tell(refusal);
    giveUpBody(response, refusal);
  };
  const linger = (): void => startClock(lingerMs);
  const count = (chunk: Buffer): void => {
    bytes += chunk.length;
    // Not read any further, so that the client has to wait for what comes.
    if (bytes > most + lingerBytes) request.pause();
    if (bytes <= most || isEndless) return;
    isEndless = true;
    // Whoever reads it counts as well, and may be about to answer.
    if (response.writableFinished) linger();
    else response.once('finish', linger);
  };

  whenRead(request, () => {
    if (timer === undefined) startClock(bodyTimeout);
  });
  request.once('close', stopClock);
  socket.once('close', stopClock);
  // Node itself holds a body to its announced length.
  if (!(Number(request.headers['content-length']) <= most)) {
    request.once('resume', () => request.on('data', count));
    // What nobody has begun to read when the answer ends, Node throws away uncounted.
    response.once('prefinish', () => {
      if (request.readableFlowing === null) request.resume().read(0);
    });
  }
  closings.set(socket, () => {
    if (isOver()) return closeSoon();
    socket.end();
    request.resume();
    request.once('end', closeSoon);
  });
}

/** Answers a request whose body is given up, where it has no answer yet, and ends it. Its reader hears why. */
export function giveUpBody(response: ServerResponse, refusal: Refusal): void {
  const gone = (): unknown => response.req.destroy(new Error(refusal.text));
  if (response.headersSent || response.destroyed) return void gone();
  response.once('finish', gone);
  sendOwnAnswer(response, refusalAnswer(refusal));
}

/** Calls when somebody begins to read a request's body, at least once. */
export function whenRead(request: IncomingMessage, call: () => void): void {
  // Flowing and read by hand are the two ways in which a stream can be read.
  request.once('resume', call);
  request.on('newListener', (event) => {
    if (event === 'readable') call();
  });
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** Has a connection be closed as its last body asks for; returns how it is closed otherwise. */
function closingOf(socket: Socket): () => void {
  const closeSoon = (): void => Object.getPrototypeOf(socket).destroySoon.call(socket);
  if (!closings.has(socket)) socket.destroySoon = () => (closings.get(socket) ?? closeSoon)();
  return closeSoon;
}
