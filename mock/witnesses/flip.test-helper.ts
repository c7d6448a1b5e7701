import type { ProfilePath } from '../../spec/index.js';
import type { Observed, SeenAnswer, SentRequest } from './profile-observer.test-helper.js';

/** A decision with another value, a request that shows it, and everything that may change with it. */
export interface Flip {
  /** The other value. */
  readonly value: unknown;
  /** Decisions that must differ from `documented` before this one can show. */
  readonly under?: object;
  readonly requests: readonly SentRequest[];
  /** Balance of the tenant before the requests; large by default. */
  readonly balance?: number;
  /** The scenarios that answer the requests under `documented`, and after the flip. */
  readonly answers: readonly [before: readonly string[], after: readonly string[]];
  /** The places in the OpenAPI document that change besides the decision itself; each must. */
  readonly places?: readonly RegExp[];
  /** How it changes every answer of every witness, including its own. Default: not at all. */
  readonly changes?: (observed: Observed) => Observed;
  /** Other witnesses whose answers the decision also governs: they get the scenarios of `answers` after the flip. */
  readonly also?: readonly ProfilePath[];
}

/** Flips by the paths of their decisions. */
export type Flips = Partial<Readonly<Record<ProfilePath, Flip>>>;

/** The scenarios of one request before and after a flip. */
export function answered(before: string, after: string): Flip['answers'] {
  return [[before], [after]];
}

/** A change of each answer. */
export function eachAnswer(change: (answer: SeenAnswer) => SeenAnswer): (observed: Observed) => Observed {
  return ({ answers, ...rest }) => ({ ...rest, answers: answers.map(change) });
}

/** A change in the body of each answer, or of each of one kind. */
export function inBodies(from: string | RegExp, to: string, kind?: string): (observed: Observed) => Observed {
  return eachAnswer((answer) =>
    kind === undefined || answer.kind === kind ? { ...answer, body: answer.body.replaceAll(from, to) } : answer,
  );
}

/** The places in the OpenAPI document that show the answer to a liveness error. */
export const livenessPlaces: readonly RegExp[] = [
  /^components\/schemas\/LivenessError\//,
  /^components\/examples\/liveness-error[^/]*\/value/,
];
