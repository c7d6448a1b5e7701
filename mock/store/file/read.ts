import { readFileSync, statSync } from 'node:fs';
import { KitError, reasonOf } from '../../../spec/index.js';
import { header, readLines } from './lines.js';
import type { Snapshot, StateRecord } from './record.js';

/** What a state file holds. */
export interface SavedState {
  readonly snapshot: Snapshot;
  /** What happened after the snapshot, in its order. */
  readonly records: readonly StateRecord[];
  /** Bytes of a last record that was not written to its end; nobody has heard of it. */
  readonly torn: number;
}

/**
 * Reads a state file; undefined for one that is not there yet, or is empty.
 *
 * @throws KitError `setup` for a file that cannot be read, is none of the kit's, is of another version or was damaged
 */
export function readState(file: string): SavedState | undefined {
  const bytes = bytesOf(file);
  if (bytes === undefined || bytes.length === 0) return undefined;
  const [first = ''] = bytes.toString('latin1', 0, 100).split('\n', 1);
  if (`${first}\n` !== header) throw new KitError('setup', `${file}: ${wrongHeader(first)}`);
  const { records, torn, damagedLine } = readLines(bytes);
  const [snapshot, ...rest] = records;
  if (damagedLine !== undefined || snapshot === undefined)
    throw new KitError(
      'setup',
      `${file}: line ${damagedLine ?? 2} is not as the mock wrote it; put a copy of the file in its place, or remove it to begin anew`,
    );
  return { snapshot: snapshot as Snapshot, records: rest as StateRecord[], torn };
}

function bytesOf(file: string): Buffer | undefined {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (!stats) return undefined;
  if (!stats.isFile()) throw new KitError('setup', `${file}: is not a file; give --state the name of one`);
  try {
    return readFileSync(file);
  } catch (error) {
    throw new KitError('setup', `${file}: cannot be read: ${reasonOf(error)}`, { cause: error });
  }
}

function wrongHeader(first: string): string {
  const [, version] = /^eendigo-kit-state (\d+)$/.exec(first) ?? [];
  return version === undefined
    ? 'is no state file of the mock; give --state another name, and nothing is overwritten'
    : `is a state file of version ${version}, and this kit knows 2; use the kit that wrote it, or give another name`;
}
