import { describe, expect, it, vi } from 'vitest';
import { createRandom } from '../hostile/random.test-helper.js';
import { createEvents } from '../journal/events.js';
import type { Transaction } from '../schemas/session-types.js';
import { createSessions, type Sessions } from '../sessions/sessions.js';
import { createLedger, type Ledger } from './ledger.js';
import { bytesOfTexts, createLedgerBudget } from './ledger-budget.js';
import { accountQuery, chargeOf } from './store.test-helper.js';

/** A row with a text of this length; the number makes it unique. */
const row = (number: number, length = 10): Transaction => ({
  trxNo: String(number),
  refNumber: 'r'.repeat(length),
  tenantCode: 'AIT',
  loginId: 'AIT',
  at: '2022-04-14T03:56:41.000Z',
  scenario: 'success',
  charged: true,
});

/** The size of a ledger, by the same estimate. */
function bytesIn(ledger: Ledger): number {
  const { transactions, refNumbers } = ledger.contents();
  const rows = transactions.map(({ charged: _, ...texts }) => bytesOfTexts(Object.values(texts)));
  const used = refNumbers.flatMap(([code, numbers]) => [code, ...numbers].map((text) => bytesOfTexts([text])));
  return [...rows, ...used].reduce((sum, bytes) => sum + bytes, 0);
}

const totalOnly = { offset: 0, limit: 0 };

describe('the ledgers of all sessions', () => {
  it('together stay within their memory, and the budget knows exactly what is left', () => {
    const most = 300_000;
    const budget = createLedgerBudget(most);
    const opened = (at: number): Ledger => {
      const ledger = createLedger();
      ledger.join(budget, `s${at}`);
      return ledger;
    };
    const ledgers = Array.from({ length: 50 }, (_, at) => opened(at));
    const random = createRandom(7, 0);
    for (let count = 0; count < 20_000; count += 1) {
      const at = random.below(50);
      const ledger = ledgers[at] ?? opened(at);
      const added = row(count, random.below(500));
      ledger.add(added);
      ledger.useRefNumber(`T${random.below(3)}`, `${count}${added.refNumber}`);
      if (random.once(200)) {
        ledger.close();
        ledgers[at] = opened(at);
      }
      if (budget.held() > most) throw new Error(`${budget.held()} bytes after ${count}`);
    }
    expect(budget.held()).toBe(ledgers.map(bytesIn).reduce((sum, bytes) => sum + bytes, 0));
    expect(budget.held()).toBeGreaterThan(most / 2);
    for (const ledger of ledgers) ledger.close();
    expect(budget.held()).toBe(0);
  });

  it('shed the oldest rows of the session that was charged least recently', () => {
    const onShed = vi.fn();
    const budget = createLedgerBudget(
      30 * bytesOfTexts(['1', 'r'.repeat(10), 'AIT', 'AIT', row(0).at, 'success']),
      onShed,
    );
    const [idle, busy] = [createLedger(), createLedger()];
    idle.join(budget, 'idle');
    busy.join(budget, 'busy');
    for (let number = 0; number < 10; number += 1) idle.add(row(number));
    for (let number = 0; number < 20; number += 1) busy.add(row(number % 10));
    expect(onShed).not.toHaveBeenCalled();
    busy.add(row(0));
    expect([onShed.mock.calls, busy.list().length]).toEqual([[['idle']], 21]);
    expect(idle.list().map(({ trxNo }) => trxNo)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9']);
    // One session alone may use all of it, and then sheds its own.
    for (let number = 0; number < 20; number += 1) busy.add(row(number % 10));
    expect([idle.list(), busy.list().at(-1)?.trxNo]).toEqual([[], '9']);
    expect(busy.list().length).toBeGreaterThan(26);
    expect(onShed.mock.calls.at(-1)).toEqual(['busy']);
  });

  it("never shed the mock's own ledger, which may be in a file and still counts", () => {
    const budget = createLedgerBudget(20_000);
    const [own, other] = [createLedger(), createLedger()];
    own.join(budget, undefined);
    other.join(budget, 'other');
    for (let number = 0; number < 40; number += 1) own.add(row(number));
    const held = budget.held();
    for (let number = 0; number < 200; number += 1) other.add(row(number));
    expect(own.list()).toHaveLength(40);
    expect(bytesIn(other)).toBeLessThanOrEqual(20_000 - held);
    expect(other.list().at(-1)?.trxNo).toBe('199');
  });
});

describe('one ledger', () => {
  it('of long texts keeps fewer rows, the same ones if it was read from a file meanwhile', () => {
    const ledger = createLedger();
    let read = createLedger();
    for (let number = 0; number < 60_000; number += 1) {
      // Like a restart: saved contents, then new rows.
      if (number % 17_000 === 16_999) read = createLedger(read.contents());
      for (const one of [ledger, read]) {
        one.add(row(number, 500 + (number % 700)));
        one.useRefNumber(`T${number % 2000}`, `${number}${'u'.repeat(450)}`);
      }
    }
    expect(ledger.list().length).toBeLessThan(30_000);
    expect(bytesIn(ledger)).toBeLessThanOrEqual(64 * 1024 * 1024);
    expect(bytesIn(ledger)).toBeGreaterThan(48 * 1024 * 1024);
    expect(read.list()).toEqual(ledger.list());
    expect(ledger.list().at(-1)?.trxNo).toBe('59999');
    expect(ledger.hasRefNumber('T1999', `59999${'u'.repeat(450)}`)).toBe(true);
    expect(ledger.hasRefNumber('T0', `0${'u'.repeat(450)}`)).toBe(false);
  });

  it('of a mock counts with those of its sessions, and the first shedding is logged once', async () => {
    const warn = vi.fn();
    const sessions = createSessions({}, createEvents(), { warn });
    // Two fill 48 MB each with texts of maximum length, and the third makes the first shed.
    const text = 't'.repeat(500);
    const sent = { text, shown: text };
    const row = { refNumber: sent, tenantCode: sent, loginId: sent, at: '2022-04-14T03:56:41.000Z', scenario: text };
    const long = chargeOf('', { tenant: undefined, isCharged: false, marksRefNumber: false, row });
    const rows: number[] = [];
    for (const id of [undefined, 'idle', 'busy'])
      for (let count = 0; count < 15_000; count += 1) await sessions.get(id)?.store.settle(long);
    for (const id of [undefined, 'idle', 'busy'])
      rows.push((await sessions.get(id)?.store.transactions(totalOnly))?.total ?? 0);
    const [own = 0, idle, busy] = rows;
    expect(own).toBe(busy);
    expect(idle).toBeLessThan(own * 0.8);
    expect(warn.mock.calls).toEqual([
      [
        expect.stringMatching(
          /^the ledgers of all sessions have filled their 128 MB, so the oldest transactions of "idle" /,
        ),
      ],
    ]);
  });

  const ways: readonly (readonly [string, (sessions: Sessions) => void])[] = [
    ['closed', (sessions) => sessions.close('one')],
    ['reset', (sessions) => sessions.reset('one')],
    ['replaced', (sessions) => sessions.open('one', {})],
    ['pushed out', (sessions) => ['two', 'three'].forEach((id) => void sessions.get(id))],
  ];
  it.each(ways)('is emptied when its session is %s, and keeps nothing that is settled late', async (_, end) => {
    const sessions = createSessions({}, createEvents(), { maxSessions: 2 });
    const store = sessions.get('one')?.store;
    if (!store) throw new Error('there is no session');
    expect(await store.settle(chargeOf('early'))).toEqual({ outcome: 'settled', trxNo: '10877' });
    expect((await store.transactions(totalOnly)).total).toBe(1);
    end(sessions);
    expect(await store.settle(chargeOf('late'))).toEqual({ outcome: 'settled', trxNo: '10878' });
    expect((await store.transactions(totalOnly)).total).toBe(0);
    for (const refNumber of ['early', 'late'])
      expect(await store.lookUp(accountQuery(refNumber))).toMatchObject({ isRefNumberUsed: false });
  });
});
