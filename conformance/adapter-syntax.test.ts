/// <reference types="emscripten" />
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { Language, Parser } from 'web-tree-sitter';
import { adapterRecipes, adaptersFolder } from './adapters.test-helper.js';

/** The adapters whose language has no package of Debian or npm that could run them, with the grammar of each. */
const parsedOnly: Readonly<Record<string, string>> = { 'HttpClient.cs': 'c_sharp', 'http.dart': 'dart' };

const grammarOf = (name: string): string =>
  createRequire(import.meta.url).resolve(`@repomix/tree-sitter-wasms/out/tree-sitter-${name}.wasm`);

const read = (file: string): Promise<string> => readFile(join(adaptersFolder, file), 'utf8');

describe.each(Object.entries(parsedOnly))('the adapter %s', (file, grammar) => {
  const parser = { current: undefined as Parser | undefined };
  beforeAll(async () => {
    await Parser.init();
    parser.current = new Parser().setLanguage(await Language.load(grammarOf(grammar)));
  });
  const hasError = (text: string): boolean | undefined => parser.current?.parse(text)?.rootNode.hasError;

  test('has the syntax of its language', async () => {
    expect(hasError(await read(file))).toBe(false);
  });

  test('would be rejected without one of its brackets', async () => {
    const text = await read(file);
    expect(hasError(text.slice(0, text.lastIndexOf('}')))).toBe(true);
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
