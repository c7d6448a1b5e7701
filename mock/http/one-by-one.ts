import type { Socket } from 'node:net';

/** End of a request's head. */
const headEnd = '\r\n\r\n';
/**
 * Minimum bytes of a body parsed at once. A body full of head ends would otherwise be parsed in pieces of four bytes.
 */
const bodyPiece = 2048;

/** State of a connection's requests. */
export interface Incoming {
  /** Returns whether the connection must not read another request now. */
  readonly isFull: () => boolean;
  /** Returns whether the latest request has an unfinished body. */
  readonly isInBody: () => boolean;
  /** Returns whether the connection was rejected, so that its remaining bytes are no request. */
  readonly isOver: () => boolean;
}

/**
 * Makes Node parse a connection request by request, on demand. By default Node parses everything in the system's
 * buffer: possibly thousands of requests, each with kilobytes of objects. Unparsed bytes take at most 64 KB.
 *
 * @returns a function that resumes reading if the connection was full
 */
export function parseOneByOne(socket: Socket, { isFull, isInBody, isOver }: Incoming): () => void {
  const parse = socket.listeners('data').at(-1);
  // A Node.js version that reads differently still works, without this limit.
  if (!parse) return () => {};
  /** Whether the connection waits for `readOn`. Node resumes the pauses that it made itself. */
  let isHeld = false;
  const feed = (chunk: Buffer): void => {
    let rest = chunk;
    do {
      if (isFull()) {
        isHeld = true;
        socket.pause();
        break;
      }
      const end = rest.indexOf(headEnd, isInBody() ? bodyPiece : 0);
      const length = end < 0 ? rest.length : end + headEnd.length;
      parse.call(socket, rest.subarray(0, length));
      rest = rest.subarray(length);
      if (socket.destroyed || isOver()) return;
    } while (rest.length > 0 && !socket.isPaused());
    if (rest.length > 0) socket.unshift(rest);
  };
  socket.off('data', parse as (chunk: Buffer) => void);
  // Node stops bypassing the stream once another listener is added.
  socket.on('data', feed);
  return () => {
    if (!isHeld) return;
    isHeld = false;
    socket.resume();
  };
}
