import { isUtf8 } from 'node:buffer';
import { brotliDecompressSync, constants, inflateRawSync, inflateSync } from 'node:zlib';
import type { ReceivedFile } from '../../journal/received.js';
import { isOtherFormat } from '../multipart/index.js';
import { type Content, type ContentKind, fits, starts } from './content-kind.js';
import { pictureIn } from './encoded-picture.js';
import { formatHints } from './format-hints.js';
import { type Found, isPlainText, textForPicture } from './text-for-picture.js';
import { beforePicture, wayDamages } from './way-damages.js';

const packed = 'send the picture itself: JPEG and PNG are compressed already, and servers do not unpack files';
const wrongFile = 'the wrong file was picked: send the photo';
const decrypt = 'decrypt the picture before it is sent';
const notTheObject = (by: string): string => `write the bytes of the picture, not the object that holds them (${by})`;

/** One entry for each kind; the first that finds its own counts. Damage on the way comes before what it may look like. */
const contentKinds: readonly ContentKind[] = [
  {
    find: oneByteOnly,
    hint: 'a buffer was made and never filled, or the file was not yet written: wait for the reading or writing to end',
  },
  ...wayDamages,
  { find: starts([0x1f, 0x8b], 'gzip'), hint: packed },
  { find: starts('PK\x03\x04', 'a ZIP archive (or an Office document, an app)'), hint: packed },
  { find: starts('PK\x05\x06', 'an empty ZIP archive'), hint: packed },
  { find: starts('BZh', 'bzip2'), hint: packed },
  { find: starts([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0], 'xz'), hint: packed },
  { find: starts([0x28, 0xb5, 0x2f, 0xfd], 'Zstandard'), hint: packed },
  { find: starts([0x04, 0x22, 0x4d, 0x18], 'LZ4'), hint: packed },
  { find: starts([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], 'a 7-Zip archive'), hint: packed },
  { find: starts('Rar!', 'a RAR archive'), hint: packed },
  { find: starts('ustar', 'a tar archive', 257), hint: packed },
  { find: unpacked, hint: packed },
  {
    find: starts([0, 5, 0x16, 7], 'what macOS keeps beside a file (AppleDouble)'),
    hint: 'the side file was picked, whose name begins with "._": send the other one',
  },
  { find: starts([0, 5, 0x16, 0], 'an AppleSingle file'), hint: "send the picture's data fork alone" },
  {
    find: starts([0xd0, 0xcf, 0x11, 0xe0], 'an Office document of old, or a Windows thumbnail store (Thumbs.db)'),
    hint: wrongFile,
  },
  { find: starts('SQLite format 3', 'an SQLite database'), hint: wrongFile },
  {
    find: starts('bplist00', 'an Apple property list, a bookmark to a file perhaps'),
    hint: 'resolve the bookmark, and send the bytes of the file',
  },
  {
    find: starts([0x4c, 0, 0, 0, 1, 0x14, 2, 0], 'a Windows shortcut (.lnk)'),
    hint: 'resolve the shortcut, and send the bytes of the file',
  },
  { find: fits(/^4d5a(?:90|50|78)00/, 'a Windows program'), hint: wrongFile },
  { find: starts('\x7fELF', 'a program'), hint: wrongFile },
  { find: starts([0xca, 0xfe, 0xba, 0xbe], 'a program or a Java class'), hint: wrongFile },
  { find: starts([0xac, 0xed, 0, 5], 'a serialised Java object'), hint: notTheObject('ObjectOutputStream') },
  { find: fits(/^80(?:0[2-3](?:63|7d|5d|71|42|55|58|8c)|0[45]95)/, 'a Python pickle'), hint: notTheObject('pickle') },
  {
    find: starts('\x93NUMPY', 'a NumPy array'),
    hint: 'encode the array as JPEG: cv2.imencode(".jpg", image)[1].tobytes(), or Image.fromarray(...).save(..., "JPEG")',
  },
  { find: starts('Salted__', 'a file that OpenSSL has encrypted'), hint: decrypt },
  {
    find: ({ bytes, isWhole }) => (isWhole ? cameraFrame(bytes.length) : undefined),
    hint: 'a camera or a screen gives bare pixels: encode them, e.g. with Bitmap.compress(JPEG), YuvImage.compressToJpeg or canvas.toBlob',
  },
  {
    find: ({ bytes }) => (isRandom(bytes) ? 'bytes without any form, as an encrypted file has them' : undefined),
    hint: decrypt,
  },
];

/** What a file is that is neither JPEG nor PNG, and what to do about it; undefined where its bytes say nothing of it. */
export function contentOf({ sniffed, content, start }: ReceivedFile): Found | undefined {
  if (isOtherFormat(sniffed)) return { what: formatHints[sniffed].name, hint: formatHints[sniffed].hint };
  const bytes = content ?? start;
  if (bytes === undefined || sniffed !== 'unknown') return undefined;
  const given: Content = { bytes, isWhole: content !== undefined };
  const text = textOf(bytes);
  const kind = text === undefined ? undefined : textForPicture(text);
  // A warning of PHP, for instance, is HTML and has the picture behind it.
  if (kind && !isPlainText(kind) && beforePicture(given) === undefined) return kind;
  for (const { find, hint } of contentKinds) {
    const what = find(given);
    if (what !== undefined) return { what, hint };
  }
  return kind;
}

/** So much of a file is looked at as a text. */
const textBytes = 4096;

/** The beginning of a file as text, in UTF-8 or UTF-16; undefined where it is none. */
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

/** Whether each second byte is zero and the others are letters: ASCII in UTF-16. */
function isWideText(start: Buffer, zeroAt: 0 | 1): boolean {
  if (start.length < 4) return false;
  return start
    .subarray(0, 64)
    .every((byte, place) => (place % 2 === zeroAt ? byte === 0 : byte >= 0x09 && byte < 0x7f));
}

/** Without a letter that the cut has gone through. */
function wholeLetters(start: Buffer): Buffer {
  let end = start.length;
  while (end > start.length - 3 && ((start[end - 1] ?? 0) & 0xc0) === 0x80) end -= 1;
  return (start[end - 1] ?? 0) >= 0xc0 ? start.subarray(0, end - 1) : start;
}

function oneByteOnly({ bytes, isWhole }: Content): string | undefined {
  const [first] = bytes;
  if (bytes.length < 2 || (first !== 0 && first !== 0xff) || !bytes.every((byte) => byte === first)) return undefined;
  return `${isWhole ? '' : 'at its beginning '}nothing but ${first === 0 ? 'zero bytes' : 'bytes FF'}`;
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

/** Packed bytes that begin with no mark of their own: what they are, where unpacked they begin with a picture. */
function unpacked({ bytes }: Content): string | undefined {
  const start = bytes.subarray(0, textBytes);
  for (const [name, unpack] of unpackers) {
    try {
      const inner = pictureIn(unpack(start));
      if (inner !== undefined) return `${name} of ${inner}`;
    } catch {
      // Then they were not packed so.
    }
  }
  return undefined;
}

/** Sizes in pixels that cameras and screens have. */
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
/** Of uncompressed pixels: YUV 4:2:0, two bytes, RGB, RGBA. */
const bytesAPixel = [1.5, 2, 3, 4];

function cameraFrame(length: number): string | undefined {
  const isFrame = frames.some(([width, height]) => bytesAPixel.some((bytes) => width * height * bytes === length));
  return isFrame ? 'just as long as uncompressed pixels of a usual size' : undefined;
}

/** Whether all bytes are about equally frequent. Those of a text, of pixels or of a table never are. */
function isRandom(bytes: Buffer): boolean {
  const start = bytes.subarray(0, 65_536);
  if (start.length < 4096) return false;
  const counts = new Uint32Array(256);
  for (const byte of start) counts[byte] = (counts[byte] ?? 0) + 1;
  const expected = start.length / 256;
  // Of random bytes it is 255, give or take 23.
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0) < 400;
}
