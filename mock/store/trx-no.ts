import { usualFirstTrxNo } from '../schemas/session-schemas.js';

/** The position in the numbering of transactions. */
export interface Counter {
  /** The first number. Default: {@link usualFirstTrxNo}. */
  readonly first?: number;
  /** Numbers assigned so far. */
  readonly given: number;
  /** Whether the last numbers were increasing. */
  readonly increasing: boolean;
}

/** Returns the counter of a new session. */
export function initialCounter(first = usualFirstTrxNo): Counter {
  return { first, given: 0, increasing: true };
}

/** A prime, and a factor near its golden section: multiples of the factor, modulo the prime, jump up and down. */
export const shuffle = { size: 100_003, factor: 61_805 };

/**
 * Returns the number of the next transaction, and the counter after it. Each number is unique. If `increasing`, each is
 * larger than the one before.
 */
export function nextTrxNo(
  counter: Counter,
  increasing: boolean,
): { readonly trxNo: string; readonly counter: Counter } {
  const { first = usualFirstTrxNo } = counter;
  let { given } = counter;
  // Both orders fill a block of numbers before they start the next one, so a new block has no collisions.
  if (increasing !== counter.increasing && given > 0) given = (Math.floor(given / shuffle.size) + 1) * shuffle.size;
  const position = increasing ? given : shuffled(given + 1);
  return { trxNo: String(first + position), counter: { first, given: given + 1, increasing } };
}

/** Maps each count to a different number, out of order. */
function shuffled(count: number): number {
  const block = count - (count % shuffle.size);
  return block + ((count * shuffle.factor) % shuffle.size);
}
