/// <reference types="emscripten" />
import { createRequire } from 'node:module';
import { Language, Parser } from 'web-tree-sitter';

/** The languages of examples whose tools need not be on the machine, by their name in a guide's blocks, with the grammar. */
const grammars = {
  csharp: 'c_sharp',
  dart: 'dart',
  go: 'go',
  java: 'java',
  php: 'php',
  python: 'python',
  ruby: 'ruby',
  swift: 'swift',
} as const;

export type SourceLanguage = keyof typeof grammars;

export const sourceLanguages = Object.keys(grammars) as readonly SourceLanguage[];

/** Loads the grammar of a language. Returns whether a text has its syntax. */
export async function createSyntaxCheck(language: SourceLanguage): Promise<(text: string) => boolean> {
  await Parser.init();
  const file = `@repomix/tree-sitter-wasms/out/tree-sitter-${grammars[language]}.wasm`;
  const parser = new Parser().setLanguage(await Language.load(createRequire(import.meta.url).resolve(file)));
  return (text) => parser.parse(text)?.rootNode.hasError === false;
}
