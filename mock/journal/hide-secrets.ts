import { unescape as plainText } from 'node:querystring';

/** Hides what is secret in a text that is kept or shown. */
export type HideSecrets = (text: string) => string;

/** A NIK anywhere in a text, also in the groups that people write it in. */
const nik = /(?<!\d)(?:\d{16}|\d{4}([ .-])\d{4}\1\d{4}\1\d{4}|\d{6}([ .-])\d{6}\2\d{4})(?!\d)/g;
/** The beginning of a JPEG or PNG in base64, and what follows. */
const base64Picture = /(?:data:image\/[\w.+-]*;base64,|\/9j\/|iVBORw0KGgo)[\w+/=-]{12,}/g;
/** A text that is a picture's bytes, read as if they were letters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what tells bytes from letters.
const bytes = /[\0-\x08\x0e-\x1f]/;
/** A shorter secret is part of too many innocent words: it is hidden under its own name only. */
const shortest = 6;

/** How a secret of that length is shown. */
export function masked({ length }: string): string {
  return length === 0 ? '' : `*** (${length} characters)`;
}

/**
 * Makes what hides these secrets, and besides every NIK and every picture in base64, wherever a client may have written
 * them: in the wrong part, in a file name, in a header.
 */
export function hidesSecrets(secrets: readonly string[]): HideSecrets {
  const long = [...new Set(secrets)].filter(({ length }) => length >= shortest);
  return (text) => {
    // Too short for any of them, as most names and types are.
    if (text.length < shortest) return bytes.test(text) ? `(${text.length} characters)` : text;
    if (bytes.test(text)) return `(${text.length} characters)`;
    let shown = text;
    for (const secret of long) if (shown.includes(secret)) shown = shown.replaceAll(secret, () => masked(secret));
    // No NIK and no picture in base64 has fewer letters.
    return shown.length < 16 ? shown : shown.replaceAll(nik, masked).replaceAll(base64Picture, masked);
  };
}

/** Hides in an address what is secret, also where it stands there percent-encoded. */
export function hiddenInPath(path: string, hide: HideSecrets): string {
  const plain = plainPath(path);
  const shown = hide(plain);
  return shown === plain ? hide(path) : shown;
}

/** An address as it reads without percent-encoding. */
export function plainPath(path: string): string {
  return path.includes('%') ? plainText(path) : path;
}
