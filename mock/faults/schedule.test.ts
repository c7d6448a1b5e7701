import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { post, sendGood } from '../good-request.test-helper.js';
import { createMockServer, type MockServer } from '../server.js';
import type { Fault } from './fault.js';
import type { FaultSchedule } from './fault-types.js';
import { createFaultPlan } from './schedule.js';

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer();
});
afterAll(() => mock.close());

const reset: Fault = { type: 'reset' };
const gzip: Fault = { type: 'gzip' };

/** Returns the names of a plan's first faults. */
function first(length: number, plan: Fault | FaultSchedule | undefined): readonly (string | undefined)[] {
  const opened = createFaultPlan(plan);
  return Array.from({ length }, () => opened.next().fault?.type);
}

const msOf = (fault: Fault | undefined): number => (fault?.type === 'delay' ? fault.ms : fault?.delay) ?? Number.NaN;

/** Returns a fault's delays under a seed. */
function delays(length: number, fault: Fault, seed: number): readonly number[] {
  const plan = createFaultPlan({ rules: [{ fault }], seed });
  return Array.from({ length }, () => msOf(plan.next().fault));
}

const mean = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
const median = (numbers: readonly number[]): number =>
  [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? Number.NaN;

describe('a schedule', () => {
  test('applies a fault to all requests, to none, or to those that its counts select', () => {
    const none = undefined;
    expect(first(3, reset)).toEqual(['reset', 'reset', 'reset']);
    expect(first(3, none)).toEqual([none, none, none]);
    expect(first(3, { rules: [{ fault: reset, first: 2 }] })).toEqual(['reset', 'reset', none]);
    expect(first(4, { rules: [{ fault: reset, after: 1, first: 2 }] })).toEqual([none, 'reset', 'reset', none]);
    expect(first(6, { rules: [{ fault: reset, every: 3 }] })).toEqual([none, none, 'reset', none, none, 'reset']);
    expect(first(3, { rules: [{ fault: reset, probability: 0 }] })).toEqual([none, none, none]);
    expect(first(2, { rules: [{ fault: reset, probability: 1 }] })).toEqual(['reset', 'reset']);
  });

  test('tries its rules in order: the first that hits decides', () => {
    const rules = [
      { fault: reset, first: 1 },
      { fault: gzip, every: 2 },
    ];
    expect(first(4, { rules })).toEqual(['reset', 'gzip', undefined, 'gzip']);
  });

  test('gives the same faults in the same order for the same seed, and others for another seed', () => {
    const rules = [{ fault: reset, probability: 0.5 }];
    expect(first(200, { rules, seed: 7 })).toEqual(first(200, { rules, seed: 7 }));
    expect(first(200, { rules, seed: 7 })).not.toEqual(first(200, { rules, seed: 8 }));
    const plan = createFaultPlan({ rules });
    const again = createFaultPlan({ rules, seed: plan.show().seed });
    for (let request = 0; request < 50; request++) expect(plan.next().fault).toEqual(again.next().fault);
  });

  test('hits the declared share, independently of other rules', () => {
    const rule = { fault: reset, probability: 0.25 };
    const hits = first(4000, { rules: [rule], seed: 1 });
    const share = hits.filter(Boolean).length / hits.length;
    expect(share).toBeGreaterThan(0.22);
    expect(share).toBeLessThan(0.28);
    const withAnother = first(4000, { rules: [rule, { fault: gzip, probability: 0.5 }], seed: 1 });
    expect(withAnother.map((name) => (name === 'reset' ? name : undefined))).toEqual(hits);
  });
});

describe('a released number', () => {
  test('goes to the next request, so that a retry gets the fault intended for it', () => {
    const plan = createFaultPlan({ rules: [{ fault: reset, first: 1 }, { fault: gzip }], seed: 5 });
    const [one, two] = [plan.next(), plan.next()];
    expect([one.fault?.type, two.fault?.type]).toEqual(['reset', 'gzip']);
    two.release();
    one.release();
    expect(plan.show().requests).toBe(0);
    expect([plan.next().fault?.type, plan.next().fault?.type]).toEqual(['reset', 'gzip']);
    expect(plan.show().requests).toBe(2);
  });

  test('has no effect after another plan has started', () => {
    const plan = createFaultPlan(reset);
    const old = plan.next();
    plan.set({ rules: [{ fault: gzip, first: 1 }] });
    old.release();
    expect([plan.next().fault?.type, plan.next().fault?.type]).toEqual(['gzip', undefined]);
  });
});

describe('a random delay', () => {
  test('of uniform distribution stays between ms and ms + spread', () => {
    const some = delays(2000, { type: 'delay', ms: 100, spread: 50 }, 1);
    expect(Math.min(...some)).toBeGreaterThanOrEqual(100);
    expect(Math.max(...some)).toBeLessThanOrEqual(150);
    expect(mean(some)).toBeCloseTo(125, -1);
  });

  test('of normal distribution is around ms, a third of it beyond the deviation, never below 0', () => {
    const some = delays(2000, { type: 'delay', ms: 1000, spread: 100, distribution: 'normal' }, 1);
    expect(Math.abs(mean(some) - 1000)).toBeLessThan(15);
    const beyond = some.filter((ms) => Math.abs(ms - 1000) > 100).length / some.length;
    expect(Math.abs(beyond - 0.317)).toBeLessThan(0.04);
    expect(Math.min(...delays(500, { type: 'delay', ms: 1, spread: 500, distribution: 'normal' }, 1))).toBe(0);
  });

  test('of lognormal distribution has its median at ms, and one in six beyond ms + spread', () => {
    const some = delays(2000, { type: 'delay', ms: 1000, spread: 500, distribution: 'lognormal' }, 1);
    expect(Math.abs(median(some) - 1000)).toBeLessThan(40);
    const beyond = some.filter((ms) => ms > 1500).length / some.length;
    expect(Math.abs(beyond - 0.159)).toBeLessThan(0.03);
    expect(mean(some)).toBeGreaterThan(median(some));
    expect(delays(2, { type: 'delay', ms: 0, spread: 5, distribution: 'lognormal' }, 1)).toEqual([0, 0]);
  });

  test('combines with every other fault, with the same numbers', () => {
    const some = delays(500, { type: 'gateway-timeout', delay: 1000, spread: 50 }, 1);
    expect(some).toEqual(delays(500, { type: 'delay', ms: 1000, spread: 50 }, 1));
  });

  test('repeats under the same seed, also for a fault that a request selects', async () => {
    const faultsOf = async (id: string): Promise<readonly unknown[]> => {
      const session = mock.session(id, { fault: { rules: [], seed: 11 } });
      for (let call = 0; call < 3; call++)
        await post(session, {
          method: 'GET',
          headers: { 'X-Mock-Fault': 'delay; ms=1; spread=20; distribution=normal' },
        });
      return session.requests().map(({ answer }) => answer?.fault);
    };
    const [one, two] = [await faultsOf('seeded-one'), await faultsOf('seeded-two')];
    expect(one).toEqual(two);
    expect(one[0]).toMatchObject({ type: 'delay', ms: expect.any(Number) });
    const word = await post(mock, { headers: { 'X-Mock-Fault': 'delay; distribution=pareto' } });
    expect([word.status, word.text]).toEqual([
      400,
      expect.stringContaining('distribution=pareto of the fault delay is not one of uniform, normal, lognormal'),
    ]);
  });
});

describe('a session with a schedule', () => {
  test('applies it to its requests, and a request with its own fault does not advance it', async () => {
    const session = mock.session('played');
    session.setFault({ rules: [{ fault: { type: 'unavailable' }, first: 2 }] });
    const statuses = [];
    for (const headers of [{}, { 'X-Mock-Fault': 'bad-gateway' }, {}, {}] as Record<string, string>[])
      statuses.push((await sendGood(session, {}, headers)).status);
    expect(statuses).toEqual([503, 502, 503, 200]);
    session.setFault({ type: 'server-error' });
    expect((await sendGood(session)).status).toBe(500);
    session.setFault(undefined);
    expect((await sendGood(session)).status).toBe(200);
  });
});
