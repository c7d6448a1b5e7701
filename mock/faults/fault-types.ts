// Generated from the schemas of this room by `npm run generate`.
import type { Fault } from './fault.js';

/** A rule of a schedule: a fault and its conditions. Without conditions, it applies to every request. */
export interface FaultRule {
  /** An object, or a text as in the header X-Mock-Fault. `none` applies no fault. */
  readonly fault: string | Fault;
  /** Probability that a counted request is hit, 0 to 1. Default 1. */
  readonly probability?: number;
  /** Number of requests to skip before counting. Default 0. */
  readonly after?: number;
  /** Number of counted requests that the rule can hit. By default all of them. */
  readonly first?: number;
  /** Hits every nth counted request: 3 hits the third, sixth and ninth. Default 1. */
  readonly every?: number;
}

/**
 * A schedule of faults. The first rule that hits a request decides. The same seed gives the same faults in the
 * same order.
 */
export interface FaultSchedule {
  readonly rules: readonly FaultRule[];
  /** A whole number. By default random, and reported, so that a run can be repeated. */
  readonly seed?: number;
}

/** A session's fault: an object, a text, or a schedule. */
export type FaultInput = string | FaultSchedule | Fault;
