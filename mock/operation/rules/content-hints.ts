import { isUtf8 } from 'node:buffer';
import { brotliDecompressSync, constants, inflateRawSync, inflateSync } from 'node:zlib';
import type { ReceivedFile } from '../../journal/received.js';
import { contentWordings as words } from '../../texts/content-wordings.js';
import type { Wording } from '../../texts/wording.js';
import { isOtherFormat } from '../multipart/index.js';
import { type Content, type ContentKind, fits, starts } from './content-kind.js';
import { pictureIn } from './encoded-picture.js';
import { formatHints } from './format-hints.js';
import { type Found, isPlainText, textForPicture } from './text-for-picture.js';
import { describePreceding, transitDamages } from './transit-damages.js';

const { packedHint: packed, wrongFileHint: wrongFile, decryptHint: decrypt } = words;

/** One entry per kind; the first match applies. Damage in transit comes before the formats that it resembles. */
const contentKinds: readonly ContentKind[] = [
  {
    find: oneByteOnly,
    hint: words.neverFilledHint,
  },
  ...transitDamages,
  { find: starts([0x1f, 0x8b], words.gzip), hint: packed },
  { find: starts('PK\x03\x04', words.zip), hint: packed },
  { find: starts('PK\x05\x06', words.emptyZip), hint: packed },
  { find: starts('BZh', words.bzip2), hint: packed },
  { find: starts([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0], words.xz), hint: packed },
  { find: starts([0x28, 0xb5, 0x2f, 0xfd], words.zstandard), hint: packed },
  { find: starts([0x04, 0x22, 0x4d, 0x18], words.lz4), hint: packed },
  { find: starts([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], words.sevenZip), hint: packed },
  { find: starts('Rar!', words.rar), hint: packed },
  { find: starts('ustar', words.tar, 257), hint: packed },
  { find: unpacked, hint: packed },
  {
    find: starts([0, 5, 0x16, 7], words.sideFile),
    hint: words.sideFileHint,
  },
  { find: starts([0, 5, 0x16, 0], words.singleFile), hint: words.singleFileHint },
  {
    find: starts([0xd0, 0xcf, 0x11, 0xe0], words.oldOffice),
    hint: wrongFile,
  },
  { find: starts('SQLite format 3', words.sqlite), hint: wrongFile },
  {
    find: starts('bplist00', words.propertyList),
    hint: words.propertyListHint,
  },
  {
    find: starts([0x4c, 0, 0, 0, 1, 0x14, 2, 0], words.shortcut),
    hint: words.shortcutHint,
  },
  { find: fits(/^4d5a(?:90|50|78)00/, words.windowsProgram), hint: wrongFile },
  { find: starts('\x7fELF', words.program), hint: wrongFile },
  { find: starts([0xca, 0xfe, 0xba, 0xbe], words.javaClass), hint: wrongFile },
  { find: starts([0xac, 0xed, 0, 5], words.javaObject), hint: words.notTheObjectHint({ by: 'ObjectOutputStream' }) },
  {
    find: fits(/^80(?:0[2-3](?:63|7d|5d|71|42|55|58|8c)|0[45]95)/, words.pickle),
    hint: words.notTheObjectHint({ by: 'pickle' }),
  },
  {
    find: starts('\x93NUMPY', words.numpy),
    hint: words.numpyHint,
  },
  { find: starts('Salted__', words.openssl), hint: decrypt },
  {
    find: ({ bytes, isWhole }) => (isWhole ? cameraFrame(bytes.length) : undefined),
    hint: words.rawPixelsHint,
  },
  {
    find: ({ bytes }) => (isRandom(bytes) ? words.random : undefined),
    hint: decrypt,
  },
];

/** Identifies a file that is neither JPEG nor PNG, with a hint; undefined if its bytes match nothing known. */
export function contentOf({ sniffed, content, start }: ReceivedFile): Found | undefined {
  if (isOtherFormat(sniffed)) return { what: formatHints[sniffed].name, hint: formatHints[sniffed].hint };
  const bytes = content ?? start;
  if (bytes === undefined || sniffed !== 'unknown') return undefined;
  const given: Content = { bytes, isWhole: content !== undefined };
  const text = textOf(bytes);
  const kind = text === undefined ? undefined : textForPicture(text);
  // A PHP warning, for example, is HTML with the picture after it.
  if (kind && !isPlainText(kind) && describePreceding(given) === undefined) return kind;
  for (const { find, hint } of contentKinds) {
    const what = find(given);
    if (what !== undefined) return { what, hint };
  }
  return kind;
}

/** Bytes of a file that are examined as text. */
const textBytes = 4096;

/** Decodes the beginning of a file as UTF-8 or UTF-16 text; undefined if it is not text. */
function textOf(bytes: Buffer): string | undefined {
  const start = bytes.subarray(0, textBytes);
  const mark = start.toString('hex', 0, 2);
  if (mark === 'fffe' || isWideText(start, 1)) return start.toString('utf16le', mark === 'fffe' ? 2 : 0);
  if (mark === 'feff' || isWideText(start, 0))
    return Buffer.from(start.subarray(0, start.length & ~1))
      .swap16()
      .toString('utf16le', mark === 'feff' ? 2 : 0);
  const isText = isUtf8(wholeLetters(start)) && start.every((byte) => byte >= 0x20 || lineEndsAndTabs.has(byte));
  return isText ? start.toString('utf8') : undefined;
}

const lineEndsAndTabs: ReadonlySet<number> = new Set([0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1b]);

/** Whether every second byte is zero and the others are ASCII: UTF-16. */
function isWideText(start: Buffer, zeroAt: 0 | 1): boolean {
  if (start.length < 4) return false;
  return start
    .subarray(0, 64)
    .every((byte, place) => (place % 2 === zeroAt ? byte === 0 : byte >= 0x09 && byte < 0x7f));
}

/** Drops a character cut at the end. */
function wholeLetters(start: Buffer): Buffer {
  let end = start.length;
  while (end > start.length - 3 && ((start[end - 1] ?? 0) & 0xc0) === 0x80) end -= 1;
  return (start[end - 1] ?? 0) >= 0xc0 ? start.subarray(0, end - 1) : start;
}

function oneByteOnly({ bytes, isWhole }: Content): Wording | undefined {
  const [first] = bytes;
  if (bytes.length < 2 || (first !== 0 && first !== 0xff) || !bytes.every((byte) => byte === first)) return undefined;
  if (first === 0) return isWhole ? words.zeroBytesOnly : words.zeroBytesFirst;
  return isWhole ? words.fullBytesOnly : words.fullBytesFirst;
}

const unpackedBytes = 1 << 20;
const unpackers: readonly (readonly [name: string, unpack: (start: Buffer) => Buffer])[] = [
  ['zlib', (start) => inflateSync(start, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: unpackedBytes })],
  [
    'deflate',
    (start) => inflateRawSync(start, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: unpackedBytes }),
  ],
  [
    'Brotli',
    (start) =>
      brotliDecompressSync(start, {
        finishFlush: constants.BROTLI_OPERATION_FLUSH,
        maxOutputLength: unpackedBytes,
      }),
  ],
];

/** Detects a compressed picture in formats without a signature. */
function unpacked({ bytes }: Content): Wording | undefined {
  const start = bytes.subarray(0, textBytes);
  for (const [name, unpack] of unpackers) {
    try {
      const inner = pictureIn(unpack(start));
      if (inner !== undefined) return words.packedPicture({ packing: name, picture: inner });
    } catch {
      // Not compressed in this format.
    }
  }
  return undefined;
}

/** Common sizes of cameras and screens in pixels. */
const frames: readonly (readonly [width: number, height: number])[] = [
  [320, 240],
  [640, 360],
  [640, 480],
  [720, 480],
  [800, 600],
  [960, 720],
  [1024, 768],
  [1280, 720],
  [1280, 960],
  [1440, 1080],
  [1600, 1200],
  [1920, 1080],
];
/** Bytes per uncompressed pixel: YUV 4:2:0, two bytes, RGB, RGBA. */
const bytesAPixel = [1.5, 2, 3, 4];

function cameraFrame(length: number): Wording | undefined {
  const isFrame = frames.some(([width, height]) => bytesAPixel.some((bytes) => width * height * bytes === length));
  return isFrame ? words.rawPixels : undefined;
}

/** Whether all byte values are about equally frequent, unlike those of text, pixels or a table. */
function isRandom(bytes: Buffer): boolean {
  const start = bytes.subarray(0, 65_536);
  if (start.length < 4096) return false;
  const counts = new Uint32Array(256);
  for (const byte of start) counts[byte] = (counts[byte] ?? 0) + 1;
  const expected = start.length / 256;
  // For random bytes this is 255, give or take 23.
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0) < 400;
}
