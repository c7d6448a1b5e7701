import { describe, expect, test, vi } from 'vitest';
import { createRandom } from '../hostile/random.test-helper.js';
import { createMemoryBudget, estimatedBytes } from './memory-budget.js';

describe('a memory budget', () => {
  test('drops what was held first for what is held last, and nothing for what has room', () => {
    const budget = createMemoryBudget(100);
    const drops = [vi.fn(), vi.fn(), vi.fn()] as const;
    const things = drops.map((drop) => ({ drop }));
    for (const thing of things.slice(0, 2)) budget.hold(thing, 50, thing.drop);
    expect(drops[0]).not.toHaveBeenCalled();
    budget.hold(things[2] ?? {}, 10, drops[2]);
    expect(drops.map(({ mock }) => mock.calls.length)).toEqual([1, 0, 0]);
    expect(budget.heldBytes()).toBe(60);
  });

  test('holds other bytes for a thing that it knows, and drops nothing that is given back or measured anew', () => {
    const budget = createMemoryBudget(100);
    const drop = vi.fn();
    const thing = {};
    for (const bytes of [10, 90, 40]) budget.hold(thing, bytes, drop);
    expect(budget.heldBytes()).toBe(40);
    budget.release(thing);
    expect([budget.heldBytes(), drop.mock.calls.length]).toEqual([0, 0]);
  });

  test('holds nothing that is larger than all of it, and what it holds stays', () => {
    const budget = createMemoryBudget(100);
    const drop = vi.fn();
    expect(budget.hold({}, 60, drop)).toBe(true);
    expect(budget.hold({}, 101, drop)).toBe(false);
    expect([budget.heldBytes(), drop.mock.calls.length]).toEqual([60, 0]);
  });
});

describe('a memory budget whose things give back when they are dropped', () => {
  test('holds exactly what is left, whatever comes and goes', () => {
    const most = 1000;
    const budget = createMemoryBudget(most);
    const left = new Map<object, number>();
    const forget = (thing: object): void => {
      left.delete(thing);
      budget.release(thing);
    };
    const hold = (thing: object, bytes: number): void => {
      left.delete(thing);
      if (budget.hold(thing, bytes, () => forget(thing))) left.set(thing, bytes);
    };
    const sum = (): number => [...left.values()].reduce((total, bytes) => total + bytes, 0);
    const random = createRandom(11, 0);
    for (let step = 0; step < 20_000; step += 1) {
      const known = [...left.keys()][random.below(left.size + 1)];
      if (known && random.once(4)) forget(known);
      else hold(known && random.once(3) ? known : {}, random.below(random.once(50) ? 1200 : 90) + 1);
      // At the first step that is wrong: a list that is broken may have no end.
      if (budget.heldBytes() !== sum() || budget.heldBytes() > most)
        throw new Error(`step ${step}: ${budget.heldBytes()} are held, and ${sum()} are left`);
    }
    for (const thing of [...left.keys()]) forget(thing);
    expect(budget.heldBytes()).toBe(0);
  });

  test('may give back others as well, and hold for more, while they are dropped', () => {
    const budget = createMemoryBudget(100);
    const [whole, part, late] = [{}, {}, {}];
    budget.hold(whole, 40, () => {
      budget.release(whole);
      budget.release(part);
      budget.hold(late, 10, () => {});
    });
    budget.hold(part, 40, () => budget.release(part));
    expect(budget.hold({}, 50, () => {})).toBe(true);
    expect(budget.heldBytes()).toBe(60);
  });
});

describe('the estimate of a value', () => {
  test('is no less than what its texts take up, however deep they lie', () => {
    const text = 'x'.repeat(1000);
    expect(estimatedBytes(text)).toBeGreaterThan(1000);
    expect(estimatedBytes({ parts: [{ value: text }, { value: text, violations: [{ hint: text }] }] })).toBeGreaterThan(
      3000,
    );
    expect(estimatedBytes({ none: null, number: 1, absent: undefined })).toBeLessThan(200);
  });
});
