import { type Content, type ContentKind, fits } from './content-kind.js';
import { widenedBy } from './widened.js';

const asBytes =
  'read, forward and write the file as bytes: no step may treat it as text (a UTF-8 reader, file.text(), readAsText, a String)';
const bytesLost = `${asBytes}; the replaced bytes are lost`;
const binaryMode =
  'it was copied as text: use binary mode (FTP: type I; Git: "*.png binary" in .gitattributes; C: "rb" and "wb")';

/** Kinds of damage in transit. One entry per kind; the first match applies. */
export const transitDamages: readonly ContentKind[] = [
  {
    find: fits(
      /^(?:efbbbf)?(?:efbfbd){2}|^(?:efbbbf)?efbfbd504e47|^(?:fffe)?(?:fdff){3}/,
      'a picture that was read as UTF-8 text in transit, which replaced its bytes with replacement characters (EF BF BD)',
    ),
    hint: bytesLost,
  },
  { find: ({ bytes }) => widenedBy(bytes), hint: asBytes },
  {
    find: fits(
      /^(?:3f){2,4}[0-9a-f]{0,4}(?:4a464946|45786966)|^(?:3f){3,4}00|^3f504e470d?0a/,
      'a picture that was written as ASCII text in transit, which replaced its bytes with ?',
    ),
    hint: bytesLost,
  },
  {
    find: fits(/^7f587f(?:[67][0-9a-f]|5b)|^09504e470d?0a/, 'a picture whose bytes were reduced to seven bits'),
    hint: 'the transfer allows only ASCII text (7bit): send the file as bytes, with no transfer encoding',
  },
  {
    // PNG has 0d 0a 1a 0a here to reveal this damage.
    find: fits(/^89504e47(?!0d0a1a0a)(?:0d|0a){1,3}(?:1a)?/, 'a PNG whose line ends were converted in transit'),
    hint: binaryMode,
  },
  {
    find: fits(/^d8ff(?:db|e[0-9a-f])ff|^5089474e/, 'a picture whose bytes are swapped in pairs'),
    hint: 'its bytes were written as 16-bit numbers: write them one by one',
  },
  {
    find: describePreceding,
    hint: 'send only the bytes of the file: remove the code that writes something before it (a byte order mark, a line end, a warning, a length)',
  },
  {
    find: startMissing,
    hint: 'code that read the first bytes, for example to detect the type, consumed them: rewind the file before sending it',
  },
];

/** How many bytes of a file are searched for the start of a picture. */
const searched = 8192;
const pngStart = Buffer.from('89504e470d0a1a0a', 'hex');
/** Includes the first markers: three bytes alone may occur anywhere by chance. */
const jpegStart = /\xff\xd8\xff[\xc0-\xcf\xdb\xe0-\xef\xfe]/;

/** Describes the bytes before a picture that begins later in the file; undefined if there is no picture. */
export function describePreceding({ bytes }: Content): string | undefined {
  const start = bytes.subarray(0, searched);
  const places = [start.indexOf(pngStart), start.toString('latin1').search(jpegStart)].filter((place) => place > 0);
  if (places.length === 0) return undefined;
  const at = Math.min(...places);
  const before = start.subarray(0, at);
  const known = precedingContents.find(({ is }) => is(before.toString('latin1'), before))?.what;
  return `a picture that begins at byte ${at}, after ${known ?? `${at === 1 ? 'a byte that does' : 'bytes that do'} not belong to it`}`;
}

interface PrecedingContent {
  readonly is: (text: string, bytes: Buffer) => boolean;
  readonly what: string;
}

const lengths = [2, 4, 8];

/** Content that programs write before pictures by mistake. */
const precedingContents: readonly PrecedingContent[] = [
  { is: (_, bytes) => /^efbbbf$/.test(bytes.toString('hex')), what: 'a byte order mark (EF BB BF)' },
  { is: (_, bytes) => /^(?:fffe|feff)$/.test(bytes.toString('hex')), what: 'a byte order mark of UTF-16' },
  { is: (text) => /^(?:\xef\xbb\xbf)?[\r\n]+$/.test(text), what: 'a line end' },
  { is: (text) => /^(?:\xef\xbb\xbf)?\s+$/.test(text), what: 'blanks' },
  {
    is: (text) => /Content-(?:Disposition|Type|Transfer-Encoding):/i.test(text),
    what: 'the headers of a part: a blank line came too early, or a form was put into a form',
  },
  { is: (text) => /^HTTP\/\d/.test(text), what: 'the headers of an HTTP response' },
  { is: (text) => /^data:/i.test(text), what: 'the beginning of a data: URL' },
  { is: (text) => /warning|notice|deprecated|fatal error|<br/i.test(text), what: 'a warning of a script' },
  { is: (_, bytes) => bytes.every((byte) => byte === 0), what: 'zero bytes' },
  { is: (text) => /^[\t\r\n\x20-\x7e]+$/.test(text), what: 'text' },
  { is: (_, bytes) => lengths.includes(bytes.length), what: 'bytes that look like its length' },
];

/** Describes a file that continues or ends like a picture but does not begin like one. */
function startMissing({ bytes, isWhole }: Content): string | undefined {
  const format = formatWithoutStart(bytes, isWhole);
  return format === undefined ? undefined : `a ${format} whose first bytes are missing`;
}

function formatWithoutStart(bytes: Buffer, isWhole: boolean): 'JPEG' | 'PNG' | undefined {
  const start = bytes.toString('latin1', 0, 32);
  if (/^[\s\S]{0,5}(?:JFIF|Exif)\0/.test(start)) return 'JPEG';
  if (/^[\s\S]{0,12}IHDR/.test(start)) return 'PNG';
  if (!isWhole || bytes.length < 1000) return undefined;
  if (bytes.toString('latin1', bytes.length - 8, bytes.length - 4) === 'IEND') return 'PNG';
  return bytes.at(-2) === 0xff && bytes.at(-1) === 0xd9 ? 'JPEG' : undefined;
}
