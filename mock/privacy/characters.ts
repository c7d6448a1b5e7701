import { characterWordings as words } from '../texts/character-wordings.js';
import type { Wording } from '../texts/wording.js';

/** Invisible characters, by name. */
interface OddCharacter {
  readonly from: number;
  readonly to: number;
  readonly name: Wording;
  /** Set for characters that ordinary text or emoji need. */
  readonly inProse?: true;
}

/** Invisible characters and ranges, one per line. */
const invisible: readonly OddCharacter[] = [
  { from: 0x09, to: 0x09, name: words.tab, inProse: true },
  { from: 0x0a, to: 0x0a, name: words.lineBreak, inProse: true },
  { from: 0x0d, to: 0x0d, name: words.lineBreak, inProse: true },
  { from: 0x00, to: 0x1f, name: words.control },
  { from: 0x7f, to: 0x9f, name: words.control },
  { from: 0xa0, to: 0xa0, name: words.noBreakSpace, inProse: true },
  { from: 0xad, to: 0xad, name: words.softHyphen, inProse: true },
  { from: 0x034f, to: 0x034f, name: words.graphemeJoiner },
  { from: 0x061c, to: 0x061c, name: words.directionMark, inProse: true },
  { from: 0x115f, to: 0x1160, name: words.hangulFiller },
  { from: 0x17b4, to: 0x17b5, name: words.invisibleVowel },
  { from: 0x180b, to: 0x180f, name: words.variationSelector },
  { from: 0x1680, to: 0x1680, name: words.blank },
  { from: 0x2000, to: 0x200a, name: words.blank, inProse: true },
  { from: 0x200b, to: 0x200b, name: words.zeroWidthSpace },
  { from: 0x200c, to: 0x200c, name: words.zeroWidthNonJoiner, inProse: true },
  { from: 0x200d, to: 0x200d, name: words.zeroWidthJoiner, inProse: true },
  { from: 0x200e, to: 0x200f, name: words.directionMark, inProse: true },
  { from: 0x2028, to: 0x2029, name: words.lineSeparator },
  { from: 0x202a, to: 0x202e, name: words.directionMark },
  { from: 0x202f, to: 0x202f, name: words.noBreakSpace, inProse: true },
  { from: 0x205f, to: 0x205f, name: words.blank },
  { from: 0x2060, to: 0x2060, name: words.wordJoiner },
  { from: 0x2061, to: 0x2064, name: words.invisibleOperator },
  { from: 0x2066, to: 0x206f, name: words.directionMark },
  { from: 0x2800, to: 0x2800, name: words.braille },
  { from: 0x3000, to: 0x3000, name: words.ideographicSpace, inProse: true },
  { from: 0x3164, to: 0x3164, name: words.hangulFiller },
  { from: 0xfe00, to: 0xfe0f, name: words.variationSelector, inProse: true },
  { from: 0xfeff, to: 0xfeff, name: words.byteOrderMark },
  { from: 0xffa0, to: 0xffa0, name: words.hangulFiller },
  { from: 0xfff9, to: 0xfffc, name: words.objectCharacter },
  { from: 0xe0000, to: 0xe007f, name: words.tagCharacter, inProse: true },
  { from: 0xe0100, to: 0xe01ef, name: words.variationSelector, inProse: true },
];

/** Letters of other scripts, each followed by the Latin letter that it resembles. */
const lookalikes =
  'АAВBЕEКKМMНHОOРPСCТTХXУYІIЈJЅSаaеeоoрpсcхxуyіiјjѕsԁdһhԛqԝwЬb' +
  'ΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXοoνvιiκkρpυuαa' +
  'ƖIıiɡgɑaℓl';

/**
 * Maps a character to the plain one that it resembles, including the typographic dashes, quotes and dots of word
 * processors.
 */
const plainOf: ReadonlyMap<string, string> = new Map([
  ...Array.from({ length: lookalikes.length / 2 }, (_, pair): [string, string] => [
    lookalikes.charAt(2 * pair),
    lookalikes.charAt(2 * pair + 1),
  ]),
  ...[...'‐‑‒–—―−﹣－'].map((dash): [string, string] => [dash, '-']),
  ...[...'‘’‚‛′＇'].map((quote): [string, string] => [quote, "'"]),
  ...[...'“”„‟″＂'].map((quote): [string, string] => [quote, '"']),
  ['…', '...'],
]);

/** An invisible character in a value, and its position. */
interface InvisibleCharacter {
  /** With its code point, e.g. `a zero-width space (U+200B)`. */
  readonly name: Wording;
  readonly where: 'before' | 'behind' | 'in';
}

/**
 * Returns the first invisible character of a value, plain inner spaces excepted. In prose, inner line breaks, emoji
 * joiners and direction marks are allowed.
 */
export function findInvisible(value: string, isProse: boolean): InvisibleCharacter | undefined {
  const letters = [...value];
  const firstSeen = letters.findIndex((letter) => !isBlank(letter));
  const lastSeen = letters.findLastIndex((letter) => !isBlank(letter));
  for (const [place, letter] of letters.entries()) {
    const odd = oddOf(letter);
    if (!odd) continue;
    const where = place < firstSeen ? 'before' : place > lastSeen ? 'behind' : 'in';
    // An emoji may end with a selector, and right-to-left text with a mark.
    if (isProse && odd.inProse && (where === 'in' || !/\s/.test(letter))) continue;
    return { name: words.numbered({ name: odd.name, number: numberOf(letter) }), where };
  }
  return undefined;
}

/** Returns the first character that resembles an ASCII one but differs from it. */
export function findLookalike(value: string): Wording | undefined {
  for (const letter of value) {
    if (letter.charCodeAt(0) < 0x80) continue;
    const plain = plainOf.get(letter) ?? compatible(letter);
    // A letter that resembles no other, such as one in an Indonesian name, is fine.
    if (plain !== undefined) return words.lookalike({ number: numberOf(letter), plain: JSON.stringify(plain) });
  }
  return undefined;
}

/** Returns a value's visible form: without invisible characters, and with lookalikes replaced by ASCII. */
export function toVisibleForm(value: string): string {
  return [...value]
    .flatMap((letter) => {
      const odd = oddOf(letter);
      if (odd) return /\s/.test(letter) ? [' '] : [];
      return [plainOf.get(letter) ?? compatible(letter) ?? letter];
    })
    .join('')
    .trim();
}

/** Maps full-width, mathematical and circled letters and digits to ASCII. */
function compatible(letter: string): string | undefined {
  const plain = letter.normalize('NFKC');
  return plain !== letter && /^[\x21-\x7e]+$/.test(plain) ? plain : undefined;
}

function isBlank(letter: string): boolean {
  return letter === ' ' || oddOf(letter) !== undefined;
}

function oddOf(letter: string): OddCharacter | undefined {
  const number = letter.codePointAt(0) ?? 0;
  // Fast path for ASCII.
  if (number > 0x20 && number < 0x7f) return undefined;
  return invisible.find(({ from, to }) => number >= from && number <= to);
}

function numberOf(letter: string): string {
  return `U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
