import { LRUCache } from 'lru-cache';
import { findFixture, imageLibrary, type PictureMark, readDrawnMark, readMark } from '../../fixtures/index.js';
import type { ReceivedFile } from '../multipart/index.js';
import { costlyBecause } from './costly.js';
import { type EndMarker, hasAllData, withoutEnd } from './end-marker.js';
import { decodeWhole, measurePicture, sightByMeasures } from './measure-picture.js';

/**
 * What the simulated face engine makes of one picture. It does not recognise faces: it believes the picture mark that a
 * fixture carries, as text in its metadata or else as a QR code drawn in it, and of any other picture it measures only how bright, how even and how sharp it is.
 */
export type Look =
  | {
      readonly readable: false;
      readonly reason: string;
      /** The end marker that the file lacks: it seems to be cut off. */
      readonly lacks?: EndMarker;
    }
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
      /** Which of the two the picture is made to be, where the mark says so. */
      readonly part?: 'img1' | 'img2';
      readonly live: boolean;
      /** The figures, 0 to 1, that the mark wants a success to tell. */
      readonly similarity?: number;
      readonly score?: number;
      /** What it went by, for the journal. */
      readonly basis: string;
      /** The end marker, which is all that the file lacks; whether it counts as readable then is for the contract to say. */
      readonly lacks?: EndMarker;
    };

/** Looks at pictures, and remembers by their digest what it saw. */
export type FaceEngine = (file: ReceivedFile) => Promise<Look>;

/**
 * How much the face engine looks at: `full` is marks and measures; `marks` believes marks and takes every other picture for a
 * face; `off` reads a picture's dimensions, decodes nothing, and takes every picture for a face.
 */
export const faceEngineModes = ['off', 'marks', 'full'] as const;

/** One of {@link faceEngineModes}. */
export type FaceEngineMode = (typeof faceEngineModes)[number];

/** Pixels beyond which a picture is not decoded: a few bytes can claim a picture that fills the memory. */
const mostPixels = 16_000_000;

/**
 * Looks by mode and digest. One memory for all mocks of a process, since a look depends on nothing else: the tests that each
 * start one do not decode the same pictures over again, nor does a mock whose configuration has changed.
 */
const seen = new LRUCache<string, Promise<Look>>({ max: 500 });

/** Makes a face engine, which remembers the last 500 pictures that any in this process has looked at. */
export function createFaceEngine(mode: FaceEngineMode = 'full'): FaceEngine {
  return (file) => {
    // What was not kept cannot be looked at; under another contract the same file may be.
    if (!file.content) return lookAt(file, mode);
    const key = `${mode} ${file.sha256}`;
    const known = seen.get(key);
    if (known) return known;
    const look = lookAt(file, mode);
    seen.set(key, look);
    return look;
  };
}

async function lookAt(file: ReceivedFile, mode: FaceEngineMode): Promise<Look> {
  const { content, sniffed } = file;
  // What is too costly to decode is not mended either: that would leave out a part of what makes it so.
  const end = content && costlyBecause(content, sniffed) === undefined ? withoutEnd(content, sniffed) : undefined;
  // A decoder that insists on the end marker would refuse the one file, and another one that has other data in its place.
  const look = await lookAtWhole(end ? { ...file, content: end.mended } : file, mode);
  if (!end) return look;
  const { lacks } = end;
  if (!look.readable) return { ...look, lacks };
  if (end.lacksScans) return { readable: false, reason: 'it cannot be decoded (its last scans are missing)', lacks };
  if (lacks === 'EOI' && mode !== 'off' && look.sees !== 'unreadable' && !(await hasAllData(end.mended, look)))
    return { readable: false, reason: 'it cannot be decoded (its data ends before the last row)', lacks };
  return { ...look, lacks, basis: `${look.basis}; its end marker (${lacks}) is missing` };
}

async function lookAtWhole({ content, sniffed }: ReceivedFile, mode: FaceEngineMode): Promise<Look> {
  if (sniffed === 'empty') return { readable: false, reason: 'the file is empty' };
  if (sniffed !== 'jpeg' && sniffed !== 'png')
    return { readable: false, reason: `the content is ${sniffed === 'unknown' ? 'no picture' : sniffed}` };
  if (!content) return { readable: false, reason: 'the file is too large to be looked at' };
  const costly = costlyBecause(content, sniffed);
  // Even its dimensions stand behind what is costly.
  if (costly !== undefined && sniffed === 'png') return { readable: false, reason: costly };
  // Loaded on first use: the mock starts faster, and a mock that only ever forces scenarios never pays for it.
  const sharp = imageLibrary();
  try {
    const { width, height, orientation = 1 } = await sharp(content, { limitInputPixels: false }).metadata();
    // EXIF orientations 5 to 8 are those that lie on their side.
    const stored = { width, height, turned: orientation >= 5 };
    // The header says enough: the rule on dimensions refuses it, and nothing is unpacked.
    if (width * height > mostPixels)
      return { readable: true, ...stored, ...taken('unreadable', 'too many pixels to decode') };
    if (costly !== undefined) return { readable: true, ...stored, ...taken('unreadable', costly) };
    if (mode === 'off') return { readable: true, ...stored, ...taken('face', 'the face engine is off') };
    const written = await readMark(content);
    if (written) {
      await decodeWhole(content, mostPixels);
      return { readable: true, ...stored, ...seenIn(written, 'picture mark') };
    }
    const measured = sightByMeasures(await measurePicture(content, mostPixels));
    const drawn = await readDrawnMark(content);
    if (drawn) return { readable: true, ...stored, ...seenIn(drawn, 'picture mark (its QR code)') };
    return mode === 'marks'
      ? { readable: true, ...stored, ...taken('face', 'no mark; measures are off, so taken for a face') }
      : { readable: true, ...stored, ...taken(measured.sees, `no mark; ${measured.words}`) };
  } catch (error) {
    return { readable: false, reason: `it cannot be decoded (${oneLine(error)})` };
  }
}

type Seen = Omit<Extract<Look, { readable: true }>, 'readable' | 'width' | 'height' | 'turned'>;

/** What is made of a picture that carries no mark. */
function taken(sees: Seen['sees'], basis: string): Seen {
  return { sees, basis, person: undefined, live: true };
}

function seenIn({ id, sees, person, live = true, similarity, score }: PictureMark, source: string): Seen {
  const part = findFixture(id)?.part;
  return {
    sees,
    person,
    live,
    ...(similarity === undefined ? {} : { similarity }),
    ...(score === undefined ? {} : { score }),
    ...(part === undefined ? {} : { part }),
    basis: `${source} of ${id}`,
  };
}

function oneLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replaceAll('\n', '; ').slice(0, 120);
}
