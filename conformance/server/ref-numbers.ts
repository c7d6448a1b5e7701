import { randomBytes, randomInt } from 'node:crypto';
import type { TestCase } from '../cases/case.js';
import type { CaseResult } from '../evidence/verdict.js';

/**
 * Creates the refNumbers of a run, one for each case and new in every run. A case with `sameRefNumberAs` gets the
 * refNumber of that case, also where an earlier part of the run has sent it.
 */
export function createRefNumbers(
  cases: readonly TestCase[],
  earlier: readonly CaseResult[] = [],
): (testCase: TestCase) => string {
  const prefix = `KIT${randomBytes(4).toString('hex').toUpperCase()}`;
  const refNumbers = new Map(
    cases.map(({ id, request }, index) => {
      const form = 'raw' in request ? undefined : request.refNumberLike;
      return [id, form === undefined ? `${prefix}${String(index + 1).padStart(4, '0')}` : refNumberOfForm(form)];
    }),
  );
  for (const result of earlier) {
    const sent = sentRefNumber(result);
    if (sent !== undefined) refNumbers.set(result.case.id, sent);
  }
  return ({ id, request }) => {
    const sameAs = 'raw' in request ? undefined : request.sameRefNumberAs;
    return refNumbers.get(sameAs ?? id) ?? refNumbers.get(id) ?? `${prefix}0000`;
  };
}

/** The refNumber that a case has sent. Undefined where it sent none, or where the evidence masks it. */
export function sentRefNumber({ evidence }: CaseResult): string | undefined {
  const { refNumber } = evidence ?? {};
  return refNumber?.includes('***') ? undefined : refNumber;
}

/** A new refNumber with other digits in the places of the form's. */
function refNumberOfForm(form: string): string {
  return form.replaceAll(/\d/g, () => String(randomInt(10)));
}
