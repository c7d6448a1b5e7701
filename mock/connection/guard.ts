import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Server as TlsServer } from 'node:tls';
import type { MockEvents, Refusal } from '../journal/events.js';
import { send } from '../problem.js';
import type { Limits } from './limits.js';
import { refusalAnswer, refusalBytes, refusalOf, tlsRefusalOf } from './refusals.js';

/** What stands between a server's connections and the mock. */
export interface Guard {
  /** Keeps to other limits from now on, as far as a server can change them while it listens. */
  readonly apply: (limits: Limits) => void;
}

/** More headers than this are never kept; `limits.headers` is below. */
const mostHeaders = 2001;
/** Connections over the limit that are still told so. Any beyond are cut without a word. */
const toldConnections = 100;

/** How Node is to be asked for a server that keeps these limits. */
export function serverOptions({ headersTimeout, headerBytes }: Limits) {
  return {
    headersTimeout,
    // The body has a clock of its own, which stands still while a fault stalls the upload.
    requestTimeout: 0,
    maxHeaderSize: headerBytes,
    // Node looks at its clocks only this often: a client is cut off at most a tenth late, or a second.
    connectionsCheckingInterval: Math.min(1000, Math.max(20, Math.round(headersTimeout / 10))),
  };
}

/**
 * Puts a handler behind a server and guards it: too many connections, headers or bytes that are no request, and bodies
 * that do not come are answered with a problem, told to `events`, and never reach the handler.
 */
export function guard(server: Server, limits: () => Limits, events: MockEvents, handle: RequestListener): Guard {
  const answering = new WeakMap<Socket, ServerResponse>();
  const surplus = new WeakSet<Socket>();
  const refused = new WeakSet<Socket>();
  let open = 0;
  const tell = (refusal: Refusal): Refusal => {
    events.emit('refused', refusal);
    return refusal;
  };

  server.on('connection', (socket: Socket) => {
    open += 1;
    socket.once('close', () => {
      open -= 1;
    });
  });
  server.on(server instanceof TlsServer ? 'secureConnection' : 'connection', (socket: Socket) => {
    if (open > limits().connections) surplus.add(socket);
  });
  server.on('drop', () => tell({ ...tooManyConnections, status: 0 }));
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    const response = answering.get(socket);
    if (error.code === 'ECONNRESET' || error.code === 'EPIPE' || refused.has(socket)) return socket.destroy();
    refused.add(socket);
    const refusal = tell(refusalOf(error));
    // The body of a request that somebody is reading is broken: who reads it hears why. One that just ends has lost its client.
    if (response && !response.req.complete && error.code !== 'HPE_INVALID_EOF_STATE') return cut(response, refusal);
    // An answer that is on its way would be spoilt by a second one.
    if (socket.writable && !response?.headersSent) socket.end(refusalBytes(refusal), () => socket.destroy());
    else socket.destroy();
    return undefined;
  });
  server.on('tlsClientError', (error: NodeJS.ErrnoException) => {
    const refusal = tlsRefusalOf(error);
    if (refusal) tell(refusal);
  });
  server.on('request', (request, response) => {
    const { socket } = request;
    answering.set(socket, response);
    response.once('close', () => {
      if (answering.get(socket) === response) answering.delete(socket);
      // Once the server closes, a connection whose answer was in flight is not to stay for another.
      if (!server.listening) setImmediate(() => server.closeIdleConnections());
    });
    timeBody(request, response, limits().bodyTimeout, tell);
    if (surplus.has(socket)) return refuse(request, response, tell(tooManyConnections));
    if (request.rawHeaders.length / 2 > limits().headers) return refuse(request, response, tell(tooManyHeaders));
    return handle(request, response);
  });

  // Said when somebody begins to read, and not before: an upload that a fault stalls is not to be asked for.
  server.on('checkContinue', (request, response) => {
    const keepAlive = response.shouldKeepAlive;
    // Whoever is answered without it keeps the body, so nothing else can follow on the connection.
    response.shouldKeepAlive = false;
    whenRead(request, () => {
      if (response.headersSent || response.destroyed) return;
      response.shouldKeepAlive = keepAlive;
      response.writeContinue();
    });
    server.emit('request', request, response);
  });

  const apply = ({ keepAliveTimeout, connections }: Limits): void => {
    server.keepAliveTimeout = keepAliveTimeout;
    server.maxConnections = connections + toldConnections;
  };
  server.maxHeadersCount = mostHeaders;
  apply(limits());
  return { apply };
}

const tooManyConnections: Refusal = {
  reason: 'too-many-connections',
  status: 503,
  text: 'too many connections are open; close those that are not needed, or raise connections',
};

const tooManyHeaders: Refusal = {
  reason: 'headers-too-large',
  status: 431,
  text: 'there are more headers than are read; send fewer, or raise headers',
};

const slowBody: Refusal = {
  reason: 'body-timeout',
  status: 408,
  text: 'the body did not come in time; send it faster, or raise bodyTimeout',
};

/** Answers once the body has come, for a client that hears nothing before it has sent everything. */
function refuse(request: IncomingMessage, response: ServerResponse, refusal: Refusal): void {
  request.once('end', () => send(response, refusalAnswer(refusal)));
  request.resume();
}

/**
 * Cuts off a body that takes longer than `ms`. The clock runs from when somebody reads: what the mock itself does not
 * take, the client cannot send.
 */
function timeBody(
  request: IncomingMessage,
  response: ServerResponse,
  ms: number,
  tell: (refusal: Refusal) => Refusal,
): void {
  let timer: NodeJS.Timeout | undefined;
  whenRead(request, () => {
    timer ??= setTimeout(() => {
      if (!request.complete && !request.destroyed) cut(response, tell(slowBody));
    }, ms);
  });
  request.once('close', () => clearTimeout(timer));
}

/** Answers a request whose body is given up, and ends it. Its reader hears why. */
function cut(response: ServerResponse, refusal: Refusal): void {
  const gone = (): unknown => response.req.destroy(new Error(refusal.text));
  if (response.headersSent || response.destroyed) return void gone();
  response.once('finish', gone);
  send(response, refusalAnswer(refusal));
}

/** Calls when somebody begins to read a request's body, at least once. */
function whenRead(request: IncomingMessage, call: () => void): void {
  // Flowing and read by hand are the two ways in which a stream can be read.
  request.once('resume', call);
  request.on('newListener', (event) => {
    if (event === 'readable') call();
  });
}
