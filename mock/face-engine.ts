import { LRUCache } from 'lru-cache';
import { type PictureMark, readDrawnMark, readMark } from '../fixtures/index.js';
import type { ReceivedFile } from './multipart/index.js';

/**
 * What the simulated face engine makes of one picture. It does not recognise faces: it believes the picture mark that a
 * fixture carries, as text in its metadata or else as a QR code drawn in it, and of any other picture it measures only how bright and how even it is.
 */
export type Look =
  | { readonly readable: false; readonly reason: string }
  | {
      readonly readable: true;
      /** Pixels, as they are stored. */
      readonly width: number;
      readonly height: number;
      /** Whether the file's EXIF orientation says to turn it on its side, so that people see width and height exchanged. */
      readonly turned: boolean;
      readonly sees: PictureMark['sees'];
      /** Who is on the picture, where the mark says so. Two pictures of the same number show the same person. */
      readonly person: number | undefined;
      readonly live: boolean;
      /** The figures, 0 to 1, that the mark wants a success to tell. */
      readonly similarity?: number;
      readonly score?: number;
      /** What it went by, for the journal. */
      readonly basis: string;
    };

/** Looks at pictures, and remembers by their digest what it saw. */
export type FaceEngine = (file: ReceivedFile) => Promise<Look>;

/** Pixels beyond which a picture is not decoded: a few bytes can claim a picture that fills the memory. */
const mostPixels = 16_000_000;
/** Mean grey, 0 to 255, below which a picture counts as too dim. */
const dimBelow = 40;
/** Standard deviation of the grey values below which a picture counts as blank: no face in it. */
const blankBelow = 8;

/** Makes a face engine whose memory holds the looks at the last 500 pictures. */
export function createFaceEngine(): FaceEngine {
  const seen = new LRUCache<string, Promise<Look>>({ max: 500 });
  return (file) => {
    const known = seen.get(file.sha256);
    if (known) return known;
    const look = lookAt(file);
    seen.set(file.sha256, look);
    return look;
  };
}

async function lookAt({ content: pieces, sniffed }: ReceivedFile): Promise<Look> {
  if (sniffed === 'empty') return { readable: false, reason: 'the file is empty' };
  if (sniffed !== 'jpeg' && sniffed !== 'png')
    return { readable: false, reason: `the content is ${sniffed === 'unknown' ? 'no picture' : sniffed}` };
  if (!pieces) return { readable: false, reason: 'the file is too large to be looked at' };
  const content = Buffer.concat(pieces);
  // Loaded on first use: the mock starts faster, and a mock that only ever forces scenarios never pays for it.
  const { default: sharp } = await import('sharp');
  try {
    const { width, height, orientation = 1 } = await sharp(content, { limitInputPixels: false }).metadata();
    // EXIF orientations 5 to 8 are those that lie on their side.
    const stored = { width, height, turned: orientation >= 5 };
    // The header says enough: the rule on dimensions refuses it, and nothing is unpacked.
    if (width * height > mostPixels) return { readable: true, ...stored, ...tooLargeToSee };
    // A small copy costs little and still makes the decoder read the file to its end: a cut one is found out.
    const { channels } = await sharp(content, { failOn: 'truncated', limitInputPixels: mostPixels })
      .resize(64, 64, { fit: 'fill' })
      .greyscale()
      .toBuffer({ resolveWithObject: true })
      .then(({ data }) => sharp(data).stats());
    const [grey] = channels;
    return { readable: true, ...stored, ...(await sightOf(content, grey?.mean ?? 0, grey?.stdev ?? 0)) };
  } catch (error) {
    return { readable: false, reason: `it cannot be decoded (${oneLine(error)})` };
  }
}

/** What is seen of a picture of more pixels than are decoded, should a contract allow pictures of any size. */
const tooLargeToSee = {
  sees: 'unreadable',
  person: undefined,
  live: true,
  basis: 'too many pixels to decode',
} as const;

type SightOf = Omit<Extract<Look, { readable: true }>, 'readable' | 'width' | 'height' | 'turned'>;

async function sightOf(content: Buffer, mean: number, deviation: number): Promise<SightOf> {
  const written = await readMark(content);
  if (written) return believed(written, 'picture mark');
  const drawn = await readDrawnMark(content);
  if (drawn) return believed(drawn, 'picture mark (its QR code)');
  const measured = { person: undefined, live: true };
  if (mean < dimBelow) return { ...measured, sees: 'dim', basis: `no mark; mean brightness ${mean.toFixed(0)} of 255` };
  if (deviation < blankBelow)
    return { ...measured, sees: 'no-face', basis: `no mark; blank (deviation ${deviation.toFixed(1)})` };
  return { ...measured, sees: 'face', basis: 'no mark; bright and not blank, so taken for a face' };
}

function believed({ id, sees, person, live = true, similarity, score }: PictureMark, source: string): SightOf {
  const figures = { ...(similarity === undefined ? {} : { similarity }), ...(score === undefined ? {} : { score }) };
  return { sees, person, live, ...figures, basis: `${source} of ${id}` };
}

function oneLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replaceAll('\n', '; ').slice(0, 120);
}
