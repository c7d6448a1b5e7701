import type { SniffedType } from '../multipart/index.js';

/**
 * Passes over a JPEG's pixels beyond which it is not decoded. Encoders write about ten; a small file can ask for
 * thousands, each as much work as decoding the whole picture.
 */
const mostScans = 100;
/** Packed texts beyond which a PNG is not even asked for its dimensions: each may unpack to megabytes. */
const mostTexts = 16;

/** Why decoding a picture would take more time than its size tells, from its file alone; undefined where it would not. */
export function costlyBecause(content: Buffer, sniffed: SniffedType): string | undefined {
  const [what, count, most] =
    sniffed === 'png' ? ['packed texts', packedTexts(content), mostTexts] : ['scans', scans(content), mostScans];
  return count > most ? `it has ${count} ${what}; more than ${most} are not decoded` : undefined;
}

const startOfScan = Buffer.from([0xff, 0xda]);

/** Within a scan's data no such two bytes can stand; in metadata they do so by chance only. */
function scans(jpeg: Buffer): number {
  let count = 0;
  for (let at = jpeg.indexOf(startOfScan); at >= 0; at = jpeg.indexOf(startOfScan, at + 2)) count += 1;
  return count;
}

function packedTexts(png: Buffer): number {
  let count = 0;
  for (let at = 8; at + 8 <= png.length; at += 12 + png.readUInt32BE(at))
    if (/^(?:zTXt|iTXt)$/.test(png.toString('latin1', at + 4, at + 8))) count += 1;
  return count;
}
