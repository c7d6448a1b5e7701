import { once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Server as TlsServer } from 'node:tls';
import { lingerMs } from './body-bounds.js';

/** Tracks a server's connections, so that closing neither damages an answer nor hangs. */
export interface Connections {
  /** Counts a request as in flight until its answer has ended. */
  readonly begin: (request: IncomingMessage, response: ServerResponse) => void;
  readonly isClosing: () => boolean;
  /**
   * Stops listening and resolves when the requests in flight have ended. New answers say `Connection: close`. After
   * `graceMs` milliseconds, the remaining requests are passed to `cutOff` and cut off.
   */
  readonly close: (graceMs: number, cutOff: (requests: readonly IncomingMessage[]) => void) => Promise<void>;
}

/** Longest delay of Node's timers, in milliseconds. A larger one becomes 1 ms. */
const longestTimer = 2 ** 31 - 1;

/** Turns of the event loop in which requests that arrived before the close are still accepted. */
const lastTurns = 3;

/** Starts tracking a server's connections. */
export function trackConnections(server: Server): Connections {
  const isTls = server instanceof TlsServer;
  /** TCP connections, including those without a completed TLS handshake. */
  const accepted = new Map<string, Socket>();
  /** HTTP connections, each with its latest request. */
  const speaking = new Map<Socket, IncomingMessage | undefined>();
  const inFlight = new Map<IncomingMessage, ServerResponse>();
  const lingering = new WeakSet<Socket>();
  let isClosing = false;

  const onAccepted = (socket: Socket): void => {
    const address = addressOf(socket);
    accepted.set(address, socket);
    socket.once('close', () => accepted.delete(address));
  };
  const onSpeaking = (socket: Socket): void => {
    speaking.set(socket, undefined);
    socket.once('close', () => speaking.delete(socket));
  };
  server.on('connection', onAccepted);
  server.on(isTls ? 'secureConnection' : 'connection', onSpeaking);

  /** Closes connections without a pending answer. Node closes those idle since their last answer. */
  const endQuiet = (): void => {
    server.closeIdleConnections();
    const answering = new Set([...inFlight.keys()].map(({ socket }) => socket));
    const shaken = new Set([...speaking.keys()].map(addressOf));
    for (const [socket, request] of speaking) {
      if (answering.has(socket)) continue;
      if (!request && socket.bytesRead === 0) socket.destroy();
      if (request && !request.complete) linger(socket);
    }
    for (const [address, socket] of accepted) if (!shaken.has(address)) socket.destroy();
  };
  /** Gives a client that was answered during its upload time to read the answer. */
  const linger = (socket: Socket): void => {
    if (lingering.has(socket)) return;
    lingering.add(socket);
    const timer = setTimeout(() => socket.destroy(), lingerMs);
    socket.once('close', () => clearTimeout(timer));
  };
  return {
    begin: (request, response) => {
      const { socket } = request;
      if (speaking.has(socket)) speaking.set(socket, request);
      inFlight.set(request, response);
      if (isClosing) response.shouldKeepAlive = false;
      response.once('close', () => {
        inFlight.delete(request);
        // After its answer, the connection must not wait for another request.
        if (!server.listening) void nextTurn().then(endQuiet);
      });
    },
    isClosing: () => isClosing,
    close: async (graceMs, cutOff) => {
      isClosing = true;
      for (const response of inFlight.values()) if (!response.headersSent) response.shouldKeepAlive = false;
      // Requests in the system's buffers are answered too. Closing first would reset their connections.
      for (let turn = 0; turn < lastTurns; turn++) await nextTurn();
      const closed = once(server, 'close');
      server.close();
      endQuiet();
      const timer = setTimeout(
        () => {
          cutOff([...inFlight.keys()]);
          server.closeAllConnections();
          for (const socket of accepted.values()) socket.destroy();
        },
        Math.min(graceMs, longestTimer),
      );
      await closed;
      clearTimeout(timer);
    },
  };
}

function addressOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`;
}
