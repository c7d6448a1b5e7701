import { controlsOf } from '../expectation/controls.js';
import type { SeenAnswer } from './seen-answer.js';

/**
 * Creates a test whether an answer may tell of the order of rules. A request that breaks two rules tells nothing of it where
 * the server accepts one of the two breaches alone: it has another limit, for example.
 */
export function createOrderFilter(answers: readonly SeenAnswer[]): (answer: SeenAnswer) => boolean {
  const cases = [...new Set(answers.map((answer) => answer.case))];
  const accepted = new Set(answers.filter(({ form }) => form.type === 'success').map((answer) => answer.case.id));
  return ({ case: testCase }) =>
    testCase.breaks === undefined || !controlsOf(testCase, cases).some(({ id }) => accepted.has(id));
}
