import { decodeGrey, type GreyPicture, imageLibrary } from '../../../fixtures/index.js';
import type { StoredPixels } from './costly.js';
import { createLane, type Lane } from './lane.js';

/**
 * Decodes at once in this process, of all mocks together. Pictures that take long have a lane of their own: ordinary ones
 * do not wait for them, and however many come, one at a time fills the memory. The libuv pool has four threads, so that one is left.
 */
const ordinary = createLane(2);
const slow = createLane(1);

/** The lane for a picture. */
export function laneFor(cost: { readonly slow: boolean }): Lane {
  return cost.slow ? slow : ordinary;
}

/** A picture's header, and its EXIF block as it stands in the file. */
export interface Header extends StoredPixels {
  readonly exif: Buffer | undefined;
}

/** Reads a picture's header alone. @throws what the decoder throws of what is no header */
export async function readHeader(content: Buffer): Promise<Header> {
  const sharp = imageLibrary();
  const { width, height, orientation, channels, depth, isProgressive, exif } = await sharp(content, {
    limitInputPixels: false,
  }).metadata();
  return {
    width,
    height,
    // EXIF orientations 5 to 8 are those that lie on their side.
    turned: (orientation ?? 1) >= 5,
    channels,
    depth: depth === 'ushort' ? 2 : 1,
    inPasses: isProgressive,
    exif,
  };
}

/** A cut file is found out, an odd one is read. How many pixels there may be has been said by then. */
const leniently = { failOn: 'truncated', limitInputPixels: false } as const;

/**
 * How long one picture may be decoded, in seconds. The costliest that is decoded at all takes four on an idle machine: none is
 * refused for a busy one, and none that the bounds let through by mistake keeps its place for ever.
 */
const longestDecode = 60;

/** Why a picture is not decoded that takes longer. */
export const tooLongToDecode = 'decoding it takes too long';

/** Decodes within the time. @throws what the decoder throws of a broken picture, or {@link tooLongToDecode} */
export async function inTime<Result>(
  decode: (seconds: number) => Promise<Result>,
  seconds = longestDecode,
): Promise<Result> {
  try {
    return await decode(seconds);
  } catch (error) {
    if (/^timeout: \d+% complete/m.test(String((error as Error).message))) throw new Error(tooLongToDecode);
    throw error;
  }
}

/** Decodes a picture to its end, all of it grey. @throws what {@link inTime} throws */
export function decodePixels(content: Buffer): Promise<GreyPicture> {
  return inTime((seconds) => decodeGrey(content, leniently, seconds));
}

/** Reads a picture to its end, for nothing but to know that it can be. @throws what {@link inTime} throws */
export async function decodeWhole(content: Buffer): Promise<void> {
  const sharp = imageLibrary();
  // A small copy costs little and still makes the decoder read the file to its end.
  const small = sharp(content, leniently).resize(64, 64, { fit: 'fill' }).raw();
  await inTime((seconds) => small.timeout({ seconds }).toBuffer());
}
