import type { Language } from '../texts/wording.js';

/** Variables that name the locale for messages, highest priority first (POSIX). */
const localeVariables = ['LC_ALL', 'LC_MESSAGES', 'LANG'];

/** A language that the environment asks for, and the variable. */
interface LocaleLanguage {
  readonly value: Language;
  readonly variable: string;
}

/** Returns Indonesian for a locale such as `id_ID.UTF-8`; undefined for any other, which leaves the default. */
export function languageOfLocale(env: Readonly<Record<string, string | undefined>>): LocaleLanguage | undefined {
  const variable = localeVariables.find((name) => env[name]);
  return variable !== undefined && /^id(?:[_.@-]|$)/i.test(env[variable] ?? '') ? { value: 'id', variable } : undefined;
}
