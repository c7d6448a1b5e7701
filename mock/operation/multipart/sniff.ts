import type { OtherFormat, SniffedType } from '../../schemas/sniffed-type.js';
/** Whether a file has a known format other than JPEG and PNG. */
export function isOtherFormat(type: SniffedType): type is OtherFormat {
  return type !== 'jpeg' && type !== 'png' && type !== 'empty' && type !== 'unknown';
}

/** Bytes of a format at an offset; undefined matches any byte. */
type Signature = readonly [type: SniffedType, offset: number, bytes: readonly (number | undefined)[]];

const ascii = (text: string): readonly number[] => [...text].map((letter) => letter.charCodeAt(0));
const any4 = [undefined, undefined, undefined, undefined];

/** One line per signature. Order matters only where one is a prefix of another. */
const signatures: readonly Signature[] = [
  ['jpeg', 0, [0xff, 0xd8, 0xff]],
  ['png', 0, [0x89, ...ascii('PNG\r\n'), 0x1a, 0x0a]],
  ['gif', 0, ascii('GIF8')],
  ['webp', 0, [...ascii('RIFF'), ...any4, ...ascii('WEBP')]],
  // Includes the reserved bytes after the length, so that a text that begins with BM does not match.
  ['bmp', 0, [...ascii('BM'), ...any4, 0, 0, 0, 0]],
  ['jpeg-xr', 0, [...ascii('II'), 0xbc, 1]],
  ['raw', 8, [...ascii('CR'), 2, 0]],
  ['raw', 0, ascii('FUJIFILMCCD-RAW')],
  ['raw', 0, ascii('IIRO')],
  ['raw', 0, ascii('IIRS')],
  ['raw', 0, ascii('MMOR')],
  ['raw', 0, [...ascii('IIU'), 0]],
  ['raw', 0, [0, ...ascii('MRM')]],
  ['raw', 0, ascii('FOVb')],
  ['tiff', 0, [...ascii('II'), 42, 0]],
  ['tiff', 0, [...ascii('MM'), 0, 42]],
  ['tiff', 0, [...ascii('II'), 43, 0]],
  ['tiff', 0, [...ascii('MM'), 0, 43]],
  ['jpeg-2000', 4, [...ascii('jP  '), 0x0d, 0x0a, 0x87, 0x0a]],
  ['jpeg-2000', 0, [0xff, 0x4f, 0xff, 0x51]],
  ['jpeg-xl', 4, [...ascii('JXL '), 0x0d, 0x0a, 0x87, 0x0a]],
  ['jpeg-xl', 0, [0xff, 0x0a]],
  ['ico', 0, [0, 0, 1, 0, undefined, 0]],
  ['ico', 0, [0, 0, 2, 0, undefined, 0]],
  ['psd', 0, ascii('8BPS')],
  ['mng', 0, [0x8a, ...ascii('MNG\r\n')]],
  ['mng', 0, [0x8b, ...ascii('JNG\r\n')]],
  ['qoi', 0, ascii('qoif')],
  ['bpg', 0, [...ascii('BPG'), 0xfb]],
  ['exr', 0, [0x76, 0x2f, 0x31, 0x01]],
  ['exr', 0, ascii('#?RADIANCE')],
  ['dds', 0, ascii('DDS |')],
  ['xcf', 0, ascii('gimp xcf')],
  ['icns', 0, ascii('icns')],
  ['metafile', 0, [0xd7, 0xcd, 0xc6, 0x9a]],
  ['metafile', 40, ascii(' EMF')],
  ['dicom', 128, ascii('DICM')],
  ['pdf', 0, ascii('%PDF')],
  ['postscript', 0, ascii('%!PS')],
  ['postscript', 0, [0xc5, 0xd0, 0xd3, 0xc6]],
  ['video', 0, [0x1a, 0x45, 0xdf, 0xa3]],
  ['video', 0, [...ascii('RIFF'), ...any4, ...ascii('AVI ')]],
  ['video', 0, ascii('FLV\x01')],
  ['video', 0, [0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11]],
  ['video', 0, [0, 0, 1, 0xba]],
  ['video', 0, [0, 0, 1, 0xb3]],
  // MPEG-TS packets are 188 bytes long, and each begins with 47.
  ['video', 0, [0x47, ...Array.from({ length: 187 }, () => undefined), 0x47]],
  // Old QuickTime files begin with any of these boxes.
  ['video', 4, ascii('moov')],
  ['video', 4, ascii('mdat')],
  ['video', 4, ascii('wide')],
  ['audio', 0, [...ascii('RIFF'), ...any4, ...ascii('WAVE')]],
  ['audio', 0, ascii('OggS')],
  ['audio', 0, ascii('ID3')],
  ['audio', 0, ascii('fLaC')],
  ['audio', 0, ascii('#!AMR')],
];

/** Formats by brand in the ISO base media file format, which HEIC, AVIF and MP4 share. */
const brands: readonly (readonly [SniffedType, RegExp])[] = [
  ['avif', /^(?:avif|avis|avio)/],
  ['heif', /^(?:he[ivs]|hevc|hevx|mif|msf)/],
  ['raw', /^crx /],
  ['jpeg-2000', /^(?:jp[2xm] |jph )/],
  ['jpeg-xl', /^jxl /],
  ['audio', /^(?:M4A|M4B|F4A)/],
  ['video', /^/],
];

/** Number of leading bytes that `sniff` examines. */
export const sniffLength = 512;

/** Identifies a file by its first bytes. Declared types and names are unreliable: clients send any. */
export function sniff(head: Uint8Array): SniffedType {
  if (head.length === 0) return 'empty';
  for (const [type, offset, bytes] of signatures)
    if (bytes.every((byte, index) => byte === undefined || head[offset + index] === byte)) return type;
  const text = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, sniffLength)).toString('latin1');
  if (text.startsWith('ftyp', 4)) return formatOfBrands(text);
  // Width and height, as text.
  if (/^P[1-7]\s+(?:#[^\n]*\n\s*)*(?:\d+\s+\d+\s|WIDTH)/.test(text)) return 'pnm';
  return /<svg[\s>]|<!doctype svg/i.test(text) && !/<html[\s>]|<!doctype html/i.test(text) ? 'svg' : 'unknown';
}

/** The first brand identifies the format, except for generic picture brands. */
function formatOfBrands(head: string): SniffedType {
  const box = head.slice(8, Math.max(16, Math.min(head.charCodeAt(3) + 256 * head.charCodeAt(2), head.length)));
  const own = box.slice(0, 4);
  const brand = /^m[is]f1/.test(own) && box.includes('avif', 8) ? 'avif' : own;
  return brands.find(([, pattern]) => pattern.test(brand))?.[0] ?? 'video';
}
