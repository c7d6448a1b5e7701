import { nearest } from '../../spec/index.js';
import { createSecretHider, masked } from './hide-secrets.js';

/** Lower-case words with a short number: `my-test.2`, `v1`, `favicon.ico`, `2022-09-23`. */
const plainName = /^(?:[a-z]{1,30}\d{0,2}|\d{1,4})(?:[ ._-](?:[a-z]{1,30}\d{0,2}|\d{1,4}))*$/;
/** Words that name a secret. */
const namesSecret = /key|secret|token|pass|pwd|cred|nik/;
const longestPlain = 60;
/** Shorter than any secret that is masked everywhere. */
const longestShort = 5;
/** Half the digits of a NIK. */
const mostDigits = 8;

const hide = createSecretHider([]);

/**
 * Returns whether a message may repeat an unknown name. It may be a misplaced key, and an unknown key cannot be
 * recognised otherwise. Short names, plain words and near misses of known names are safe. Other names are shown by
 * length.
 */
export function isPlainName(name: string, known: readonly string[] = []): boolean {
  if (name.length <= longestShort || known.includes(name)) return true;
  if (name.length > longestPlain || hide(name) !== name) return false;
  const isPlain = plainName.test(name) && !namesSecret.test(name) && name.replaceAll(/\D/g, '').length <= mostDigits;
  return isPlain || nearest(name, known) !== undefined;
}

const mediaType = /^(?:application|audio|image|multipart|text|video)\/([\w.+-]+)$/;

/** Returns whether a message may repeat a media type, as `isPlainName` says of a name. */
export function isPlainMediaType(type: string): boolean {
  const subtype = mediaType.exec(type)?.[1];
  return subtype !== undefined && isPlainName(subtype.replaceAll('+', '-'));
}

/**
 * Returns a word that a client sent, for use in a message. A plain word stays as it is. Any other gets quotes, which show
 * where it begins and ends, and let the masking find it.
 */
export function quotedUnlessPlain(word: string): string {
  const isPlain = isPlainName(word) || isPlainMediaType(word);
  return isPlain && !/["\\]/.test(word) ? word : JSON.stringify(word);
}

/** Quotes an input word for a message, or shows its length if it may be secret. */
export function shownWord(word: string, known: readonly string[] = []): string {
  return isPlainName(word, known) ? JSON.stringify(word) : masked(word);
}
