import { unescape as plainText } from 'node:querystring';
import { maskWordings } from '../texts/mask-wordings.js';
import { defaultLanguage, type Language } from '../texts/wording.js';

/** Masks the secrets in a text. The language is that of the text, if it is a sentence. */
export type HideSecrets = (text: string, language?: Language) => string;

/** Sixteen digits, also in the usual groups of a NIK. */
const sixteenDigits = /(?<!\d)(?:\d{16}|\d{4}([ .-])\d{4}\1\d{4}\1\d{4}|\d{6}([ .-])\d{6}\2\d{4})(?!\d)/g;
/**
 * Format of a NIK: province, regency and district; day (plus 40 for women), month and year of birth; serial number. No
 * province has the number 20, so a number that starts with a current date is not a NIK.
 */
const nik =
  /^(?:1[1-9]|21|3[1-6]|5[1-4]|6[1-5]|7[1-6]|8[12]|9[1-7])\d{4}(?:0[1-9]|[12]\d|3[01]|4[1-9]|[56]\d|7[01])(?:0[1-9]|1[0-2])\d{2}(?!0000)\d{4}$/;
/** The beginning of a JPEG or PNG in base64, with what follows. */
const base64Picture = /(?:data:image\/[\w.+-]*;base64,|\/9j\/|iVBORw0KGgo)[\w+/=-]{12,}/g;
/** Bytes of a picture decoded as text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters distinguish bytes from text.
const bytes = /[\0-\x08\x0e-\x1f]/;
/** Minimum length of a secret that is masked everywhere. Shorter ones occur in ordinary words. */
const shortest = 6;

/** Returns the mask of a secret, which shows its length. */
export function masked({ length }: string, language: Language = defaultLanguage): string {
  return length === 0 ? '' : maskWordings.masked({ length })[language];
}

function omitted({ length }: string, language: Language): string {
  return maskWordings.omitted({ length })[language];
}

/**
 * Creates a hider for these secrets. It also masks every NIK and base64 picture, wherever the client put them: wrong
 * part, file name or header.
 */
export function createSecretHider(secrets: readonly string[]): HideSecrets {
  // Longest first, so that a secret which starts with another is masked whole.
  const long = [...new Set(secrets)]
    .filter(({ length }) => length >= shortest)
    .sort((one, other) => other.length - one.length);
  return (text, language = defaultLanguage) => {
    if (bytes.test(text)) return omitted(text, language);
    // Too short for any secret, as most names and types are.
    if (text.length < shortest) return text;
    let shown = text;
    for (const secret of long)
      if (shown.includes(secret)) shown = shown.replaceAll(secret, () => masked(secret, language));
    // A NIK or a base64 picture is longer.
    if (shown.length < 16) return shown;
    return shown
      .replaceAll(sixteenDigits, (digits) =>
        nik.test(digits.replaceAll(/\D/g, '')) ? masked(digits, language) : digits,
      )
      .replaceAll(base64Picture, (picture) => masked(picture, language));
  };
}

/** Creates a hider for the tenants' keys and a request's secrets. It is rebuilt only when these change. */
export function createCachedHider(): (keys: readonly string[], own: readonly string[]) => HideSecrets {
  let known: { readonly keys: readonly string[]; readonly hide: HideSecrets } | undefined;
  return (keys, own) => {
    if (!known || keys.length !== known.keys.length || keys.some((key, place) => key !== known?.keys[place]))
      known = { keys, hide: createSecretHider(keys) };
    const more = own.filter((secret) => secret.length >= shortest && !keys.includes(secret));
    return more.length === 0 ? known.hide : createSecretHider([...keys, ...more]);
  };
}

/** Masks secrets in a path, percent-encoded ones included. */
export function hideInPath(path: string, hide: HideSecrets): string {
  const plain = path.includes('%') ? plainText(path) : path;
  const shown = hide(plain);
  return shown === plain ? hide(path) : shown;
}
