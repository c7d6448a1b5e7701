import { describe, expect, it } from 'vitest';
import { openLedger } from './ledger.js';

function numbers(increasing: boolean, count: number): number[] {
  const ledger = openLedger();
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
    const ledger = openLedger();
    ledger.useRefNumber('A', 'one');
    expect(ledger.hasRefNumber('A', 'one')).toBe(true);
    expect(ledger.hasRefNumber('B', 'one')).toBe(false);
    expect(ledger.hasRefNumber('A', 'two')).toBe(false);
  });
});
