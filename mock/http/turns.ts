import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setImmediate } from 'node:timers';
import { parseOneByOne } from './one-by-one.js';

/** A request that has come, and has not begun. */
interface Waiting {
  readonly response: ServerResponse;
  readonly begin: () => void;
}

/** Requests that may wait while their connection is still read, so that it is noticed when their client leaves. */
const fewWaiting = 16;

/** What stands in line on one connection. */
interface Line {
  isBusy: boolean;
  newest?: IncomingMessage;
  readonly waiting: Waiting[];
  /** Reads the connection again, where that has stopped because the line was full. */
  readonly readOn: () => void;
}

/** The turns of a server's connections. */
export interface Turns {
  /** Follows a connection that HTTP is spoken on from now on. */
  readonly follow: (socket: Socket) => void;
  /** Begins a request when it has its turn. */
  readonly take: (request: IncomingMessage, response: ServerResponse, begin: () => void) => void;
}

/**
 * Lets the requests of a connection begin one after another: each when the answer before it has been taken. A client
 * may send many requests at once (pipelining); while some of them wait, nothing more is read from its connection, so
 * that neither requests nor answers that a client does not read can pile up. Between two of them the other connections
 * have their turn. Of a connection that `isOver`, nothing more is parsed of what has come.
 */
export function createTurns(isOver: (socket: Socket) => boolean): Turns {
  const lines = new WeakMap<Socket, Line>();
  const follow = (socket: Socket): Line => {
    const line: Line = {
      isBusy: false,
      waiting: [],
      readOn: parseOneByOne(socket, {
        isFull: () => line.waiting.length > fewWaiting,
        isInBody: () => line.newest?.complete === false,
        isOver: () => isOver(socket),
      }),
    };
    lines.set(socket, line);
    return line;
  };
  const start = (line: Line, socket: Socket, { response, begin }: Waiting): void => {
    line.isBusy = true;
    response.once('close', () => {
      if (line.waiting.length > 0) setImmediate(() => startNext(line, socket));
      else line.isBusy = false;
    });
    begin();
  };
  const startNext = (line: Line, socket: Socket): void => {
    // An answer that ends the connection is the last one, whatever was sent behind its request.
    if (socket.destroyed || socket.writableEnded) line.waiting.length = 0;
    const next = line.waiting.shift();
    if (line.waiting.length <= fewWaiting) line.readOn();
    if (next) start(line, socket, next);
    else line.isBusy = false;
  };
  return {
    follow,
    take: (request, response, begin) => {
      const { socket } = request;
      const line = lines.get(socket) ?? follow(socket);
      line.newest = request;
      if (line.isBusy) line.waiting.push({ response, begin });
      else start(line, socket, { response, begin });
    },
  };
}
