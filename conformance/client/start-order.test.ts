import { describe, expect, test } from 'vitest';
import type { TestCase } from '../cases/case.js';
import { cases } from '../cases/index.js';
import { createStartOrder } from './start-order.js';

/** Cases by their ids. */
function named(...ids: readonly string[]): readonly TestCase[] {
  return ids.flatMap((id) => cases.find((testCase) => testCase.id === id) ?? []);
}

const mixed = named(
  'success-all-parts',
  'success-not-live',
  'fault-late-answer',
  'success-not-matched',
  'fault-very-late-answer',
  'selfie-dim',
  'fault-stall-body',
  'success-after-faults',
);

/** The ids in the order in which jobs start the cases, when a case without a wait is over before the next one starts. */
function startsOf(jobs: number): readonly string[] {
  const order = createStartOrder(mixed, jobs);
  const ids: string[] = [];
  for (const testCase of order) {
    ids.push(testCase.id);
    if (testCase.fault === undefined) order.over(testCase);
  }
  return ids;
}

describe('the order in which cases start', () => {
  test('is that of the cases with one job', () => {
    expect(startsOf(1)).toEqual(mixed.map(({ id }) => id));
  });

  test('lets one of several jobs wait for late answers, the latest first, while the others work', () => {
    expect(startsOf(2)).toEqual([
      'success-all-parts',
      'success-not-live',
      'fault-very-late-answer',
      'success-not-matched',
      'selfie-dim',
      'fault-stall-body',
      'fault-late-answer',
      'success-after-faults',
    ]);
  });

  test('starts the next late answer as soon as one is over', () => {
    const order = createStartOrder(mixed, 2);
    const ids: string[] = [];
    for (const testCase of order) {
      ids.push(testCase.id);
      order.over(testCase);
    }
    expect(ids.slice(2, 5)).toEqual(['fault-very-late-answer', 'fault-stall-body', 'fault-late-answer']);
    expect(ids).toHaveLength(mixed.length);
  });

  test('starts each case once, also where there are few', () => {
    for (const count of [0, 1, 2, 3]) {
      const few = mixed.slice(0, count);
      expect([...createStartOrder(few, 2)]).toEqual(few);
    }
  });
});
