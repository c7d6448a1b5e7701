import type { Contract } from '../../../spec/index.js';
import type { TestCase } from '../../cases/case.js';
import { kindOf, parseJson } from '../../wire/answer.js';
import type { NoAnswer, ReceivedAnswer } from '../../wire/send.js';
import { type CheckResult, runChecks } from '../check.js';
import { bodySchemaCheck, type ServerContext, serverChecks } from './index.js';

const answered = {
  id: 'answered',
  title: 'the server answers',
  source: { requirements: ['one-of-the-kinds'] },
} as const satisfies Partial<CheckResult>;

/**
 * Judges the answer to a case. Returns the result of every check that applies.
 *
 * `earlierTrxNos` are the `X-Trx-No` values of earlier answers of the run, oldest first.
 */
export function judgeAnswer(
  testCase: TestCase,
  contract: Contract,
  answer: ReceivedAnswer | NoAnswer,
  earlierTrxNos: readonly string[] = [],
): readonly CheckResult[] {
  if ('transportError' in answer)
    return [{ ...answered, outcome: 'failed', expected: 'an HTTP answer', actual: answer.transportError }];
  const body = parseJson(answer.text);
  const kind = kindOf(body, contract);
  const shape = kind ?? testCase.kind;
  const context: ServerContext = { case: testCase, contract, answer, body, kind, shape, earlierTrxNos };
  const checks: CheckResult[] = [{ ...answered, outcome: 'passed' }, ...runChecks(serverChecks, context, shape)];
  // A specific check names the defect better than the schema does.
  const hasPassed = checks.every(({ outcome }) => outcome === 'passed');
  return hasPassed ? [...checks, ...runChecks([bodySchemaCheck], context, shape)] : checks;
}
