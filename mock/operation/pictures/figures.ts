import { faker } from '@faker-js/faker/locale/base';
import { LRUCache } from 'lru-cache';

/** Draws similarity and score. The same pictures always get the same figures. */
export type DrawFigure = (source: 'similarity' | 'score', minimum: number, maximum: number) => string;

/** Figures, 0 to 1, requested by a picture mark. */
export type WantedFigures = { readonly [source in Parameters<DrawFigure>[0]]?: number | undefined };

/** Seeding costs more than the rest of most requests, and a client's tests send the same few pictures. */
const drawn = new LRUCache<string, string>({ max: 2000 });

/**
 * Creates a generator seeded by the digests (hex) of the pictures. Figures have five decimals, like the samples of
 * section 2. A requested figure is used if the scenario allows it: a success that says "matched" keeps its threshold.
 */
export function figuresFor(digests: readonly string[], wanted: WantedFigures = {}): DrawFigure {
  return (source, minimum, maximum) => {
    const requested = wanted[source];
    if (requested !== undefined && requested >= minimum && requested <= maximum) return requested.toFixed(5);
    const key = [...digests, source, minimum, maximum].join(' ');
    const figure = drawn.get(key) ?? draw(digests, source, minimum, maximum);
    drawn.set(key, figure);
    return figure;
  };
}

function draw(digests: readonly string[], source: 'similarity' | 'score', min: number, max: number): string {
  const seed = digests.flatMap((digest) => [
    Number.parseInt(digest.slice(0, 8), 16),
    Number.parseInt(digest.slice(8, 16), 16),
  ]);
  // Seeded again for each figure, so that no figure depends on which others were drawn before it.
  faker.seed([...seed, source === 'similarity' ? 1 : 2]);
  return faker.number.float({ min, max, fractionDigits: 5 }).toFixed(5);
}
