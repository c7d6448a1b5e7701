import { isDeepStrictEqual } from 'node:util';
import {
  type Ambiguity,
  ambiguities,
  type Contract,
  type Decisions,
  decisionAt,
  pathsGovernedBy,
  type Reading,
  type ResponseKind,
  withReading,
} from '../../spec/index.js';
import type { TestCase } from '../cases/case.js';
import { answerUnder, type DerivedAnswer } from './answer-under.js';
import { factsOf } from './facts.js';
import { oncePerContract } from './once-per-contract.js';
import { recordReads } from './recorded-reads.js';

/** A reading of the register. */
export interface OpenReading {
  readonly ambiguity: string;
  readonly reading: string;
}

/** The kind of answer to a case under one reading, all else as the contract decides. */
export interface Prediction extends OpenReading {
  readonly kind: ResponseKind;
}

/** The answer to a case under one reading. */
export interface PredictedAnswer {
  readonly reading: OpenReading;
  readonly answer: DerivedAnswer;
}

/** The answer that the contract demands to a case, and the paths of the decisions from which it follows. */
const demand = oncePerContract((testCase, contract) => {
  const read = new Set<string>();
  const answer = answerUnder(factsOf(testCase), contract, recordReads(contract.decisions, read));
  return { answer, read: read as ReadonlySet<string> };
});

/** The answer that the contract demands to a case. */
export function demandedAnswer(testCase: TestCase, contract: Contract): DerivedAnswer {
  return demand(testCase, contract).answer;
}

/** The answers to a case under every reading that a profile can express, in the order of the register. */
export const predictedAnswers = oncePerContract((testCase, contract): readonly PredictedAnswer[] => {
  const { answer, read } = demand(testCase, contract);
  // A reading that changes no decision which the demanded answer follows from leads to that answer.
  return otherDecisions(contract).map(({ reading, decisions, changed }) => ({
    reading,
    answer: changed.some((path) => read.has(path)) ? answerUnder(factsOf(testCase), contract, decisions) : answer,
  }));
});

/** Predicts the kind of answer to a case under every reading that a profile can express. */
export const predictionsFor = oncePerContract((testCase, contract): readonly Prediction[] =>
  predictedAnswers(testCase, contract).map(({ reading, answer: { kind } }) => ({ ...reading, kind })),
);

/**
 * The readings that explain why answers are not all of the demanded kinds: each predicts the kind of every one of them.
 * None where all are as demanded.
 */
export function readingsThatPredict(
  answers: readonly { readonly testCase: TestCase; readonly answered: ResponseKind | 'outside' }[],
  contract: Contract,
): readonly OpenReading[] {
  if (answers.every(({ testCase, answered }) => demandedAnswer(testCase, contract).kind === answered)) return [];
  const fitting = answers.map(({ testCase, answered }) =>
    predictionsFor(testCase, contract).filter(({ kind }) => kind === answered),
  );
  return (fitting[0] ?? [])
    .filter(({ ambiguity, reading }) =>
      fitting.every((list) => list.some((one) => one.ambiguity === ambiguity && one.reading === reading)),
    )
    .map(({ ambiguity, reading }) => ({ ambiguity, reading }));
}

interface DecisionsOfReading {
  readonly reading: OpenReading;
  readonly decisions: Decisions;
  /** The paths of the decisions that differ from those of the contract. */
  readonly changed: readonly string[];
}

/** The decisions of each contract under every reading: a run needs them for every case. */
const decisionsByContract = new WeakMap<Contract, readonly DecisionsOfReading[]>();

function otherDecisions(contract: Contract): readonly DecisionsOfReading[] {
  const known = decisionsByContract.get(contract);
  if (known) return known;
  const made = expressible.map(({ ambiguity, reading }): DecisionsOfReading => {
    const decisions = withReading(contract.decisions, ambiguity.id, reading);
    return {
      reading: { ambiguity: ambiguity.id, reading: reading.id },
      decisions,
      changed: pathsGovernedBy(ambiguity.id).filter(
        (path) => !isDeepStrictEqual(decisionAt(decisions, path), decisionAt(contract.decisions, path)),
      ),
    };
  });
  decisionsByContract.set(contract, made);
  return made;
}

const expressible: readonly { readonly ambiguity: Ambiguity; readonly reading: Reading }[] = ambiguities.flatMap(
  (ambiguity) =>
    ambiguity.readings.filter(({ value }) => value !== undefined).map((reading) => ({ ambiguity, reading })),
);
