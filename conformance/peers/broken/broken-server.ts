import type { ReferenceBehaviour } from '../reference/server.js';
import type { Deviation } from './deviations.js';

/** A server that keeps the contract except for one deviation, and the check that must find it. */
export type BrokenServer = BrokenServerFacts &
  (
    | { readonly variantOf: 'mock'; readonly deviate: Deviation }
    /** Returns a behaviour with a memory of its own for each server. */
    | { readonly variantOf: 'reference'; readonly behave: () => Partial<ReferenceBehaviour> }
  );

interface BrokenServerFacts {
  /** Completes "a server that ...". */
  readonly id: string;
  /** The check that names the deviation. */
  readonly caughtBy: string;
  /** The expected outcome of that check. */
  readonly outcome: 'failed' | 'inconclusive';
  /** The cases whose answers show the deviation. */
  readonly cases: readonly string[];
  /** How long a run waits for an answer, in milliseconds, where the server gives none. Default: long. */
  readonly timeoutMs?: number;
}

/** A variant of the mock that contradicts the document. */
export function brokenMock(id: string, caughtBy: string, cases: readonly string[], deviate: Deviation): BrokenServer {
  return { id, caughtBy, outcome: 'failed', cases, variantOf: 'mock', deviate };
}

/** A variant of the mock that deviates in a point that the document leaves open. */
export function doubtfulMock(id: string, caughtBy: string, cases: readonly string[], deviate: Deviation): BrokenServer {
  return { ...brokenMock(id, caughtBy, cases, deviate), outcome: 'inconclusive' };
}

/** A variant of the reference server that contradicts the document. */
export function brokenReference(
  id: string,
  caughtBy: string,
  cases: readonly string[],
  behave: () => Partial<ReferenceBehaviour>,
): BrokenServer {
  return { id, caughtBy, outcome: 'failed', cases, variantOf: 'reference', behave };
}
