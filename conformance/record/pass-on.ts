import { type ClientRequest, type IncomingMessage, request as openRequest, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Writable } from 'node:stream';
import { KitError, reasonOf } from '../../spec/index.js';
import { describeInterruption } from '../wire/interruption.js';
import { connectToTarget, proxyAuthorization } from '../wire/require-reachable.js';
import type { TargetTls } from '../wire/target-tls.js';
import { answerHeaders, flushHead, hasLength, isChunked, joinHeaders, requestHeaders } from './heads.js';
import { endAfterAnswer, sendRecordersAnswer } from './own-answer.js';
import { createPatience } from './patience.js';

/** Where exchanges go on to. */
export interface Onward {
  readonly target: URL;
  readonly proxy?: URL;
  readonly tls?: TargetTls;
  /** How long the target may keep the recorder waiting, in milliseconds. */
  readonly timeoutMs: number;
  /** Ends exchanges. */
  readonly signal: AbortSignal;
}

/** What came of passing a request on. */
export interface PassedOn {
  /** Whether anything went to the target, which may have charged it then. */
  readonly isSent: boolean;
  /** As far as it came, where it began. */
  readonly answer?: PassedAnswer;
  /** Why no whole answer came. */
  readonly transportError?: string;
  /** Whether the recorder was ended before the answer came. */
  readonly isOpen?: true;
}

/** An answer of the target. */
export interface PassedAnswer {
  readonly status: number;
  /** By lower-case name. Those of the connection too. */
  readonly headers: Readonly<Record<string, string>>;
  /** The first bytes of the body, as they came. */
  readonly bytes: Buffer;
}

/** How many bytes of a body are kept for the report. All of them go to the client. */
const mostKept = 1_000_000;
/** The largest head, in bytes. */
export const maxHeadBytes = 65_536;

/**
 * Passes a request on to the target and its answer back, both as they come, byte by byte. `copy` gets the body too. The
 * client sees a fault like that of the target. Sends nothing twice: each request has its own connection.
 */
export async function passOn(
  incoming: IncomingMessage,
  response: ServerResponse,
  onward: Onward,
  copy: Writable | undefined,
): Promise<PassedOn> {
  const left = watchClient(response);
  using connecting = left.signalWith(onward.signal);
  let socket: Socket;
  try {
    socket = await connectToTarget({ ...onward, proxy: onward.proxy, signal: connecting.signal });
  } catch (error) {
    pipeCopy(incoming, copy);
    if (left.isGone()) return { isSent: false, transportError: clientLeft };
    if (onward.signal.aborted) {
      response.destroy();
      return { isSent: false, ...interrupted(onward.signal) };
    }
    const detail = error instanceof KitError ? error.message : reasonOf(error);
    const isLate = /ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT/.test(detail);
    sendRecordersAnswer(response, {
      status: isLate ? 504 : 502,
      title: 'The recorder cannot reach the target',
      detail,
    });
    return { isSent: false, transportError: detail };
  }
  if (left.isGone()) {
    socket.destroy();
    return { isSent: false, transportError: clientLeft };
  }
  return new Promise((resolve) => exchange(incoming, response, { onward, socket, copy, resolve }));
}

const clientLeft = 'the client hung up before the answer was complete';

function interrupted(signal: AbortSignal): Pick<PassedOn, 'transportError' | 'isOpen'> {
  return { transportError: `${describeInterruption(signal)} before the answer was complete`, isOpen: true };
}

/** Tells whether the client is gone. */
function watchClient(response: ServerResponse) {
  const gone = new AbortController();
  const onClose = (): void => gone.abort();
  response.once('close', onClose);
  return {
    isGone: () => gone.signal.aborted,
    signalWith: (signal: AbortSignal): Disposable & { readonly signal: AbortSignal } => ({
      signal: AbortSignal.any([gone.signal, signal]),
      [Symbol.dispose]: () => response.off('close', onClose),
    }),
  };
}

/** What an exchange needs beside the client's request. */
interface OpenExchange {
  readonly onward: Onward;
  readonly socket: Socket;
  readonly copy: Writable | undefined;
  readonly resolve: (passed: PassedOn) => void;
}

/** One exchange over an open connection. */
function exchange(
  incoming: IncomingMessage,
  response: ServerResponse,
  { onward, socket, copy, resolve }: OpenExchange,
): void {
  const outgoing = openOnward(incoming, onward, socket);
  const kept: Buffer[] = [];
  let answer: Omit<PassedAnswer, 'bytes'> | undefined;
  let isDone = false;
  const done = (end: Omit<PassedOn, 'isSent' | 'answer'> = {}): void => {
    if (isDone) return;
    isDone = true;
    patience[Symbol.dispose]();
    onward.signal.removeEventListener('abort', onInterrupt);
    resolve({ isSent: true, ...(answer ? { answer: { ...answer, bytes: Buffer.concat(kept) } } : {}), ...end });
  };
  /** Ends both sides. The client sees `atClient`. */
  const fail = (end: Omit<PassedOn, 'isSent' | 'answer'>, atClient: () => void): void => {
    if (isDone) return;
    done(end);
    atClient();
    outgoing.destroy();
    socket.destroy();
  };
  const reset = (): void => void (incoming.socket.destroyed || incoming.socket.resetAndDestroy());
  const hangUp = (): void => void incoming.socket.destroy();
  const onInterrupt = (): void => fail(interrupted(onward.signal), hangUp);
  const onLate = (): void => {
    const transportError = `no answer within ${onward.timeoutMs / 1000} s (time-out)`;
    if (answer) {
      fail({ transportError: `the answer stops for ${onward.timeoutMs / 1000} s (time-out)` }, reset);
      return;
    }
    const detail = `${onward.target.origin}: ${transportError}; it may have charged the call, which is not sent again`;
    fail({ transportError }, () =>
      sendRecordersAnswer(response, { status: 504, title: 'The target does not answer the recorder in time', detail }),
    );
  };
  const patience = createPatience(onward.timeoutMs, onLate);
  onward.signal.addEventListener('abort', onInterrupt, { once: true });
  if (onward.signal.aborted) onInterrupt();

  let isAwaited = incoming.headers.expect !== undefined;
  outgoing.on('continue', () => {
    isAwaited = false;
    response.writeContinue();
  });
  outgoing.on('error', (error) => {
    const problem = describeFault(error);
    if (problem.isNoHttp && !answer) {
      const detail = `${onward.target.origin}: ${problem.text}`;
      const title = 'The recorder cannot read the answer of the target';
      fail({ transportError: problem.text }, () => sendRecordersAnswer(response, { status: 502, title, detail }));
    } else fail({ transportError: problem.text }, problem.isReset ? reset : hangUp);
  });
  outgoing.on('response', (received) => {
    answer = { status: received.statusCode ?? 0, headers: joinHeaders(received.rawHeaders) };
    patience.start();
    if (isAwaited) endAfterAnswer(response);
    passBack(received, response, incoming.httpVersion !== '1.0');
    let size = 0;
    received.on('data', (chunk: Buffer) => {
      if (size < mostKept) kept.push(chunk.subarray(0, mostKept - size));
      size += chunk.length;
      if (response.writableNeedDrain) patience.stop();
      else patience.start();
    });
    response.on('drain', patience.start);
    received.on('error', (error) => {
      const problem = describeFault(error);
      fail({ transportError: problem.text }, problem.isReset ? reset : hangUp);
    });
    received.on('end', () => {
      patience.stop();
      if (received.complete) done();
    });
  });

  response.once('close', () => fail({ transportError: clientLeft }, () => {}));
  incoming.on('data', () => {
    if (outgoing.writableNeedDrain) patience.start();
  });
  outgoing.on('drain', patience.stop);
  incoming.on('end', () => {
    if (outgoing.destroyed) return;
    if (incoming.rawTrailers.length > 0) outgoing.addTrailers(trailersOf(incoming));
    outgoing.end();
    if (!answer) patience.start();
  });
  // After an early answer, the client may finish its upload.
  outgoing.once('close', () => incoming.resume());
  pipeCopy(incoming, copy);
  incoming.pipe(outgoing, { end: false });
}

/** Opens the request to the target with the client's head, and sends that head at once. */
function openOnward(incoming: IncomingMessage, { target, proxy }: Onward, socket: Socket): ClientRequest {
  const { method = 'GET', url = '/', rawHeaders } = incoming;
  const isToProxy = proxy !== undefined && target.protocol === 'http:';
  const authorization = isToProxy ? proxyAuthorization(proxy) : undefined;
  const headers = [
    ...requestHeaders(rawHeaders, target.host),
    ...(authorization === undefined ? [] : ['Proxy-Authorization', authorization]),
    'Connection',
    'close',
  ];
  const options = {
    method,
    path: isToProxy ? `${target.origin}${url}` : url,
    createConnection: () => socket,
    setHost: false,
    maxHeaderSize: maxHeadBytes,
  };
  // Node.js adds a length to a head without one, unless the headers are set one by one.
  if (hasLength(rawHeaders) || ['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE'].includes(method)) {
    const outgoing = openRequest({ ...options, headers });
    flushHead(outgoing);
    return outgoing;
  }
  const outgoing = openRequest(options);
  outgoing.useChunkedEncodingByDefault = false;
  for (let at = 0; at < headers.length; at += 2) outgoing.appendHeader(headers[at] ?? '', headers[at + 1] ?? '');
  flushHead(outgoing);
  return outgoing;
}

/** Passes an answer back: its head at once, and its body as it comes. */
function passBack(received: IncomingMessage, response: ServerResponse, knowsChunks: boolean): void {
  const { statusCode = 502, statusMessage = '', rawHeaders } = received;
  response.sendDate = false;
  if (!hasLength(rawHeaders) || (isChunked(rawHeaders) && !knowsChunks)) {
    // The end of the connection is the end of the body, as at the target.
    response.useChunkedEncodingByDefault = false;
    endAfterAnswer(response);
  }
  response.writeHead(statusCode, statusMessage, answerHeaders(rawHeaders, knowsChunks));
  flushHead(response);
  received.pipe(response, { end: false });
  received.on('end', () => {
    if (!received.complete) return;
    if (received.rawTrailers.length > 0) response.addTrailers(trailersOf(received));
    response.end();
  });
}

function trailersOf({ rawTrailers }: IncomingMessage): [string, string][] {
  return rawTrailers.flatMap((name, at): [string, string][] =>
    at % 2 === 0 ? [[name, rawTrailers[at + 1] ?? '']] : [],
  );
}

/** Describes a fault of the target in one line. */
function describeFault(error: Error): { readonly text: string; readonly isReset: boolean; readonly isNoHttp: boolean } {
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (code.startsWith('HPE_'))
    return { text: `the target's answer is not HTTP (${code}: ${message})`, isReset: false, isNoHttp: true };
  // Node.js has one code for both ends of a connection.
  if (code === 'ECONNRESET' && /socket hang up|aborted/.test(message))
    return { text: 'the target hangs up before its answer is complete', isReset: false, isNoHttp: false };
  return { text: `the connection to the target breaks (${code || message})`, isReset: true, isNoHttp: false };
}

/** Reads a body to its end, and copies it as long as the copy is wanted. */
export function pipeCopy(incoming: IncomingMessage, copy: Writable | undefined): void {
  // A stream that is closed already would hold up the body for ever.
  if (copy && !copy.destroyed) incoming.pipe(copy.once('close', () => incoming.resume()));
  else incoming.resume();
}
