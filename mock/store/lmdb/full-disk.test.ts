import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMockServer } from '../../server.js';
import { chargeOf } from '../store.test-helper.js';
import { charge } from './charge.test-helper.js';
import { reportFreeSpace } from './free-space.test-helper.js';
import { createLmdbStore } from './lmdb-store.js';
import { readRecords } from './read-records.test-helper.js';
import { refuseWrites } from './refuse-writes.test-helper.js';

const full = /\.state: cannot be written: the file may not grow/;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-full-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('a disk that takes no more', () => {
  it('sends no answer whose transaction is not in the file, charges nothing, and recovers', async () => {
    const state = join(folder, 'mock.state');
    const mock = await createMockServer({ state });
    await charge(mock, 'before');
    using disk = refuseWrites();
    for (const refNumber of ['never', 'nor this']) {
      const { status, headers, text } = await charge(mock, refNumber);
      expect([status, headers.get('Content-Type')]).toEqual([503, 'application/problem+json']);
      expect(headers.has('X-Trx-No')).toBe(false);
      expect(JSON.parse(text)).toMatchObject({
        title: 'The state is not available',
        detail: expect.stringMatching(/mock\.state: cannot be written: .*\. Nothing was charged/),
      });
      expect(mock.requests().at(-1)).toMatchObject({ state: 'answered', answer: { status: 503 } });
    }
    expect([mock.tenants()[0]?.balance, mock.transactions().length]).toEqual([999_999, 1]);
    disk.free();
    expect((await charge(mock, 'never')).headers.get('X-Trx-No')).toBe('10878');
    const [transactions, tenants] = [mock.transactions(), mock.tenants()];
    await mock.close();
    await using after = await createMockServer({ state });
    expect([after.transactions(), after.tenants()]).toEqual([transactions, tenants]);
  });

  it('keeps a mock from starting, and the file as it is', async () => {
    const state = join(folder, 'start.state');
    const first = await createMockServer({ state });
    await charge(first, 'one');
    await first.close();
    const before = await readRecords(state);
    {
      using _disk = refuseWrites();
      await expect(createMockServer({ state })).rejects.toThrow(full);
      await expect(createMockServer({ state: join(folder, 'new.state') })).rejects.toThrow(full);
    }
    expect(await readRecords(state)).toEqual(before);
    await using mock = await createMockServer({ state });
    expect(mock.transactions()).toHaveLength(1);
  });

  it('resets nothing that it cannot reset in the file', async () => {
    await using mock = await createMockServer({ state: join(folder, 'reset.state') });
    await charge(mock, 'one');
    using _disk = refuseWrites();
    expect(() => mock.reset()).toThrow(full);
    const answer = await fetch(`${mock.url}/__admin/reset`, { method: 'POST' });
    expect([answer.status, (await answer.json()).detail]).toEqual([503, expect.stringMatching(full)]);
    expect(mock.transactions()).toHaveLength(1);
  });

  it('configures tenants with the next write that it takes', async () => {
    const file = join(folder, 'tenants.state');
    const tenants = [{ code: 'AIT', key: 'ADINS_key1234', balance: 5 }];
    const { store, close } = await createLmdbStore(file, { tenants, sync: false });
    const configured = [...tenants, { code: 'NEW', key: 'new', balance: 6 }];
    {
      using _disk = refuseWrites();
      await expect(store.configure(configured)).rejects.toThrow(full);
      expect(await store.tenants()).toEqual(tenants);
    }
    expect(await store.settle(chargeOf('one'))).toMatchObject({ outcome: 'settled' });
    expect((await store.tenants()).map(({ code, balance }) => [code, balance])).toEqual([
      ['AIT', 4],
      ['NEW', 6],
    ]);
    await close();
  });

  it('answers free requests as usual', async () => {
    await using mock = await createMockServer({ state: join(folder, 'free.state') });
    using _disk = refuseWrites();
    expect((await charge(mock, 'one')).status).toBe(503);
    const failure = await fetch(`${mock.url}/biometric/facecompareliveness`, { method: 'POST', body: new FormData() });
    expect((await failure.json()).message).toBe('Parameter invalid, please check your request');
  });
});

describe('a disk that reports no free space', () => {
  it('is not written: requests get a 503, health has the reason, and all goes on when it has space', async () => {
    const state = join(folder, 'reported.state');
    await using mock = await createMockServer({ state });
    await charge(mock, 'before');
    using disk = reportFreeSpace(10_000);
    const { status, text } = await charge(mock, 'never');
    const reason = `${state}: cannot be written: the disk is full; free some space`;
    expect([status, JSON.parse(text).detail]).toEqual([
      503,
      `${reason}. Nothing was charged, so the request can be sent again.`,
    ]);
    const health = await fetch(`${mock.url}/__admin/health`);
    expect([health.status, (await health.json()).detail]).toEqual([503, `${reason}.`]);
    expect([mock.tenants()[0]?.balance, mock.transactions().length]).toEqual([999_999, 1]);
    await expect(createMockServer({ state })).rejects.toThrow(reason);
    disk.free();
    expect((await fetch(`${mock.url}/__admin/health`)).status).toBe(200);
    expect((await charge(mock, 'never')).headers.get('X-Trx-No')).toBe('10878');
  });
});
