import { appendFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type CallBudget, createBudget, type Reservation } from './budget.js';
import { openSpendFile, readSpendFile, spendFileOf } from './spend-file.js';
import { dayOf, spentToday, sumSpend } from './spend-sums.js';

const target = new URL('https://kit.test/demo');
let folder: string;
let file: string;
const errors: string[] = [];
const io = {
  out: () => {},
  err: (line: string) => errors.push(line),
  env: {},
  isTty: false,
  signal: new AbortController().signal,
  exitCode: 0,
};
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-spend-'));
  file = join(folder, 'spend.ndjson');
  errors.length = 0;
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const call = (calls: number, caseId = 'success-all-parts') => ({ caseId, refNumber: 'KIT00000001', calls });

describe('the spend file', () => {
  test('has a line before a call and one after it, and is private to its user', async () => {
    using recorder = openSpendFile(io, file, target);
    const number = recorder.reserve(call(1));
    const before = await readFile(file, 'utf8');
    expect(before.endsWith('\n')).toBe(true);
    expect(JSON.parse(before)).toMatchObject({
      type: 'reserved',
      run: recorder.run,
      call: 1,
      target: 'https://kit.test/demo',
      case: 'success-all-parts',
      refNumber: 'KIT00000001',
      calls: 1,
    });
    recorder.settle(number, 0);
    const after = await readFile(file, 'utf8');
    expect(after.startsWith(before)).toBe(true);
    expect(JSON.parse(after.slice(before.length))).toMatchObject({ type: 'settled', call: 1, calls: 0 });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  test('counts a reservation without an end as spent, and a settled call by its settlement', () => {
    using recorder = openSpendFile(io, file, target);
    recorder.settle(recorder.reserve(call(1)), 0);
    recorder.reserve(call(1));
    expect(readSpendFile(file).calls.map(({ calls, isSettled }) => [calls, isSettled])).toEqual([
      [0, true],
      [1, false],
    ]);
  });

  test('keeps the lines of earlier runs, and of runs at the same time', () => {
    using one = openSpendFile(io, file, target);
    using other = openSpendFile(io, file, new URL('https://other.test/'));
    const [first, second] = [one.reserve(call(1)), other.reserve(call(1))];
    other.settle(second, 1);
    one.settle(first, 0);
    const { calls } = readSpendFile(file);
    expect(sumSpend(calls, ({ run }) => run).map((sum) => [sum.name, sum.calls])).toEqual([
      [one.run, 0],
      [other.run, 1],
    ]);
    expect(spentToday(one.read(), target)).toBe(0);
    expect(spentToday(one.read(), new URL('https://other.test/'))).toBe(1);
  });

  test('ignores an unfinished last line with a note, and the next run starts a new line', async () => {
    {
      using recorder = openSpendFile(io, file, target);
      recorder.reserve(call(1));
    }
    await appendFile(file, '{"type":"reserved","run":"x","ca');
    expect(readSpendFile(file)).toMatchObject({
      calls: [{ calls: 1 }],
      notes: [expect.stringMatching(/spend\.ndjson: line 2 is damaged and is ignored; its run ended before/)],
    });
    {
      using recorder = openSpendFile(io, file, target);
      recorder.reserve(call(1));
    }
    const { calls, notes } = readSpendFile(file);
    expect(calls).toHaveLength(2);
    expect(notes).toHaveLength(1);
  });

  test.each([
    ['of another kind', '{"type":"result"}'],
    ['that is no object', '[1]'],
    ['with a negative number', '{"type":"settled","run":"r","call":1,"at":"2026-01-01T00:00:00Z","calls":-5}'],
    ['without a time', '{"type":"settled","run":"r","call":1,"at":"then","calls":0}'],
    ['that settles no call', '{"type":"settled","run":"r","call":1,"at":"2026-01-01T00:00:00Z","calls":0}'],
  ])('ignores a line %s with a note', async (_, line) => {
    await writeFile(file, `${line}\n`);
    expect(readSpendFile(file)).toEqual({ calls: [], notes: [expect.stringMatching(/line 1 .*is ignored/)] });
  });

  test('that does not exist says that nothing was spent', () => {
    expect(readSpendFile(file)).toEqual({ calls: [], notes: [] });
  });

  test('that cannot be written stops a run before it sends anything', () => {
    expect(() => openSpendFile(io, join(folder, 'no', 'spend.ndjson'), target)).toThrow(
      /calls that may be charged cannot be counted there: there is no folder/,
    );
  });

  test("is the flag's, then the environment's, then the one in the user's data folder", () => {
    expect(spendFileOf('flag', { EENDIGO_KIT_SPEND: 'variable' })).toBe('flag');
    expect(spendFileOf(undefined, { EENDIGO_KIT_SPEND: 'variable' })).toBe('variable');
    expect(spendFileOf(undefined, { EENDIGO_KIT_SPEND: '' })).toMatch(/eendigo-kit.*spend\.ndjson$/);
  });
});

describe('a day', () => {
  test('is that of the machine', () => {
    expect(dayOf(new Date(2026, 0, 2, 23, 59))).toBe('2026-01-02');
  });
});

describe('a budget', () => {
  const budgetOf = (maxBillable: number, maxBillablePerDay?: number) => {
    const recorder = openSpendFile(io, file, target);
    return createBudget(
      { maxBillable, ...(maxBillablePerDay === undefined ? {} : { maxBillablePerDay }) },
      recorder,
      target,
    );
  };

  const reserve = (budget: CallBudget, calls: number): Reservation => {
    const reserved = budget.reserve(call(calls));
    if ('reason' in reserved) throw new Error(reserved.reason);
    return reserved;
  };

  test('refuses a call that exceeds it before anything is written, and never a free one', async () => {
    const budget = budgetOf(1);
    reserve(budget, 1).settle(1);
    const written = await readFile(file, 'utf8');
    expect(budget.reserve(call(1))).toEqual({ reason: 'beyond the budget of 1 billable calls' });
    expect(await readFile(file, 'utf8')).toBe(written);
    reserve(budget, 0).settle(0);
    expect(budget.spent()).toBe(1);
  });

  test('has room again for what a call has cost less than reserved', () => {
    const budget = budgetOf(1);
    const reservation = reserve(budget, 1);
    expect(budget.affords(1)).toBe(false);
    reservation.settle(0);
    expect(budget.affords(1)).toBe(true);
    reserve(budget, 1);
  });

  test('settles each of several open calls by itself', () => {
    const budget = budgetOf(3);
    const [first, second] = [reserve(budget, 1), reserve(budget, 2)];
    expect(budget.spent()).toBe(3);
    first.settle(0);
    expect(budget.spent()).toBe(2);
    second.settle(1);
    expect(budget.spent()).toBe(1);
    expect(readSpendFile(file).calls.map(({ calls }) => calls)).toEqual([0, 1]);
  });

  test('of a day counts all runs, also those at the same time', () => {
    const [one, other] = [budgetOf(9, 2), budgetOf(9, 2)];
    const [first, second] = [reserve(one, 1), reserve(other, 1)];
    first.settle(1);
    second.settle(1);
    const reason = 'beyond the limit of 2 billable calls per day';
    expect(other.reserve(call(1))).toEqual({ reason });
    expect([one.isReason(reason), one.isReason('interrupted')]).toEqual([true, false]);
    expect(spentToday(readSpendFile(file), target)).toBe(2);
    reserve(one, 0);
  });

  test('of a day does not count other days', async () => {
    await writeFile(
      file,
      `${JSON.stringify({ type: 'reserved', run: 'old', call: 1, at: '2020-01-01T00:00:00Z', target: target.href, case: 'x', calls: 9 })}\n`,
    );
    reserve(budgetOf(9, 1), 1);
  });
});
