import { KitError } from '../../../spec/index.js';
import type { CallToReserve, SpendRecorder } from './spend-file.js';
import { spentToday } from './spend-sums.js';

/** Why a call is not sent. */
export interface BudgetRefusal {
  readonly reason: string;
  /** Set when nothing more can be sent that may be charged, as the calls cannot be counted. */
  readonly isCutShort?: true;
}

/** A call that may be sent. */
export interface Reservation {
  /** Replaces the reserved cost by what the server may have charged. Called once. */
  readonly settle: (calls: number) => void;
}

/** The budget of a run on a server that charges. Every call is reserved before it is sent, so the run never exceeds it. */
export interface CallBudget {
  /** Whether calls of this worst-case cost still fit. Earlier calls may have cost less than the plan counts. */
  readonly affords: (calls: number) => boolean;
  /** Reserves the cost of a call that may be sent. Several may be open at once. */
  readonly reserve: (call: CallToReserve) => Reservation | BudgetRefusal;
  /** Whether a case was skipped for this reason because the budget, or that of the day, was used up. */
  readonly isReason: (reason: string | undefined) => boolean;
  /** The number of calls of this run that may have been charged. */
  readonly spent: () => number;
}

/** The limits of a run, in calls that may be charged. */
export interface BudgetLimits {
  readonly maxBillable: number;
  /** The limit for all runs of a day on this target. Absent for none. */
  readonly maxBillablePerDay?: number;
}

/** Creates the budget of a run with its entries in the spend file. */
export function createBudget(limits: BudgetLimits, recorder: SpendRecorder, target: URL): CallBudget {
  const { maxBillable, maxBillablePerDay } = limits;
  let spent = 0;
  const isOverDay = (more: number): boolean =>
    maxBillablePerDay !== undefined && spentToday(recorder.read(), target) + more > maxBillablePerDay;
  return {
    affords: (calls) => spent + calls <= maxBillable && !isOverDay(calls),
    isReason: (reason) =>
      reason === beyondBudget(maxBillable) ||
      (maxBillablePerDay !== undefined && reason === beyondDay(maxBillablePerDay)),
    spent: () => spent,
    reserve: (call) => {
      if (spent + call.calls > maxBillable) return { reason: beyondBudget(maxBillable) };
      let number: number;
      try {
        number = recorder.reserve(call);
      } catch (error) {
        if (!(error instanceof KitError) || error.code === 'leak') throw error;
        return { reason: error.message, isCutShort: true };
      }
      spent += call.calls;
      const settle = (calls: number): void => {
        recorder.settle(number, calls);
        spent += calls - call.calls;
      };
      // Counted after the reservation, so that of two runs at the same time at most one takes the last call.
      if (call.calls === 0 || maxBillablePerDay === undefined || !isOverDay(0)) return { settle };
      settle(0);
      return { reason: beyondDay(maxBillablePerDay) };
    },
  };
}

/** Why a case exceeds the budget of a run. */
export function beyondBudget(maxBillable: number): string {
  return `beyond the budget of ${maxBillable} billable calls`;
}

/** Why a case exceeds the limit of a day. */
export function beyondDay(maxBillablePerDay: number): string {
  return `beyond the limit of ${maxBillablePerDay} billable calls per day`;
}

/** Whether a run skipped a case because the budget of any run or day was used up. */
export function isBudgetReason(reason: string | undefined): boolean {
  return /^beyond the (?:budget|limit) of \d+ billable calls/.test(reason ?? '');
}
