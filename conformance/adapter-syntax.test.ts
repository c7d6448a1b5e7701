import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createSyntaxCheck, type SourceLanguage } from '../source-syntax.test-helper.js';
import { adapterRecipes, adaptersFolder } from './adapters.test-helper.js';

/** The adapters whose language has no package of Debian or npm that could run them, with the language of each. */
const parsedOnly: Readonly<Record<string, SourceLanguage>> = { 'HttpClient.cs': 'csharp', 'http.dart': 'dart' };

const read = (file: string): Promise<string> => readFile(join(adaptersFolder, file), 'utf8');

describe.each(Object.entries(parsedOnly))('the adapter %s', (file, language) => {
  test('has the syntax of its language', async () => {
    expect((await createSyntaxCheck(language))(await read(file))).toBe(true);
  });

  test('would be rejected without one of its brackets', async () => {
    const text = await read(file);
    expect((await createSyntaxCheck(language))(text.slice(0, text.lastIndexOf('}')))).toBe(false);
  });
});

test('the table of adapters lists each one, and says how it is checked', async () => {
  const rows = [...(await read('README.md')).matchAll(/^\| `([\w.-]+)` .*\| (run|syntax) +\| .* \|$/gm)];
  const listed = rows.map(([, file, checked]) => [file, checked]);
  const checked = [
    ...adapterRecipes.map(({ file }) => [file, 'run']),
    // `client/attach/browser.prove.ts` runs it.
    ['browser.html', 'run'],
    ...Object.keys(parsedOnly).map((file) => [file, 'syntax']),
  ];
  expect(listed.toSorted()).toEqual(checked.toSorted());
  const files = (await readdir(adaptersFolder)).filter((name) => !/README\.md$|\.known-failures\.yaml$/.test(name));
  expect(files.toSorted()).toEqual(listed.map(([file]) => file).toSorted());
});
