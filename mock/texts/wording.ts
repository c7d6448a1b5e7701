/** The languages in which the mock explains a request. */
export const languages = ['en', 'id'] as const;

/** A language in which the mock explains a request: English or Indonesian. */
export type Language = (typeof languages)[number];

/** The language without any other setting. */
export const defaultLanguage: Language = 'en';

/** A text in every language. */
export type Wording = Readonly<Record<Language, string>>;

/** What a wording may contain: a text that is the same in every language, a number, or another wording. */
type Value = string | number | Wording;

/** An entry of a table: a text in every language, or one that is the same in all, such as the name of a format. */
type Entry = Wording | { readonly all: string };

/** The parameters of a text: `name` in `the part {{name}} is empty`. */
type ParametersOf<Text extends string> = Text extends `${string}{{${infer Name}}}${infer Rest}`
  ? Name | ParametersOf<Rest>
  : never;

/** Rejects an entry whose languages have other parameters, or the same text: that is a translation not yet written. */
type Checked<E> = E extends { readonly en: infer En extends string; readonly id: infer Id extends string }
  ? [ParametersOf<En>, ParametersOf<Id>] extends [ParametersOf<Id>, ParametersOf<En>]
    ? En extends Id
      ? 'both languages have the same text: translate it, or write { all: ... }'
      : E
    : 'both languages need the same parameters'
  : E;

type Written<E> = E extends { readonly en: infer Text extends string }
  ? Text
  : E extends { readonly all: infer Text extends string }
    ? Text
    : never;

/** An entry in use: a wording, or a function of its parameters that returns one. */
type Filled<E> = [ParametersOf<Written<E>>] extends [never]
  ? Wording
  : (values: { readonly [Name in ParametersOf<Written<E>>]: Value }) => Wording;

/**
 * Creates a table of texts by key, each in every language. A text with parameters, `{{name}}`, becomes a function. The
 * compiler rejects an entry without one of the languages, with different parameters, or with the same text twice.
 */
export function defineWordings<const Table extends Readonly<Record<string, Entry>>>(
  table: Table & { readonly [Key in keyof Table]: Checked<Table[Key]> },
): { readonly [Key in keyof Table]: Filled<Table[Key]> } {
  const filled = Object.entries<Entry>(table).map(([key, entry]) => {
    const wording = 'all' in entry ? inEveryLanguage(entry.all) : entry;
    const isFixed = !/\{\{\w+\}\}/.test(wording.en);
    return [key, isFixed ? wording : (values: Readonly<Record<string, Value>>) => fill(wording, values)];
  });
  return Object.fromEntries(filled) as { readonly [Key in keyof Table]: Filled<Table[Key]> };
}

/** Returns a text that is the same in every language: a name, a value, or a message of a library. */
export function inEveryLanguage(text: string): Wording {
  return { en: text, id: text };
}

/** Joins texts and wordings with words that are the same in every language, such as punctuation. Use as a tag. */
export function joined(pieces: TemplateStringsArray, ...values: readonly Value[]): Wording {
  const join = (language: Language): string =>
    pieces.map((piece, place) => (place === 0 ? piece : `${inOne(values[place - 1], language)}${piece}`)).join('');
  return { en: join('en'), id: join('id') };
}

function fill(wording: Wording, values: Readonly<Record<string, Value>>): Wording {
  const into = (language: Language): string =>
    wording[language].replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => inOne(values[name], language));
  return { en: into('en'), id: into('id') };
}

function inOne(value: Value | undefined, language: Language): string {
  return typeof value === 'object' ? value[language] : String(value);
}
