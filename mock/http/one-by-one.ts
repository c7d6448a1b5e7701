import type { Socket } from 'node:net';

/** What ends the head of a request. */
const headEnd = '\r\n\r\n';
/** Bytes of a body that are parsed at once at least: one made of ends of heads is not to come in pieces of four bytes. */
const bodyPiece = 2048;

/** What is known of the requests of a connection. */
export interface Incoming {
  /** Whether no further request is to be read now. */
  readonly isFull: () => boolean;
  /** Whether the newest request has a body that has not ended. */
  readonly isInBody: () => boolean;
  /** Whether what comes has been refused, so that the rest of it is no request. */
  readonly isOver: () => boolean;
}

/**
 * Has Node parse what comes over a connection request by request, and only while another one is wanted. By itself Node
 * parses all that lies in the system's buffer, which may be thousands of requests, each with objects of some kilobytes;
 * what is not parsed is 64 KB at most, however many requests it holds.
 *
 * @returns Reads on, where the connection has been full.
 */
export function parseOneByOne(socket: Socket, { isFull, isInBody, isOver }: Incoming): () => void {
  const parse = socket.listeners('data').at(-1);
  // A Node.js that reads in another way still serves, without this bound.
  if (!parse) return () => {};
  /** Whether the connection waits for `readOn`. Where Node has paused it, for a reason of its own, Node resumes it. */
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
  // Node stops reading past its stream with the first listener that is not its own.
  socket.on('data', feed);
  return () => {
    if (!isHeld) return;
    isHeld = false;
    socket.resume();
  };
}
