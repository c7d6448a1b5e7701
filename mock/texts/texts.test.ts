import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { defineWordings, type Language, languages, type Wording } from './wording.js';

type Values = Readonly<Record<string, string>>;
type Entry = Wording | ((values: Values) => Wording);

/** Every table, by the name of its file. */
const files = (await readdir(import.meta.dirname)).flatMap((name) => /^(.*-wordings)\.ts$/.exec(name)?.[1] ?? []);
const tables = await Promise.all(
  files.map(async (file): Promise<[string, object]> => [file, await import(join(import.meta.dirname, `${file}.ts`))]),
);
const isTable = (value: unknown): value is Readonly<Record<string, Entry>> =>
  typeof value === 'object' && !(value instanceof RegExp);
const entries = tables.flatMap(([file, exported]) =>
  Object.values(exported)
    .filter(isTable)
    .flatMap((table) => Object.entries(table).map(([key, entry]) => ({ place: `${file}: ${key}`, entry }))),
);

/** An entry's texts, each parameter written as `<name>`. */
function textsOf(entry: Entry): Wording {
  if (typeof entry !== 'function') return entry;
  return entry(new Proxy<Values>({}, { get: (_, name) => `<${String(name)}>` }));
}
const parametersIn = (text: string): readonly string[] => [...new Set(text.match(/<[a-z]\w*>/gi))].sort();

/** Names of formats and terms that an Indonesian developer leaves as they are. */
const sameInBoth = new Set([
  ...['GIF', 'WebP', 'BMP', 'HEIC (HEIF)', 'AVIF', 'JPEG 2000', 'JPEG XL', 'JPEG XR', 'PNM (PBM, PGM, PPM)', 'QOI'],
  ...['BPG', 'DICOM', 'PDF', 'PostScript', 'gzip', 'bzip2', 'xz', 'Zstandard', 'LZ4', 'JSON', 'XML'],
  ...['file', 'URL-safe', 'percent-encoded', '<name> (<number>)'],
]);

describe('every text of the diagnosis', () => {
  test('is in a table, and there are hundreds', () => {
    expect(entries.length).toBeGreaterThan(350);
  });

  test('is written in every language, without blanks for a text', () => {
    const missing = entries.filter(({ entry }) => {
      const texts = textsOf(entry);
      return languages.some((language) => texts[language]?.trim() === '' || texts[language] === undefined);
    });
    expect(missing.map(({ place }) => place)).toEqual([]);
  });

  test('uses the same parameters in every language', () => {
    const different = entries.filter(({ entry }) => {
      const { en, id } = textsOf(entry);
      return parametersIn(en).join() !== parametersIn(id).join();
    });
    expect(different.map(({ place }) => place)).toEqual([]);
  });

  test('differs between the languages, unless it is a name or a term that both use', () => {
    const equal = entries.map(({ place, entry }) => ({ place, ...textsOf(entry) })).filter(({ en, id }) => en === id);
    expect(equal.filter(({ en }) => !sameInBoth.has(en)).map(({ place }) => place)).toEqual([]);
    expect([...sameInBoth].filter((text) => !equal.some(({ en }) => en === text))).toEqual([]);
  });

  test('is printable in a header: in ASCII, apart from signs of the log and the inspector', () => {
    const odd = entries.filter(({ entry }) => Object.values(textsOf(entry)).some((text) => /[^\x20-\x7e]/.test(text)));
    expect(odd.map(({ place }) => place)).toEqual([
      'inspector-wordings: makesIt',
      'inspector-wordings: accepted',
      'log-wordings: legend',
    ]);
  });

  test.each<[Language, RegExp]>([
    ['id', /\b(?:the|is|was|are|has|its|it|which|send|use|give|not|without|before|after|every|must|cannot)\b/i],
    ['en', /\b(?:yang|dan|tidak|dengan|kirim|bukan|sudah|belum|harus|gambar|isinya|bagian|sebelum)\b/i],
  ])('in %s has no word of the other language', (language, foreign) => {
    // Words in quotes and brackets are code.
    const mixed = entries.filter(({ entry }) =>
      foreign.test(textsOf(entry)[language].replaceAll(/\([^()]*\)|"[^"]*"|<\w+>/g, '')),
    );
    expect(mixed.map(({ place }) => place)).toEqual([]);
  });
});

describe('a table of texts', () => {
  test('fills in values, numbers and other texts in each language', () => {
    const table = defineWordings({
      found: { en: '{{number}} of {{what}}', id: '{{number}} dari {{what}}' },
      pictures: { en: 'pictures', id: 'gambar' },
    });
    expect(table.found({ number: 2, what: table.pictures })).toEqual({ en: '2 of pictures', id: '2 dari gambar' });
  });

  test('leaves a value as it is, even one that looks like a parameter', () => {
    const { quoted } = defineWordings({ quoted: { en: 'you sent {{value}}', id: 'Anda mengirim {{value}}' } });
    expect(quoted({ value: '{{value}} $& $1' }).id).toBe('Anda mengirim {{value}} $& $1');
  });

  test('does not compile without a language, with the same text twice, or with other parameters', () => {
    // @ts-expect-error Indonesian is missing.
    defineWordings({ text: { en: 'a text' } });
    // @ts-expect-error The text is not translated.
    defineWordings({ text: { en: 'a text', id: 'a text' } });
    // @ts-expect-error One parameter has another name.
    defineWordings({ text: { en: 'part {{name}}', id: 'bagian {{nama}}' } });
    // @ts-expect-error One language has no parameter.
    defineWordings({ text: { en: 'part {{name}}', id: 'bagian' } });
    const { text } = defineWordings({ text: { en: 'part {{name}}', id: 'bagian {{name}}' } });
    // @ts-expect-error The parameter is not given.
    expect(text({}).en).toBe('part undefined');
  });
});
