import type { Contract, ResponseKind } from '../../spec/index.js';
import type { MatchedReading, Observation } from '../checks/check.js';
import { expectationOf } from '../expectation/expectation.js';
import { type Prediction, predictionsFor } from '../expectation/predictions.js';
import type { CaseResult } from './verdict.js';

/** An observation of a run, and whether it says anything. */
export interface ShownValue extends Observation {
  /** Why the value says nothing. Absent when it does. */
  readonly unknown?: string;
}

/** The readings that explain why the answers of a run have other kinds than the demanded ones. */
export interface Causes {
  /** The readings that the run does not rule out, of those that explain an answer. */
  readonly possible: (explaining: readonly Cause[]) => readonly Cause[];
  /** Whether an answer shows a reading that no reading of another ambiguity explains. */
  readonly isEstablished: (cause: Cause) => boolean;
}

type Cause = Required<MatchedReading>;

interface Answered {
  readonly demanded: ResponseKind;
  readonly answered: ResponseKind | 'outside';
  readonly explainedBy: readonly Cause[];
  readonly predictions: readonly Prediction[];
}

/**
 * Finds the causes of the answers of a run. A reading is ruled out when it predicts another kind for a request that is
 * answered as demanded, or as an established reading explains.
 */
export function findCauses(results: readonly CaseResult[], contract: Contract): Causes {
  const answers = results.flatMap((result) => answeredOf(result, contract));
  const certain = refuted(answers, ({ demanded, answered }) => answered === demanded);
  const established = establishedBy(answers, certain);
  const isMasked = ({ explainedBy }: Answered): boolean => explainedBy.some((cause) => established.has(nameOf(cause)));
  const all = new Set([...certain, ...refuted(answers, (answer) => !isMasked(answer))]);
  const whole = establishedBy(answers, all);
  return {
    possible: (explaining) => withoutRefuted(explaining, all),
    isEstablished: (cause) => whole.has(nameOf(cause)),
  };
}

/** Removes values that a reading of another ambiguity explains: they say nothing of their own ambiguity. */
export function withoutOtherCauses(
  shown: readonly ShownValue[],
  { possible, isEstablished }: Causes,
): readonly ShownValue[] {
  return shown.filter(({ ambiguity, explainedBy = [] }) => {
    const causes = possible(explainedBy);
    const known = causes.filter(isEstablished);
    const counting = known.length > 0 ? known : causes;
    return counting.length === 0 || counting.some((cause) => cause.ambiguity === ambiguity);
  });
}

function answeredOf({ case: testCase, answered, checks }: CaseResult, contract: Contract): readonly Answered[] {
  if (answered === undefined || checks.some(({ id, outcome }) => id === 'kind' && outcome === 'failed')) return [];
  const { demanded, alternatives } = expectationOf(testCase, contract);
  const same = alternatives.filter(({ kind }) => kind === answered && kind !== demanded.kind);
  return [
    {
      demanded: demanded.kind,
      answered,
      explainedBy: same.flatMap(({ readings }) => readings),
      predictions: predictionsFor(testCase, contract),
    },
  ];
}

/** The readings that predict a third kind, neither the demanded nor the answered one, for one of the answers that count. */
function refuted(answers: readonly Answered[], counts: (answer: Answered) => boolean): ReadonlySet<string> {
  return new Set(
    answers
      .filter(counts)
      .flatMap(({ demanded, answered, predictions }) =>
        predictions.filter(({ kind }) => kind !== demanded && kind !== answered).map(nameOf),
      ),
  );
}

function establishedBy(answers: readonly Answered[], ruledOut: ReadonlySet<string>): ReadonlySet<string> {
  return new Set(
    answers
      .map(({ explainedBy }) => withoutRefuted(explainedBy, ruledOut))
      .filter((causes) => new Set(causes.map(({ ambiguity }) => ambiguity)).size === 1)
      .flatMap((causes) => causes.map(nameOf)),
  );
}

function withoutRefuted(causes: readonly Cause[], ruledOut: ReadonlySet<string>): readonly Cause[] {
  const left = causes.filter((cause) => !ruledOut.has(nameOf(cause)));
  return left.length > 0 ? left : causes;
}

function nameOf({ ambiguity, reading }: Cause): string {
  return `${ambiguity}: ${reading}`;
}
