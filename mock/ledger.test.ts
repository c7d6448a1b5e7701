import { describe, expect, it } from 'vitest';
import { openLedger } from './ledger.js';

function numbers(increasing: boolean, count: number): number[] {
  const ledger = openLedger(10_877);
  return Array.from({ length: count }, () => Number(ledger.nextTrxNo(increasing)));
}

describe('the numbers of transactions', () => {
  it("begin with the document's and grow, where they are increasing", () => {
    expect(numbers(true, 4)).toEqual([10_877, 10_878, 10_879, 10_880]);
  });

  it('go up and down, and never come twice, where they are not', () => {
    const drawn = numbers(false, 250_000);
    expect(new Set(drawn).size).toBe(drawn.length);
    const [first = 0, second = 0, third = 0] = drawn;
    expect([second < first, third > second]).toEqual([true, true]);
    expect(drawn.every((number) => Number.isSafeInteger(number) && number > 0)).toBe(true);
  });
});

describe('the refNumbers that were used', () => {
  it('are told by tenant', () => {
    const ledger = openLedger(1);
    ledger.useRefNumber('A', 'one');
    expect(ledger.hasRefNumber('A', 'one')).toBe(true);
    expect(ledger.hasRefNumber('B', 'one')).toBe(false);
    expect(ledger.hasRefNumber('A', 'two')).toBe(false);
  });
});

describe('a refNumber that is longer than anybody would write', () => {
  it('is known again, and only its beginning is kept', () => {
    const ledger = openLedger(1);
    const refNumber = 'R'.repeat(1_000_000);
    ledger.useRefNumber('A', refNumber);
    expect(ledger.hasRefNumber('A', refNumber)).toBe(true);
    expect(ledger.hasRefNumber('A', `${refNumber}x`)).toBe(false);
    ledger.add({ trxNo: '1', refNumber, tenantCode: 'A', loginId: refNumber, at: '', scenario: 'success' });
    expect(ledger.list()[0]).toMatchObject({ refNumber: `${'R'.repeat(499)}…`, loginId: `${'R'.repeat(499)}…` });
  });
});
