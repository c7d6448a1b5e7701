import { isDeepStrictEqual } from 'node:util';
import {
  type Contract,
  type Decisions,
  decisionAt,
  decisions as decisionTable,
  type ProfilePath,
  type RuleName,
} from '../../spec/index.js';
import { answerUnder } from '../expectation/answer-under.js';
import { type Candidate, candidatesFor, outcomePaths, type SuggestedValues, withValue } from './candidates.js';
import type { Demands } from './demands.js';
import type { Recogniser } from './recogniser.js';
import { orderOf, precedencesIn } from './rule-order.js';
import type { SeenAnswer } from './seen-answer.js';

/** Decides for answers whether decisions lead to them. */
export interface Fit {
  /** The answers of known kinds. */
  readonly answers: readonly SeenAnswer[];
  readonly contract: Contract;
  readonly recogniser: Recogniser;
  readonly suggested: SuggestedValues;
  /** Whether an answer is of the kind that decisions demand. */
  readonly isMatch: (answer: SeenAnswer, decisions: Decisions) => boolean;
  /** The same for each of the answers. */
  readonly matches: (decisions: Decisions) => readonly boolean[];
  /** The same for some of the answers. */
  readonly narrow: (isWanted: (answer: SeenAnswer) => boolean) => Fit;
}

/** Creates it for the answers of known kinds. */
export function createFit(
  all: readonly SeenAnswer[],
  contract: Contract,
  {
    recogniser,
    demands,
    suggested = new Map(),
  }: { readonly recogniser: Recogniser; readonly demands: Demands; readonly suggested?: SuggestedValues },
): Fit {
  const answers = all.filter((answer) => recogniser.isKnown(answer) && isTelling(answer, recogniser));
  return {
    answers,
    contract,
    recogniser,
    suggested,
    isMatch: (answer, decisions) => recogniser.mayBe(answer, answerUnder(answer.facts, contract, decisions)),
    matches: (decisions) => {
      const demandedOf = demands(decisions);
      return answers.map((answer) => recogniser.mayBe(answer, demandedOf(answer)));
    },
    narrow: (isWanted) => createFit(all.filter(isWanted), contract, { recogniser, demands, suggested }),
  };
}

/** Of more answers that no decisions lead to, the server does what no profile has, and searching further is in vain. */
const mostLeft = 3;

/** Whether the request of an answer is known well enough to say which answer decisions lead to. */
export function isTelling(answer: SeenAnswer, { mayBe }: Recogniser): boolean {
  switch (answer.notKnown) {
    case 'outcome':
      return false;
    case 'pictures':
      return !mayBe(answer, { kind: 'liveness-error' }) && !mayBe(answer, { kind: 'face-compare-error' });
    default:
      return true;
  }
}

/**
 * Finds the decisions that lead to most answers. A search that changes one decision after the other may end too early, so
 * there are several: from the start, from what requests with one violation show, from the start with all measured limits, and
 * from the best without one of its changes.
 */
export function findOutcomes(fit: Fit, start: Decisions): Decisions {
  const oneViolation = fit.narrow(({ case: { breaks } }) => breaks === undefined);
  const countOf = (decisions: Decisions): number => fit.matches(decisions).filter((isMatch) => isMatch).length;
  const changesOf = (decisions: Decisions): readonly ProfilePath[] =>
    outcomePaths.filter((path) => !isDeepStrictEqual(decisionAt(decisions, path), decisionAt(start, path)));
  const better = (one: Decisions, other: Decisions): Decisions => {
    const further = countOf(other) - countOf(one) || changesOf(one).length - changesOf(other).length;
    return further > 0 ? other : one;
  };
  let best = better(takeSteps(fit, takeSteps(oneViolation, start)), takeSteps(fit, start));
  // Each of several limits explains a few answers, and one decision that ignores all limits explains more than any of them.
  const measured = [...fit.suggested].reduce<Decisions>(
    (decisions, [path, [value]]) => (value === undefined ? decisions : withValue(decisions, path, value)),
    start,
  );
  if (fit.suggested.size > 1 && countOf(best) < fit.answers.length) best = better(best, takeSteps(fit, measured));
  for (const path of changesOf(best)) {
    if (countOf(best) === fit.answers.length) break;
    best = better(best, takeSteps(fit, withValue(best, path, decisionAt(start, path))));
  }
  // Two decisions that help only together: the first is one that a left answer's case probes.
  const left = fit.answers.filter((answer) => answer.case.breaks === undefined && !fit.isMatch(answer, best));
  for (const { path, decisions } of left.length > mostLeft ? [] : candidatesFor(best, fit.suggested)) {
    if (countOf(best) === fit.answers.length) break;
    if (left.some((answer) => probes(answer, path))) best = better(best, takeSteps(fit, decisions));
  }
  return best;
}

/**
 * Changes one decision after the other: each time the one that leads to most further answers. Of two that lead to as many,
 * the one that more of their cases probe.
 */
function takeSteps(fit: Fit, start: Decisions): Decisions {
  let decisions = start;
  // What leads to no further answer at first hardly does later. The last round tries everything again.
  let helpful: ReadonlySet<string> | undefined;
  for (;;) {
    const before = fit.matches(decisions);
    if (before.every((isMatch) => isMatch)) return decisions;
    const gains = [...candidatesFor(decisions, fit.suggested), ...orderCandidate(fit, decisions)]
      .filter((candidate) => helpful === undefined || helpful.has(nameOf(candidate)))
      .map((candidate) => ({ candidate, ...gainOf(fit, before, candidate) }));
    const best = gains
      .filter(({ gain }) => gain > 0)
      .sort((one, other) => other.gain - one.gain || other.probing - one.probing)[0];
    if (best) {
      helpful ??= new Set(gains.filter(({ gained }) => gained > 0).map(({ candidate }) => nameOf(candidate)));
      decisions = best.candidate.decisions;
    } else if (helpful === undefined) return decisions;
    else helpful = undefined;
  }
}

/** What a candidate changes in the number of answers that decisions lead to. */
function gainOf(fit: Fit, before: readonly boolean[], { path, decisions }: Candidate) {
  const after = fit.matches(decisions);
  const { ambiguity } = decisionTable[path];
  let [gained, lost, probing] = [0, 0, 0];
  after.forEach((isMatch, at) => {
    if (isMatch === before[at]) return;
    if (!isMatch) lost++;
    else {
      gained++;
      if (fit.answers[at]?.case.ambiguities.includes(ambiguity)) probing++;
    }
  });
  return { gain: gained - lost, gained, probing };
}

/** The order that the answers show, where it differs. */
function orderCandidate(fit: Fit, decisions: Decisions): readonly Candidate[] {
  const known = precedencesIn(fit.answers, fit.contract, decisions, fit.recogniser);
  const order: readonly RuleName[] | undefined = orderOf(known, fit.contract.decisions.order);
  if (order === undefined || order.join() === decisions.order.join()) return [];
  return [{ path: 'order', value: order, decisions: withValue(decisions, 'order', order) }];
}

function nameOf({ path, value, part }: Candidate): string {
  return path === 'order' ? path : `${path} ${part ?? JSON.stringify(value)}`;
}

/** Whether a case is about a decision: it names the open question that the decision settles. */
export function probes({ case: { ambiguities } }: SeenAnswer, path: ProfilePath): boolean {
  return ambiguities.includes(decisionTable[path].ambiguity);
}
