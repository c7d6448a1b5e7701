import type { Contract, ResponseKind } from '../../../spec/index.js';
import type { TestCase } from '../../cases/case.js';
import { type Expectation, expectationOf } from '../../expectation/expectation.js';
import { kindsOf, parseJson } from '../../wire/answer.js';
import { isOwnAnswer } from '../../wire/own-answer.js';
import type { SecondAnswer } from '../../wire/second-request.js';
import type { NoAnswer, ReceivedAnswer } from '../../wire/send.js';
import { type CheckResult, runChecks } from '../check.js';
import type { EarlierAnswer } from './context.js';
import { httpChecks } from './http-checks.js';
import { bodySchemaCheck, serverChecks } from './index.js';
import { excuseForOutside, kindCheck } from './kind-check.js';

const answered = {
  id: 'answered',
  title: 'the server answers',
  source: { requirements: ['one-of-the-kinds'] },
} as const satisfies Partial<CheckResult>;

/** What a run knows beside the answer to one request. */
export interface AnswersBeside {
  /** The earlier answers of the run, oldest first. */
  readonly earlier?: readonly EarlierAnswer[];
  /** The answer to the second request of a case that sends two. */
  readonly second?: SecondAnswer | undefined;
}

/** An answer, or its absence, with what the run knew beside it. The same verdict can be given again under another contract. */
export type JudgedAnswer = (ReceivedAnswer | NoAnswer) & { readonly beside?: AnswersBeside };

/**
 * Judges the answer to a case. Returns the result of every check that applies.
 *
 * `earlierTrxNos` are the `X-Trx-No` values of earlier answers of the run, oldest first.
 */
export function judgeAnswer(
  testCase: TestCase,
  contract: Contract,
  answer: JudgedAnswer,
  earlierTrxNos: readonly string[] = [],
): readonly CheckResult[] {
  if ('transportError' in answer)
    return [{ ...answered, outcome: 'failed', expected: 'an HTTP answer', actual: answer.transportError }];
  const { earlier = [], second } = answer.beside ?? {};
  const body = parseJson(answer.text);
  const expectation = expectationOf(testCase, contract);
  const kind = chooseKind(body, contract, expectation);
  const shape = kind ?? expectation.demanded.kind;
  const context = { case: testCase, contract, expectation, answer, body, kind, shape, earlierTrxNos, earlier, second };
  if (expectation.own && isOwnAnswer(answer, expectation.own))
    return [{ ...answered, outcome: 'passed' }, ...runChecks([kindCheck], context, shape)];
  // An answer that stands outside of the seven kinds, where the document is silent, has no shape to check.
  const isOutside = kind === undefined && excuseForOutside(expectation) !== undefined;
  const checks: CheckResult[] = [
    { ...answered, outcome: 'passed' },
    ...runChecks(isOutside ? httpChecks : serverChecks, context, shape),
  ];
  // A specific check names the defect better than the schema does.
  const hasPassed = checks.every(({ outcome }) => outcome === 'passed');
  return hasPassed ? [...checks, ...runChecks([bodySchemaCheck], context, shape)] : checks;
}

/** The kind of an answer. `outside` for one of none of the seven, and undefined where there is no answer. */
export function kindOfAnswer(
  testCase: TestCase,
  contract: Contract,
  answer: ReceivedAnswer | NoAnswer,
): ResponseKind | 'outside' | undefined {
  if ('transportError' in answer) return undefined;
  return chooseKind(parseJson(answer.text), contract, expectationOf(testCase, contract)) ?? 'outside';
}

/** Of several kinds that have the same body, the demanded one counts, then one that a reading allows. */
function chooseKind(
  body: unknown,
  contract: Contract,
  { demanded, alternatives }: Expectation,
): ResponseKind | undefined {
  const kinds = kindsOf(body, contract);
  const allowed = alternatives.map(({ kind }) => kind);
  return kinds.find((kind) => kind === demanded.kind) ?? kinds.find((kind) => allowed.includes(kind)) ?? kinds[0];
}
