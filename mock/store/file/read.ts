import { readFileSync, statSync } from 'node:fs';
import { KitError, reasonOf } from '../../../spec/index.js';
import { header, readLines } from './lines.js';
import type { Snapshot, StateRecord } from './record.js';

/** The contents of a state file. */
export interface SavedState {
  readonly snapshot: Snapshot;
  /** Changes after the snapshot, in order. */
  readonly records: readonly StateRecord[];
  /** Bytes of an incomplete last record; no answer was sent for it. */
  readonly torn: number;
}

/**
 * Reads a state file; undefined if it does not exist or is empty.
 *
 * @throws KitError `setup` if the file cannot be read, is not a state file, has another version, or is damaged
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
      `${file}: line ${damagedLine ?? 2} is damaged; restore a copy of the file, or remove it to start with an empty state`,
    );
  return { snapshot: snapshot as Snapshot, records: rest as StateRecord[], torn };
}

function bytesOf(file: string): Buffer | undefined {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (!stats) return undefined;
  if (!stats.isFile()) throw new KitError('setup', `${file}: is not a file; give --state the name of a file`);
  try {
    return readFileSync(file);
  } catch (error) {
    throw new KitError('setup', `${file}: cannot be read: ${reasonOf(error)}`, { cause: error });
  }
}

function wrongHeader(first: string): string {
  const [, version] = /^eendigo-kit-state (\d+)$/.exec(first) ?? [];
  return version === undefined
    ? 'is not a state file of the mock; give --state another name, and nothing is overwritten'
    : `is a state file of version ${version}, and this kit supports version 2; use the kit that wrote it, or give another name`;
}
