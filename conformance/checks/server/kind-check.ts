import type { OwnAnswerParts } from '../../../spec/index.js';
import type { Alternative, Expectation } from '../../expectation/expectation.js';
import { precedenceInWords, precedenceShown } from '../../expectation/precedence.js';
import { isObject, kindsOf } from '../../wire/answer.js';
import { isOwnAnswer } from '../../wire/own-answer.js';
import {
  type CheckOutcome,
  failed,
  formatValue,
  inconclusive,
  type MatchedReading,
  notApplicable,
  type Observation,
  passed,
} from '../check.js';
import { createObservation, describeKindOf, kindAmbiguitiesOf } from '../observations.js';
import type { ServerCheck, ServerContext } from './context.js';

/**
 * Whether the answer is of the kind that the contract demands. An open question excuses another kind that one of its
 * readings allows, and any refusal where the document is silent. It never excuses a success where a refusal is demanded.
 */
export const kindCheck: ServerCheck = {
  id: 'kind',
  title: 'the answer has the kind that the contract demands',
  source: ({ requirements, ambiguities: [open] }) =>
    requirements.length === 0 && open !== undefined ? { ambiguity: open } : { requirements },
  observe: observeKind,
  judge: (context) => {
    const { own } = context.expectation;
    if (own) return judgeOwn(context, own);
    return isObject(context.body) ? judgeKind(context) : notApplicable;
  },
};

/** The document knows no such answer, so a server that gives another one breaks nothing but the profile. */
function judgeOwn({ answer }: ServerContext, own: OwnAnswerParts): CheckOutcome {
  if (isOwnAnswer(answer, own)) return passed;
  const inWords = (status: number, body: string): string => `HTTP ${status}, ${formatValue(body.slice(0, 200))}`;
  return inconclusive(inWords(own.status, own.body), inWords(answer.status, answer.text), { ambiguity: 'own-answers' });
}

/** Judges the kind of an answer, JSON or not. */
export function judgeKind(context: ServerContext): CheckOutcome {
  const { kind, body, expectation } = context;
  const { demanded, mustRefuse } = expectation;
  if (kind === demanded.kind) return passed;
  const expected = mustRefuse === undefined ? demanded.kind : `${demanded.kind}, because ${mustRefuse}`;
  if (kind === undefined) {
    const actual = isObject(body) ? `none of the seven kinds: ${formatValue(body)}` : 'no JSON object';
    const excuse = excuseForOutside(expectation);
    return excuse ? inconclusive(expected, actual, excuse) : failed(expected, actual);
  }
  const readings = alternativesOf(context).flatMap((alternative) => alternative.readings);
  const excuse = readings.find(({ ambiguity }) => context.case.ambiguities.includes(ambiguity)) ?? readings[0];
  if (excuse) return inconclusive(expected, kind, excuse);
  // The document orders no two rules, so either may decide.
  if (precedenceShown(context.case, context.contract, kind))
    return inconclusive(expected, kind, { ambiguity: 'check-order' });
  return expectation.silentOn !== undefined && kind !== 'success'
    ? inconclusive(expected, kind, { ambiguity: expectation.silentOn })
    : failed(expected, kind);
}

/** The open question that excuses an answer of none of the seven kinds. Undefined when none does. */
export function excuseForOutside({ alternatives, silentOn }: Expectation): MatchedReading | undefined {
  const [reading] = alternatives.find(({ kind }) => kind === 'outside')?.readings ?? [];
  return reading ?? (silentOn === undefined ? undefined : { ambiguity: silentOn });
}

/** The answers of other readings that have the kind of this answer. */
function alternativesOf({ kind, expectation: { alternatives } }: ServerContext): readonly Alternative[] {
  return alternatives.filter((alternative) => alternative.kind === (kind ?? 'outside'));
}

/**
 * Observes the kind of an answer for every ambiguity that the case probes. An answer of another kind than the demanded one
 * says something only of the ambiguities whose readings allow that kind.
 */
export function observeKind(context: ServerContext): readonly Observation[] {
  const { case: testCase, kind, body, expectation } = context;
  const value = kind ?? (isObject(body) ? 'none of the seven' : 'no JSON');
  const explainedBy =
    kind === expectation.demanded.kind ? [] : alternativesOf(context).flatMap(({ readings }) => readings);
  return kindAmbiguitiesOf(testCase)
    .filter(
      (open) =>
        open === 'check-order' || explainedBy.length === 0 || explainedBy.some(({ ambiguity }) => ambiguity === open),
    )
    .flatMap((open): readonly Observation[] => {
      if (open === 'check-order') return orderShown(context, explainedBy);
      const [observation] = createObservation(open, describeKindOf(testCase, value));
      return [explainedBy.length === 0 ? observation : { ...observation, explainedBy }];
    });
}

/** An order that no reading lists explains an answer as well as a reading of another ambiguity does. */
const unlistedOrder = { ambiguity: 'check-order', reading: 'unlisted' } as const;

function orderShown(
  { case: testCase, contract, kind, body }: ServerContext,
  explainedBy: readonly Required<MatchedReading>[],
): readonly Observation[] {
  // A body that two kinds share does not tell which rule was first.
  const shown = kindsOf(body, contract).length > 1 ? undefined : precedenceShown(testCase, contract, kind);
  if (!shown) return [];
  const [observation] = createObservation('check-order', precedenceInWords(shown));
  return [explainedBy.length === 0 ? observation : { ...observation, explainedBy: [...explainedBy, unlistedOrder] }];
}
