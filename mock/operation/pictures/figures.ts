import { draw } from '../../faults/index.js';

/** Draws similarity and score. The same pictures always get the same figures. */
export type DrawFigure = (source: 'similarity' | 'score', minimum: number, maximum: number) => string;

/** Figures, 0 to 1, requested by a picture mark. */
export type WantedFigures = { readonly [source in Parameters<DrawFigure>[0]]?: number | undefined };

/** Chosen so that the first figures of seed 1 are those of the success that section 2 prints. */
const seedSalt = 395_228_195;

/** Returns what the figures of a seed are drawn from, at this place in the session, whatever the pictures. */
export function figureSeed(seed: number, place: number): readonly number[] {
  return [seedSalt, seed, place];
}

/** Number of steps from 0 to 1 with five decimals. */
const steps = 100_000;
/** Tolerance for bounds: five decimals are rarely an exact number of steps in binary. */
const tiny = 1e-6;

/**
 * Draws figures from the digests (hex) of the pictures, or from a seed. Figures have five decimals, like the samples of section 2.
 * A requested figure is used if the scenario allows it: a success that says "matched" keeps its threshold.
 */
export function figuresFor(from: readonly (string | number)[], wanted: WantedFigures = {}): DrawFigure {
  return (source, minimum, maximum) => {
    const requested = wanted[source];
    if (requested !== undefined && requested >= minimum && requested <= maximum) return requested.toFixed(5);
    const [lowest, highest] = [Math.ceil(minimum * steps - tiny), Math.floor(maximum * steps + tiny)];
    // Bounds closer together than one step may have no figure between them.
    const count = Math.max(1, highest - lowest + 1);
    return ((lowest + Math.floor(draw(from, source) * count)) / steps).toFixed(5);
  };
}
