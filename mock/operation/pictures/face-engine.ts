import { LRUCache } from 'lru-cache';
import { findFixture, markInExif, type PictureMark, readDrawnMarkIn } from '../../../fixtures/index.js';
import type { ReceivedFile } from '../../journal/received.js';
import type { FaceEngineMode } from '../../schemas/choices.js';
import type { SniffedType } from '../../schemas/sniffed-type.js';
import { pictureWordings as words } from '../../texts/picture-wordings.js';
import type { Wording } from '../../texts/wording.js';
import { costOfHeader, costOfPixels } from './costly.js';
import { DecodeTimeoutError, decodePixels, decodeWhole, type Header, laneFor, readHeader } from './decode.js';
import { isRefusedForPixels, type PixelRules, type StoredSize } from './dimensions.js';
import { type EndMarker, hasAllData, withoutEnd } from './end-marker.js';
import { measurePicture, sightByMeasures } from './measure-picture.js';

/**
 * The result of the simulated face engine for one picture. It does not recognize faces. It reads the picture mark of a
 * fixture, from its metadata or from its drawn QR code. For any other picture it reports only whether it is all but
 * black, burnt out all over, or blank.
 */
export type Inspection =
  | {
      readonly readable: false;
      readonly reason: Wording;
      /** Whether the decoder gave up after its timeout. */
      readonly isTimeout?: true;
      /** The missing end marker: the file is probably cut off. */
      readonly lacks?: EndMarker;
    }
  | (StoredSize & {
      readonly readable: true;
      readonly sees: PictureMark['sees'];
      /** The person in the picture, if the mark names one. Pictures with the same number show the same person. */
      readonly person: number | undefined;
      /** The part that the picture was made for, if the mark names it. */
      readonly part?: 'img1' | 'img2';
      readonly live: boolean;
      /** The figures, 0 to 1, that the mark requests for a success. */
      readonly similarity?: number;
      readonly score?: number;
      /** The source of the result, for the journal. */
      readonly basis: Wording;
      /**
       * The missing end marker, if nothing else is missing; the contract decides whether the file then counts as
       * readable.
       */
      readonly lacks?: EndMarker;
    });

/**
 * Inspects pictures, and caches inspections by digest. A picture that the rules reject for its dimensions is not
 * decoded.
 */
export type FaceEngine = (file: ReceivedFile, rules?: PixelRules) => Promise<Inspection>;

/**
 * Inspections by mode, rules and digest. All mocks of a process share this cache, since an inspection depends on
 * nothing else. So a picture is decoded once, even if each test starts a mock or the configuration changes.
 */
const seen = new LRUCache<string, Promise<Inspection>>({ max: 500 });

/** Creates a face engine. It caches the last 500 pictures inspected in this process. */
export function createFaceEngine(mode: FaceEngineMode = 'full'): FaceEngine {
  return (file, rules) => {
    // Content that was not kept cannot be inspected; under another contract the same file may be kept.
    if (!file.content) return inspect(file, mode, rules);
    const key = `${mode} ${rules ? keyOf(rules) : ''} ${file.sha256}`;
    const known = seen.get(key);
    if (known) return known;
    const inspection = inspect(file, mode, rules).then((found) => {
      // A timeout may not recur on a less busy machine.
      if (!found.readable && found.isTimeout) seen.delete(key);
      return found;
    });
    seen.set(key, inspection);
    return inspection;
  };
}

/** Identifies everything that decides whether a picture is rejected for its dimensions. */
function keyOf({ minimum, maximum, orientation, exif, minimumPixels, tooSmall, tooLarge }: PixelRules): string {
  const sizes = [minimum.width, minimum.height, maximum.width, maximum.height, minimumPixels];
  return [...sizes, orientation, exif, tooSmall === 'accepted', tooLarge === 'accepted'].join();
}

async function inspect(file: ReceivedFile, mode: FaceEngineMode, rules: PixelRules | undefined): Promise<Inspection> {
  const { content, sniffed } = file;
  // A picture whose header is too costly is not repaired, because that would remove part of the cost.
  const isCheap = content !== undefined && costOfHeader(content, sniffed).reason === undefined;
  const end = isCheap ? withoutEnd(content, sniffed) : undefined;
  // A decoder that requires the end marker would reject the file, and one with other data in its place.
  const inspection = await inspectWhole(end ? { ...file, content: end.mended } : file, mode, rules);
  if (!end) return inspection;
  const { lacks } = end;
  if (!inspection.readable) return { ...inspection, lacks };
  if (end.lacksScans) return { readable: false, reason: words.undecodable({ why: words.lacksScans }), lacks };
  const isDecoded =
    mode !== 'off' && inspection.sees !== 'unreadable' && !(rules && isRefusedForPixels(inspection, rules));
  // This decodes the file several times.
  if (lacks === 'EOI' && isDecoded && !(await laneFor({ isSlow: true })(() => hasAllData(end.mended, inspection))))
    return { readable: false, reason: words.undecodable({ why: words.lacksRows }), lacks };
  return { ...inspection, lacks, basis: words.lacksEnd({ basis: inspection.basis, marker: lacks }) };
}

async function inspectWhole(
  { content, sniffed }: ReceivedFile,
  mode: FaceEngineMode,
  rules: PixelRules | undefined,
): Promise<Inspection> {
  if (sniffed === 'empty') return { readable: false, reason: words.empty };
  if (sniffed !== 'jpeg' && sniffed !== 'png')
    return { readable: false, reason: sniffed === 'unknown' ? words.noPicture : words.contentIs({ what: sniffed }) };
  if (!content) return { readable: false, reason: words.tooLargeToInspect };
  const cost = costOfHeader(content, sniffed);
  // Even reading the dimensions is costly.
  if (cost.reason !== undefined) return { readable: false, reason: cost.reason };
  try {
    const header = await laneFor(cost)(() => readHeader(content));
    const { width, height, turned } = header;
    const stored = { width, height, turned };
    const seenAs = await seeing(content, sniffed, mode, header, rules);
    return { readable: true, ...stored, ...seenAs };
  } catch (error) {
    if (error instanceof DecodeTimeoutError)
      return { readable: false, reason: words.undecodable({ why: words.tooLongToDecode }), isTimeout: true };
    return { readable: false, reason: words.undecodable({ why: firstLine(error) }) };
  }
}

/** Inspects a picture whose header could be read. @throws the decoder's error for a broken picture */
async function seeing(
  content: Buffer,
  sniffed: SniffedType,
  mode: FaceEngineMode,
  header: Header,
  rules: PixelRules | undefined,
): Promise<Seen> {
  const written = mode === 'off' ? undefined : markInExif(header.exif);
  // The rule on dimensions rejects it by its header, so nothing is decoded.
  if (rules && isRefusedForPixels(header, rules))
    return written ? seenIn(written, words.mark) : unmarked('face', words.notDecoded);
  const cost = costOfPixels(content, sniffed, header);
  if (cost.reason !== undefined) return unmarked('unreadable', cost.reason);
  if (mode === 'off') return unmarked('face', words.engineOff);
  const decoding = laneFor(cost);
  if (written) {
    await decoding(() => decodeWhole(content));
    return seenIn(written, words.mark);
  }
  const picture = await decoding(() => decodePixels(content));
  const drawn = await readDrawnMarkIn(picture);
  if (drawn) return seenIn(drawn, words.drawnMark);
  if (mode === 'marks') return unmarked('face', words.measuresOff);
  const { sees, words: measures } = sightByMeasures(await measurePicture(picture));
  return unmarked(sees, words.noMark({ measures }));
}

type Seen = Omit<Extract<Inspection, { readable: true }>, 'readable' | keyof StoredSize>;

/** Returns the result for a picture without a mark. */
function unmarked(sees: Seen['sees'], basis: Wording): Seen {
  return { sees, basis, person: undefined, live: true };
}

function seenIn({ id, sees, person, live = true, similarity, score }: PictureMark, basis: typeof words.mark): Seen {
  const part = findFixture(id)?.part;
  return {
    sees,
    person,
    live,
    ...(similarity === undefined ? {} : { similarity }),
    ...(score === undefined ? {} : { score }),
    ...(part === undefined ? {} : { part }),
    basis: basis({ fixture: id }),
  };
}

/** Returns the first line of a decoder's message. The others follow from it. */
function firstLine(error: unknown): string {
  const [first = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  return first.replace(/^Input buffer has corrupt header: /, '').slice(0, 120);
}
