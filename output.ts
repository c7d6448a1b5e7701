import { writeSync } from 'node:fs';
import { Socket } from 'node:net';
import type { Writable } from 'node:stream';
import { reasonOf } from './spec/index.js';

/** Why lines do not arrive. */
export interface Loss {
  /** The reader went away; the stream cannot be written, as on a full disk; or its reader does not read. */
  readonly kind: 'gone' | 'failed' | 'unread';
  /** What the system says of it. */
  readonly reason: string;
}

/** A standard stream as lines are written to it. Writing never throws. */
export interface Output {
  readonly write: (line: string) => void;
  /** Ends when nothing waits for the reader any more, or nothing can be written. */
  readonly flushed: () => Promise<void>;
}

/** Bytes of a log that may wait for a reader that does not read. */
const mostWaiting = 1024 * 1024;

const goneCodes: readonly (string | undefined)[] = ['EPIPE', 'ECONNRESET', 'ERR_STREAM_DESTROYED'];

/**
 * Writes lines to a standard stream. `onLoss` hears once of each kind of loss; `mayDrop` tells whether lines are a log,
 * of which those that nobody reads are dropped. A file that could not be written is tried again with each line.
 */
export function createOutput(
  stream: Writable & { readonly fd?: number },
  onLoss: (loss: Loss) => void,
  mayDrop: () => boolean,
): Output {
  const told = new Set<Loss['kind']>();
  let isOver = false;
  const lose = (kind: Loss['kind'], reason: string): void => {
    if (told.has(kind)) return;
    told.add(kind);
    onLoss({ kind, reason });
  };
  const loseFor = (error: NodeJS.ErrnoException): void =>
    lose(goneCodes.includes(error.code) ? 'gone' : 'failed', reasonOf(error));
  stream.on('error', (error: NodeJS.ErrnoException) => {
    isOver = true;
    loseFor(error);
  });
  // Node gives a file a stream that is of no use any more once its disk was full.
  const { fd } = stream;
  const toFile = fd !== undefined && !(stream instanceof Socket) ? fileWriter(fd) : undefined;
  return {
    write: (line) => {
      if (toFile) {
        try {
          toFile(`${line}\n`);
        } catch (error) {
          loseFor(error as NodeJS.ErrnoException);
        }
      } else if (!isOver) {
        if (mayDrop() && stream.writableLength > mostWaiting) lose('unread', 'its reader does not read');
        else stream.write(`${line}\n`);
      }
    },
    flushed: () =>
      isOver || stream.writableLength === 0
        ? Promise.resolve()
        : new Promise((resolve) => stream.write('', () => resolve())),
  };
}

/** Writes texts to a file, each whole or with its error. Behind the half of a line that still had room, a new line begins. */
function fileWriter(fd: number): (text: string) => void {
  let isTorn = false;
  return (text) => {
    const bytes = Buffer.from(isTorn ? `\n${text}` : text);
    for (let from = 0; from < bytes.length; ) {
      from += writeSync(fd, bytes, from, bytes.length - from, null);
      isTorn = from < bytes.length;
    }
  };
}
