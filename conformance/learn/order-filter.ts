import { whyNoOrder } from '../expectation/controls.js';
import type { AnsweredCase } from '../expectation/limit-points.js';
import type { SeenAnswer } from './seen-answer.js';

/** Creates a test whether an answer may tell of the order of rules. */
export function createOrderFilter(answers: readonly SeenAnswer[]): (answer: SeenAnswer) => boolean {
  // Which failure an answer is depends on the decisions to be learned. A success is one under all of them.
  const seen = answers.map(
    (answer): AnsweredCase => ({ case: answer.case, kind: answer.form.type === 'success' ? 'success' : 'outside' }),
  );
  return ({ case: testCase }) => whyNoOrder(testCase, seen) === undefined;
}
