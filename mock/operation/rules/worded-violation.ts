import type { Violation } from '../../schemas/journal-types.js';
import type { Language, Wording } from '../../texts/wording.js';

/** A violation before its texts are in one language. */
export interface WordedViolation extends Omit<Violation, 'text' | 'hint'> {
  readonly text: Wording;
  readonly hint?: Wording;
}

/** Returns a violation with its texts in one language. */
export function violationIn(language: Language, { text, hint, ...found }: WordedViolation): Violation {
  return { ...found, text: text[language], ...(hint === undefined ? {} : { hint: hint[language] }) };
}
