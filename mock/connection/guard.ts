import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Server as TlsServer } from 'node:tls';
import type { MockEvents, Refusal } from '../journal/events.js';
import { send } from '../problem.js';
import { boundBody, cutOff, whenRead } from './body-bounds.js';
import type { HandlerLimits, Limits } from './limits.js';
import { refusalAnswer, refusalBytes, refusalOf, tlsRefusalOf } from './refusals.js';

/** What stands between a server's connections and the mock. */
export interface Guard {
  /** Keeps to other limits from now on, as far as a server can change them while it listens. */
  readonly apply: (limits: Limits) => void;
  /** Ends every request that is in flight, has its reader hear that the mock did, and says how many there were. */
  readonly cutOffAll: () => number;
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
 * that do not come are answered with a problem, told to `events`, and never reach the handler.
 */
export function guard(server: Server, limits: () => Limits, events: MockEvents, handle: RequestListener): Guard {
  const last = new WeakMap<Socket, ServerResponse>();
  const handshaken = new WeakSet<Socket>();
  const surplus = new WeakSet<Socket>();
  const refused = new WeakSet<Socket>();
  const inFlight = new Set<IncomingMessage>();
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
  const isTls = server instanceof TlsServer;
  server.on(isTls ? 'secureConnection' : 'connection', (socket: Socket) => {
    handshaken.add(socket);
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
    if (refusal && response && !response.req.complete) return cutOff(response, refusal);
    // An answer that is on its way would be spoilt by a second one, and a request has one.
    const isAnswered = response?.headersSent && !(response.writableFinished && response.req.complete);
    if (refusal && refusal.status > 0 && socket.writable && !isAnswered)
      socket.end(refusalBytes(refusal), () => socket.destroy());
    else socket.destroy();
    return undefined;
  });
  server.on('request', (request, response) => {
    const { socket } = request;
    last.set(socket, response);
    inFlight.add(request);
    response.once('close', () => {
      inFlight.delete(request);
      if (request.complete && last.get(socket) === response) last.delete(socket);
      // Once the server closes, a connection whose answer was in flight is not to stay for another.
      if (!server.listening) setImmediate(() => server.closeIdleConnections());
    });
    const refusal = surplus.has(socket) ? tooManyConnections : hasHost(request) ? undefined : noHost;
    if (refusal) {
      boundBody(request, response, limits(), tell);
      return send(response, refusalAnswer(tell(refusal)));
    }
    return boundRequest(request, response, limits(), tell) ? handle(request, response) : undefined;
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
  const cutOffAll = (): number => {
    const requests = [...inFlight];
    for (const request of requests) {
      // Node makes a client's error of it, which it is not.
      refused.add(request.socket);
      request.destroy(new Error(mockEnded));
    }
    return requests.length;
  };
  return { apply, cutOffAll };
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
  send(response, refusalAnswer(tooManyHeaders));
  return false;
}

function hasHost({ headers, httpVersion }: IncomingMessage): boolean {
  return headers.host !== undefined || httpVersion === '1.0';
}
