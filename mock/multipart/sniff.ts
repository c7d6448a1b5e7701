import type { SniffedType } from './received.js';

const ascii = (text: string): readonly number[] => [...text].map((letter) => letter.charCodeAt(0));

/** Format, offset and the bytes that stand there. Order matters only where one is the beginning of another. */
const signatures: readonly (readonly [SniffedType, number, readonly number[]])[] = [
  ['jpeg', 0, [0xff, 0xd8, 0xff]],
  ['png', 0, [0x89, ...ascii('PNG\r\n'), 0x1a, 0x0a]],
  ['gif', 0, ascii('GIF8')],
  ['webp', 8, ascii('WEBP')],
  ['heif', 4, ascii('ftyp')],
  ['tiff', 0, [...ascii('II'), 42, 0]],
  ['tiff', 0, [...ascii('MM'), 0, 42]],
  ['pdf', 0, ascii('%PDF')],
  ['bmp', 0, ascii('BM')],
];

/** How many of a file's first bytes `sniff` looks at. */
export const sniffLength = 256;

/** Tells what a file is from its first bytes. Declared types and names are not to be trusted: clients send any. */
export function sniff(head: Uint8Array): SniffedType {
  if (head.length === 0) return 'empty';
  for (const [type, offset, bytes] of signatures)
    if (bytes.every((byte, index) => head[offset + index] === byte)) return type;
  return /<svg|<!doctype svg/i.test(Buffer.from(head).toString('latin1')) ? 'svg' : 'unknown';
}
