import { randomBytes } from 'node:crypto';
import type { TestCase } from '../cases/case.js';

/**
 * Creates the refNumbers of a run, one for each case and new in every run. A case with `sameRefNumberAs` gets the
 * refNumber of that case.
 */
export function createRefNumbers(cases: readonly TestCase[]): (testCase: TestCase) => string {
  const prefix = `KIT${randomBytes(4).toString('hex').toUpperCase()}`;
  const refNumbers = new Map(cases.map(({ id }, index) => [id, `${prefix}${String(index + 1).padStart(4, '0')}`]));
  return ({ id, request }) => {
    const sameAs = 'raw' in request ? undefined : request.sameRefNumberAs;
    return refNumbers.get(sameAs ?? id) ?? refNumbers.get(id) ?? prefix;
  };
}
