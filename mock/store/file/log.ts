import { closeSync, fdatasync, fstatSync, ftruncateSync } from 'node:fs';
import { promisify } from 'node:util';
import { KitError } from '../../../spec/index.js';
import { header, headerChecksum, lineOf } from './lines.js';
import type { Snapshot, StateRecord } from './record.js';
import { replaceFile, writeAll } from './replace-file.js';
import { writeFailure } from './write-failure.js';

/** A file that starts with a snapshot and to which records are appended. */
export interface StateLog {
  /**
   * Resolves when the records are in the file, all in one write. The caller waits for it before it appends again.
   *
   * @throws KitError `unwritable`; then none of the records is written
   */
  readonly append: (records: readonly StateRecord[]) => Promise<void>;
  /** Replaces the contents of the file with a snapshot, atomically. @throws KitError `unwritable` */
  readonly replace: (snapshot: Snapshot) => void;
  /** Reports that a change in force could not be written. The next write begins with a snapshot. */
  readonly fallBehind: () => void;
  /** Stops writing, for this reason. */
  readonly stop: (reason: string) => void;
  /** Closes the file after pending writes. */
  readonly close: () => Promise<void>;
}

/** Options for a log. */
export interface StateLogOptions {
  readonly file: string;
  /** Whether each write waits for the disk, so that it also survives a power failure, not only a crash. */
  readonly sync: boolean;
  /**
   * Called after each write before it is reported, and before the file is replaced.
   *
   * @throws when another mock has taken the file
   */
  readonly confirm: () => void;
  /** Returns the contents in force, for when the file is too long or was removed. */
  readonly snapshot: () => Snapshot;
}

/** The open file and what is known of it. */
interface OpenFile {
  readonly fd: number;
  /** Length of the valid contents. */
  bytes: number;
  checksum: number;
  /** Whether bytes of a running or failed write may follow the valid contents. */
  isDirty: boolean;
  /** Whether a write is running, so that the file must not be closed. */
  isBusy: boolean;
  /** Length in bytes above which a new snapshot replaces the file. */
  longest: number;
}

/** The file may grow by this many bytes plus the length of its snapshot before a new snapshot is written. */
const growth = 16 * 1024 * 1024;
const sync = promisify(fdatasync);

/** Creates a log and writes its first snapshot. @throws KitError `unwritable` when the snapshot cannot be written */
export function createStateLog(options: StateLogOptions, first: Snapshot): StateLog {
  const { file, snapshot, confirm } = options;
  let open = createFile(file, first, confirm);
  let ended: KitError | undefined;
  /** Whether a change in force could not be written. */
  let isBehind = false;
  const writing = new Set<Promise<void>>();

  const replace = (contents: Snapshot): void => {
    if (ended) throw ended;
    const before = open;
    open = createFile(file, contents, confirm);
    isBehind = false;
    if (!before.isBusy) closeSync(before.fd);
  };

  /** Replaces the file with a snapshot when it is too long or not what it should be. */
  const mend = (): void => {
    const { nlink, size } = fstatSync(open.fd);
    const isRight = nlink > 0 && (open.isDirty || size === open.bytes) && !isBehind;
    if (isRight && open.bytes <= open.longest) return;
    try {
      replace(snapshot());
    } catch (error) {
      if (!isRight) throw error;
      // There may still be space for a few lines.
      open.longest += growth;
    }
  };

  const write = async (records: readonly StateRecord[]): Promise<void> => {
    if (ended) throw ended;
    mend();
    const target = open;
    target.isBusy = true;
    try {
      const { bytes, checksum } = linesOf(records, target.checksum);
      writeAt(target, bytes);
      if (options.sync) await sync(target.fd);
      confirm();
      target.bytes += bytes.length;
      target.checksum = checksum;
      target.isDirty = false;
    } catch (error) {
      truncateFailedWrite(target);
      throw error;
    } finally {
      target.isBusy = false;
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
      isBehind = true;
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

/** Synchronous: it takes microseconds, while pictures may block the thread pool for milliseconds. */
function writeAt(target: OpenFile, bytes: Buffer): void {
  if (target.isDirty) ftruncateSync(target.fd, target.bytes);
  target.isDirty = true;
  writeAll(target.fd, bytes, target.bytes);
}

/** Truncates a failed write, since it is never reported as written. */
function truncateFailedWrite(target: OpenFile): void {
  try {
    ftruncateSync(target.fd, target.bytes);
    target.isDirty = false;
  } catch {
    // The next write truncates first.
  }
}

/** Writes the file from scratch. */
function createFile(file: string, snapshot: Snapshot, confirm: () => void): OpenFile {
  const { text, checksum } = lineOf(snapshot, headerChecksum);
  const bytes = Buffer.from(header + text);
  try {
    const fd = replaceFile(file, bytes, confirm);
    return { fd, bytes: bytes.length, checksum, isDirty: false, isBusy: false, longest: 2 * bytes.length + growth };
  } catch (error) {
    throw error instanceof KitError ? error : cannotWrite(file, error);
  }
}

function cannotWrite(file: string, error: unknown): KitError {
  return new KitError('unwritable', `${file}: cannot be written: ${writeFailure(error)}`, { cause: error });
}
