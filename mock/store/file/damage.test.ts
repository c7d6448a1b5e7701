import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KitError } from '../../../spec/index.js';
import { createMockServer } from '../../server.js';
import { charge } from './charge.test-helper.js';
import { readState, type SavedState } from './read.js';

let folder: string;
let file: string;
let bytes: Buffer;
let whole: SavedState;
/** Offsets of the line ends, after the line feed. */
let ends: readonly number[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-damage-'));
  file = join(folder, 'mock.state');
  await using mock = await createMockServer({ state: file });
  for (const refNumber of ['one', 'two', 'three', 'four']) await charge(mock, refNumber);
  bytes = await readFile(file);
  whole = await read(bytes);
  ends = [...bytes].flatMap((byte, index) => (byte === 10 ? [index + 1] : []));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(contents: Buffer): Promise<SavedState> {
  await writeFile(file, contents);
  const saved = readState(file);
  if (!saved) throw new Error('the file is empty');
  return saved;
}

describe('a file that was cut off', () => {
  it('at any byte of its records keeps everything before, and reports how much is lost', async () => {
    expect(ends).toHaveLength(6);
    const [, snapshotEnd = 0] = ends;
    for (let length = snapshotEnd; length < bytes.length; length += 1) {
      const kept = ends.filter((end) => end <= length);
      const { snapshot, records, torn } = await read(bytes.subarray(0, length));
      expect(snapshot).toEqual(whole.snapshot);
      expect(records).toEqual(whole.records.slice(0, kept.length - 2));
      expect(torn).toBe(length - (kept.at(-1) ?? 0));
    }
  });

  it('in its header or its snapshot is rejected, because no kill causes that', async () => {
    const [, snapshotEnd = 0] = ends;
    for (let length = 1; length < snapshotEnd; length += 1)
      await expect(read(bytes.subarray(0, length)), String(length)).rejects.toThrow(KitError);
  });

  it('is repaired by a start, with a warning, and by no later one', async () => {
    await writeFile(file, bytes.subarray(0, -7));
    for (const warnings of [[expect.stringMatching(/the last \d+ bytes .* were cut off; no answer was sent/)], []]) {
      await using mock = await createMockServer({ state: file });
      expect(mock.warnings).toEqual(warnings);
      expect(mock.transactions().map(({ refNumber }) => refNumber)).toEqual(['one', 'two', 'three']);
      expect(mock.tenants()[0]?.balance).toBe(999_997);
    }
  });
});

describe('a file that was changed', () => {
  it('in any one byte is rejected, or loses only its last record, with a warning', async () => {
    for (let index = 0; index < bytes.length; index += 1) {
      const changed = Buffer.from(bytes);
      changed[index] = (changed[index] ?? 0) ^ (1 << (index % 8));
      if (index === bytes.length - 1) {
        const { records, torn } = await read(changed);
        expect([records, torn > 0]).toEqual([whole.records.slice(0, -1), true]);
      } else await expect(read(changed), String(index)).rejects.toThrow(KitError);
    }
  });

  it('by removing, doubling or swapping lines is rejected, with the number of the line', async () => {
    const lines = bytes.toString().split(/(?<=\n)/);
    const [head = '', snapshot = '', one = '', two = '', ...rest] = lines;
    for (const [changed, line] of [
      [[head, snapshot, two, ...rest], 3],
      [[head, snapshot, one, one, two, ...rest], 4],
      [[head, snapshot, two, one, ...rest], 3],
      [[head, one, two, ...rest], 2],
    ] as const)
      await expect(read(Buffer.from(changed.join('')))).rejects.toThrow(`line ${line} is damaged`);
  });

  it('keeps a mock from starting, and stays unchanged', async () => {
    const changed = Buffer.from(bytes.toString().replace('"three"', '"THREE"'));
    await writeFile(file, changed);
    await expect(createMockServer({ state: file })).rejects.toThrow(/mock\.state: line 5 is damaged; restore a copy/);
    expect(await readFile(file)).toEqual(changed);
  });
});
