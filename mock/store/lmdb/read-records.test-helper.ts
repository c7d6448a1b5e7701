import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open } from 'lmdb';
import { openOptions } from './open-options.js';
import { decodeRecord, type RecordKey } from './records.js';

/** Returns the records of a state file by key. Reads a copy, because a mock may have the file open. */
export async function readRecords(file: string): Promise<Readonly<Record<string, unknown>>> {
  const folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-records-'));
  const copy = join(folder, 'copy.state');
  await copyFile(file, copy);
  const database = open<string, RecordKey>({ ...openOptions(copy), readOnly: true });
  const records = Array.from(database.getRange({}), ({ key, value }) => [String(key), decodeRecord(key, value)]);
  await database.close();
  await rm(folder, { recursive: true });
  return Object.fromEntries(records);
}
