import { type GreyPicture, resizeGrey, type Sight } from '../../../fixtures/index.js';
import { pictureWordings } from '../../texts/picture-wordings.js';
import type { Wording } from '../../texts/wording.js';

/** Measurements of a picture without a mark, on a grey copy of at most {@link measuredSide} pixels. */
export interface Measures {
  /** The grey value, 0 to 255, below which a thousandth of the pixels lie. */
  readonly darkest: number;
  /** The grey value, 0 to 255, above which a thousandth of the pixels lie. */
  readonly brightest: number;
}

/** Longer side, in pixels, of the measured copy: small enough to average out the noise of a dark sensor. */
export const measuredSide = 512;

/** A thousandth is less than any usable face, and more than a few broken pixels. */
const share = 0.001;

interface Test {
  readonly sees: Exclude<Sight, 'face'>;
  readonly found: (measures: Measures) => boolean;
  readonly words: (measures: Measures) => Wording;
}

/**
 * The first match in this order applies. Each test reports only what is beyond doubt about the whole picture. A usable
 * photo is never rejected, and many are dark, pale, soft or plain. The thresholds were checked on 55 public pictures,
 * most of them portraits and webcam stills. Each was measured unchanged and after 31 treatments that leave it usable:
 * none of the 1760 pictures is rejected.
 *
 * Blur is not judged. The measure tried was the steepness of the edges in the sharpest tenth of the tiles (1 is a
 * step). Usable pictures go down to 0.11: enlarged stills of 160 pixels, a small face before a blurred background.
 * Photos blurred beyond recognition reach 0.15.
 */
const tests: readonly Test[] = [
  {
    sees: 'dim',
    // Photos at 15 % of their light have 24 and more, at a gamma of 3.5 55 and more. At 6 % they have 18 at most, at 4
    // % 12.
    found: ({ brightest }) => brightest < 20,
    words: pictureWordings.allButBlack,
  },
  {
    sees: 'bright',
    // Photos with two and a half times their light have 114 at most. A small card on paper has 148, under a veil of two
    // thirds white 186.
    found: ({ darkest }) => darkest >= 235,
    words: pictureWordings.burntOut,
  },
  {
    sees: 'no-face',
    // With a tenth of their contrast 15 and more; with a thirtieth 9 at most. A face on a tenth of a plain wall has 69
    // and more.
    found: ({ darkest, brightest }) => brightest - darkest < 8,
    words: pictureWordings.blank,
  },
];

/** Returns what the measurements show, with the reason. A picture without a fault counts as a face. */
export function sightByMeasures(measures: Measures): { readonly sees: Sight; readonly words: Wording } {
  const test = tests.find(({ found }) => found(measures));
  return test ? { sees: test.sees, words: test.words(measures) } : { sees: 'face', words: pictureWordings.ordinary };
}

/** Measures a decoded picture. */
export async function measurePicture(picture: GreyPicture): Promise<Measures> {
  const { data } = await resizeGrey(picture, Math.min(measuredSide, Math.max(picture.width, picture.height)));
  const counts = new Uint32Array(256);
  // A loop over an index: in a fresh process an iterator takes several times as long.
  for (let at = 0; at < data.length; at += 1) {
    const grey = data[at] ?? 0;
    counts[grey] = (counts[grey] ?? 0) + 1;
  }
  const most = data.length * share;
  return {
    darkest: counts.findIndex(beyond(most)),
    brightest: 255 - counts.toReversed().findIndex(beyond(most)),
  };
}

/** Returns a test for the first count at which the running sum exceeds a limit. */
function beyond(most: number): (count: number) => boolean {
  let sum = 0;
  return (count) => {
    sum += count;
    return sum > most;
  };
}
