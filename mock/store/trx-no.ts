/** How far the numbering of transactions has come. */
export interface Counter {
  /** Numbers given so far. */
  readonly given: number;
  /** Whether the last of them were increasing. */
  readonly increasing: boolean;
}

/** The counter of a session in which no number was given yet. */
export const newCounter: Counter = { given: 0, increasing: true };

/** The number that section 2's sample answer shows, so that the first success of a fresh mock is the document's. */
const firstTrxNo = 10_877;

/** A prime, and a factor near its golden section: multiples of the factor, modulo the prime, jump up and down. */
const shuffle = { size: 100_003, factor: 61_805 };

/**
 * The number of the next transaction, and the counter after it. Each number is given once. Increasing: each is larger than the one
 * before it.
 */
export function nextTrxNo(
  counter: Counter,
  increasing: boolean,
): { readonly trxNo: string; readonly counter: Counter } {
  let { given } = counter;
  // Both ways of counting fill a block of numbers before they touch the next one; a new block is safe from either.
  if (increasing !== counter.increasing && given > 0) given = (Math.floor(given / shuffle.size) + 1) * shuffle.size;
  const position = increasing ? given : shuffled(given + 1);
  return { trxNo: String(firstTrxNo + position), counter: { given: given + 1, increasing } };
}

/** A different number for each count, in no order. */
function shuffled(count: number): number {
  const block = count - (count % shuffle.size);
  return block + ((count * shuffle.factor) % shuffle.size);
}
