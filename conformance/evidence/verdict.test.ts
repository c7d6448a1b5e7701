import { describe, expect, test } from 'vitest';
import { exitCodeOf, type Summary } from './verdict.js';

const summary = (change: Partial<Summary>): Summary => ({
  passed: 0,
  failed: 0,
  inconclusive: 0,
  known: 0,
  error: 0,
  skipped: 0,
  ...change,
});

describe('the exit code', () => {
  test.each([
    ['0 when all passed', { passed: 3 }, false, 0],
    ['0 when some were skipped and the rest passed', { passed: 3, skipped: 2 }, false, 0],
    ['1 when one failed, whatever else happened', { passed: 3, failed: 1, inconclusive: 1, error: 1 }, true, 1],
    ['2 for an error of the kit', { passed: 3, error: 1 }, false, 2],
    ['3 when something is inconclusive', { passed: 3, inconclusive: 1 }, false, 3],
    ['0 when some passed and the rest is known to fail', { passed: 3, known: 2 }, false, 0],
    ['0 when everything that ran is known to fail', { known: 2 }, false, 0],
    ['1 when one failed beside what is known', { failed: 1, known: 2 }, false, 1],
    ['3 when nothing ran', {}, false, 3],
    ['3 when everything was skipped', { skipped: 9 }, false, 3],
    ['5 when the budget was used up', { passed: 3, skipped: 2 }, true, 5],
  ])('is %s', (_, counts, isBudgetUsedUp, code) => {
    expect(exitCodeOf(summary(counts), { isBudgetUsedUp: isBudgetUsedUp })).toBe(code);
  });

  test('is 1 when an entry among the known failures is wrong, though every case passed', () => {
    expect(exitCodeOf(summary({ passed: 3 }), { hasWrongEntry: true })).toBe(1);
    expect(exitCodeOf(summary({ passed: 3 }), { hasWrongEntry: true, isCutShort: true })).toBe(3);
  });

  test.each([
    ['passed', { passed: 3, skipped: 2 }],
    ['failed', { passed: 3, failed: 1, skipped: 2 }],
    ['passed, with no case remaining', { passed: 5 }],
  ])('is 3 when the run was cut short after its cases %s', (_, counts) => {
    expect(exitCodeOf(summary(counts), { isCutShort: true })).toBe(3);
  });
});
