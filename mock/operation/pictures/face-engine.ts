import { LRUCache } from 'lru-cache';
import { findFixture, markInExif, type PictureMark, readDrawnMarkIn } from '../../../fixtures/index.js';
import type { ReceivedFile } from '../../journal/received.js';
import type { SniffedType } from '../../journal/sniffed-type.js';
import type { FaceEngineMode } from '../../schemas/choices.js';
import { costOfHeader, costOfPixels } from './costly.js';
import { decodePixels, decodeWhole, type Header, laneFor, readHeader, tooLongToDecode } from './decode.js';
import { isRefusedForPixels, type PixelRules, type StoredSize } from './dimensions.js';
import { type EndMarker, hasAllData, withoutEnd } from './end-marker.js';
import { measurePicture, sightByMeasures } from './measure-picture.js';

/**
 * What the simulated face engine makes of one picture. It does not recognise faces: it believes the picture mark that a
 * fixture carries, as text in its metadata or else as a QR code drawn in it. Of any other picture it tells only whether it is all but
 * black, burnt out all over, or blank.
 */
export type Inspection =
  | {
      readonly readable: false;
      readonly reason: string;
      /** The end marker that the file lacks: it seems to be cut off. */
      readonly lacks?: EndMarker;
    }
  | (StoredSize & {
      readonly readable: true;
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
    });

/**
 * Inspects pictures, and remembers its inspections by their digest. A picture that the rules refuse for its dimensions is not
 * decoded.
 */
export type FaceEngine = (file: ReceivedFile, rules?: PixelRules) => Promise<Inspection>;

/**
 * Inspections by mode, rules and digest. One memory for all mocks of a process, since an inspection depends on nothing else: the tests that each
 * start one do not decode the same pictures over again, nor does a mock whose configuration has changed.
 */
const seen = new LRUCache<string, Promise<Inspection>>({ max: 500 });

/** Makes a face engine, which remembers the last 500 pictures that any in this process has looked at. */
export function createFaceEngine(mode: FaceEngineMode = 'full'): FaceEngine {
  return (file, rules) => {
    // What was not kept cannot be inspected; under another contract the same file may be.
    if (!file.content) return inspect(file, mode, rules);
    const key = `${mode} ${rules ? keyOf(rules) : ''} ${file.sha256}`;
    const known = seen.get(key);
    if (known) return known;
    const inspection = inspect(file, mode, rules).then((found) => {
      // The same picture may have more luck where the machine is less busy.
      if (!found.readable && found.reason.includes(tooLongToDecode)) seen.delete(key);
      return found;
    });
    seen.set(key, inspection);
    return inspection;
  };
}

/** All that decides whether a picture's dimensions have it refused. */
function keyOf({ minimum, maximum, orientation, exif, minimumPixels, tooSmall, tooLarge }: PixelRules): string {
  const sizes = [minimum.width, minimum.height, maximum.width, maximum.height, minimumPixels];
  return [...sizes, orientation, exif, tooSmall === 'accepted', tooLarge === 'accepted'].join();
}

async function inspect(file: ReceivedFile, mode: FaceEngineMode, rules: PixelRules | undefined): Promise<Inspection> {
  const { content, sniffed } = file;
  // What is too costly to read is not mended either: that would leave out a part of what makes it so.
  const isCheap = content !== undefined && costOfHeader(content, sniffed).reason === undefined;
  const end = isCheap ? withoutEnd(content, sniffed) : undefined;
  // A decoder that insists on the end marker would refuse the one file, and another one that has other data in its place.
  const inspection = await inspectWhole(end ? { ...file, content: end.mended } : file, mode, rules);
  if (!end) return inspection;
  const { lacks } = end;
  if (!inspection.readable) return { ...inspection, lacks };
  if (end.lacksScans) return { readable: false, reason: 'it cannot be decoded (its last scans are missing)', lacks };
  const isDecoded =
    mode !== 'off' && inspection.sees !== 'unreadable' && !(rules && isRefusedForPixels(inspection, rules));
  // It is decoded several times.
  if (lacks === 'EOI' && isDecoded && !(await laneFor({ slow: true })(() => hasAllData(end.mended, inspection))))
    return { readable: false, reason: 'it cannot be decoded (its data ends before the last row)', lacks };
  return { ...inspection, lacks, basis: `${inspection.basis}; its end marker (${lacks}) is missing` };
}

async function inspectWhole(
  { content, sniffed }: ReceivedFile,
  mode: FaceEngineMode,
  rules: PixelRules | undefined,
): Promise<Inspection> {
  if (sniffed === 'empty') return { readable: false, reason: 'the file is empty' };
  if (sniffed !== 'jpeg' && sniffed !== 'png')
    return { readable: false, reason: `the content is ${sniffed === 'unknown' ? 'no picture' : sniffed}` };
  if (!content) return { readable: false, reason: 'the file is too large to be looked at' };
  const cost = costOfHeader(content, sniffed);
  // Even its dimensions stand behind what is costly.
  if (cost.reason !== undefined) return { readable: false, reason: cost.reason };
  try {
    const header = await laneFor(cost)(() => readHeader(content));
    const { width, height, turned } = header;
    const stored = { width, height, turned };
    const seenAs = await seeing(content, sniffed, mode, header, rules);
    return { readable: true, ...stored, ...seenAs };
  } catch (error) {
    return { readable: false, reason: `it cannot be decoded (${oneLine(error)})` };
  }
}

/** What is seen in a picture whose header could be read. @throws what the decoder throws of a broken picture */
async function seeing(
  content: Buffer,
  sniffed: SniffedType,
  mode: FaceEngineMode,
  header: Header,
  rules: PixelRules | undefined,
): Promise<Seen> {
  const written = mode === 'off' ? undefined : markInExif(header.exif);
  // The header says enough: the rule on dimensions refuses it, and nothing is unpacked.
  if (rules && isRefusedForPixels(header, rules))
    return written ? seenIn(written, 'picture mark') : taken('face', 'not decoded, for its dimensions are refused');
  const cost = costOfPixels(content, sniffed, header);
  if (cost.reason !== undefined) return taken('unreadable', cost.reason);
  if (mode === 'off') return taken('face', 'the face engine is off');
  const decoding = laneFor(cost);
  if (written) {
    await decoding(() => decodeWhole(content));
    return seenIn(written, 'picture mark');
  }
  const picture = await decoding(() => decodePixels(content));
  const drawn = await readDrawnMarkIn(picture);
  if (drawn) return seenIn(drawn, 'picture mark (its QR code)');
  if (mode === 'marks') return taken('face', 'no mark; measures are off, so taken for a face');
  const { sees, words } = sightByMeasures(await measurePicture(picture));
  return taken(sees, `no mark; ${words}`);
}

type Seen = Omit<Extract<Inspection, { readable: true }>, 'readable' | keyof StoredSize>;

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
