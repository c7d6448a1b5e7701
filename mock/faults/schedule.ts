import { randomInt } from 'node:crypto';
import { KitError, reasonOf } from '../../spec/index.js';
import { settled } from './delays.js';
import { draw } from './draw.js';
import { type Fault, noFault, parseFault } from './fault.js';

/** One line of a schedule: a fault, and the requests that it is done to. Without conditions, to every one. */
export interface FaultRule {
  /** As an object, or as the header X-Mock-Fault has it; `none` leaves the requests whole. */
  readonly fault: Fault | string;
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

/** What a session may be given to do to its answers: one fault, as an object or in words, or a schedule. */
export type FaultInput = Fault | FaultSchedule | string;

/** A rule as it is kept: its fault read. */
interface PlannedRule extends Omit<FaultRule, 'fault'> {
  readonly fault: Fault | typeof noFault;
}

/** A schedule as it is kept. */
interface Planned {
  readonly rules: readonly PlannedRule[];
  readonly seed: number;
}

/** What a schedule does to one request. */
export interface FaultStep {
  /** Its chances drawn; absent where the request is left alone. */
  readonly fault?: Fault;
  /** Gives its number back, for the next request to have: the request went away before anything was done to it. */
  readonly giveBack: () => void;
}

/** What a session does to its answers where a request asks for no fault itself. */
export interface FaultPlan {
  /**
   * The step of the next request. Each has the lowest number that no other has: what a request gives back, the next one
   * gets, so that a sender who tries again meets the fault that was meant for it.
   */
  readonly next: () => FaultStep;
  /** A fault that a request brought itself, its chances drawn from the same seed. */
  readonly drawn: (fault: Fault) => Fault;
  /** Begins a plan: one fault for all requests, a schedule, or nothing. @throws KitError `usage` for what is none, and then changes nothing */
  readonly set: (plan: FaultInput | undefined) => void;
  readonly show: () => Planned & {
    /** Requests that have been counted since the plan began. */
    readonly requests: number;
  };
}

/** Seeds are whole numbers from 0 to this. */
export const largestScheduleSeed = 2 ** 32 - 1;

/** Opens a plan. @throws KitError `usage` for what is none */
export function openFaultPlan(plan: FaultInput | undefined): FaultPlan {
  let schedule = scheduleOf(plan);
  let taken = 0;
  let returned: readonly number[] = [];
  let asked = 0;
  return {
    next: () => {
      if (schedule.rules.length === 0) return noStep;
      const [lowest, ...others] = returned;
      if (lowest === undefined) taken += 1;
      else returned = others;
      const request = lowest ?? taken;
      // Every chance comes from the seed, the request and the rule alone, so that none depends on what was drawn before it.
      const current = schedule;
      const { rules, seed } = current;
      const index = rules.findIndex((rule, place) => hits(rule, request, [seed, request, place]));
      const fault = rules[index]?.fault;
      return {
        ...(fault === undefined || fault === noFault ? {} : { fault: settled(fault, [seed, request, index]) }),
        giveBack: () => {
          if (schedule === current) returned = [...returned, request].sort((one, other) => one - other);
        },
      };
    },
    drawn: (fault) => {
      asked += 1;
      return settled(fault, [schedule.seed, asked]);
    },
    set: (next) => {
      schedule = scheduleOf(next);
      taken = 0;
      returned = [];
      asked = 0;
    },
    show: () => ({ ...schedule, requests: taken - returned.length }),
  };
}

const noStep: FaultStep = { giveBack: () => {} };

/**
 * Reads what a session is to do to its answers: a schedule, or a fault as a schedule of one. Wherever one is given, it comes
 * through here.
 *
 * @throws KitError `usage` that names the place of what is no fault
 */
export function scheduleOf(plan: FaultInput | undefined): Planned {
  const { rules, seed }: FaultSchedule =
    plan === undefined ? { rules: [] } : isSchedule(plan) ? plan : { rules: [{ fault: plan }] };
  const isOne = plan === undefined || !isSchedule(plan);
  const planned = rules.map((rule, place) => ({
    ...rule,
    fault: faultAt(rule.fault, isOne ? '' : `rules[${place}].fault: `),
  }));
  // One fault that is none at all is no plan.
  const isNone = isOne && planned[0]?.fault === noFault;
  return { rules: isNone ? [] : planned, seed: seed ?? randomInt(largestScheduleSeed) };
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
