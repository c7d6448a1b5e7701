import type { CaseResult } from '../evidence/verdict.js';
import { createDeadEndError, type DeadEnd, isSameEnd } from './exec/dead-end.js';

/** The result of a case, and how the client ended if it did nothing. */
export interface RanCase {
  readonly result: CaseResult;
  readonly deadEnd?: DeadEnd;
  /** Set when the client did not get the case, so that its result shows nothing of the client. */
  readonly isDeclined?: true;
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
  const held: CaseResult[] = [];
  let isDecided = false;
  let decide = (): void => {};
  const decided = new Promise<void>((resolve) => {
    decide = resolve;
  });
  return {
    pass: (ran) => {
      const { deadEnd, isDeclined, result } = ran;
      if (isDecided) return [result];
      if (deadEnd?.isCertain) throw createDeadEndError(deadEnd);
      // A declined case keeps its place behind the first result.
      if (first !== undefined && isDeclined) {
        held.push(result);
        return [];
      }
      if (isDeclined) return [result];
      if (first === undefined && deadEnd) {
        first = ran;
        held.push(result);
        return [];
      }
      isDecided = true;
      decide();
      const ids = [first?.result.case.id ?? '', result.case.id];
      if (deadEnd && first?.deadEnd && isSameEnd(first.deadEnd, deadEnd, ids)) throw createDeadEndError(deadEnd);
      return [...held, result];
    },
    decided,
    held: () => (isDecided ? [] : held),
  };
}
