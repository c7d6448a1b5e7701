import { describe, expect, test, vi } from 'vitest';
import { bytesOf, createMemoryBudget } from './memory-budget.js';

describe('a memory budget', () => {
  test('drops what was held first for what is held last, and nothing for what has room', () => {
    const budget = createMemoryBudget(100);
    const drops = [vi.fn(), vi.fn(), vi.fn()] as const;
    const things = drops.map((drop) => ({ drop }));
    for (const thing of things.slice(0, 2)) budget.hold(thing, 50, thing.drop);
    expect(drops[0]).not.toHaveBeenCalled();
    budget.hold(things[2] ?? {}, 10, drops[2]);
    expect(drops.map(({ mock }) => mock.calls.length)).toEqual([1, 0, 0]);
    expect(budget.held()).toBe(60);
  });

  test('holds other bytes for a thing that it knows, and drops nothing that is given back or measured anew', () => {
    const budget = createMemoryBudget(100);
    const drop = vi.fn();
    const thing = {};
    for (const bytes of [10, 90, 40]) budget.hold(thing, bytes, drop);
    expect(budget.held()).toBe(40);
    budget.giveBack(thing);
    expect([budget.held(), drop.mock.calls.length]).toEqual([0, 0]);
  });

  test('holds nothing that is larger than all of it, and what it holds stays', () => {
    const budget = createMemoryBudget(100);
    const drop = vi.fn();
    expect(budget.hold({}, 60, drop)).toBe(true);
    expect(budget.hold({}, 101, drop)).toBe(false);
    expect([budget.held(), drop.mock.calls.length]).toEqual([60, 0]);
  });
});

describe('the estimate of a value', () => {
  test('is no less than what its texts take up, however deep they lie', () => {
    const text = 'x'.repeat(1000);
    expect(bytesOf(text)).toBeGreaterThan(1000);
    expect(bytesOf({ parts: [{ value: text }, { value: text, verdicts: [{ hint: text }] }] })).toBeGreaterThan(3000);
    expect(bytesOf({ none: null, number: 1, absent: undefined })).toBeLessThan(200);
  });
});
