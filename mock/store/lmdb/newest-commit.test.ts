import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMockServer } from '../../server.js';
import { charge } from './charge.test-helper.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-newest-commit-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Where LMDB's lock file has the id of the newest commit. */
const commitIdAt = 8;

/** Sets the newest commit in the lock file back, as a process does that opens the file while another one commits. */
function setBack(state: string, commits: number): void {
  const lock = openSync(`${state}-lock`, 'r+');
  const bytes = Buffer.alloc(8);
  readSync(lock, bytes, 0, 8, commitIdAt);
  bytes.writeBigUInt64LE(bytes.readBigUInt64LE() - BigInt(commits));
  writeSync(lock, bytes, 0, 8, commitIdAt);
  closeSync(lock);
}

describe('a state file that is opened while another process commits', () => {
  it.each([1, 2, 3])('loses no charge, though the lock file names a commit that is %i older', async (commits) => {
    const state = join(folder, `set-back-${commits}.state`);
    await using mock = await createMockServer({ state });
    const numbers = [];
    for (const index of [0, 1, 2, 3, 4, 5]) {
      numbers.push((await charge(mock, `${index}`)).headers.get('X-Trx-No'));
      if (index === 3) setBack(state, commits);
    }
    expect(numbers).toEqual(['10877', '10878', '10879', '10880', '10881', '10882']);
    expect(mock.transactions().map(({ trxNo }) => trxNo)).toEqual(numbers);
  });
});
