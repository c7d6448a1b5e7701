import type { ReceivedFile } from '../../journal/received.js';
import { transitWordings as words } from '../../texts/transit-wordings.js';
import type { Wording } from '../../texts/wording.js';
import type { Inspection } from '../pictures/face-engine.js';

/** A file that begins like a picture but cannot be decoded. */
interface Damaged {
  readonly bytes: Buffer;
  readonly sniffed: ReceivedFile['sniffed'];
  readonly lacksEnd: boolean;
}

/** A kind of damage, and its remedy. */
interface Damage {
  readonly is: (damaged: Damaged) => boolean;
  readonly hint: Wording;
}

/** With fewer line feeds, all may follow a carriage return by chance. */
const fewest = 16;
/** A picture of this many bytes contains every byte value. */
const fewBytes = 8192;
const carriageReturn = 0x0d;
const lineFeed = 0x0a;
const startOfScan = Buffer.from([0xff, 0xda]);

/**
 * Whether every line feed in a picture's data follows a carriage return, because the file was copied as text. A decoder
 * may still decode it, but to a wrong image.
 */
export function hasReturnsBefore(bytes: Buffer): boolean {
  // Texts in its header have their own line ends.
  const start = Math.max(0, bytes.indexOf(startOfScan));
  let feeds = 0;
  for (let at = bytes.indexOf(lineFeed, start); at >= 0; at = bytes.indexOf(lineFeed, at + 1)) {
    if (bytes[at - 1] !== carriageReturn) return false;
    feeds += 1;
  }
  return feeds >= fewest;
}

/** Returns the compressed data of a JPEG. Its header may hold texts and padding without any carriage return. */
function afterHeader(bytes: Buffer): Buffer {
  const start = bytes.indexOf(startOfScan);
  return bytes.subarray(start < 0 ? bytes.length : start);
}

/** One entry per kind; the first match applies. */
const damages: readonly Damage[] = [
  {
    is: ({ bytes, lacksEnd }) => lacksEnd && endsWithZeros(bytes, 512),
    hint: words.zerosHint,
  },
  { is: ({ bytes }) => hasReturnsBefore(bytes), hint: words.copiedHint },
  {
    is: ({ bytes, sniffed }) => {
      const data = sniffed === 'jpeg' ? afterHeader(bytes) : bytes;
      return !data.includes(carriageReturn) && data.length > fewBytes;
    },
    hint: words.copiedHint,
  },
  { is: ({ lacksEnd }) => lacksEnd, hint: words.cutHint },
  {
    // A JPEG that ends in its header has no data and no end marker to miss.
    is: ({ bytes, sniffed }) => sniffed === 'jpeg' && !bytes.includes(Buffer.from([0xff, 0xd9])),
    hint: words.cutHint,
  },
  {
    is: ({ bytes, sniffed }) =>
      sniffed === 'jpeg' &&
      /^(?:\xff\xf7|[\s\S]{0,2000}\xff[\xc3\xc5-\xc7\xcb\xcd-\xcf]\0)/.test(bytes.toString('latin1', 2, 2500)),
    hint: words.rareHint,
  },
];

/** Returns the probable cause for a file that begins like a picture but cannot be decoded. */
export function hintForDamage(
  { content, sniffed }: ReceivedFile,
  inspection: Inspection | undefined,
): Wording | undefined {
  if (!content || (sniffed !== 'jpeg' && sniffed !== 'png')) return undefined;
  if (inspection?.readable === false && inspection.isTimeout) return words.slowHint;
  const damaged = { bytes: content, sniffed, lacksEnd: inspection?.lacks !== undefined };
  return damages.find(({ is }) => is(damaged))?.hint;
}

function endsWithZeros(bytes: Buffer, count: number): boolean {
  return bytes.length > count && bytes.subarray(-count).every((byte) => byte === 0);
}
