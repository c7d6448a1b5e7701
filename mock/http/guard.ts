import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Server as TlsServer } from 'node:tls';
import { refusalWordings as words } from '../texts/refusal-wordings.js';
import { AbandonedError, abandonBody, boundBody, whenRead } from './body-bounds.js';
import { trackConnections } from './connections.js';
import type { HandlerLimits, Limits } from './limits.js';
import { sendOwnAnswer } from './problem.js';
import type { Refusal } from './refusal.js';
import { refusalAnswer, refusalBytes, refusalOf, tlsRefusalOf } from './refusals.js';
import { createTurns } from './turns.js';

/** Protects a server against connections and bytes that exceed its limits. */
export interface Guard {
  /** Applies other limits, as far as Node can change them while listening. */
  readonly apply: (limits: Limits) => void;
  /**
   * Stops listening and resolves when the requests in flight have ended. After `graceMs` milliseconds, the rest are cut
   * off, and `cutOff` receives their number.
   */
  readonly close: (graceMs: number, cutOff: (requests: number) => void) => Promise<void>;
}

/** Maximum number of headers that Node parses; `limits.headers` is lower. */
const maxHeaders = 2001;
/** Connections over the limit that still get an answer. Further ones are dropped. */
const rejectedConnections = 100;

/** Returns Node's server options for these limits. */
export function serverOptions({ headersTimeout, headerBytes }: Limits) {
  return {
    headersTimeout,
    // The guard rejects it with a reason.
    requireHostHeader: false,
    // Node ignores this option without TLS.
    handshakeTimeout: headersTimeout,
    // The body has its own clock, which stops while a fault stalls the upload.
    requestTimeout: 0,
    maxHeaderSize: headerBytes,
    // Interval of Node's timeout checks: a timeout is at most a tenth or a second late.
    connectionsCheckingInterval: Math.min(1000, Math.max(20, Math.round(headersTimeout / 10))),
  };
}

/**
 * Attaches a handler to a server and guards it. Surplus connections, invalid bytes and requests without a host get a
 * problem, are reported to `onRefused`, and never reach the handler. `prepare` sets headers on the guard's answers. The
 * handler limits each request itself (`boundRequest`).
 */
export function createGuard(
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
  const connections = trackConnections(server);
  const turns = createTurns((socket) => refused.has(socket));
  let open = 0;
  const report = (refusal: Refusal): Refusal => {
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
  server.on('drop', () => report({ ...tooManyConnections, status: 0 }));
  // With TLS, Node also reports failed handshakes here.
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    const response = last.get(socket);
    if (error.code === 'ECONNRESET' || error.code === 'EPIPE' || refused.has(socket)) return socket.destroy();
    // The client left during its body, or was cut off. The request itself reports that.
    if (response?.req.complete === false && (error.code === 'HPE_INVALID_EOF_STATE' || response.req.errored === error))
      return socket.destroy();
    refused.add(socket);
    const refusal = handshaken.has(socket) ? refusalOf(error) : tlsRefusalOf(error);
    if (refusal) report(refusal);
    // The reader of the broken body gets the reason.
    if (refusal && response && !response.req.complete) return abandonBody(response, refusal);
    // A second answer would damage one in progress.
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
    const refusal = surplus.has(socket) ? tooManyConnections : hasHost(request) ? undefined : noHost;
    if (refusal) {
      prepare(request, response);
      boundBody(request, response, limits(), report);
      sendOwnAnswer(response, refusalAnswer(report(refusal)));
    } else handle(request, response);
  };
  server.on('request', (request, response) => {
    last.set(request.socket, response);
    turns.enqueue(request, response, () => begin(request, response));
  });

  // Sent when reading starts: a stalled upload must not be requested.
  server.on('checkContinue', (request, response) => {
    const keepAlive = response.shouldKeepAlive;
    // A client answered without 100 Continue may still send the body, so the connection cannot be reused.
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
    server.maxConnections = next.connections + rejectedConnections;
  };
  server.maxHeadersCount = maxHeaders;
  apply(limits());
  const close: Guard['close'] = (graceMs, cutOffTold) =>
    connections.close(graceMs, (requests) => {
      for (const request of requests) {
        // Prevents Node from reporting it as a client error.
        refused.add(request.socket);
        request.destroy(new AbandonedError(words.mockEnded));
      }
      cutOffTold(requests.length);
    });
  return { apply, close };
}

const tooManyConnections: Refusal = {
  reason: 'too-many-connections',
  status: 503,
  text: words.manyConnections,
};

const noHost: Refusal = {
  reason: 'malformed',
  status: 400,
  text: words.noHost,
};

const tooManyHeaders: Refusal = {
  reason: 'headers-too-large',
  status: 431,
  text: words.manyHeaders,
};

/** Limits a request's headers and body. Returns false if it has rejected the request. */
export function boundRequest(
  request: IncomingMessage,
  response: ServerResponse,
  limits: HandlerLimits,
  report: (refusal: Refusal) => void,
): boolean {
  boundBody(request, response, limits, report);
  if (request.rawHeaders.length / 2 <= limits.headers) return true;
  report(tooManyHeaders);
  sendOwnAnswer(response, refusalAnswer(tooManyHeaders));
  return false;
}

function hasHost({ headers, httpVersion }: IncomingMessage): boolean {
  return headers.host !== undefined || httpVersion === '1.0';
}
