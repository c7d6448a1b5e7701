/** Characters that are not seen, or look like another one, by what they are called. */
interface OddCharacter {
  readonly from: number;
  readonly to: number;
  readonly name: string;
  /** Set for those that a text in some language or an emoji needs. */
  readonly inProse?: true;
}

/** One line for each character, or each run of them, that nobody sees. */
const unseen: readonly OddCharacter[] = [
  { from: 0x09, to: 0x09, name: 'a tab', inProse: true },
  { from: 0x0a, to: 0x0a, name: 'a line break', inProse: true },
  { from: 0x0d, to: 0x0d, name: 'a line break', inProse: true },
  { from: 0x00, to: 0x1f, name: 'a control character' },
  { from: 0x7f, to: 0x9f, name: 'a control character' },
  { from: 0xa0, to: 0xa0, name: 'a no-break space', inProse: true },
  { from: 0xad, to: 0xad, name: 'a soft hyphen', inProse: true },
  { from: 0x034f, to: 0x034f, name: 'a grapheme joiner' },
  { from: 0x061c, to: 0x061c, name: 'a direction mark', inProse: true },
  { from: 0x115f, to: 0x1160, name: 'a Hangul filler' },
  { from: 0x17b4, to: 0x17b5, name: 'an invisible vowel' },
  { from: 0x180b, to: 0x180f, name: 'a variation selector' },
  { from: 0x1680, to: 0x1680, name: 'a blank' },
  { from: 0x2000, to: 0x200a, name: 'a blank', inProse: true },
  { from: 0x200b, to: 0x200b, name: 'a zero-width space' },
  { from: 0x200c, to: 0x200c, name: 'a zero-width non-joiner', inProse: true },
  { from: 0x200d, to: 0x200d, name: 'a zero-width joiner', inProse: true },
  { from: 0x200e, to: 0x200f, name: 'a direction mark', inProse: true },
  { from: 0x2028, to: 0x2029, name: 'a line separator' },
  { from: 0x202a, to: 0x202e, name: 'a direction mark' },
  { from: 0x202f, to: 0x202f, name: 'a no-break space', inProse: true },
  { from: 0x205f, to: 0x205f, name: 'a blank' },
  { from: 0x2060, to: 0x2060, name: 'a word joiner' },
  { from: 0x2061, to: 0x2064, name: 'an invisible operator' },
  { from: 0x2066, to: 0x206f, name: 'a direction mark' },
  { from: 0x2800, to: 0x2800, name: 'a blank of Braille' },
  { from: 0x3000, to: 0x3000, name: 'an ideographic space', inProse: true },
  { from: 0x3164, to: 0x3164, name: 'a Hangul filler' },
  { from: 0xfe00, to: 0xfe0f, name: 'a variation selector', inProse: true },
  { from: 0xfeff, to: 0xfeff, name: 'a byte order mark' },
  { from: 0xffa0, to: 0xffa0, name: 'a Hangul filler' },
  { from: 0xfff9, to: 0xfffc, name: 'an object character' },
  { from: 0xe0000, to: 0xe007f, name: 'a tag character', inProse: true },
  { from: 0xe0100, to: 0xe01ef, name: 'a variation selector', inProse: true },
];

/** Letters of other scripts that look like Latin ones, each before the one it looks like. */
const alike =
  'АAВBЕEКKМMНHОOРPСCТTХXУYІIЈJЅSаaеeоoрpсcхxуyіiјjѕsԁdһhԛqԝwЬb' +
  'ΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXοoνvιiκkρpυuαa' +
  'ƖIıiɡgɑaℓl';

/** What a character looks like: letters of other scripts, and dashes, quotes and dots that a word processor puts in place of the plain ones. */
const plainOf: ReadonlyMap<string, string> = new Map([
  ...Array.from({ length: alike.length / 2 }, (_, pair): [string, string] => [
    alike.charAt(2 * pair),
    alike.charAt(2 * pair + 1),
  ]),
  ...[...'‐‑‒–—―−﹣－'].map((dash): [string, string] => [dash, '-']),
  ...[...'‘’‚‛′＇'].map((quote): [string, string] => [quote, "'"]),
  ...[...'“”„‟″＂'].map((quote): [string, string] => [quote, '"']),
  ['…', '...'],
]);

/** A character that is not seen in a value: what it is, and where it stands. */
interface Unseen {
  /** With its number, e.g. `a zero-width space (U+200B)`. */
  readonly name: string;
  readonly where: 'before' | 'behind' | 'in';
}

/**
 * The first character of a value that nobody sees, but for a plain blank within; undefined where there is none. In
 * prose, line breaks, joiners of emoji and direction marks within the text may be meant.
 */
export function unseenIn(value: string, isProse: boolean): Unseen | undefined {
  const letters = [...value];
  const firstSeen = letters.findIndex((letter) => !isBlank(letter));
  const lastSeen = letters.findLastIndex((letter) => !isBlank(letter));
  for (const [place, letter] of letters.entries()) {
    const odd = oddOf(letter);
    if (!odd) continue;
    const where = place < firstSeen ? 'before' : place > lastSeen ? 'behind' : 'in';
    // An emoji may end with its selector, and a text of right-to-left letters with a mark.
    if (isProse && odd.inProse && (where === 'in' || !/\s/.test(letter))) continue;
    return { name: `${odd.name} (${numberOf(letter)})`, where };
  }
  return undefined;
}

/** The first character of a value that looks like a Latin letter, a digit or a plain sign, and is another; undefined where there is none. */
export function alikeIn(value: string): string | undefined {
  for (const letter of value) {
    if (letter.charCodeAt(0) < 0x80) continue;
    const plain = plainOf.get(letter) ?? compatible(letter);
    // What stands for itself, as a letter of Indonesian names may, is no deception.
    if (plain !== undefined) return `${numberOf(letter)}, which looks like ${JSON.stringify(plain)}`;
  }
  return undefined;
}

/** A value as it looks: without what is not seen, and with plain letters and signs for those that look like them. */
export function asItLooks(value: string): string {
  return [...value]
    .flatMap((letter) => {
      const odd = oddOf(letter);
      if (odd) return /\s/.test(letter) ? [' '] : [];
      return [plainOf.get(letter) ?? compatible(letter) ?? letter];
    })
    .join('')
    .trim();
}

/** Full-width, mathematical and circled letters and digits are others by number alone. */
function compatible(letter: string): string | undefined {
  const plain = letter.normalize('NFKC');
  return plain !== letter && /^[\x21-\x7e]+$/.test(plain) ? plain : undefined;
}

function isBlank(letter: string): boolean {
  return letter === ' ' || oddOf(letter) !== undefined;
}

function oddOf(letter: string): OddCharacter | undefined {
  const number = letter.codePointAt(0) ?? 0;
  // Nearly all letters are these.
  if (number > 0x20 && number < 0x7f) return undefined;
  return unseen.find(({ from, to }) => number >= from && number <= to);
}

function numberOf(letter: string): string {
  return `U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
