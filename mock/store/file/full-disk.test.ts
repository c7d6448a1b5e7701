import { copyFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMockServer } from '../../server.js';
import { chargeOf } from '../store.test-helper.js';
import { charge } from './charge.test-helper.js';
import { createFileStore } from './file-store.js';
import { simulateFullDisk } from './full-disk.test-helper.js';
import { readState } from './read.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-full-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('a disk that is full', () => {
  it('sends no answer whose transaction is not in the file, charges nothing, and recovers', async () => {
    const [state, copy] = [join(folder, 'mock.state'), join(folder, 'copy.state')];
    await using mock = await createMockServer({ state });
    await charge(mock, 'before');
    // Enough for a part of the record.
    using disk = simulateFullDisk(100);
    for (const refNumber of ['never', 'nor this']) {
      const { status, headers, text } = await charge(mock, refNumber);
      expect([status, headers.get('Content-Type')]).toEqual([503, 'application/problem+json']);
      expect(headers.has('X-Trx-No')).toBe(false);
      expect(JSON.parse(text)).toMatchObject({
        title: 'The state file cannot be written',
        detail: expect.stringMatching(
          /mock\.state: cannot be written: the disk is full; free some space\. Nothing was charged/,
        ),
      });
      expect(mock.requests().at(-1)).toMatchObject({ state: 'answered', answer: { status: 503 } });
      expect(mock.requests().at(-1)?.answer?.reason).toMatch(/disk is full/);
    }
    expect(mock.tenants()[0]?.balance).toBe(999_999);
    const beforeFree = mock.transactions();
    expect(beforeFree).toHaveLength(1);
    await copyFile(state, copy);
    expect(readState(copy)).toMatchObject({ records: [{ transaction: beforeFree[0] }], torn: 0 });

    disk.free();
    const { headers } = await charge(mock, 'never');
    expect(headers.get('X-Mock-Scenario')).toBe('success');
    expect(mock.transactions().map(({ refNumber }) => refNumber)).toEqual(['before', 'never']);
    const second = join(folder, 'second.state');
    await copyFile(state, second);
    await using after = await createMockServer({ state: second });
    expect(after.transactions()).toEqual(mock.transactions());
    expect(after.tenants()).toEqual(mock.tenants());
  });

  it.each([
    ['nothing', 0, /start\.state: cannot be locked with .*start\.state\.lock: the disk is full; free some space/],
    ['a part of the lock', 20, /start\.state: cannot be locked with .*: the disk is full; free some space/],
    ['a part of the file', 500, /start\.state: cannot be written: the disk is full; free some space/],
  ])(
    'that accepts %s keeps a mock from starting, leaves the file unchanged, and no lock or other file',
    async (_, bytesLeft, message) => {
      const start = await mkdtemp(join(folder, 'start-'));
      const state = join(start, 'start.state');
      const first = await createMockServer({ state });
      await charge(first, 'one');
      await first.close();
      const before = await readFile(state, 'utf8');
      {
        using _disk = simulateFullDisk(bytesLeft);
        await expect(createMockServer({ state })).rejects.toThrow(message);
        await expect(createMockServer({ state: join(start, 'new.state') })).rejects.toThrow(/the disk is full/);
      }
      expect(await readFile(state, 'utf8')).toBe(before);
      expect(await readdir(start)).toEqual(['start.state']);
      await using mock = await createMockServer({ state });
      expect(mock.transactions()).toHaveLength(1);
    },
  );

  it('resets nothing that it cannot reset in the file', async () => {
    await using mock = await createMockServer({ state: join(folder, 'reset.state') });
    await charge(mock, 'one');
    using _disk = simulateFullDisk(0);
    expect(() => mock.reset()).toThrow(/disk is full/);
    const answer = await fetch(`${mock.url}/__admin/reset`, { method: 'POST' });
    expect([answer.status, (await answer.json()).detail]).toEqual([503, expect.stringMatching(/disk is full/)]);
    expect(mock.transactions()).toHaveLength(1);
  });

  it('keeps tenants that were configured meanwhile', async () => {
    const [file, copy] = [join(folder, 'tenants.state'), join(folder, 'tenants-copy.state')];
    const tenants = [{ code: 'AIT', key: 'ADINS_key1234', balance: 5 }];
    const { store, close } = await createFileStore(file, { tenants, sync: false });
    const configured = [...tenants, { code: 'NEW', key: 'new', balance: 6 }];
    {
      using _disk = simulateFullDisk(0);
      await expect(store.configure(configured)).rejects.toThrow(/disk is full/);
      expect(await store.tenants()).toEqual(configured);
    }
    await store.settle(chargeOf('one'));
    await copyFile(file, copy);
    const saved = readState(copy);
    expect(saved?.snapshot).toMatchObject({ tenants: configured, configured });
    expect(saved?.records).toMatchObject([{ transaction: { refNumber: 'one' } }]);
    await close();
  });

  it('answers free requests as usual', async () => {
    await using mock = await createMockServer({ state: join(folder, 'free.state') });
    using _disk = simulateFullDisk(0);
    expect((await charge(mock, 'one')).status).toBe(503);
    const failure = await fetch(`${mock.url}/biometric/facecompareliveness`, { method: 'POST', body: new FormData() });
    expect((await failure.json()).message).toBe('Parameter invalid, please check your request');
  });
});
