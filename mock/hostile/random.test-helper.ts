import { generateMersenne53Randomizer } from '@faker-js/faker';

/** Reproducible random choices. */
export interface Random {
  /** A whole number from 0 to below the limit. */
  readonly below: (limit: number) => number;
  readonly pick: <Item>(items: readonly [Item, ...Item[]]) => Item;
  /** True once in this many times on average. */
  readonly once: (inTimes: number) => boolean;
  readonly bytes: (length: number) => Buffer;
}

/** Creates random choices that depend only on the seed and the number of the case. */
export function createRandom(seed: number, index: number): Random {
  const randomizer = generateMersenne53Randomizer();
  randomizer.seed([seed, index]);
  const below = (limit: number): number => Math.floor(randomizer.next() * limit);
  return {
    below,
    pick: (items) => items[below(items.length)] ?? items[0],
    once: (inTimes) => below(inTimes) === 0,
    bytes: (length) => Buffer.from(Array.from({ length }, () => below(256))),
  };
}
