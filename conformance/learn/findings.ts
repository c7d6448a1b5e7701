import type { ProfilePath, ResponseKind } from '../../spec/index.js';
import type { SeenAnswer } from './seen-answer.js';

/** A decision that answers show. */
export interface Finding {
  readonly path: ProfilePath;
  readonly value: unknown;
  /** The answers that show it: another value leads to another answer. */
  readonly answers: readonly SeenAnswer[];
  /** What else is worth knowing, in one sentence. */
  readonly note?: string;
}

/** A decision of which answers say different things. */
export interface Contradiction {
  readonly path: ProfilePath;
  /** What is contradicted, where it is a part of the decision: a kind, a part. */
  readonly about?: string;
  /** What each group of answers says. */
  readonly says: readonly { readonly value: string; readonly answers: readonly SeenAnswer[] }[];
}

/** An answer to which no decisions lead. */
export interface UnexplainedAnswer {
  readonly answer: SeenAnswer;
  /** The kind that the learned decisions demand. */
  readonly demanded: ResponseKind;
  readonly reason: string;
}

/** What answers show of some decisions. */
export interface Findings {
  readonly found: readonly Finding[];
  readonly contradictions: readonly Contradiction[];
  /** Why a decision is not observed although answers touch it, by its path. */
  readonly undecided: ReadonlyMap<ProfilePath, string>;
}

/** Groups answers by a text, in the order of the first of each group. */
export function groupAnswers(
  shown: readonly { readonly value: string; readonly answer: SeenAnswer }[],
): Contradiction['says'] {
  const groups = new Map<string, SeenAnswer[]>();
  for (const { value, answer } of shown) groups.set(value, [...(groups.get(value) ?? []), answer]);
  return [...groups].map(([value, answers]) => ({ value, answers }));
}
