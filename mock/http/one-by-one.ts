import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';

/** End of a request's head. */
const headEnd = '\r\n\r\n';
/**
 * Minimum bytes of a body of unknown length parsed at once. A body full of head ends would otherwise be parsed in pieces
 * of four bytes.
 */
const bodyPiece = 2048;

/** State of a connection's requests. */
export interface Incoming {
  /** Returns whether the connection must not read another request now. */
  readonly isFull: () => boolean;
  /** Returns the latest request. */
  readonly newest: () => IncomingMessage | undefined;
  /** Returns whether the connection was rejected, so that its remaining bytes are no request. */
  readonly isOver: () => boolean;
}

/**
 * Makes Node parse a connection request by request, on demand. By default Node parses everything in the system's
 * buffer: possibly thousands of requests, each with kilobytes of objects. Unparsed bytes take at most 64 KB.
 *
 * @returns a function that resumes reading if the connection was full
 */
export function parseOneByOne(socket: Socket, { isFull, newest, isOver }: Incoming): () => void {
  const parse = socket.listeners('data').at(-1);
  // A Node.js version that reads differently still works, without this limit.
  if (!parse) return () => {};
  /** Whether the connection waits for `readOn`. Node resumes the pauses that it made itself. */
  let isHeld = false;
  let request: IncomingMessage | undefined;
  /** Bytes of the latest request's body that are still to come; NaN without a Content-Length. */
  let bodyLeft = 0;
  /** Returns how many bytes to parse at once: a head, a whole body, or what there is of them. */
  const pieceOf = (bytes: Buffer): number => {
    const isInBody = request?.complete === false;
    if (isInBody && bodyLeft > 0) return Math.min(bodyLeft, bytes.length);
    const end = bytes.indexOf(headEnd, isInBody ? bodyPiece : 0);
    return end < 0 ? bytes.length : end + headEnd.length;
  };
  const feed = (chunk: Buffer): void => {
    let rest = chunk;
    do {
      if (isFull()) {
        isHeld = true;
        socket.pause();
        break;
      }
      const length = pieceOf(rest);
      parse.call(socket, rest.subarray(0, length));
      rest = rest.subarray(length);
      const latest = newest();
      bodyLeft = latest === request ? bodyLeft - length : Number(latest?.headers['content-length'] ?? Number.NaN);
      request = latest;
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
