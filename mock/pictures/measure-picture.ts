import { imageLibrary, type Sight } from '../../fixtures/index.js';

/** What is measured in a picture that carries no mark. All of it on a grey copy of at most {@link measuredSide} pixels. */
export interface Measures {
  /** Mean grey, 0 to 255. */
  readonly brightness: number;
  /** Standard deviation of the grey values. */
  readonly contrast: number;
  /** Share of pixels that are all but white, 0 to 1. */
  readonly burnt: number;
  /** Mean grey of all the others: of a card on white paper that of the card. 255 where there are none. */
  readonly rest: number;
  /** How much neighbouring pixels differ (standard deviation of the Laplacian), in per cent of the contrast. */
  readonly sharpness: number;
}

/** Longer side, in pixels, of the copy that is measured. */
export const measuredSide = 512;

interface Test {
  readonly sees: Exclude<Sight, 'face'>;
  readonly found: (measures: Measures) => boolean;
  readonly words: (measures: Measures) => string;
}

/**
 * In this order, the first that is found counts. The bounds were read off the drawn pictures: none of those that show a face as it
 * should be comes near one. Only strong blur is told, since a soft lens and a shaken hand measure alike.
 */
const tests: readonly Test[] = [
  {
    sees: 'dim',
    // The drawn dim ones have 23 and 34, the good ones 106 and more; a good one at a third of its light has 45.
    found: ({ brightness }) => brightness < 50,
    words: ({ brightness }) => `mean brightness ${brightness.toFixed(0)} of 255, below 50`,
  },
  {
    sees: 'bright',
    // White paper round a card, or a scan's, is not too much light: what is not white is then no brighter than 140. Of
    // twice as much light as there should be, it is 169 and more.
    found: ({ burnt, rest }) => rest > 220 || (burnt > 0.3 && rest > 160),
    words: ({ burnt, rest }) =>
      `${(100 * burnt).toFixed(0)} % burnt out, the rest of mean brightness ${rest.toFixed(0)} of 255`,
  },
  {
    sees: 'no-face',
    found: ({ contrast }) => contrast < 8,
    words: ({ contrast }) => `blank: deviation ${contrast.toFixed(1)}, below 8`,
  },
  {
    sees: 'blurred',
    found: ({ sharpness }) => sharpness < 3,
    words: ({ sharpness }) => `sharpness ${sharpness.toFixed(1)} % of the contrast, below 3`,
  },
];

/** What the measures of a picture say of it, and in words why. A picture that nothing is wrong with counts as a face. */
export function sightByMeasures(measures: Measures): { readonly sees: Sight; readonly words: string } {
  const test = tests.find(({ found }) => found(measures));
  return test
    ? { sees: test.sees, words: test.words(measures) }
    : { sees: 'face', words: 'bright, even and sharp enough, so taken for a face' };
}

/** Reads an encoded picture to its end. @throws what the decoder throws of a broken one */
export async function decodeWhole(content: Buffer, pixelLimit: number): Promise<void> {
  const sharp = imageLibrary();
  // A small copy costs little and still makes the decoder read the file to its end: a cut one is found out.
  await sharp(content, { failOn: 'truncated', limitInputPixels: pixelLimit })
    .resize(64, 64, { fit: 'fill' })
    .raw()
    .toBuffer();
}

/** Measures an encoded picture. @throws what the decoder throws of a broken one */
export async function measurePicture(content: Buffer, pixelLimit: number): Promise<Measures> {
  const sharp = imageLibrary();
  // A small copy costs little and still makes the decoder read the file to its end: a cut one is found out.
  const { data, info } = await sharp(content, { failOn: 'truncated', limitInputPixels: pixelLimit })
    .resize(measuredSide, measuredSide, { fit: 'inside', withoutEnlargement: true })
    .flatten({ background: 'white' })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  const { burnt, rest } = whiteIn(data, channels);
  const { channels: [grey] = [], sharpness } = await sharp(data, { raw: { width, height, channels } }).stats();
  const contrast = grey?.stdev ?? 0;
  return {
    brightness: grey?.mean ?? 0,
    contrast,
    burnt,
    rest,
    sharpness: contrast === 0 ? 0 : (100 * sharpness) / contrast,
  };
}

/** How much of a picture is all but white, and how bright the rest of it is. */
function whiteIn(pixels: Buffer, step: number): Pick<Measures, 'burnt' | 'rest'> {
  let others = 0;
  let sum = 0;
  for (let at = 0; at < pixels.length; at += step) {
    const grey = pixels[at] ?? 0;
    if (grey >= 250) continue;
    others += 1;
    sum += grey;
  }
  return { burnt: 1 - others / (pixels.length / step), rest: others === 0 ? 255 : sum / others };
}
