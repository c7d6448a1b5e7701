import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open } from 'lmdb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMockServer } from '../../server.js';
import { charge } from './charge.test-helper.js';
import { checkFile } from './check-file.js';
import { openOptions } from './open-options.js';
import { readRecords } from './read-records.test-helper.js';
import { encodeRecord, type RecordKey } from './records.js';

let folder: string;
let whole: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-damage-'));
  [whole, file] = [join(folder, 'whole.state'), join(folder, 'mock.state')];
  await using mock = await createMockServer({ state: whole });
  for (const refNumber of ['one', 'two', 'three', 'four']) await charge(mock, refNumber);
});
afterAll(() => rm(folder, { recursive: true }));

/** Starts a mock on these bytes; returns the error, or the transactions. */
async function startOn(bytes: Buffer): Promise<unknown> {
  await writeFile(file, bytes);
  try {
    await using mock = await createMockServer({ state: file });
    return mock.transactions().map(({ refNumber }) => refNumber);
  } catch (error) {
    // What is refused is not touched.
    expect(await readFile(file)).toEqual(bytes);
    return (error as Error).message;
  }
}

/** Why these bytes are refused as a state file; undefined if they are accepted. */
async function problemOf(bytes: Buffer): Promise<string | undefined> {
  await writeFile(file, bytes);
  const problem = await checkFile(file).then(
    () => undefined,
    (error: Error) => error.message,
  );
  expect(await readFile(file)).toEqual(bytes);
  return problem;
}

describe('a file that was cut off', () => {
  it('is refused before the mock listens, and stays as it is', async () => {
    const bytes = await readFile(whole);
    for (const length of [10, 100, 4096, 8192, 12_288])
      expect(await problemOf(bytes.subarray(0, length)), String(length)).toMatch(/is (damaged|not a state file)/);
    expect(await startOn(bytes.subarray(0, 8192))).toMatch(/mock\.state: is damaged: it cannot be read to its end/);
  });
});

describe('a file that was changed', () => {
  it('in any page is refused, or has lost nothing', async () => {
    const bytes = await readFile(whole);
    const refused: string[] = [];
    for (let at = 8192; at < bytes.length; at += 4096) {
      // Zeros are what a lost write leaves.
      const changed = Buffer.from(bytes).fill(0, at, at + 4096);
      const result = (await problemOf(changed)) ?? (await startOn(changed));
      if (typeof result === 'string') refused.push(result);
      else expect(result).toEqual(['one', 'two', 'three', 'four']);
    }
    for (const problem of refused) expect(problem).toMatch(/is damaged: .*; restore a copy of the file/);
    expect(refused.length).toBeGreaterThan(0);
  });

  it('in a value is refused with the record', async () => {
    const bytes = await readFile(whole);
    const text = bytes.toString('latin1').replaceAll('"refNumber":"three"', '"refNumber":"THREE"');
    expect(await startOn(Buffer.from(text, 'latin1'))).toMatch(/is damaged: the record own row 2 was changed/);
  });

  it.each<[string, RecordKey, string]>([
    ['a transaction', ['own', 'row', 1], 'transactions'],
    ['a tenant', ['own', 'tenant', 1], 'tenants'],
    ['a used refNumber', ['own', 'place', 2], 'used refNumbers'],
    ['its settings', ['own', 'setup'], 'its settings'],
  ])('by removing %s is refused', async (_, key, what) => {
    await copyFile(whole, file);
    const database = open<string, RecordKey>(openOptions(file));
    database.removeSync(key);
    await database.close();
    expect(await startOn(await readFile(file))).toContain(`is damaged: it lacks ${what};`);
  });

  it('by moving a record is refused', async () => {
    await copyFile(whole, file);
    const database = open<string, RecordKey>(openOptions(file));
    database.putSync(['own', 'row', 1], database.get(['own', 'row', 2]) ?? '');
    await database.close();
    expect(await startOn(await readFile(file))).toMatch(/is damaged: the record own row 1 was changed/);
  });
});

describe('a file of another program', () => {
  it('is refused if it is a database', async () => {
    const other = join(folder, 'other.state');
    const database = open<string, RecordKey>(openOptions(other));
    database.putSync(['hello'], 'world');
    await database.close();
    expect(await startOn(await readFile(other))).toMatch(/not a state file of the mock, but a database of another/);
    expect(await readRecords(file)).toHaveProperty('hello');
  });

  it('is refused if a later kit wrote it', async () => {
    await copyFile(whole, file);
    const database = open<string, RecordKey>(openOptions(file));
    const key: RecordKey = ['', 'format'];
    database.putSync(key, encodeRecord(key, { name: 'eendigo-kit-state', version: 4 }));
    await database.close();
    expect(await startOn(await readFile(file))).toMatch(
      /is a state file of version 4, and this kit supports version 3/,
    );
  });
});
