import { randomInt } from 'node:crypto';
import { KitError, reasonOf } from '../../spec/index.js';
import { withDrawnDelay } from './delays.js';
import { draw, largestScheduleSeed } from './draw.js';
import { type Fault, noFault, parseFault } from './fault.js';
import type { FaultInput, FaultRule, FaultSchedule } from './fault-types.js';

/** A rule with its fault parsed. */
interface PlannedRule extends Omit<FaultRule, 'fault'> {
  readonly fault: Fault | typeof noFault;
}

/** A parsed schedule. */
interface Planned {
  readonly rules: readonly PlannedRule[];
  readonly seed: number;
}

/** The fault for one request. */
export interface FaultStep {
  /** With random values drawn. Absent if no fault applies. */
  readonly fault?: Fault;
  /** Returns the number to the plan, if the request ended before the fault was applied. */
  readonly release: () => void;
}

/** A session's plan of faults, for requests that select none. */
export interface FaultPlan {
  /**
   * Returns the fault of the next request, which gets the lowest free number. A released number goes to the next
   * request, so that a retry meets the fault intended for it.
   */
  readonly next: () => FaultStep;
  /** Draws the random values of a fault that a request selected, from the same seed. */
  readonly drawn: (fault: Fault) => Fault;
  /**
   * Starts a plan: one fault, a schedule, or none. @throws KitError `usage` for an invalid plan; nothing changes then
   */
  readonly set: (plan: FaultInput | undefined) => void;
  readonly show: () => Planned & {
    /** Number of requests counted since the plan started. */
    readonly requests: number;
  };
  /** The whole state, to share it with other replicas. */
  readonly position: () => FaultPosition;
  readonly load: (position: FaultPosition) => void;
}

/** The state of a plan. */
export interface FaultPosition {
  /** Identifies the plan: a number is released only to the plan that gave it. */
  readonly plan: number;
  readonly schedule: Planned;
  readonly lastNumber: number;
  readonly returned: readonly number[];
  readonly drawCount: number;
}

/**
 * Creates a plan. A schedule without a seed uses `usualSeed`, or draws one. @throws KitError `usage` for an invalid plan
 */
export function createFaultPlan(plan: FaultInput | undefined, usualSeed?: number): FaultPlan {
  let schedule = scheduleOf(plan, usualSeed);
  let lastNumber = 0;
  let returned: readonly number[] = [];
  let drawCount = 0;
  let id = randomInt(largestScheduleSeed);
  return {
    next: () => {
      if (schedule.rules.length === 0) return noStep;
      const [lowest, ...others] = returned;
      if (lowest === undefined) lastNumber += 1;
      else returned = others;
      const request = lowest ?? lastNumber;
      // Each draw depends only on seed, request and rule, not on earlier draws.
      const current = id;
      const { rules, seed } = schedule;
      const index = rules.findIndex((rule, place) => hits(rule, request, [seed, request, place]));
      const fault = rules[index]?.fault;
      return {
        ...(fault === undefined || fault === noFault ? {} : { fault: withDrawnDelay(fault, [seed, request, index]) }),
        release: () => {
          if (id === current) returned = [...returned, request].sort((one, other) => one - other);
        },
      };
    },
    drawn: (fault) => {
      drawCount += 1;
      return withDrawnDelay(fault, [schedule.seed, drawCount]);
    },
    set: (next) => {
      schedule = scheduleOf(next, usualSeed);
      id = randomInt(largestScheduleSeed);
      lastNumber = 0;
      returned = [];
      drawCount = 0;
    },
    show: () => ({ ...schedule, requests: lastNumber - returned.length }),
    position: () => ({ plan: id, schedule, lastNumber, returned, drawCount }),
    load: (position) => {
      ({ plan: id, schedule, lastNumber, returned, drawCount } = position);
    },
  };
}

const noStep: FaultStep = { release: () => {} };

/**
 * Parses a plan from any source. A single fault becomes a schedule of one rule.
 *
 * @throws KitError `usage` that names the place of the invalid fault
 */
export function scheduleOf(plan: FaultInput | undefined, usualSeed: number = randomInt(largestScheduleSeed)): Planned {
  const { rules, seed }: FaultSchedule =
    plan === undefined ? { rules: [] } : isSchedule(plan) ? plan : { rules: [{ fault: plan }] };
  const isOne = plan === undefined || !isSchedule(plan);
  const planned = rules.map((rule, place) => ({
    ...rule,
    fault: faultAt(rule.fault, isOne ? '' : `rules[${place}].fault: `),
  }));
  // A single `none` is an empty plan.
  const isNone = isOne && planned[0]?.fault === noFault;
  return { rules: isNone ? [] : planned, seed: seed ?? usualSeed };
}

function isSchedule(plan: FaultInput): plan is FaultSchedule {
  return typeof plan === 'object' && 'rules' in plan;
}

function faultAt(fault: Fault | string, place: string): Fault | typeof noFault {
  if (typeof fault !== 'string') return fault;
  try {
    return parseFault(fault) ?? noFault;
  } catch (error) {
    throw new KitError('usage', `${place}${reasonOf(error)}`, { cause: error });
  }
}

function hits(
  { probability = 1, after = 0, first = Number.POSITIVE_INFINITY, every = 1 }: PlannedRule,
  request: number,
  seed: readonly number[],
): boolean {
  const position = request - after;
  if (position < 1 || position > first || position % every !== 0) return false;
  return probability >= 1 || draw(seed, 0) < probability;
}
