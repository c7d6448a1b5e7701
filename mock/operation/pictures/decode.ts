import { decodeGrey, type GreyPicture, imageLibrary } from '../../../fixtures/index.js';
import { pictureWordings } from '../../texts/picture-wordings.js';
import type { StoredPixels } from './costly.js';
import { createLane, type Lane } from './lane.js';

/**
 * Limits concurrent decoding in this process, across all mocks. Slow pictures have their own lane: ordinary ones do not
 * wait, and only one slow picture uses memory at a time. The libuv pool has four threads, so one stays free.
 */
const ordinary = createLane(2);
const slow = createLane(1);

/** Returns the lane for a picture. */
export function laneFor(cost: { readonly isSlow: boolean }): Lane {
  return cost.isSlow ? slow : ordinary;
}

/** A picture's header, with its EXIF block as stored. */
export interface Header extends StoredPixels {
  readonly exif: Buffer | undefined;
}

/** Reads only a picture's header. @throws the decoder's error if the header is invalid */
export async function readHeader(content: Buffer): Promise<Header> {
  const sharp = imageLibrary();
  const { width, height, orientation, channels, depth, isProgressive, exif } = await sharp(content, {
    limitInputPixels: false,
  }).metadata();
  return {
    width,
    height,
    // EXIF orientations 5 to 8 turn the picture on its side.
    turned: (orientation ?? 1) >= 5,
    channels,
    depth: depth === 'ushort' ? 2 : 1,
    inPasses: isProgressive,
    exif,
  };
}

/** Detects truncated files and accepts unusual ones. The number of pixels has been checked before. */
const leniently = { failOn: 'truncated', limitInputPixels: false } as const;

/**
 * Timeout of one decoding, in seconds. The costliest allowed picture takes four on an idle machine. So a busy machine
 * rejects none. A picture that passes the limits by mistake does not block its lane forever.
 */
const longestDecode = 60;

/** The error of a picture that exceeds the timeout. */
export class DecodeTimeoutError extends Error {}

/** Decodes within the timeout. @throws the decoder's error for a broken picture, or {@link DecodeTimeoutError} */
export async function inTime<Result>(
  decode: (seconds: number) => Promise<Result>,
  seconds = longestDecode,
): Promise<Result> {
  try {
    return await decode(seconds);
  } catch (error) {
    if (/^timeout: \d+% complete/m.test(String((error as Error).message)))
      throw new DecodeTimeoutError(pictureWordings.tooLongToDecode.en);
    throw error;
  }
}

/** Decodes a whole picture in grey. @throws what {@link inTime} throws */
export function decodePixels(content: Buffer): Promise<GreyPicture> {
  return inTime((seconds) => decodeGrey(content, leniently, seconds));
}

/** Decodes a whole picture, only to check that it can be decoded. @throws what {@link inTime} throws */
export async function decodeWhole(content: Buffer): Promise<void> {
  const sharp = imageLibrary();
  // A small copy costs little and still makes the decoder read the whole file.
  const small = sharp(content, leniently).resize(64, 64, { fit: 'fill' }).raw();
  await inTime((seconds) => small.timeout({ seconds }).toBuffer());
}
