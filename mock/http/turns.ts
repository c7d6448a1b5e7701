import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setImmediate } from 'node:timers';

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
  readonly waiting: Waiting[];
}

/**
 * Lets the requests of a connection begin one after another: each when the answer before it has been taken. A client
 * may send many requests at once (pipelining); while many of them wait, nothing more is read from its connection, so
 * that the answers that a client does not read cannot pile up. Between two of them the other connections have their turn.
 */
export function createTurns(): (request: IncomingMessage, response: ServerResponse, begin: () => void) => void {
  const lines = new WeakMap<Socket, Line>();
  const lineOf = (socket: Socket): Line => {
    const known = lines.get(socket);
    if (known) return known;
    const line: Line = { isBusy: false, waiting: [] };
    lines.set(socket, line);
    // Node goes on reading when a body is read or an answer has left.
    socket.on('resume', () => {
      if (line.waiting.length > fewWaiting) socket.pause();
    });
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
    if (line.waiting.length === fewWaiting) socket.resume();
    if (next) start(line, socket, next);
    else line.isBusy = false;
  };
  return (request, response, begin) => {
    const { socket } = request;
    const line = lineOf(socket);
    if (!line.isBusy) return start(line, socket, { response, begin });
    line.waiting.push({ response, begin });
    if (line.waiting.length > fewWaiting) socket.pause();
  };
}
