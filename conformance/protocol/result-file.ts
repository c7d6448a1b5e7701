import { constants, type Stats } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { decodeText, KitError, reasonOf } from '../../spec/index.js';
import { type ReadReport, resultVariable } from './protocol.js';
import { readReport } from './read-report.js';

/** The largest report that the runner reads, in bytes. */
const maxBytes = 1_000_000;

/** Open without following a link and without waiting for the other end of a pipe. Windows has neither flag. */
const openFlags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Reads the report that a client wrote. Undefined when there is no file. Anything but a plain file is a problem. */
export async function readResult(file: string): Promise<ReadReport | undefined> {
  try {
    await using handle = await open(file, openFlags);
    const stats = await handle.stat();
    if (!stats.isFile()) return { problem: `${typeOf(stats)} is at ${resultVariable}; write a plain file there` };
    const bytes = await buffer(handle.createReadStream({ end: maxBytes, autoClose: false }));
    if (bytes.length > maxBytes)
      return { problem: `the report has more than ${maxBytes} bytes; write nothing but the protocol's object` };
    return readReport(decodeText(bytes, 'the report'));
  } catch (error) {
    if (error instanceof KitError) return { problem: error.message };
    switch ((error as NodeJS.ErrnoException).code) {
      case 'ENOENT':
        return undefined;
      case 'ELOOP':
        return { problem: `a symbolic link is at ${resultVariable}; write a plain file there` };
      case 'ENXIO':
        return { problem: `a socket is at ${resultVariable}; write a plain file there` };
      default:
        return {
          problem: `the report cannot be read (${reasonOf(error)}); write a plain file that its owner can read`,
        };
    }
  }
}

/** Returns the time at which the client completed its report, in milliseconds since the epoch. Undefined without a file. */
export async function reportTime(file: string): Promise<number | undefined> {
  return (await stat(file).catch(() => undefined))?.mtimeMs;
}

function typeOf(stats: Stats): string {
  if (stats.isDirectory()) return 'a folder';
  return stats.isFIFO() ? 'a named pipe' : 'a device';
}
