import { faker } from '@faker-js/faker/locale/base';

/** Draws similarity and score: the same pictures always get the same figures. */
export type DrawFigure = (source: 'similarity' | 'score', minimum: number, maximum: number) => string;

/** A generator seeded by the digests (hex) of the pictures. Figures have five decimals, as the samples of section 2 do. */
export function figuresFor(digests: readonly string[]): DrawFigure {
  const seed = digests.flatMap((digest) => [
    Number.parseInt(digest.slice(0, 8), 16),
    Number.parseInt(digest.slice(8, 16), 16),
  ]);
  return (source, minimum, maximum) => {
    // Seeded anew for each figure, so that one does not depend on whether another was asked for before it.
    faker.seed([...seed, source === 'similarity' ? 1 : 2]);
    return faker.number.float({ min: minimum, max: maximum, fractionDigits: 5 }).toFixed(5);
  };
}
