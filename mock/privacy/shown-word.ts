import { nearest } from '../../spec/index.js';
import { hidesSecrets, masked } from './hide-secrets.js';

/** Words of small letters, with a short number behind them or alone: `my-test.2`, `v1`, `favicon.ico`, `2022-09-23`. */
const plainName = /^(?:[a-z]{1,30}\d{0,2}|\d{1,4})(?:[ ._-](?:[a-z]{1,30}\d{0,2}|\d{1,4}))*$/;
/** What a person calls a secret. */
const namesSecret = /key|secret|token|pass|pwd|cred|nik/;
const longestPlain = 60;
/** Shorter than what is hidden wherever it stands. */
const longestShort = 5;
/** A NIK has twice as many. */
const mostDigits = 8;

const hide = hidesSecrets([]);

/**
 * Whether an unknown name can be repeated in the message that it is unknown: it may be a key that was put in
 * the wrong place, and a key that is no tenant's is known by nothing but its looks. What is short, made of plain words, or
 * nearly one of the known names can be repeated; all else is
 * shown by its length.
 */
export function isPlainName(name: string, known: readonly string[] = []): boolean {
  if (name.length <= longestShort || known.includes(name)) return true;
  if (name.length > longestPlain || hide(name) !== name) return false;
  const isPlain = plainName.test(name) && !namesSecret.test(name) && name.replaceAll(/\D/g, '').length <= mostDigits;
  return isPlain || nearest(name, known) !== undefined;
}

/** A word that came from outside as a message repeats it: in quotes, or by its length where it may be a secret. */
export function shownWord(word: string, known: readonly string[] = []): string {
  return isPlainName(word, known) ? JSON.stringify(word) : masked(word);
}
