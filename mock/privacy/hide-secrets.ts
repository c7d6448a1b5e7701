import { unescape as plainText } from 'node:querystring';

/** Hides what is secret in a text that is kept or shown. */
export type HideSecrets = (text: string) => string;

/** Sixteen digits anywhere in a text, also in the groups that people write a NIK in. */
const sixteenDigits = /(?<!\d)(?:\d{16}|\d{4}([ .-])\d{4}\1\d{4}\1\d{4}|\d{6}([ .-])\d{6}\2\d{4})(?!\d)/g;
/**
 * How a NIK is made: province, regency and district; day (of a woman 40 more), month and year of birth; a serial number.
 * No province's number is 20, so that a number which begins with the date in this century is never taken for one.
 */
const nik =
  /^(?:1[1-9]|21|3[1-6]|5[1-4]|6[1-5]|7[1-6]|8[12]|9[1-7])\d{4}(?:0[1-9]|[12]\d|3[01]|4[1-9]|[56]\d|7[01])(?:0[1-9]|1[0-2])\d{2}(?!0000)\d{4}$/;
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
  // The longest first: of a secret that begins with another one, the rest would stay.
  const long = [...new Set(secrets)]
    .filter(({ length }) => length >= shortest)
    .sort((one, other) => other.length - one.length);
  return (text) => {
    // Too short for any of them, as most names and types are.
    if (text.length < shortest) return bytes.test(text) ? `(${text.length} characters)` : text;
    if (bytes.test(text)) return `(${text.length} characters)`;
    let shown = text;
    for (const secret of long) if (shown.includes(secret)) shown = shown.replaceAll(secret, () => masked(secret));
    // No NIK and no picture in base64 has fewer letters.
    if (shown.length < 16) return shown;
    return shown
      .replaceAll(sixteenDigits, (digits) => (nik.test(digits.replaceAll(/\D/g, '')) ? masked(digits) : digits))
      .replaceAll(base64Picture, masked);
  };
}

/** Makes what hides the tenants' keys and a request's own secrets, made anew only where these are others than before. */
export function createHider(): (keys: readonly string[], own: readonly string[]) => HideSecrets {
  let known: { readonly keys: readonly string[]; readonly hide: HideSecrets } | undefined;
  return (keys, own) => {
    if (!known || keys.length !== known.keys.length || keys.some((key, place) => key !== known?.keys[place]))
      known = { keys, hide: hidesSecrets(keys) };
    const more = own.filter((secret) => secret.length >= shortest && !keys.includes(secret));
    return more.length === 0 ? known.hide : hidesSecrets([...keys, ...more]);
  };
}

/** Hides in an address what is secret, also where it stands there percent-encoded. */
export function hiddenInPath(path: string, hide: HideSecrets): string {
  const plain = path.includes('%') ? plainText(path) : path;
  const shown = hide(plain);
  return shown === plain ? hide(path) : shown;
}
