import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LocalStore } from '../store.js';
import { accountQuery, chargeOf } from '../store.test-helper.js';
import { createLmdbStore } from './lmdb-store.js';
import { refuseWrites } from './refuse-writes.test-helper.js';

const ait = { code: 'AIT', key: 'ADINS_key1234', balance: 10 };

let folder: string;
let count = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-unwritten-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe.each([false, true])('a change that cannot be written (waits for the disk: %s)', (sync) => {
  let store: LocalStore;
  let file: string;
  let close: () => Promise<void>;
  beforeEach(async () => {
    file = join(folder, `${++count}.state`);
    ({ store, close } = await createLmdbStore(file, { tenants: [ait], sync }));
  });
  afterEach(() => close());

  const full = /may not grow/;
  const rows = () => store.view.transactions().map(({ trxNo, refNumber }) => [trxNo, refNumber]);

  it('has not happened: neither charges nor changes of tenants of one turn reach a reader', async () => {
    using disk = refuseWrites();
    const changes = [
      store.settle(chargeOf('one')),
      store.setTenant({ code: 'AIT', key: 'two', balance: 50 }),
      store.setTenant({ code: 'NEW', key: 'new', balance: 1 }),
      store.removeTenant('AIT'),
    ];
    expect(store.view.tenants()).toEqual([ait]);
    for (const change of changes) await expect(change).rejects.toThrow(full);
    expect([await store.tenants(), rows()]).toEqual([[ait], []]);
    expect(await store.lookUp(accountQuery('one'))).toEqual({ tenant: ait, isRefNumberUsed: false });
    disk.free();
    // No client has seen the number, so the next charge gets it.
    expect(await store.settle(chargeOf('one'))).toEqual({ outcome: 'settled', trxNo: '10877' });
    await close();
    const again = await createLmdbStore(file, { tenants: [ait], sync });
    ({ store, close } = again);
    expect([await store.tenants(), rows()]).toEqual([[{ ...ait, balance: 9 }], [['10877', 'one']]]);
  });

  it('does not spend the last of a balance, for which another charge of the same turn was rejected', async () => {
    await store.setTenant({ code: 'AIT', balance: 1 });
    using disk = refuseWrites();
    const [first, second] = [store.settle(chargeOf('one')), store.settle(chargeOf('two'))];
    await expect(first).rejects.toThrow(full);
    // It is decided again on the actual state, and then cannot be written either.
    await expect(second).rejects.toThrow(full);
    disk.free();
    expect(await store.settle(chargeOf('two'))).toEqual({ outcome: 'settled', trxNo: '10877' });
    expect(await store.settle(chargeOf('one'))).toEqual({ outcome: 'used-up' });
  });

  it('does not fail jobs of the same turn that write nothing', async () => {
    using _disk = refuseWrites();
    const [failing, removed, gone] = [
      store.setTenant({ code: 'NEW', key: 'new', balance: 1 }),
      store.removeTenant('NOBODY'),
      store.settle(chargeOf('one', { tenant: { code: 'NOBODY', key: 'none' } })),
    ];
    await expect(failing).rejects.toThrow(full);
    expect([await removed, await gone]).toEqual([false, { outcome: 'gone' }]);
  });

  it('is not reset', async () => {
    await store.settle(chargeOf('one'));
    using _disk = refuseWrites();
    expect(() => store.resetNow()).toThrow(full);
    await expect(store.reset()).rejects.toThrow(full);
    expect(rows()).toEqual([['10877', 'one']]);
  });
});
