import { randomBytes, randomInt } from 'node:crypto';
import type { TestCase } from '../cases/case.js';

/**
 * Creates the refNumbers of a run, one for each case and new in every run. A case with `sameRefNumberAs` gets the
 * refNumber of that case.
 */
export function createRefNumbers(cases: readonly TestCase[]): (testCase: TestCase) => string {
  const prefix = `KIT${randomBytes(4).toString('hex').toUpperCase()}`;
  const refNumbers = new Map(
    cases.map(({ id, request }, index) => {
      const form = 'raw' in request ? undefined : request.refNumberLike;
      return [id, form === undefined ? `${prefix}${String(index + 1).padStart(4, '0')}` : refNumberOfForm(form)];
    }),
  );
  return ({ id, request }) => {
    const sameAs = 'raw' in request ? undefined : request.sameRefNumberAs;
    return refNumbers.get(sameAs ?? id) ?? refNumbers.get(id) ?? `${prefix}0000`;
  };
}

/** A new refNumber with other digits in the places of the form's. */
function refNumberOfForm(form: string): string {
  return form.replaceAll(/\d/g, () => String(randomInt(10)));
}
