import type { Decisions, PictureLimits, RuleOutcome } from '../../../spec/index.js';
import { pictureWordings as words } from '../../texts/picture-wordings.js';
import type { Wording } from '../../texts/wording.js';

/** The rules for a picture's dimensions: the limits of its part, and the profile's decisions on violations. */
export type PixelRules = Pick<PictureLimits, 'minimum' | 'maximum' | 'minimumPixels'> &
  Pick<Decisions['pictures'], 'orientation' | 'exif' | 'tooSmall' | 'tooLarge'>;

/** The dimensions in a picture's header. */
export interface StoredSize {
  /** Pixels, as stored. */
  readonly width: number;
  readonly height: number;
  /** Whether the EXIF orientation turns the picture on its side, so that viewers see width and height exchanged. */
  readonly turned: boolean;
}

/** A violation of the contract's dimensions, and its outcome. */
export interface PixelProblem {
  readonly outcome: RuleOutcome;
  readonly text: Wording;
}

/** Finds violations in a picture's dimensions: too few or too many pixels in one direction, or too few in total. */
export function pixelProblems(stored: StoredSize, rules: PixelRules): readonly PixelProblem[] {
  const { minimum, maximum, orientation, exif, minimumPixels, tooSmall, tooLarge } = rules;
  const seen =
    exif === 'applied' && stored.turned
      ? { width: stored.height, height: stored.width }
      : { width: stored.width, height: stored.height };
  // For either orientation, the longer side is compared with the limit's longer side.
  const upright = orientation === 'either' && seen.height > seen.width;
  const [width, height] = upright ? [seen.height, seen.width] : [seen.width, seen.height];
  const problems: PixelProblem[] = [];
  if (width < minimum.width || height < minimum.height)
    problems.push({
      outcome: tooSmall,
      text: words.tooSmall({ ...seen, least: `${minimum.width} x ${minimum.height}` }),
    });
  if (width > maximum.width || height > maximum.height)
    problems.push({
      outcome: tooLarge,
      text: words.tooLarge({ ...seen, most: `${maximum.width} x ${maximum.height}` }),
    });
  if (problems.length === 0 && seen.width * seen.height < minimumPixels)
    problems.push({ outcome: tooSmall, text: words.tooFewPixels({ ...seen, least: minimumPixels }) });
  return problems;
}

/** Whether a picture is rejected for its dimensions alone, so that its content does not matter. */
export function isRefusedForPixels(stored: StoredSize, rules: PixelRules): boolean {
  return pixelProblems(stored, rules).some(({ outcome }) => outcome !== 'accepted');
}
