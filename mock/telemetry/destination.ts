import type { Writable } from 'node:stream';
import { reasonOf } from '../../spec/index.js';

/** Bytes buffered for a slow reader. */
const mostWaiting = 1024 * 1024;

/**
 * Writes a line to a standard stream, which the process shares. Rejects if the stream fails or more than a megabyte is
 * buffered.
 */
export function writeLine(stream: Writable, line: string): Promise<void> {
  return new Promise((resolve, reject) => {
    if (stream.writableLength > mostWaiting) return reject(new Error('its reader does not read'));
    stream.write(`${line}\n`, (error) => {
      if (!error) return resolve();
      // Without a listener, the error would end the process.
      if (stream.listenerCount('error') === 0) stream.once('error', () => {});
      reject(error);
    });
  });
}

/**
 * Creates the destination of log lines. It drops lines that cannot be written and warns once, so that the mock keeps
 * running.
 */
export function createDestination(
  write: (line: string) => unknown,
  warn: (text: string) => void = (text) => void writeLine(process.stderr, text).catch(() => {}),
): (line: string) => void {
  let hasWarned = false;
  const drop = (error: unknown): void => {
    if (hasWarned) return;
    hasWarned = true;
    warn(
      `eendigo-kit mock: the log cannot be written (${reasonOf(error)}); the mock keeps running and drops the lines`,
    );
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
