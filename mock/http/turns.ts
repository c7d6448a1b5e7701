import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setImmediate } from 'node:timers';
import { parseOneByOne } from './one-by-one.js';

/** A received request that waits for its turn. */
interface Waiting {
  readonly response: ServerResponse;
  readonly begin: () => void;
}

/** Maximum number of waiting requests while the connection is still read, so that a disconnect is noticed. */
const fewWaiting = 16;

/** Queue of one connection. */
interface Line {
  isBusy: boolean;
  newest?: IncomingMessage;
  readonly waiting: Waiting[];
  /** Resumes reading after the queue was full. */
  readonly readOn: () => void;
}

/** Queues of a server's connections. */
export interface Turns {
  /** Starts tracking an HTTP connection. */
  readonly follow: (socket: Socket) => void;
  /** Runs a request when its turn comes. */
  readonly enqueue: (request: IncomingMessage, response: ServerResponse, begin: () => void) => void;
}

/**
 * Runs the requests of a connection one after another, each when the previous answer was sent. While pipelined requests
 * wait, reading pauses, so that neither requests nor unread answers accumulate. Between two requests, other connections
 * get their turn. A connection that `isOver` is parsed no further.
 */
export function createTurns(isOver: (socket: Socket) => boolean): Turns {
  const lines = new WeakMap<Socket, Line>();
  const follow = (socket: Socket): Line => {
    const line: Line = {
      isBusy: false,
      waiting: [],
      readOn: parseOneByOne(socket, {
        isFull: () => line.waiting.length > fewWaiting,
        newest: () => line.newest,
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
    // After an answer that ends the connection, further requests are dropped.
    if (socket.destroyed || socket.writableEnded) line.waiting.length = 0;
    const next = line.waiting.shift();
    if (line.waiting.length <= fewWaiting) line.readOn();
    if (next) start(line, socket, next);
    else line.isBusy = false;
  };
  return {
    follow,
    enqueue: (request, response, begin) => {
      const { socket } = request;
      const line = lines.get(socket) ?? follow(socket);
      line.newest = request;
      if (line.isBusy) line.waiting.push({ response, begin });
      else start(line, socket, { response, begin });
    },
  };
}
