import type { ReceivedFile } from '../../journal/received.js';
import { tooLongToDecode } from '../pictures/decode.js';
import type { Inspection } from '../pictures/face-engine.js';

/** A file that begins as a picture does and cannot be decoded. */
interface Damaged {
  readonly bytes: Buffer;
  readonly sniffed: ReceivedFile['sniffed'];
  readonly lacksEnd: boolean;
}

/** A way in which a picture is damaged, and what to do about it. */
interface Damage {
  readonly is: (damaged: Damaged) => boolean;
  readonly hint: string;
}

/** What to do about a picture that is cut off, or lacks its end marker alone. */
export const hintForCut =
  'the file was cut off: send it once it is written to its end, whole, with a length counted in bytes (not in letters)';

/** What to do about a picture whose bytes 0a and 0d were taken for line ends. */
export const hintForCopied =
  'the file was copied as text, which converts its line ends: use binary mode (FTP: type I; C: "rb" and "wb")';

/** Fewer line feeds than this may all have a carriage return before them by chance. */
const fewest = 16;
/** In so many bytes of a picture each byte comes. */
const fewBytes = 8192;
const carriageReturn = 0x0d;
const lineFeed = 0x0a;
const startOfScan = Buffer.from([0xff, 0xda]);

/**
 * Whether each line feed in a picture's data has a carriage return before it: it was copied as text. A decoder may make
 * a picture of it still, though none that anybody knows.
 */
export function hasReturnsBefore(bytes: Buffer): boolean {
  // Texts in its head have line ends of their own.
  const start = Math.max(0, bytes.indexOf(startOfScan));
  let feeds = 0;
  for (let at = bytes.indexOf(lineFeed, start); at >= 0; at = bytes.indexOf(lineFeed, at + 1)) {
    if (bytes[at - 1] !== carriageReturn) return false;
    feeds += 1;
  }
  return feeds >= fewest;
}

/** One entry for each way; the first that fits counts. */
const damages: readonly Damage[] = [
  {
    is: ({ bytes, lacksEnd }) => lacksEnd && endsWithZeros(bytes, 512),
    hint: 'the rest of the file is zero bytes: its room was reserved and not filled, so wait until it is written to its end',
  },
  { is: ({ bytes }) => hasReturnsBefore(bytes), hint: hintForCopied },
  {
    is: ({ bytes }) => !bytes.includes(carriageReturn) && bytes.length > fewBytes,
    hint: hintForCopied,
  },
  { is: ({ lacksEnd }) => lacksEnd, hint: hintForCut },
  {
    // A JPEG that ends in its head has no data whose end could be missed.
    is: ({ bytes, sniffed }) => sniffed === 'jpeg' && !bytes.includes(Buffer.from([0xff, 0xd9])),
    hint: hintForCut,
  },
  {
    is: ({ bytes, sniffed }) =>
      sniffed === 'jpeg' &&
      /^(?:\xff\xf7|[\s\S]{0,2000}\xff[\xc3\xc5-\xc7\xcb\xcd-\xcf]\0)/.test(bytes.toString('latin1', 2, 2500)),
    hint: 'it is a JPEG of a rare kind (lossless, JPEG-LS or hierarchical): save it as a baseline or progressive JPEG',
  },
];

/** What probably happened to a file that begins as a picture does and cannot be decoded. */
export function hintForDamage(
  { content, sniffed }: ReceivedFile,
  inspection: Inspection | undefined,
): string | undefined {
  if (!content || (sniffed !== 'jpeg' && sniffed !== 'png')) return undefined;
  if (inspection?.readable === false && inspection.reason.includes(tooLongToDecode))
    return 'save it anew as an ordinary JPEG, smaller, or ask again when the machine of the mock is less busy';
  const damaged = { bytes: content, sniffed, lacksEnd: inspection?.lacks !== undefined };
  return damages.find(({ is }) => is(damaged))?.hint;
}

function endsWithZeros(bytes: Buffer, count: number): boolean {
  return bytes.length > count && bytes.subarray(-count).every((byte) => byte === 0);
}
