import { transitWordings } from '../../texts/transit-wordings.js';
import type { Wording } from '../../texts/wording.js';

/** Character sets in which programs read bytes by mistake, by their TextDecoder labels. */
const readAs: readonly (readonly [label: string, name: string])[] = [
  ['windows-1250', 'Windows-1250'],
  ['windows-1251', 'Windows-1251'],
  ['windows-1254', 'Windows-1254'],
  ['macintosh', 'Mac Roman'],
  ['koi8-r', 'KOI8-R'],
  ['iso-8859-2', 'ISO 8859-2'],
];
/**
 * FF D8 FF and 89 PNG in character sets that TextDecoder lacks: the console's, and Windows-1252 in some Node.js
 * versions.
 */
const others: readonly (readonly [text: string, name: string])[] = [
  ['‰PNG', 'Windows-1252'],
  ['\u00a0╪\u00a0', 'code page 437 or 866'],
  ['ëPNG', 'code page 437 or 850'],
  ['ЙPNG', 'code page 866'],
  ['\u00a0Ï\u00a0', 'code page 850'],
];

const beginnings = [Buffer.from([0xff, 0xd8, 0xff]), Buffer.from([0x89, 0x50, 0x4e, 0x47])];

/** The first bytes of a picture that was read in one character set and written in another. */
interface Widened {
  readonly start: Buffer;
  readonly words: Wording;
}

/** All combinations, computed once. */
const widenings: readonly Widened[] = [
  ...beginnings.flatMap((bytes) => written(bytes.toString('latin1'), 'Latin-1')),
  ...others.flatMap(([text, name]) => written(text, name)),
  ...beginnings.flatMap((bytes) =>
    readAs.flatMap(([label, name]) => written(new TextDecoder(label).decode(bytes), name)),
  ),
];

function written(text: string, name: string): readonly Widened[] {
  const utf8 = Buffer.from(text, 'utf8');
  const wide = Buffer.from(text, 'utf16le');
  const big = Buffer.from(wide).swap16();
  const wordsFor = (result: Wording): Wording => transitWordings.readAs({ charset: name, result });
  return [
    { start: utf8, words: wordsFor(transitWordings.widened) },
    { start: Buffer.from(utf8.toString('latin1'), 'utf8'), words: wordsFor(transitWordings.widenedTwice) },
    { start: wide, words: wordsFor(transitWordings.doubled) },
    { start: big, words: wordsFor(transitWordings.doubled) },
  ];
}

const marks = [Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from([0xff, 0xfe]), Buffer.from([0xfe, 0xff])];

/** Describes how a picture was decoded and re-encoded as text; undefined for any other file. */
export function widenedBy(bytes: Buffer): Wording | undefined {
  const mark = marks.find((one) => bytes.subarray(0, one.length).equals(one));
  const starts = mark ? [bytes, bytes.subarray(mark.length)] : [bytes];
  return widenings.find(({ start }) => starts.some((from) => from.subarray(0, start.length).equals(start)))?.words;
}
