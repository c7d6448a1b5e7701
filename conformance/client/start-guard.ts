import type { CaseResult } from '../evidence/verdict.js';
import { createDeadEndError, type DeadEnd, isSameEnd } from './exec/dead-end.js';

/** The result of a case, and how the client ended if it did nothing. */
export interface RanCase {
  readonly result: CaseResult;
  readonly deadEnd?: DeadEnd;
}

/** Passes results on, but holds the first one back while it is open whether the client works at all. */
export interface StartGuard {
  /** @throws KitError `setup` when the first cases show that the client does nothing in any case */
  readonly pass: (ran: RanCase) => readonly CaseResult[];
  /** The result that is still held back at the end of the run. */
  readonly held: () => readonly CaseResult[];
  /** Resolves when it is known that the client works. The run gives it no third case before. */
  readonly decided: Promise<void>;
}

/**
 * Creates the guard of a run. A client that crashes in one case fails that case. A client that ends in the same way in the
 * first two, before it sends a request or writes a report, cannot be judged: its command is wrong.
 */
export function createStartGuard(): StartGuard {
  let first: RanCase | undefined;
  let isDecided = false;
  let decide = (): void => {};
  const decided = new Promise<void>((resolve) => {
    decide = resolve;
  });
  return {
    pass: (ran) => {
      const { deadEnd } = ran;
      if (isDecided) return [ran.result];
      if (deadEnd?.isCertain) throw createDeadEndError(deadEnd);
      if (first === undefined && deadEnd) {
        first = ran;
        return [];
      }
      isDecided = true;
      decide();
      if (first === undefined) return [ran.result];
      const ids = [first.result.case.id, ran.result.case.id];
      if (deadEnd && first.deadEnd && isSameEnd(first.deadEnd, deadEnd, ids)) throw createDeadEndError(deadEnd);
      return [first.result, ran.result];
    },
    decided,
    held: () => (isDecided || first === undefined ? [] : [first.result]),
  };
}
