import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { readReport } from '../conformance/protocol/read-report.js';
import { createSyntaxCheck, sourceLanguages } from '../source-syntax.test-helper.js';
import { followGuide } from './follow-guide.test-helper.js';
import { readBlocks, readCommands } from './guide-blocks.test-helper.js';
import { createKitProject, type KitProject } from './packed-kit.test-helper.js';

const run = promisify(execFile);
const root = join(import.meta.dirname, '..');
/** Guides for a clone of the repository. The others are for a project that has the kit installed. */
const inClone = ['README.md', 'CONTRIBUTING.md'];
const inProject = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.md'));
const guides = [...inClone, ...inProject.map((name) => `docs/${name}`)];
const read = (guide: string): string => readFileSync(join(root, guide), 'utf8');

/** Commands that no test can run, by their first words, with the reason. All others are run. */
const leftOut: Readonly<Record<string, string>> = {
  'docker ': 'a machine that runs the tests need not have Docker',
  'npx eendigo-kit conformance server --target https://api.eendigo.app/demo --fixtures my-photos --max-billable':
    'is charged, on a host of the vendor',
  'npx eendigo-kit record --target uat': 'listens for calls to a host of the vendor',
  'npx eendigo-kit conformance client --attach': 'waits for a client that a person starts',
  'cd postman && npx newman run': 'fetches from the registry; conformance/export/export.prove.ts runs it',
  'adb ': 'needs an Android device or emulator',
  'xcrun ': 'needs a Mac with Xcode',
  'npm ci': 'fetches from the registry; CI runs it before the tests',
  'npm test': 'runs the tests that this one belongs to',
  'npm run format': 'changes the sources',
  'npm install --save-dev eendigo-kit': 'fetches from the registry; the packed kit is installed in its place',
};
const isLeftOut = (command: string): boolean => Object.keys(leftOut).some((start) => command.startsWith(start));

let project: KitProject;
beforeAll(async () => {
  project = await createKitProject();
});
afterAll(() => project[Symbol.asyncDispose]());

describe.concurrent('following a guide', () => {
  test.each(guides)('%s prints the output that it shows', { timeout: 240_000 }, async (guide) => {
    const name = guide.replaceAll(/\W/g, '-');
    const folder = await (inClone.includes(guide) ? project.clone(name) : project.folder(name));
    await followGuide(read(guide), { folder, env: project.env, isLeftOut });
  });
});

/** Names in examples that belong to the reader's own code. */
const readersOwn = `
declare const selfie: Uint8Array, ktp: Uint8Array;
declare function myClient(url: string): { check(selfie: Uint8Array, ktp: Uint8Array): Promise<unknown> };
`;

describe('every block of a guide', () => {
  const blocks = guides.flatMap((guide) => readBlocks(read(guide)).map((block) => ({ ...block, guide })));
  const ofLanguage = (...languages: readonly string[]) => blocks.filter(({ language }) => languages.includes(language));
  const place = ({ guide, line }: (typeof blocks)[number]): string => `${guide}, line ${line}`;

  test('is in a language that these tests check', () => {
    const tried = ['sh', 'text', 'json', 'yaml', 'ts', 'js', ...sourceLanguages];
    expect(blocks.filter(({ language }) => !tried.includes(language)).map(place)).toEqual([]);
  });

  test('of text is the output of a command, or a file to save', () => {
    const printed = new Set(blocks.map(({ guide, result }) => `${guide} ${result}`));
    const loose = ofLanguage('text').filter(({ guide, text, savedAs }) => !savedAs && !printed.has(`${guide} ${text}`));
    expect(loose.map(place)).toEqual([]);
  });

  test('of commands is run, and every listed exception still occurs', () => {
    const commands = ofLanguage('sh').flatMap(({ text }) => readCommands(text).map(({ command }) => command));
    for (const start of Object.keys(leftOut))
      expect(
        commands.some((command) => command.startsWith(start)),
        start,
      ).toBe(true);
  });

  test('starts at the margin and is closed, so that none is overlooked', () => {
    for (const guide of guides) {
      const fences = read(guide).match(/^[ \t>*-]*(```|~~~)/gm) ?? [];
      expect(fences.length, guide).toBe(2 * blocks.filter((block) => block.guide === guide).length);
    }
  });

  test('together with the others contains every command that a sentence names', () => {
    const commands = ofLanguage('sh').map(({ text }) => text);
    for (const guide of guides)
      for (const [, named = ''] of read(guide)
        .replaceAll(/^```.*?^```$/gms, '')
        .matchAll(/`(npx eendigo-kit [^`]+)`/g))
        expect(
          commands.some((text) => text.includes(named)),
          `${guide}: ${named}`,
        ).toBe(true);
  });

  test('of data can be parsed', () => {
    for (const block of ofLanguage('json')) expect(() => JSON.parse(block.text), place(block)).not.toThrow();
    for (const block of ofLanguage('yaml'))
      expect(parseDocument(block.text, { strict: true }).errors, place(block)).toEqual([]);
  });

  test.each(sourceLanguages)('of %s has the syntax of the language', async (language) => {
    const hasSyntax = await createSyntaxCheck(language);
    for (const block of ofLanguage(language)) {
      expect(hasSyntax(block.text), place(block)).toBe(true);
      expect(hasSyntax(block.text.replace('(', ' ')), place(block)).toBe(false);
    }
  });

  test('of JavaScript is saved, and another block of the guide names the file', () => {
    for (const block of ofLanguage('js')) {
      const { guide, savedAs = '(no file)' } = block;
      const others = blocks.filter((other) => other.guide === guide && other !== block).map(({ text }) => text);
      // Jest finds its files by their suffix.
      expect(
        savedAs.endsWith('.spec.js') || others.join('').includes(savedAs) || savedAs === 'jest.config.js',
        place(block),
      ).toBe(true);
    }
  });

  test('of TypeScript compiles with the packed declarations', async () => {
    const folder = await project.folder('types');
    const options = {
      strict: true,
      noEmit: true,
      module: 'nodenext',
      target: 'es2023',
      lib: ['es2023', 'esnext.disposable'],
      types: ['node'],
      skipLibCheck: true,
    };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, include: ['*.ts'] }));
    await writeFile(join(folder, 'package.json'), '{"type":"module"}');
    await writeFile(join(folder, 'readers-own.d.ts'), readersOwn);
    const programs = ofLanguage('ts');
    for (const [index, { text }] of programs.entries()) await writeFile(join(folder, `example-${index}.ts`), text);
    const compiled = run(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', folder]);
    const errors = await compiled.then(
      () => '',
      ({ stdout }) => String(stdout),
    );
    expect(errors, programs.map(place).join('; ')).toBe('');
  });
});

test('the kit accepts the report in the guide for clients', async () => {
  const [report = ''] = readBlocks(read('docs/conformance-client.md'))
    .filter(({ language }) => language === 'json')
    .map(({ text }) => text);
  expect(readReport(report)).toMatchObject({ report: { outcome: 'success', kind: 'success' } });
});
