import { defineWordings } from './wording.js';

/** The names of characters that are invisible, or look like others. */
export const characterWordings = defineWordings({
  numbered: { all: '{{name}} ({{number}})' },
  lookalike: { en: '{{number}}, which looks like {{plain}}', id: '{{number}}, yang mirip {{plain}}' },
  tab: { en: 'a tab', id: 'tab' },
  lineBreak: { en: 'a line break', id: 'ganti baris' },
  control: { en: 'a control character', id: 'karakter kontrol' },
  noBreakSpace: { en: 'a no-break space', id: 'spasi no-break' },
  softHyphen: { en: 'a soft hyphen', id: 'soft hyphen' },
  graphemeJoiner: { en: 'a grapheme joiner', id: 'grapheme joiner' },
  directionMark: { en: 'a direction mark', id: 'tanda arah teks' },
  hangulFiller: { en: 'a Hangul filler', id: 'Hangul filler' },
  invisibleVowel: { en: 'an invisible vowel', id: 'vokal tak terlihat' },
  variationSelector: { en: 'a variation selector', id: 'variation selector' },
  blank: { en: 'a blank', id: 'spasi khusus' },
  zeroWidthSpace: { en: 'a zero-width space', id: 'spasi tanpa lebar (zero-width space)' },
  zeroWidthNonJoiner: { en: 'a zero-width non-joiner', id: 'zero-width non-joiner' },
  zeroWidthJoiner: { en: 'a zero-width joiner', id: 'zero-width joiner' },
  lineSeparator: { en: 'a line separator', id: 'pemisah baris' },
  wordJoiner: { en: 'a word joiner', id: 'word joiner' },
  invisibleOperator: { en: 'an invisible operator', id: 'operator tak terlihat' },
  braille: { en: 'a blank of Braille', id: 'spasi Braille' },
  ideographicSpace: { en: 'an ideographic space', id: 'spasi ideografis' },
  byteOrderMark: { en: 'a byte order mark', id: 'byte order mark' },
  objectCharacter: { en: 'an object character', id: 'karakter object' },
  tagCharacter: { en: 'a tag character', id: 'karakter tag' },
});
