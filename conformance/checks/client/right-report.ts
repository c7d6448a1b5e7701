import { isAnswerReadable } from '../../../mock/index.js';
import type { TestCase } from '../../cases/case.js';

/** What a right client reports in a case: the answer, a transport error, or either of them. */
export function rightReportOf({ fault, rightReport }: TestCase): NonNullable<TestCase['rightReport']> {
  if (rightReport !== undefined) return rightReport;
  return fault === undefined || isAnswerReadable(fault.type) ? 'answer' : 'transport-error';
}
