import { type Content, type ContentKind, fits } from './content-kind.js';
import { widenedBy } from './widened.js';

const asBytes =
  'read, pass on and write the file as bytes: nothing on its way may take it for text (a UTF-8 reader, file.text(), readAsText, a String)';
const lost = `${asBytes}; what was replaced is lost`;
const binaryMode =
  'it was copied as text: use binary mode (FTP: type I; Git: "*.png binary" in .gitattributes; C: "rb" and "wb")';

/** What is done to a picture on its way. One entry for each; the first that finds its own counts. */
export const wayDamages: readonly ContentKind[] = [
  {
    find: fits(
      /^(?:efbbbf)?(?:efbfbd){2}|^(?:efbbbf)?efbfbd504e47|^(?:fffe)?(?:fdff){3}/,
      'a picture that was read as UTF-8 text on the way, which put a replacement character (EF BF BD) in place of its bytes',
    ),
    hint: lost,
  },
  { find: ({ bytes }) => widenedBy(bytes), hint: asBytes },
  {
    find: fits(
      /^(?:3f){2,4}[0-9a-f]{0,4}(?:4a464946|45786966)|^(?:3f){3,4}00|^3f504e470d?0a/,
      'a picture that was written as ASCII text on the way, which put ? in place of its bytes',
    ),
    hint: lost,
  },
  {
    find: fits(/^7f587f(?:[67][0-9a-f]|5b)|^09504e470d?0a/, 'a picture whose bytes were cut to seven bits'),
    hint: 'its way is for ASCII text alone (7bit): send the file as bytes, with no transfer encoding',
  },
  {
    // 0d 0a 1a 0a stands there so that this shows.
    find: fits(/^89504e47(?!0d0a1a0a)(?:0d|0a){1,3}(?:1a)?/, 'a PNG whose line ends were converted on the way'),
    hint: binaryMode,
  },
  {
    find: fits(/^d8ff(?:db|e[0-9a-f])ff|^5089474e/, 'a picture whose bytes stand in pairs the wrong way round'),
    hint: 'its bytes were written as 16-bit numbers: write them one by one',
  },
  {
    find: beforePicture,
    hint: 'send the file from its first byte on: what writes something before it has to go (a byte order mark, a line end, a warning, a length)',
  },
  {
    find: startMissing,
    hint: 'what read the first bytes, to see what they are for instance, has kept them: read the file from its start again',
  },
];

/** How far into a file its picture is searched for. */
const searched = 8192;
const pngStart = Buffer.from('89504e470d0a1a0a', 'hex');
/** With the markers that come first. Three bytes alone may stand anywhere by chance. */
const jpegStart = /\xff\xd8\xff[\xc0-\xcf\xdb\xe0-\xef\xfe]/;

/** What stands before a picture that begins a little later; undefined where no picture does. */
export function beforePicture({ bytes }: Content): string | undefined {
  const start = bytes.subarray(0, searched);
  const places = [start.indexOf(pngStart), start.toString('latin1').search(jpegStart)].filter((place) => place > 0);
  if (places.length === 0) return undefined;
  const at = Math.min(...places);
  const before = start.subarray(0, at);
  const known = befores.find(({ is }) => is(before.toString('latin1'), before))?.what;
  return `a picture that begins at byte ${at}, behind ${known ?? `${at === 1 ? 'a byte that is' : 'bytes that are'} no part of it`}`;
}

interface Before {
  readonly is: (text: string, bytes: Buffer) => boolean;
  readonly what: string;
}

const lengths = [2, 4, 8];

/** What comes before pictures by mistake. */
const befores: readonly Before[] = [
  { is: (_, bytes) => /^efbbbf$/.test(bytes.toString('hex')), what: 'a byte order mark (EF BB BF)' },
  { is: (_, bytes) => /^(?:fffe|feff)$/.test(bytes.toString('hex')), what: 'a byte order mark of UTF-16' },
  { is: (text) => /^(?:\xef\xbb\xbf)?[\r\n]+$/.test(text), what: 'a line end' },
  { is: (text) => /^(?:\xef\xbb\xbf)?\s+$/.test(text), what: 'blanks' },
  {
    is: (text) => /Content-(?:Disposition|Type|Transfer-Encoding):/i.test(text),
    what: 'the head of a part: a blank line came too early, or a form was put into a form',
  },
  { is: (text) => /^HTTP\/\d/.test(text), what: 'the head of an HTTP answer' },
  { is: (text) => /^data:/i.test(text), what: 'the beginning of a data: URL' },
  { is: (text) => /warning|notice|deprecated|fatal error|<br/i.test(text), what: 'a warning of a script' },
  { is: (_, bytes) => bytes.every((byte) => byte === 0), what: 'zero bytes' },
  { is: (text) => /^[\t\r\n\x20-\x7e]+$/.test(text), what: 'text' },
  { is: (_, bytes) => lengths.includes(bytes.length), what: 'bytes that look like its length' },
];

/** What a file is that goes on or ends as a picture does, and does not begin as one. */
function startMissing({ bytes, isWhole }: Content): string | undefined {
  const of = formatWithoutStart(bytes, isWhole);
  return of === undefined ? undefined : `a ${of} whose first bytes are missing`;
}

function formatWithoutStart(bytes: Buffer, isWhole: boolean): 'JPEG' | 'PNG' | undefined {
  const start = bytes.toString('latin1', 0, 32);
  if (/^[\s\S]{0,5}(?:JFIF|Exif)\0/.test(start)) return 'JPEG';
  if (/^[\s\S]{0,12}IHDR/.test(start)) return 'PNG';
  if (!isWhole || bytes.length < 1000) return undefined;
  if (bytes.toString('latin1', bytes.length - 8, bytes.length - 4) === 'IEND') return 'PNG';
  return bytes.at(-2) === 0xff && bytes.at(-1) === 0xd9 ? 'JPEG' : undefined;
}
