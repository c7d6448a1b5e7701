import type { SniffedType } from '../../schemas/sniffed-type.js';
import { pictureWordings as words } from '../../texts/picture-wordings.js';
import type { Wording } from '../../texts/wording.js';
import type { StoredSize } from './dimensions.js';

/**
 * The cost of decoding a picture. `reason` is why it is not decoded at all. `isSlow` is whether it takes longer than
 * ordinary pictures, which then do not wait for it.
 */
export interface DecodingCost {
  readonly reason?: Wording;
  readonly isSlow: boolean;
}

interface Counted {
  readonly what: Wording;
  /** Above this count, a picture is slow. */
  readonly usual: number;
  /** Above this count, a picture is not decoded. */
  readonly most: number;
  readonly count: (content: Buffer) => number;
}

/** Compressed texts of a PNG: each may unpack to megabytes before the dimensions are known. */
const packedTexts: Counted = { what: words.packedTexts, usual: 2, most: 16, count: countPackedTexts };
/**
 * Segments before a JPEG's pixels: each is stored separately, and a file can have half a million. Cameras write about
 * twenty.
 */
const segments: Counted = { what: words.segments, usual: 100, most: 1000, count: countSegments };
/**
 * Scans over a JPEG's pixels. Encoders write about ten; a small file can contain thousands, each over the whole
 * picture.
 */
const scans: Counted = { what: words.scans, usual: 20, most: 100, count: countScans };

/** Returns the cost of reading a file's header. */
export function costOfHeader(content: Buffer, sniffed: SniffedType): DecodingCost {
  return costOf(sniffed === 'png' ? packedTexts : segments, content);
}

/** A picture's pixels, as described by its header. */
export interface StoredPixels extends StoredSize {
  readonly channels: number;
  /** Bytes per channel of a pixel. */
  readonly depth: number;
  /** Whether it is stored in several passes (interlaced PNG, progressive JPEG), which must all be in memory at once. */
  readonly inPasses: boolean;
}

/** A few bytes can declare a picture that fills the memory. */
const mostPixels = 16_000_000;
/** Phones take photos of this size. A JPEG stored in one pass is never completely in memory. */
const mostPixelsOfPhotos = 64_000_000;
/** A row-by-row decoder needs a minimum time per row, however short it is. */
const longestSide = 16_384;
const mostBytes = 64_000_000;
/** The largest pictures that the contract documents, 1920 x 1080, have 17 MB at most: four channels of two bytes. */
const usualBytes = 17_000_000;

/** Returns the cost of decoding the pixels, independent of the contract's limits. */
export function costOfPixels(content: Buffer, sniffed: SniffedType, header: StoredPixels): DecodingCost {
  const { width, height, channels, depth, inPasses } = header;
  const pixels = width * height;
  const bytes = pixels * channels * depth;
  const isTooLarge =
    sniffed === 'jpeg' && !inPasses ? pixels > mostPixelsOfPhotos : pixels > mostPixels || bytes > mostBytes;
  if (isTooLarge || Math.max(width, height) > longestSide) return { reason: words.tooManyPixels, isSlow: true };
  const slow = bytes * (inPasses && sniffed === 'png' ? 2 : 1) > usualBytes;
  const passes = sniffed === 'jpeg' ? costOf(scans, content) : { isSlow: false };
  return { ...passes, isSlow: slow || passes.isSlow };
}

function costOf({ what, usual, most, count }: Counted, content: Buffer): DecodingCost {
  const number = count(content);
  if (number <= most) return { isSlow: number > usual };
  return { reason: words.tooManyCounted({ number, what, most }), isSlow: true };
}

const startOfScan = Buffer.from([0xff, 0xda]);

/** Two such bytes cannot occur within a scan's data; in metadata they occur only by chance. */
function countScans(jpeg: Buffer): number {
  let count = 0;
  for (let at = jpeg.indexOf(startOfScan); at >= 0; at = jpeg.indexOf(startOfScan, at + 2)) count += 1;
  return count;
}

/**
 * Counts the segments before the first scan. A marker may have any number of fill bytes before it (ITU T.81, B.1.1.2).
 */
function countSegments(jpeg: Buffer): number {
  let count = 0;
  for (let at = 2; jpeg[at] === 0xff; count += 1) {
    while (jpeg[at] === 0xff) at += 1;
    if (jpeg[at] === startOfScan[1] || at + 3 > jpeg.length) break;
    at += 1 + jpeg.readUInt16BE(at + 1);
  }
  return count;
}

function countPackedTexts(png: Buffer): number {
  let count = 0;
  for (let at = 8; at + 8 <= png.length; at += 12 + png.readUInt32BE(at))
    if (/^(?:zTXt|iTXt)$/.test(png.toString('latin1', at + 4, at + 8))) count += 1;
  return count;
}
