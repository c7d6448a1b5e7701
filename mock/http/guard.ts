import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Server as TlsServer } from 'node:tls';
import { boundBody, giveUpBody, whenRead } from './body-bounds.js';
import { followConnections } from './connections.js';
import type { HandlerLimits, Limits } from './limits.js';
import { sendOwnAnswer } from './problem.js';
import type { Refusal } from './refusal.js';
import { refusalAnswer, refusalBytes, refusalOf, tlsRefusalOf } from './refusals.js';
import { createTurns } from './turns.js';

/** What stands between a server's connections and the mock. */
export interface Guard {
  /** Keeps to other limits from now on, as far as a server can change them while it listens. */
  readonly apply: (limits: Limits) => void;
  /**
   * Stops listening and ends when the requests in flight have been answered. Those that take longer than `graceMs`
   * milliseconds are cut off, and `cutOff` hears how many they were.
   */
  readonly close: (graceMs: number, cutOff: (requests: number) => void) => Promise<void>;
}

/** More headers than this are never kept; `limits.headers` is below. */
const mostHeaders = 2001;
/** Connections over the limit that are still told so. Any beyond are cut without a word. */
const toldConnections = 100;

/** How Node is to be asked for a server that keeps these limits. */
export function serverOptions({ headersTimeout, headerBytes }: Limits) {
  return {
    headersTimeout,
    // Refused by the guard, which says why.
    requireHostHeader: false,
    // Node's server without TLS knows no such option.
    handshakeTimeout: headersTimeout,
    // The body has a clock of its own, which stands still while a fault stalls the upload.
    requestTimeout: 0,
    maxHeaderSize: headerBytes,
    // Node looks at its clocks only this often: a client is cut off at most a tenth late, or a second.
    connectionsCheckingInterval: Math.min(1000, Math.max(20, Math.round(headersTimeout / 10))),
  };
}

/**
 * Puts a handler behind a server and guards it: too many connections, headers or bytes that are no request, and bodies
 * that do not come are answered with a problem, told to `onRefused`, and never reach the handler. `prepare` comes before all of
 * it: it sets the headers that every answer has.
 */
export function guard(
  server: Server,
  limits: () => Limits,
  onRefused: (refusal: Refusal) => void,
  handle: RequestListener,
  prepare: RequestListener = () => {},
): Guard {
  const last = new WeakMap<Socket, ServerResponse>();
  const handshaken = new WeakSet<Socket>();
  const surplus = new WeakSet<Socket>();
  const refused = new WeakSet<Socket>();
  const connections = followConnections(server);
  const turns = createTurns((socket) => refused.has(socket));
  let open = 0;
  const tell = (refusal: Refusal): Refusal => {
    onRefused(refusal);
    return refusal;
  };

  server.on('connection', (socket: Socket) => {
    open += 1;
    socket.once('close', () => {
      open -= 1;
    });
  });
  const isTls = server instanceof TlsServer;
  server.on(isTls ? 'secureConnection' : 'connection', (socket: Socket) => {
    handshaken.add(socket);
    turns.follow(socket);
    if (open > limits().connections) surplus.add(socket);
  });
  server.on('drop', () => tell({ ...tooManyConnections, status: 0 }));
  // With TLS, Node tells of a handshake that failed here, too.
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    const response = last.get(socket);
    if (error.code === 'ECONNRESET' || error.code === 'EPIPE' || refused.has(socket)) return socket.destroy();
    // It went away in its body, or was cut off there: of that the request itself tells.
    if (response?.req.complete === false && (error.code === 'HPE_INVALID_EOF_STATE' || response.req.errored === error))
      return socket.destroy();
    refused.add(socket);
    const refusal = handshaken.has(socket) ? refusalOf(error) : tlsRefusalOf(error);
    if (refusal) tell(refusal);
    // The body of a request that somebody is reading is broken: who reads it hears why.
    if (refusal && response && !response.req.complete) return giveUpBody(response, refusal);
    // An answer that is on its way would be spoilt by a second one, and a request has one.
    const isAnswered = response?.headersSent && !(response.writableFinished && response.req.complete);
    if (refusal && refusal.status > 0 && socket.writable && !isAnswered)
      socket.end(refusalBytes(refusal), () => socket.destroy());
    else socket.destroy();
    return undefined;
  });
  const begin = (request: IncomingMessage, response: ServerResponse): void => {
    const { socket } = request;
    connections.begin(request, response);
    response.once('close', () => {
      if (request.complete && last.get(socket) === response) last.delete(socket);
    });
    prepare(request, response);
    const refusal = surplus.has(socket) ? tooManyConnections : hasHost(request) ? undefined : noHost;
    if (refusal) {
      boundBody(request, response, limits(), tell);
      sendOwnAnswer(response, refusalAnswer(tell(refusal)));
    } else if (boundRequest(request, response, limits(), tell)) handle(request, response);
  };
  server.on('request', (request, response) => {
    last.set(request.socket, response);
    turns.take(request, response, () => begin(request, response));
  });

  // Said when somebody begins to read, and not before: an upload that a fault stalls is not to be asked for.
  server.on('checkContinue', (request, response) => {
    const keepAlive = response.shouldKeepAlive;
    // Whoever is answered without it keeps the body, so nothing else can follow on the connection.
    response.shouldKeepAlive = false;
    whenRead(request, () => {
      if (response.headersSent || response.destroyed) return;
      response.shouldKeepAlive = keepAlive && !connections.isClosing();
      response.writeContinue();
    });
    server.emit('request', request, response);
  });

  const apply = (next: Limits): void => {
    server.keepAliveTimeout = next.keepAliveTimeout;
    server.maxConnections = next.connections + toldConnections;
  };
  server.maxHeadersCount = mostHeaders;
  apply(limits());
  const close: Guard['close'] = (graceMs, cutOffTold) =>
    connections.close(graceMs, (requests) => {
      for (const request of requests) {
        // Node makes a client's error of it, which it is not.
        refused.add(request.socket);
        request.destroy(new Error(mockEnded));
      }
      cutOffTold(requests.length);
    });
  return { apply, close };
}

const mockEnded = 'the mock ended before the request did, and cut it off';

const tooManyConnections: Refusal = {
  reason: 'too-many-connections',
  status: 503,
  text: 'too many connections are open; close those that are not needed, or raise connections',
};

const noHost: Refusal = {
  reason: 'malformed',
  status: 400,
  text: 'the request has no Host header, which HTTP/1.1 demands; send one',
};

const tooManyHeaders: Refusal = {
  reason: 'headers-too-large',
  status: 431,
  text: 'there are more headers than are read; send fewer, or raise headers',
};

/** Bounds a request's headers and its body. Returns whether it may be handled; false: it has been refused. */
export function boundRequest(
  request: IncomingMessage,
  response: ServerResponse,
  limits: HandlerLimits,
  tell: (refusal: Refusal) => void,
): boolean {
  boundBody(request, response, limits, tell);
  if (request.rawHeaders.length / 2 <= limits.headers) return true;
  tell(tooManyHeaders);
  sendOwnAnswer(response, refusalAnswer(tooManyHeaders));
  return false;
}

function hasHost({ headers, httpVersion }: IncomingMessage): boolean {
  return headers.host !== undefined || httpVersion === '1.0';
}
