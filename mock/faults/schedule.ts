import { randomInt } from 'node:crypto';
import { faker } from '@faker-js/faker/locale/base';
import { type Fault, faultSpecs } from './fault.js';

/** One line of a schedule: a fault, and the requests that it is done to. Without conditions, to every one. */
export interface FaultRule {
  readonly fault: Fault;
  /** Of the requests that the counts below leave, the share that is hit: 0 to 1. Default 1. */
  readonly probability?: number;
  /** Leave this many requests alone before the others count. Default 0. */
  readonly after?: number;
  /** Only the first so many of those that count. Default: all of them. */
  readonly first?: number;
  /** Only each so manyth of those that count: 3 is the third, the sixth, the ninth. Default 1. */
  readonly every?: number;
}

/**
 * Faults by plan. The first rule that hits a request decides. A schedule with a seed does the same faults in the same
 * order each time.
 */
export interface FaultSchedule {
  readonly rules: readonly FaultRule[];
  /** A whole number. Default: one that is drawn, and shown, so that a run can be had again. */
  readonly seed?: number;
}

/** What a session does to its answers where a request asks for no fault itself. */
export interface FaultPlan {
  /** The fault of the next request, its chances drawn. A request that brings its own fault does not count. */
  readonly next: () => Fault | undefined;
  /** A fault that a request brought itself, its chances drawn from the same seed. */
  readonly drawn: (fault: Fault) => Fault;
  /** Begins a plan: one fault for all requests, a schedule, or nothing. */
  readonly set: (plan: Fault | FaultSchedule | undefined) => void;
  readonly show: () => {
    readonly rules: readonly FaultRule[];
    readonly seed: number;
    /** Requests that have come since the plan began. */
    readonly requests: number;
  };
}

/** Seeds are whole numbers from 0 to this. */
export const largestSeed = 2 ** 32 - 1;

/** Opens a plan. */
export function openFaultPlan(plan: Fault | FaultSchedule | undefined): FaultPlan {
  let schedule = scheduleOf(plan);
  let requests = 0;
  let asked = 0;
  return {
    next: () => {
      if (schedule.rules.length === 0) return undefined;
      requests += 1;
      // Every number comes from the seed, the request and the rule alone, so that none depends on what was drawn before it.
      const { rules, seed } = schedule;
      const index = rules.findIndex((rule, place) => hits(rule, requests, [seed, requests, place]));
      const fault = rules[index]?.fault;
      return fault && settled(fault, [seed, requests, index]);
    },
    drawn: (fault) => {
      asked += 1;
      return settled(fault, [schedule.seed, asked]);
    },
    set: (next) => {
      schedule = scheduleOf(next);
      requests = 0;
      asked = 0;
    },
    show: () => ({ ...schedule, requests }),
  };
}

function scheduleOf(plan: Fault | FaultSchedule | undefined): Required<FaultSchedule> {
  const { rules, seed }: FaultSchedule =
    plan === undefined ? { rules: [] } : 'rules' in plan ? plan : { rules: [{ fault: plan }] };
  return { rules, seed: seed ?? randomInt(largestSeed) };
}

function hits(
  { probability = 1, after = 0, first = Number.POSITIVE_INFINITY, every = 1 }: FaultRule,
  request: number,
  seed: readonly number[],
): boolean {
  const position = request - after;
  if (position < 1 || position > first || position % every !== 0) return false;
  return probability >= 1 || draw(seed, 0) < probability;
}

/** A fault with its chances drawn: a delay that varies becomes the one that it is this time. */
function settled(fault: Fault, seed: readonly number[]): Fault {
  if (fault.type !== 'delay' || !fault.spread) return fault;
  const { ms: preset, distribution } = faultSpecs.delay.parameters;
  const { ms = preset.default, spread } = fault;
  switch (fault.distribution ?? distribution.default) {
    case 'uniform':
      return { type: 'delay', ms: bounded(ms + spread * draw(seed, 1)) };
    case 'normal':
      return { type: 'delay', ms: bounded(ms + spread * normal(seed)) };
    case 'lognormal':
      // The deviation of the logarithm that puts one deviation above the median at ms + spread.
      return { type: 'delay', ms: bounded(ms === 0 ? 0 : ms * Math.exp(normal(seed) * Math.log1p(spread / ms))) };
  }
}

function bounded(ms: number): number {
  const { minimum, maximum } = faultSpecs.delay.parameters.ms;
  return Math.round(Math.min(maximum, Math.max(minimum, ms)));
}

/** From 0 up to 1. `use` keeps the numbers of one request apart. */
function draw(seed: readonly number[], use: number): number {
  faker.seed([...seed, use]);
  return faker.number.float();
}

/** A number of the standard normal distribution (Box and Muller's). */
function normal(seed: readonly number[]): number {
  return Math.sqrt(-2 * Math.log(1 - draw(seed, 1))) * Math.cos(2 * Math.PI * draw(seed, 2));
}
