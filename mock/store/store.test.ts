import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Tenant } from '../schemas/session-types.js';
import { bytesOfTexts, createLedgerBudget } from './ledger-budget.js';
import { createLmdbStore } from './lmdb/lmdb-store.js';
import { createMemoryStore } from './memory-store.js';
import { connectToRedis } from './redis/connection.js';
import { describeWithRedis, type RedisServer, startRedis } from './redis/redis-server.test-helper.js';
import { openRedisStore } from './redis/redis-store.js';
import { isLocal, type Settlement, type Store } from './store.js';
import { accountQuery, chargeOf } from './store.test-helper.js';

let folder: string;
let count = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-store-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** An engine: opens a store with these tenants. */
type Open = (
  tenants: readonly Tenant[],
  firstTrxNo?: number,
) => Promise<{ readonly store: Store; readonly close: () => Promise<void> }>;

const onFile =
  (sync: boolean): Open =>
  (tenants, firstTrxNo) =>
    createLmdbStore(join(folder, `${++count}.state`), { tenants, firstTrxNo, sync });

const engines: readonly (readonly [string, Open])[] = [
  ['in memory', async (tenants, first) => ({ store: createMemoryStore(tenants, first), close: async () => {} })],
  ['on a file', onFile(false)],
  ['on a file that waits for the disk', onFile(true)],
];

const ait = { code: 'AIT', key: 'ADINS_key1234', balance: 7 };
const other = { code: 'OTHER', key: 'other-key', balance: 3 };
const everything = { offset: 0, limit: Number.POSITIVE_INFINITY };

describe.each(engines)('a store %s', (_, open) => testStore(open));

describeWithRedis('a store on a server', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server[Symbol.asyncDispose]());
  testStore(async (tenants, firstTrxNo) => {
    const connection = await connectToRedis(server.url);
    const store = await openRedisStore(connection, `world ${++count}`, tenants, firstTrxNo);
    return { store, close: connection.close };
  });
});

function testStore(open: Open): void {
  let store: Store;
  let close: () => Promise<void>;
  beforeEach(async () => {
    ({ store, close } = await open([ait, other]));
  });
  afterEach(() => close());

  const balances = async () => (await store.tenants()).map(({ code, balance }) => [code, balance]);
  const outcomes = (settlements: readonly Settlement[], wanted: Settlement['outcome']): readonly Settlement[] =>
    settlements.filter(({ outcome }) => outcome === wanted);

  it('looks up a tenant by code and key, case-sensitively or not', async () => {
    expect(await store.lookUp(accountQuery('one'))).toEqual({ tenant: ait, isRefNumberUsed: false });
    const noAccount = { tenant: undefined, tenants: [ait, other] };
    for (const change of [{ key: 'other-key' }, { tenantCode: 'ait' }, { tenantCode: '', key: '' }])
      expect(await store.lookUp(accountQuery('one', change))).toEqual(noAccount);
    const found = await store.lookUp(accountQuery('one', { tenantCode: 'ait', codeCase: 'ignored' }));
    expect(found).toEqual({ tenant: ait, isRefNumberUsed: false });
  });

  it('settles a charge atomically: balance, number, refNumber and row', async () => {
    expect(await store.settle(chargeOf('one'))).toEqual({ outcome: 'settled', trxNo: '10877' });
    const row = { ...chargeOf('one').row, trxNo: '10877', refNumber: 'one', tenantCode: 'AIT', loginId: 'AIT' };
    expect(await store.transactions(everything)).toEqual({ total: 1, transactions: [{ ...row, charged: true }] });
    expect(await balances()).toEqual([
      ['AIT', 6],
      ['OTHER', 3],
    ]);
    expect(await store.lookUp(accountQuery('one'))).toMatchObject({ isRefNumberUsed: true });
    expect(await store.lookUp(accountQuery('two'))).toMatchObject({ isRefNumberUsed: false });
  });

  it('settles 7 of 40 concurrent charges on a balance of 7, and gives no number to the others', async () => {
    const settlements = await Promise.all(
      Array.from({ length: 40 }, (__, index) => store.settle(chargeOf(`ref ${index}`))),
    );
    const numbers = Array.from({ length: 7 }, (__, index) => String(10_877 + index));
    expect(outcomes(settlements, 'settled')).toEqual(numbers.map((trxNo) => ({ outcome: 'settled', trxNo })));
    expect(outcomes(settlements, 'used-up')).toHaveLength(33);
    const { transactions } = await store.transactions(everything);
    expect(transactions.map(({ trxNo }) => trxNo)).toEqual(numbers);
    expect((await store.tenants())[0]?.balance).toBe(0);
    // The refNumber of a rejected charge stays free.
    expect(await store.lookUp(accountQuery('ref 39'))).toMatchObject({ isRefNumberUsed: false });
  });

  it('settles one of several concurrent charges with one refNumber, and those of other tenants', async () => {
    const { key, code } = other;
    const settlements = await Promise.all([
      ...Array.from({ length: 5 }, () => store.settle(chargeOf('same'))),
      store.settle(chargeOf('same', { tenant: { code, key } })),
    ]);
    expect(settlements.map(({ outcome }) => outcome)).toEqual(['settled', ...Array(4).fill('repeated'), 'settled']);
    expect(await balances()).toEqual([
      ['AIT', 6],
      ['OTHER', 2],
    ]);
    expect(await store.settle(chargeOf('same'))).toEqual({ outcome: 'repeated' });
    expect(await store.settle(chargeOf('same', { marksRefNumber: false }))).toMatchObject({ outcome: 'settled' });
  });

  it('settles nothing for a tenant that was removed, or whose key was changed, since the look-up', async () => {
    const removing = store.removeTenant('AIT');
    const late = store.settle(chargeOf('one'));
    expect([await removing, await late]).toEqual([true, { outcome: 'gone' }]);
    await store.setTenant({ ...ait, key: 'new-key' });
    expect(await store.settle(chargeOf('one'))).toEqual({ outcome: 'gone' });
    expect(await store.transactions(everything)).toMatchObject({ total: 0 });
    const { key, code } = { ...ait, key: 'new-key' };
    expect(await store.settle(chargeOf('one', { tenant: { code, key } }))).toMatchObject({ trxNo: '10877' });
  });

  it('writes a row for each number, charged or not, and for each charge, numbered or not', async () => {
    const tenantCode = { text: 'NOBODY', shown: 'NOBODY' };
    const loginId = { text: 'Malvin', shown: 'Malvin' };
    const row = { ...chargeOf('').row, tenantCode, loginId };
    await store.settle(chargeOf('', { tenant: undefined, isCharged: false, row }));
    await store.settle(chargeOf('', { numbering: 'none' }));
    await store.settle(chargeOf('', { isCharged: false }));
    await store.settle(chargeOf('marked', { isCharged: false, numbering: 'none' }));
    const { transactions } = await store.transactions(everything);
    expect(transactions.map((one) => [one.trxNo, one.tenantCode, one.loginId, one.charged])).toEqual([
      ['10877', 'NOBODY', 'Malvin', false],
      ['', 'AIT', 'AIT', true],
      ['10878', 'AIT', 'AIT', false],
    ]);
    expect(await store.lookUp(accountQuery('marked'))).toMatchObject({ isRefNumberUsed: true });
    expect((await store.tenants())[0]?.balance).toBe(6);
  });

  it('masks secrets in a row, finds it by the secret and by the masked text, and recognizes it', async () => {
    const refNumber = { text: 'REF 3171234507900123', shown: 'REF ***' };
    await store.settle(chargeOf('', { marksRefNumber: true, row: { ...chargeOf('').row, refNumber } }));
    await store.settle(chargeOf('other'));
    const masked = await store.maskText(refNumber);
    expect(masked).toMatch(/^REF \*\*\* #[0-9a-f]{16}$/);
    for (const text of [refNumber.text, masked]) {
      const page = await store.transactions({ ...everything, refNumber: text });
      expect([page.total, page.transactions[0]?.refNumber]).toEqual([1, masked]);
    }
    expect(await store.lookUp(accountQuery(refNumber.text))).toMatchObject({ isRefNumberUsed: true });
  });

  it('numbers in any order, and never one twice, when the order changes', async () => {
    const same = createMemoryStore([ait, other]);
    const orders = ['any-order', 'any-order', 'increasing', 'increasing', 'any-order', 'increasing'] as const;
    for (const numbering of orders) {
      const charge = chargeOf('', { numbering, isCharged: false });
      expect(await store.settle(charge)).toEqual(await same.settle(charge));
    }
    const { transactions } = await store.transactions(everything);
    expect(new Set(transactions.map(({ trxNo }) => trxNo)).size).toBe(orders.length);
  });

  it('numbers from the first number of its configuration on, and again from there after a reset', async () => {
    const { store: numbered, close: closeNumbered } = await open([ait], 500);
    const trxNoOf = async (one: Store) => ((await one.settle(chargeOf(''))) as { readonly trxNo?: string }).trxNo;
    expect([await trxNoOf(numbered), await trxNoOf(numbered)]).toEqual(['500', '501']);
    await numbered.configure([ait, other]);
    expect(await trxNoOf(numbered)).toBe('502');
    expect(await trxNoOf(await numbered.reset())).toBe('500');
    await closeNumbered();
  });

  it('returns a ledger in pages', async () => {
    for (const refNumber of ['1', '2', '3', '4', '5']) await store.settle(chargeOf(refNumber));
    const { total, transactions, next } = await store.transactions({ offset: 1, limit: 2 });
    expect([total, transactions.map(({ refNumber }) => refNumber), next]).toEqual([5, ['2', '3'], 3]);
    expect(await store.transactions({ offset: 0, limit: 0 })).toEqual({ total: 5, transactions: [] });
  });

  it('adds, changes and removes tenants in the order of the calls, and rejects invalid ones', async () => {
    const set = await Promise.all([
      store.setTenant({ code: 'NEW', key: 'new', balance: 1 }),
      store.setTenant({ code: 'AIT', balance: 50 }),
      store.removeTenant('OTHER'),
      store.setTenant({ code: 'NEW', balance: 2 }),
      store.removeTenant('OTHER'),
    ]);
    const added = { code: 'NEW', key: 'new', balance: 1 };
    expect(set).toEqual([
      { tenant: added, isNew: true },
      { tenant: { ...ait, balance: 50 }, isNew: false },
      true,
      { tenant: { ...added, balance: 2 }, isNew: false },
      false,
    ]);
    await expect(store.setTenant({ code: 'MORE', balance: 1 })).rejects.toThrow('give a key');
    await expect(store.setTenant({ code: 'AIT', balance: -1 })).rejects.toThrow(/balance/);
    expect(await store.tenants()).toEqual([
      { ...ait, balance: 50 },
      { ...added, balance: 2 },
    ]);
  });

  it('keeps the scenario of a tenant, and changes and removes it', async () => {
    const own = { code: 'OWN', key: 'own-key', balance: 2, scenario: 'liveness-error' };
    const found = async () => (await store.lookUp(accountQuery('', { tenantCode: 'OWN', key: 'own-key' }))).tenant;
    expect(await store.setTenant(own)).toEqual({ tenant: own, isNew: true });
    await store.settle(chargeOf('', { tenant: own }));
    expect(await found()).toEqual({ ...own, balance: 1 });
    await store.setTenant({ code: 'OWN', scenario: 'success' });
    expect(await store.tenants()).toContainEqual({ ...own, balance: 1, scenario: 'success' });
    const { tenant } = await store.setTenant({ code: 'OWN', scenario: null });
    expect([tenant, await found()]).toEqual(Array(2).fill({ code: 'OWN', key: 'own-key', balance: 1 }));
    await store.setTenant({ code: 'NEW', key: 'new-key', scenario: 'success' });
    expect((await store.tenants()).at(-1)).toEqual({
      code: 'NEW',
      key: 'new-key',
      balance: 1_000_000,
      scenario: 'success',
    });
  });

  it('applies a changed scenario of a configured tenant, and keeps one that was set where it did not change', async () => {
    const forced = { ...ait, scenario: 'liveness-error' };
    await store.configure([forced, other]);
    expect(await store.tenants()).toEqual([forced, other]);
    await store.setTenant({ code: 'AIT', scenario: 'success' });
    await store.configure([forced, { ...other, balance: 9 }]);
    expect(await store.tenants()).toEqual([
      { ...ait, scenario: 'success' },
      { ...other, balance: 9 },
    ]);
    expect((await (await store.reset()).tenants())[0]).toEqual(forced);
    await store.configure([ait]);
    expect((await (await store.reset()).tenants())[0]).toEqual(ait);
  });

  it('applies other configured tenants at once, and keeps those whose entry is the same', async () => {
    await store.settle(chargeOf('one'));
    const configured = store.configure([ait, { code: 'NEW', key: 'new', balance: 1 }]);
    const now = [
      { ...ait, balance: 6 },
      { code: 'NEW', key: 'new', balance: 1 },
    ];
    if (isLocal(store)) expect(store.view.tenants()).toEqual(now);
    await configured;
    expect(await store.tenants()).toEqual(now);
  });

  it('reports the keys of its tenants now and after each change', async () => {
    const reportedKeys: (readonly string[])[] = [];
    store.watchKeys((keys) => reportedKeys.push(keys));
    await store.settle(chargeOf('one'));
    await store.setTenant({ code: 'AIT', key: 'new-key' });
    await store.removeTenant('OTHER');
    await store.configure([{ code: 'THIRD', key: 'third-key', balance: 1 }]);
    expect(reportedKeys).toEqual([[ait.key, other.key], ['new-key', other.key], ['new-key'], ['third-key']]);
  });

  it('resets to the configured tenants, and late charges on the old store have no effect', async () => {
    await store.configure([ait]);
    await store.settle(chargeOf('one'));
    const late = store.settle(chargeOf('late'));
    const next = await store.reset();
    expect(await late).toMatchObject({ outcome: 'settled' });
    expect(await store.settle(chargeOf('later'))).toMatchObject({ outcome: 'settled' });
    expect([await next.tenants(), await next.transactions(everything)]).toEqual([
      [ait],
      { total: 0, transactions: [] },
    ]);
    expect(await next.settle(chargeOf('one'))).toEqual({ outcome: 'settled', trxNo: '10877' });
    if (isLocal(next)) expect(next.resetNow().view.transactions()).toEqual([]);
  });

  it('keeps nothing once it is dropped', async () => {
    await store.settle(chargeOf('one'));
    await store.drop();
    await store.settle(chargeOf('late'));
    expect(await store.transactions(everything)).toEqual({ total: 0, transactions: [] });
  });

  it('stays within its share of the memory of all ledgers, and drops the oldest rows first', async () => {
    const { at, scenario } = chargeOf('').row;
    const rowBytes = bytesOfTexts(['10877', '000', 'AIT', 'AIT', at, scenario]) + bytesOfTexts(['000']);
    const budget = createLedgerBudget(30 * rowBytes);
    await store.setTenant({ code: 'AIT', balance: 1000 });
    // The others keep their rows elsewhere.
    if (!isLocal(store)) return;
    store.joinBudget(budget, 'one');
    if (budget.held() === 0) return;
    for (let index = 100; index < 300; index += 1) await store.settle(chargeOf(String(index)));
    expect(budget.held()).toBeLessThanOrEqual(30 * rowBytes);
    const { transactions } = await store.transactions(everything);
    expect(transactions.length).toBeGreaterThan(20);
    expect(transactions.map(({ refNumber }) => Number(refNumber))).toEqual(
      Array.from({ length: transactions.length }, (__, index) => 300 - transactions.length + index),
    );
    await store.drop();
    expect(budget.held()).toBe(0);
  });
}
