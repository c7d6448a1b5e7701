import type { SniffedType } from '../../journal/sniffed-type.js';
import type { StoredSize } from './dimensions.js';

/**
 * What decoding a picture takes beyond what its pixels are worth: `because` is why it is not decoded at all, `slow` whether it
 * takes longer than ordinary pictures do, which then do not wait for it.
 */
export interface DecodingCost {
  readonly reason?: string;
  readonly slow: boolean;
}

interface Counted {
  readonly what: string;
  /** More is slow. */
  readonly usual: number;
  /** More is not decoded. */
  readonly most: number;
  readonly count: (content: Buffer) => number;
}

/** Packed texts of a PNG: before even its dimensions are known each may unpack to megabytes. */
const packedTexts: Counted = { what: 'packed texts', usual: 2, most: 16, count: countPackedTexts };
/** Segments before a JPEG's pixels: each is kept on its own, and a file has room for half a million. Cameras write about twenty. */
const segments: Counted = { what: 'segments', usual: 100, most: 1000, count: countSegments };
/** Passes over a JPEG's pixels. Encoders write about ten; a small file can ask for thousands, each over the whole picture. */
const scans: Counted = { what: 'scans', usual: 20, most: 100, count: countScans };

/** What it costs to read no more than a file's header. */
export function costOfHeader(content: Buffer, sniffed: SniffedType): DecodingCost {
  return costOf(sniffed === 'png' ? packedTexts : segments, content);
}

/** What a picture's header tells of its pixels. */
export interface StoredPixels extends StoredSize {
  readonly channels: number;
  /** Bytes of one channel of one pixel. */
  readonly depth: number;
  /** Whether it is stored in several passes (an interlaced PNG, a progressive JPEG), all of which have to be in memory at once. */
  readonly inPasses: boolean;
}

/** A few bytes can claim a picture that fills the memory. */
const mostPixels = 16_000_000;
/** Phones take such photos. A JPEG that is stored in one pass is never in memory as a whole. */
const mostPixelsOfPhotos = 64_000_000;
/** A decoder that goes row by row takes as long for each row, however short it is. */
const longestSide = 16_384;
const mostBytes = 64_000_000;
/** The largest pictures of the documented contract, 1920 x 1080, have 17 MB at most: four channels of two bytes. */
const usualBytes = 17_000_000;

/** What it costs to decode the pixels, whatever the contract's limits. */
export function costOfPixels(content: Buffer, sniffed: SniffedType, header: StoredPixels): DecodingCost {
  const { width, height, channels, depth, inPasses } = header;
  const pixels = width * height;
  const bytes = pixels * channels * depth;
  const isTooLarge =
    sniffed === 'jpeg' && !inPasses ? pixels > mostPixelsOfPhotos : pixels > mostPixels || bytes > mostBytes;
  if (isTooLarge || Math.max(width, height) > longestSide) return { reason: 'too many pixels to decode', slow: true };
  const slow = bytes * (inPasses && sniffed === 'png' ? 2 : 1) > usualBytes;
  const passes = sniffed === 'jpeg' ? costOf(scans, content) : { slow: false };
  return { ...passes, slow: slow || passes.slow };
}

function costOf({ what, usual, most, count }: Counted, content: Buffer): DecodingCost {
  const number = count(content);
  if (number <= most) return { slow: number > usual };
  return { reason: `it has ${number} ${what}; more than ${most} are not decoded`, slow: true };
}

const startOfScan = Buffer.from([0xff, 0xda]);

/** Within a scan's data no such two bytes can stand; in metadata they do so by chance only. */
function countScans(jpeg: Buffer): number {
  let count = 0;
  for (let at = jpeg.indexOf(startOfScan); at >= 0; at = jpeg.indexOf(startOfScan, at + 2)) count += 1;
  return count;
}

/** Those before the first scan. A marker may have any number of fill bytes before it (ITU T.81, B.1.1.2). */
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
