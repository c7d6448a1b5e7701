import { once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Server as TlsServer } from 'node:tls';
import { lingerMs } from './body-bounds.js';

/** A server's connections, followed so that it can be closed without spoiling an answer, and in time. */
export interface Connections {
  /** Counts a request as in flight until its answer has ended. */
  readonly begin: (request: IncomingMessage, response: ServerResponse) => void;
  readonly isClosing: () => boolean;
  /**
   * Stops listening and ends when the requests in flight have been answered, at once where there are none. Answers say
   * `Connection: close` from now on. What has not ended after `graceMs` milliseconds is handed to `cutOff` and cut off.
   */
  readonly close: (graceMs: number, cutOff: (requests: readonly IncomingMessage[]) => void) => Promise<void>;
}

/** The longest that a timer can wait, in milliseconds; of a longer time, Node makes one. */
const longestTimer = 2 ** 31 - 1;

/** Turns of the event loop in which what had come before the closing is accepted, read and begun. */
const lastTurns = 3;

/** Follows a server's connections from now on. */
export function followConnections(server: Server): Connections {
  const isTls = server instanceof TlsServer;
  /** TCP connections: with TLS, also those that have not got through their handshake. */
  const accepted = new Map<string, Socket>();
  /** Connections that HTTP is spoken on, each with the last request that began on it. */
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

  /** Ends the connections that no answer is waited for on. Node tells those that have been quiet since their last answer. */
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
  /** Gives a client that was answered in its upload the time to read the answer, and no more. */
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
        // A connection whose answer was in flight is not to stay for another.
        if (!server.listening) void nextTurn().then(endQuiet);
      });
    },
    isClosing: () => isClosing,
    close: async (graceMs, cutOff) => {
      isClosing = true;
      for (const response of inFlight.values()) if (!response.headersSent) response.shouldKeepAlive = false;
      // A request that lies in the system's buffers is answered too: closed on it, its connection would be reset.
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
