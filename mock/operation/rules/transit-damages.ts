import { transitWordings as words } from '../../texts/transit-wordings.js';
import type { Wording } from '../../texts/wording.js';
import { type Content, type ContentKind, fits } from './content-kind.js';
import { widenedBy } from './widened.js';

/** Kinds of damage in transit. One entry per kind; the first match applies. */
export const transitDamages: readonly ContentKind[] = [
  {
    find: fits(/^(?:efbbbf)?(?:efbfbd){2}|^(?:efbbbf)?efbfbd504e47|^(?:fffe)?(?:fdff){3}/, words.replacedAsUtf8),
    hint: words.bytesLostHint,
  },
  { find: ({ bytes }) => widenedBy(bytes), hint: words.asBytesHint },
  {
    find: fits(/^(?:3f){2,4}[0-9a-f]{0,4}(?:4a464946|45786966)|^(?:3f){3,4}00|^3f504e470d?0a/, words.replacedAsAscii),
    hint: words.bytesLostHint,
  },
  {
    find: fits(/^7f587f(?:[67][0-9a-f]|5b)|^09504e470d?0a/, words.sevenBits),
    hint: words.sevenBitsHint,
  },
  {
    // PNG has 0d 0a 1a 0a here to reveal this damage.
    find: fits(/^89504e47(?!0d0a1a0a)(?:0d|0a){1,3}(?:1a)?/, words.lineEnds),
    hint: words.binaryModeHint,
  },
  {
    find: fits(/^d8ff(?:db|e[0-9a-f])ff|^5089474e/, words.swappedBytes),
    hint: words.swappedBytesHint,
  },
  {
    find: describePreceding,
    hint: words.precededHint,
  },
  {
    find: startMissing,
    hint: words.startMissingHint,
  },
];

/** How many bytes of a file are searched for the start of a picture. */
const searched = 8192;
const pngStart = Buffer.from('89504e470d0a1a0a', 'hex');
/** Includes the first markers: three bytes alone may occur anywhere by chance. */
const jpegStart = /\xff\xd8\xff[\xc0-\xcf\xdb\xe0-\xef\xfe]/;

/** Describes the bytes before a picture that begins later in the file; undefined if there is no picture. */
export function describePreceding({ bytes }: Content): Wording | undefined {
  const start = bytes.subarray(0, searched);
  const places = [start.indexOf(pngStart), start.toString('latin1').search(jpegStart)].filter((place) => place > 0);
  if (places.length === 0) return undefined;
  const at = Math.min(...places);
  const before = start.subarray(0, at);
  const known = precedingContents.find(({ is }) => is(before.toString('latin1'), before))?.what;
  return words.preceded({ at, what: known ?? (at === 1 ? words.oneStrangeByte : words.strangeBytes) });
}

interface PrecedingContent {
  readonly is: (text: string, bytes: Buffer) => boolean;
  readonly what: Wording;
}

const lengths = [2, 4, 8];

/** Content that programs write before pictures by mistake. */
const precedingContents: readonly PrecedingContent[] = [
  { is: (_, bytes) => /^efbbbf$/.test(bytes.toString('hex')), what: words.byteOrderMark },
  { is: (_, bytes) => /^(?:fffe|feff)$/.test(bytes.toString('hex')), what: words.utf16Mark },
  { is: (text) => /^(?:\xef\xbb\xbf)?[\r\n]+$/.test(text), what: words.lineEnd },
  { is: (text) => /^(?:\xef\xbb\xbf)?\s+$/.test(text), what: words.blanks },
  {
    is: (text) => /Content-(?:Disposition|Type|Transfer-Encoding):/i.test(text),
    what: words.partHeaders,
  },
  { is: (text) => /^HTTP\/\d/.test(text), what: words.httpHeaders },
  { is: (text) => /^data:/i.test(text), what: words.dataUrl },
  { is: (text) => /warning|notice|deprecated|fatal error|<br/i.test(text), what: words.warning },
  { is: (_, bytes) => bytes.every((byte) => byte === 0), what: words.zeroBytes },
  { is: (text) => /^[\t\r\n\x20-\x7e]+$/.test(text), what: words.text },
  { is: (_, bytes) => lengths.includes(bytes.length), what: words.length },
];

/** Describes a file that continues or ends like a picture but does not begin like one. */
function startMissing({ bytes, isWhole }: Content): Wording | undefined {
  const format = formatWithoutStart(bytes, isWhole);
  return format === undefined ? undefined : words.startMissing({ format });
}

function formatWithoutStart(bytes: Buffer, isWhole: boolean): 'JPEG' | 'PNG' | undefined {
  const start = bytes.toString('latin1', 0, 32);
  if (/^[\s\S]{0,5}(?:JFIF|Exif)\0/.test(start)) return 'JPEG';
  if (/^[\s\S]{0,12}IHDR/.test(start)) return 'PNG';
  if (!isWhole || bytes.length < 1000) return undefined;
  if (bytes.toString('latin1', bytes.length - 8, bytes.length - 4) === 'IEND') return 'PNG';
  return bytes.at(-2) === 0xff && bytes.at(-1) === 0xd9 ? 'JPEG' : undefined;
}
