import { closeSync, fdatasync, fstatSync, ftruncateSync } from 'node:fs';
import { promisify } from 'node:util';
import { KitError } from '../../../spec/index.js';
import { header, headerChecksum, lineOf } from './lines.js';
import type { Snapshot, StateRecord } from './record.js';
import { replaceFile, writeAll } from './replace-file.js';
import { whyNot } from './why-not.js';

/** A file that records are appended to, behind a snapshot of all that was before them. */
export interface StateLog {
  /**
   * Ends when the records are on the file, all of them in one write. Its caller waits for it before it appends again.
   *
   * @throws KitError `unwritable`; then none of them is there
   */
  readonly append: (records: readonly StateRecord[]) => Promise<void>;
  /** Puts a snapshot in place of all that is on the file, whole or not at all. @throws KitError `unwritable` */
  readonly replace: (snapshot: Snapshot) => void;
  /** Something is in force that could not be written: the next write begins with a snapshot. */
  readonly fallBehind: () => void;
  /** Writes nothing any more from now on, for this reason. */
  readonly stop: (reason: string) => void;
  /** Closes the file, once nothing is being written to it. */
  readonly close: () => Promise<void>;
}

/** How a log is kept. */
export interface StateLogOptions {
  readonly file: string;
  /** Wait until the disk has each write, so that it outlives a loss of power and not the mock's process alone. */
  readonly sync: boolean;
  /**
   * Called when something was written and nobody has heard of it yet, and before another file takes its place.
   *
   * @throws when the file is another's by now
   */
  readonly confirm: () => void;
  /** All that is in force, for when the file has grown too long, or was removed. */
  readonly snapshot: () => Snapshot;
}

/** The file as it is known to be. */
interface Open {
  readonly fd: number;
  /** How far it is good. */
  bytes: number;
  checksum: number;
  /** Whether there may be more behind that, of a write that is under way or failed. */
  dirty: boolean;
  /** Whether a write to it is under way, so that it must not be closed. */
  busy: boolean;
  /** Bytes at which a new snapshot takes its place. */
  longest: number;
}

/** A file may grow by this much, and by its snapshot's own length, before a new snapshot is written. */
const growth = 16 * 1024 * 1024;
const sync = promisify(fdatasync);

/** Makes a log by writing its first snapshot. @throws KitError `unwritable` when that cannot be written */
export function createStateLog(options: StateLogOptions, first: Snapshot): StateLog {
  const { file, snapshot, confirm } = options;
  let open = begin(file, first, confirm);
  let ended: KitError | undefined;
  /** Whether something is in force that could not be written. */
  let behind = false;
  const writing = new Set<Promise<void>>();

  const replace = (contents: Snapshot): void => {
    if (ended) throw ended;
    const before = open;
    open = begin(file, contents, confirm);
    behind = false;
    if (!before.busy) closeSync(before.fd);
  };

  /** Puts a snapshot in place of the file where it is too long or not what it should be. */
  const mend = (): void => {
    const { nlink, size } = fstatSync(open.fd);
    const isRight = nlink > 0 && (open.dirty || size === open.bytes) && !behind;
    if (isRight && open.bytes <= open.longest) return;
    try {
      replace(snapshot());
    } catch (error) {
      if (!isRight) throw error;
      // There may still be room for a few lines.
      open.longest += growth;
    }
  };

  const write = async (records: readonly StateRecord[]): Promise<void> => {
    if (ended) throw ended;
    mend();
    const target = open;
    target.busy = true;
    try {
      const { bytes, checksum } = linesOf(records, target.checksum);
      writeAt(target, bytes);
      if (options.sync) await sync(target.fd);
      confirm();
      target.bytes += bytes.length;
      target.checksum = checksum;
      target.dirty = false;
    } catch (error) {
      takeBack(target);
      throw error;
    } finally {
      target.busy = false;
      if (target !== open) closeSync(target.fd);
    }
  };

  return {
    append: async (records) => {
      const written = write(records);
      writing.add(written);
      try {
        await written;
      } catch (error) {
        throw error instanceof KitError ? error : cannotWrite(file, error);
      } finally {
        writing.delete(written);
      }
    },
    replace,
    fallBehind: () => {
      behind = true;
    },
    stop: (reason) => {
      ended ??= new KitError('unwritable', `${file}: ${reason}`);
    },
    close: async () => {
      await Promise.allSettled(writing);
      ended = new KitError('unwritable', `${file}: the mock has been closed`);
      closeSync(open.fd);
    },
  };
}

function linesOf(
  records: readonly StateRecord[],
  before: number,
): { readonly bytes: Buffer; readonly checksum: number } {
  let checksum = before;
  const lines = records.map((record) => {
    const line = lineOf(record, checksum);
    checksum = line.checksum;
    return line.text;
  });
  return { bytes: Buffer.from(lines.join('')), checksum };
}

/** Not asynchronous: it takes microseconds, and a thread of the pool may be busy with pictures for milliseconds. */
function writeAt(target: Open, bytes: Buffer): void {
  if (target.dirty) ftruncateSync(target.fd, target.bytes);
  target.dirty = true;
  writeAll(target.fd, bytes, target.bytes);
}

/** Takes back what a failed write has left behind: nobody hears that it was written. */
function takeBack(target: Open): void {
  try {
    ftruncateSync(target.fd, target.bytes);
    target.dirty = false;
  } catch {
    // The next write begins with it.
  }
}

/** Makes the file anew. */
function begin(file: string, snapshot: Snapshot, confirm: () => void): Open {
  const { text, checksum } = lineOf(snapshot, headerChecksum);
  const bytes = Buffer.from(header + text);
  try {
    const fd = replaceFile(file, bytes, confirm);
    return { fd, bytes: bytes.length, checksum, dirty: false, busy: false, longest: 2 * bytes.length + growth };
  } catch (error) {
    throw error instanceof KitError ? error : cannotWrite(file, error);
  }
}

function cannotWrite(file: string, error: unknown): KitError {
  return new KitError('unwritable', `${file}: cannot be written: ${whyNot(error)}`, { cause: error });
}
