import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { refusalWordings as words } from '../texts/refusal-wordings.js';
import type { Wording } from '../texts/wording.js';
import { type HandlerLimits, maxReceivedBytes } from './limits.js';
import { sendOwnAnswer } from './problem.js';
import type { Refusal } from './refusal.js';
import { refusalAnswer } from './refusals.js';

/** Time for a client over a limit to read its answer, in milliseconds. */
export const lingerMs = 1000;
/** Bytes that are still read from such a client. */
const lingerBytes = 16 * 1024 * 1024;

const slowBody: Refusal = {
  reason: 'body-timeout',
  status: 408,
  text: words.slowBody,
};

const endlessBody: Refusal = {
  reason: 'body-too-large',
  status: 413,
  text: words.endlessBody,
};

/** The error with which the mock ends a request, for whatever reads its body. */
export class AbandonedError extends Error {
  readonly text: Wording;
  constructor(text: Wording) {
    super(text.en);
    this.text = text;
  }
}

/** How to close each connection that sent a body, once its answer is sent. */
const closings = new WeakMap<Socket, () => void>();

/**
 * Limits the time and size of a request's body, whether or not anything reads it. A body over a limit is cut off, with
 * an answer if it has none yet. After an answer that ends the connection, the client's remaining bytes are read and
 * discarded. Closing a connection with unread bytes would discard the answer.
 *
 * The clock starts when reading starts, because the client cannot send what the mock does not read.
 */
export function boundBody(
  request: IncomingMessage,
  response: ServerResponse,
  { bodyTimeout, bodyBytes }: Pick<HandlerLimits, 'bodyTimeout' | 'bodyBytes'>,
  report: (refusal: Refusal) => void,
): void {
  // A body that the application has read before the mock is the application's responsibility.
  if (!hasBody(request) || request.closed) return;
  const { socket } = request;
  const most = maxReceivedBytes(bodyBytes);
  let timer: NodeJS.Timeout | undefined;
  let isEndless = false;
  let bytes = 0;

  const closeSoon = closingOf(socket);
  // An answered request gets no further events from its connection, so the clock also follows the socket.
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
    // An answered request needs no report.
    if (!response.headersSent) report(refusal);
    abandonBody(response, refusal);
  };
  const linger = (): void => startClock(lingerMs);
  const count = (chunk: Buffer): void => {
    bytes += chunk.length;
    // Stops reading, so that the client has to wait.
    if (bytes > most + lingerBytes) request.pause();
    if (bytes <= most || isEndless) return;
    isEndless = true;
    // The reader counts too, and may be about to answer.
    if (response.writableFinished) linger();
    else response.once('finish', linger);
  };

  whenRead(request, () => {
    if (timer === undefined) startClock(bodyTimeout);
  });
  request.once('close', stopClock);
  socket.once('close', stopClock);
  // Node enforces an announced length.
  if (!(Number(request.headers['content-length']) <= most)) {
    request.once('resume', () => request.on('data', count));
    // Node discards a body that nothing has read when the answer ends, without counting it.
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

/** Answers a request whose body is abandoned, if unanswered, and ends it. The reader gets the reason as an error. */
export function abandonBody(response: ServerResponse, refusal: Refusal): void {
  const gone = (): unknown => response.req.destroy(new AbandonedError(refusal.text));
  if (response.headersSent || response.destroyed) return void gone();
  response.once('finish', gone);
  sendOwnAnswer(response, refusalAnswer(refusal));
}

/** Calls back, at least once, when reading of a body starts. */
export function whenRead(request: IncomingMessage, call: () => void): void {
  // A stream is read either flowing or manually.
  request.once('resume', call);
  request.on('newListener', (event) => {
    if (event === 'readable') call();
  });
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** Overrides how a connection closes after its last body. Returns the original. */
function closingOf(socket: Socket): () => void {
  // A connection that a program hands to its server may be a stream of any kind.
  const { destroySoon = () => socket.end() } = Object.getPrototypeOf(socket) as Partial<Pick<Socket, 'destroySoon'>>;
  const closeSoon = (): void => void destroySoon.call(socket);
  if (!closings.has(socket)) socket.destroySoon = () => (closings.get(socket) ?? closeSoon)();
  return closeSoon;
}
