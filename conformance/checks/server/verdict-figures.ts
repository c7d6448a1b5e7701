import { answerUnder } from '../../expectation/answer-under.js';
import { factsOf } from '../../expectation/facts.js';
import { isObject, resultText } from '../../wire/answer.js';
import type { ServerContext } from './context.js';

/** A verdict of a success and the figure that it rests on. */
export interface MeasuredVerdict {
  readonly says: 'True' | 'False';
  readonly figure: string;
}

const pairs = {
  similarity: { group: 'face_compare', word: 'compare', verdict: 'matched' },
  score: { group: 'face_liveness', word: 'live', verdict: 'live' },
} as const;

/** Which figure. */
export type FigureName = keyof typeof pairs;

/** One of the readings has percentages in some answers, which compare with no fraction. */
const fraction = /^(0(\.\d+)?|1(\.0+)?)$/;

type AnsweredCase = Pick<ServerContext, 'case' | 'body'>;

/**
 * The verdict and the figure of an answer. Undefined where one of them is empty or missing, as for a selfie that is not
 * live, where the figure is no fraction, and where the verdict is wrong for the pictures: other checks name that.
 */
export function measuredIn(
  { case: testCase, body }: AnsweredCase,
  name: FigureName,
  contract: ServerContext['contract'],
): MeasuredVerdict | undefined {
  if (!isObject(body)) return undefined;
  const { group, word, verdict } = pairs[name];
  const [said, figure] = [resultText(body, group, word), resultText(body, group, name)];
  if (typeof said !== 'string' || said === '' || typeof figure !== 'string' || !fraction.test(figure)) return undefined;
  const says = /^true$/i.test(said) ? 'True' : 'False';
  const { result } = answerUnder(factsOf(testCase), contract, contract.decisions);
  return result?.[verdict] === (says === 'True') ? { says, figure } : undefined;
}

/** Whether two figures contradict their verdicts: the higher of them, or an equal one, goes with False. */
export function areContradicting(one: MeasuredVerdict, other: MeasuredVerdict): boolean {
  if (one.says === other.says) return false;
  const [yes, no] = one.says === 'True' ? [one, other] : [other, one];
  return Number(yes.figure) <= Number(no.figure);
}
