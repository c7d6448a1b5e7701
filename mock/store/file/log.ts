import { closeSync, fdatasync, fstatSync, ftruncateSync } from 'node:fs';
import { promisify } from 'node:util';
import { KitError } from '../../../spec/index.js';
import { header, headerChecksum, lineOf } from './lines.js';
import type { Snapshot, StateRecord } from './record.js';
import { replaceFile, writeAll } from './replace-file.js';
import { whyNot } from './why-not.js';

/** A file that records are appended to, behind a snapshot of all that was before them. */
export interface StateLog {
  /** Ends when the record is on the file; those that come in the same turn share one write. @throws KitError `unwritable` */
  readonly append: (record: StateRecord) => Promise<void>;
  /** Puts a snapshot in place of all that is on the file, whole or not at all. @throws KitError `unwritable` */
  readonly replace: (snapshot: Snapshot) => void;
  /** Writes nothing any more from now on, because of this. */
  readonly stop: (because: string) => void;
  /** Writes what waits, and closes the file. */
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
  /** All that was appended so far, for when the file has grown too long, or was removed. */
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
  /** Bytes at which a new snapshot takes its place. */
  longest: number;
}

interface Waiting {
  readonly record: StateRecord;
  readonly written: () => void;
  readonly failed: (error: KitError) => void;
}

/** A file may grow by this much, and by its snapshot's own length, before a new snapshot is written. */
const growth = 16 * 1024 * 1024;
const sync = promisify(fdatasync);

/** Opens a log by writing its first snapshot. @throws KitError `unwritable` when that cannot be written */
export function openStateLog(options: StateLogOptions, first: Snapshot): StateLog {
  const { file, snapshot, confirm } = options;
  let open = begin(file, first, confirm);
  let waiting: Waiting[] = [];
  let turn: Promise<void> | undefined;
  /** The file that a write is under way to. */
  let busy: Open | undefined;
  let ended: KitError | undefined;
  /** Whether something is in force that could not be written, and is not undone. */
  let behind = false;

  const replace = (contents: Snapshot): void => {
    if (ended) throw ended;
    const before = open;
    open = begin(file, contents, confirm);
    behind = false;
    if (before !== busy) closeSync(before.fd);
    // Whatever waits is in the snapshot, or of a world that is no more.
    for (const { written } of waiting.splice(0)) written();
  };

  /** Whether a snapshot has taken the place of the file, because it was too long or not what it should be. */
  const replaced = (): boolean => {
    const { nlink, size } = fstatSync(open.fd);
    const isRight = nlink > 0 && (open.dirty || size === open.bytes) && !behind;
    if (isRight && open.bytes <= open.longest) return false;
    try {
      replace(snapshot());
      return true;
    } catch (error) {
      if (!isRight) throw error;
      // There may still be room for a few lines.
      open.longest += growth;
      return false;
    }
  };

  const write = async (batch: readonly Waiting[]): Promise<void> => {
    if (ended) throw ended;
    if (replaced()) return;
    const target = open;
    busy = target;
    try {
      const { bytes, checksum } = linesOf(batch, target.checksum);
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
      busy = undefined;
      if (target !== open) closeSync(target.fd);
    }
  };

  const work = async (): Promise<void> => {
    // What the requests of this turn of the event loop append goes out together.
    await nextTurn();
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        await write(batch);
        for (const { written } of batch) written();
      } catch (error) {
        const failure = error instanceof KitError ? error : cannotWrite(file, error);
        behind ||= batch.some(({ record }) => record.type === 'tenants');
        for (const { failed } of batch) failed(failure);
        // Those who hear of it undo what they did, before a snapshot could be taken of it.
        await nextTurn();
      }
    }
    turn = undefined;
  };

  return {
    append: (record) =>
      new Promise((written, failed) => {
        waiting.push({ record, written, failed });
        turn ??= work();
      }),
    replace,
    stop: (because) => {
      ended ??= new KitError('unwritable', `${file}: ${because}`);
    },
    close: async () => {
      await turn;
      ended = new KitError('unwritable', `${file}: the mock has been closed`);
      closeSync(open.fd);
    },
  };
}

function linesOf(batch: readonly Waiting[], before: number): { readonly bytes: Buffer; readonly checksum: number } {
  let checksum = before;
  const lines = batch.map(({ record }) => {
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

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** Makes the file anew. */
function begin(file: string, snapshot: Snapshot, confirm: () => void): Open {
  const { text, checksum } = lineOf(snapshot, headerChecksum);
  const bytes = Buffer.from(header + text);
  try {
    const fd = replaceFile(file, bytes, confirm);
    return { fd, bytes: bytes.length, checksum, dirty: false, longest: 2 * bytes.length + growth };
  } catch (error) {
    throw error instanceof KitError ? error : cannotWrite(file, error);
  }
}

function cannotWrite(file: string, error: unknown): KitError {
  return new KitError('unwritable', `${file}: cannot be written: ${whyNot(error)}`, { cause: error });
}
