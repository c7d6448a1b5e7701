import type { Decisions, PictureLimits, RuleOutcome } from '../../../spec/index.js';

/** What decides on a picture's dimensions: the limits of its part, and the profile's decisions on what is beyond them. */
export type PixelRules = Pick<PictureLimits, 'minimum' | 'maximum' | 'minimumPixels'> &
  Pick<Decisions['pictures'], 'orientation' | 'exif' | 'tooSmall' | 'tooLarge'>;

/** The dimensions that a picture's header tells. */
export interface StoredSize {
  /** Pixels, as they are stored. */
  readonly width: number;
  readonly height: number;
  /** Whether the file's EXIF orientation says to turn it on its side, so that people see width and height exchanged. */
  readonly turned: boolean;
}

/** One way in which a picture's dimensions are not those of the contract, and the answer to it. */
export interface PixelProblem {
  readonly verdict: RuleOutcome;
  readonly text: string;
}

/** What is wrong with a picture's dimensions: too few pixels one way, too many the other, or too few in all. */
export function pixelProblems(stored: StoredSize, rules: PixelRules): readonly PixelProblem[] {
  const { minimum, maximum, orientation, exif, minimumPixels, tooSmall, tooLarge } = rules;
  const seen = exif === 'applied' && stored.turned ? { width: stored.height, height: stored.width } : stored;
  // Held either way means: the longer side against the longer one of the limit.
  const upright = orientation === 'either' && seen.height > seen.width;
  const [width, height] = upright ? [seen.height, seen.width] : [seen.width, seen.height];
  const is = `${seen.width} x ${seen.height} pixels`;
  const problems: PixelProblem[] = [];
  if (width < minimum.width || height < minimum.height)
    problems.push({
      verdict: tooSmall,
      text: `${is}; at least ${minimum.width} x ${minimum.height} are asked for`,
    });
  if (width > maximum.width || height > maximum.height)
    problems.push({ verdict: tooLarge, text: `${is}; at most ${maximum.width} x ${maximum.height} are allowed` });
  if (problems.length === 0 && seen.width * seen.height < minimumPixels)
    problems.push({ verdict: tooSmall, text: `${is} are fewer than ${minimumPixels} in all` });
  return problems;
}

/** Whether the dimensions alone have a picture refused, so that what it shows is not asked. */
export function isRefusedForPixels(stored: StoredSize, rules: PixelRules): boolean {
  return pixelProblems(stored, rules).some(({ verdict }) => verdict !== 'accepted');
}
