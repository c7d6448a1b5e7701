import type { CaseResult } from '../evidence/verdict.js';
import { nameCases } from './cause-lines.js';
import { countOf } from './layout.js';

/** What a client's repeated requests would have cost: charges beyond the first of each call. */
export interface DoubleCharges {
  readonly charges: number;
  /** Ids of the cases, in the order of the run. */
  readonly cases: readonly string[];
  /** Absent when the price is not known. */
  readonly money?: string;
}

/** Sums up the charges beyond the first of each call. Undefined when there are none. */
export function doubleChargesOf(
  results: readonly CaseResult[],
  formatMoney?: (calls: number) => string,
): DoubleCharges | undefined {
  const found = results.flatMap(({ case: { id, earlier = [] }, evidence }) => {
    const charges = (evidence?.charged ?? 0) - 1 - earlier.length;
    return charges > 0 ? [{ id, charges }] : [];
  });
  if (found.length === 0) return undefined;
  const charges = found.reduce((sum, one) => sum + one.charges, 0);
  return {
    charges,
    cases: found.map(({ id }) => id),
    ...(formatMoney ? { money: formatMoney(charges) } : {}),
  };
}

/** The double charges in one sentence. */
export function describeDoubleCharges({ charges, cases, money }: DoubleCharges): string {
  const cost = money === undefined ? '' : `, ${money}`;
  const more = money === undefined ? ' --price and --currency show it in money.' : '';
  return `Requests that the client repeated were charged again: ${countOf(charges, 'charge')} too many${cost} (${nameCases(cases)}).${more}`;
}
