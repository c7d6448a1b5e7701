import { writeSync } from 'node:fs';
import { Socket } from 'node:net';
import type { Writable } from 'node:stream';
import { reasonOf } from './spec/index.js';

/** Why lines do not arrive. */
export interface Loss {
  /** The reader closed the stream; a write failed, e.g. on a full disk; or the reader does not read. */
  readonly kind: 'gone' | 'failed' | 'unread';
  /** The system's error message. */
  readonly reason: string;
}

/** A standard stream for lines. Writing never throws. */
export interface Output {
  readonly write: (line: string) => void;
  /** Resolves when the reader has received everything, or nothing more can be written. */
  readonly flushed: () => Promise<void>;
}

/** Bytes of a log that may wait for a slow reader. */
const maxUnreadBytes = 1024 * 1024;

const goneCodes: readonly (string | undefined)[] = ['EPIPE', 'ECONNRESET', 'ERR_STREAM_DESTROYED'];

/**
 * Writes lines to a standard stream. Calls `onLoss` once per kind of loss. While `mayDrop` returns true, unread lines are
 * dropped, as for a log. A file that could not be written is tried again with each line.
 */
export function createOutput(
  stream: Writable & { readonly fd?: number },
  onLoss: (loss: Loss) => void,
  mayDrop: () => boolean,
): Output {
  const reported = new Set<Loss['kind']>();
  let isOver = false;
  const reportLoss = (kind: Loss['kind'], reason: string): void => {
    if (reported.has(kind)) return;
    reported.add(kind);
    onLoss({ kind, reason });
  };
  const reportError = (error: NodeJS.ErrnoException): void =>
    reportLoss(goneCodes.includes(error.code) ? 'gone' : 'failed', reasonOf(error));
  stream.on('error', (error: NodeJS.ErrnoException) => {
    isOver = true;
    reportError(error);
  });
  // After its disk was full, Node's stream for a file stays broken, so this writes to the descriptor itself.
  const { fd } = stream;
  const toFile = fd !== undefined && !(stream instanceof Socket) ? fileWriter(fd) : undefined;
  return {
    write: (line) => {
      if (toFile) {
        try {
          toFile(`${line}\n`);
        } catch (error) {
          reportError(error as NodeJS.ErrnoException);
        }
      } else if (!isOver) {
        if (mayDrop() && stream.writableLength > maxUnreadBytes) reportLoss('unread', 'the reader does not read');
        else stream.write(`${line}\n`);
      }
    },
    flushed: () =>
      isOver || stream.writableLength === 0
        ? Promise.resolve()
        : new Promise((resolve) => stream.write('', () => resolve())),
  };
}

/** Writes each text whole or throws. After a partly written line, the next text starts on a new line. */
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
