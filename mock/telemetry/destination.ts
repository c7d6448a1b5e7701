import type { Writable } from 'node:stream';
import { reasonOf } from '../../spec/index.js';

/** Bytes that may wait for a reader that does not read. */
const mostWaiting = 1024 * 1024;

/**
 * Writes a line to a standard stream of this process, which belongs to others as well. It fails where the stream does, or
 * where more than a megabyte waits for its reader; and nobody else hears of it.
 */
export function writeLine(stream: Writable, line: string): Promise<void> {
  return new Promise((resolve, reject) => {
    if (stream.writableLength > mostWaiting) return reject(new Error('its reader does not read'));
    stream.write(`${line}\n`, (error) => {
      if (!error) return resolve();
      // An error that nobody listens for would end the process.
      if (stream.listenerCount('error') === 0) stream.once('error', () => {});
      reject(error);
    });
  });
}

/** Where the lines of a log go, so that the mock goes on without them: lines that cannot be written are dropped, which is told once. */
export function createDestination(
  write: (line: string) => unknown,
  tell: (text: string) => void = (text) => void writeLine(process.stderr, text).catch(() => {}),
): (line: string) => void {
  let isTold = false;
  const drop = (error: unknown): void => {
    if (isTold) return;
    isTold = true;
    tell(`eendigo-kit mock: the log cannot be written (${reasonOf(error)}); the mock goes on and drops its lines`);
  };
  return (line) => {
    try {
      const written = write(line);
      if (written instanceof Promise) written.catch(drop);
    } catch (error) {
      drop(error);
    }
  };
}
