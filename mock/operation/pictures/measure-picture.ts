import { type GreyPicture, resizeGrey, type Sight } from '../../../fixtures/index.js';

/** What is measured in a picture that carries no mark. All of it on a grey copy of at most {@link measuredSide} pixels. */
export interface Measures {
  /** Grey, 0 to 255, that a thousandth of the pixels is below. */
  readonly darkest: number;
  /** Grey, 0 to 255, that a thousandth of the pixels is above. */
  readonly brightest: number;
}

/** Longer side, in pixels, of the copy that is measured: small enough that the noise of a dark sensor is evened out. */
export const measuredSide = 512;

/** A thousandth is less than any face that can be used, and more than a few broken pixels. */
const share = 0.001;

interface Test {
  readonly sees: Exclude<Sight, 'face'>;
  readonly found: (measures: Measures) => boolean;
  readonly words: (measures: Measures) => string;
}

/**
 * In this order, the first that is found counts. Each says only what is beyond doubt, of the whole picture: a usable photo is never
 * refused, and many are dark, pale, soft or plain. The bounds stand clear of what 55 public pictures measure, most of them portraits and
 * webcam stills, as they are and as they come out of 31 treatments that leave them usable: 1760 pictures, of which none is refused.
 *
 * Blur is not judged. By how steep the edges in the sharpest tenth of the tiles are (1 is a step), usable ones come down to 0.11: stills of
 * 160 pixels enlarged, a small face before a blurred ground. Photographs blurred until no face is left come up to 0.15.
 */
const tests: readonly Test[] = [
  {
    sees: 'dim',
    // Of photographs at 15 % of their light 24 and more, at a gamma of 3.5 55 and more; at 6 % 18 at most, at 4 % 12.
    found: ({ brightest }) => brightest < 20,
    words: ({ brightest }) => `all but black: hardly a pixel is brighter than ${brightest} of 255`,
  },
  {
    sees: 'bright',
    // With two and a half times their light 114 at most, a small card on paper 148, under a veil of two thirds white 186.
    found: ({ darkest }) => darkest >= 235,
    words: ({ darkest }) => `burnt out: hardly a pixel is darker than ${darkest} of 255`,
  },
  {
    sees: 'no-face',
    // With a tenth of their contrast 15 and more; with a thirtieth 9 at most. A face on a tenth of a plain wall has 69 and more.
    found: ({ darkest, brightest }) => brightest - darkest < 8,
    words: ({ darkest, brightest }) => `blank: from ${darkest} to ${brightest} of 255`,
  },
];

/** What the measures of a picture say of it, and in words why. A picture that nothing is wrong with counts as a face. */
export function sightByMeasures(measures: Measures): { readonly sees: Sight; readonly words: string } {
  const test = tests.find(({ found }) => found(measures));
  return test
    ? { sees: test.sees, words: test.words(measures) }
    : { sees: 'face', words: 'neither all but black, burnt out nor blank, so taken for a face' };
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

/** Tells the first count that the sum of all before it and itself is more than that much with. */
function beyond(most: number): (count: number) => boolean {
  let sum = 0;
  return (count) => {
    sum += count;
    return sum > most;
  };
}
