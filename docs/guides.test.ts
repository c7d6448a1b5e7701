import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { readReport } from '../conformance/protocol/read-report.js';
import { followGuide } from './follow-guide.test-helper.js';
import { readBlocks, readCommands } from './guide-blocks.test-helper.js';
import { createKitProject, type KitProject } from './packed-kit.test-helper.js';

const run = promisify(execFile);
const root = join(import.meta.dirname, '..');
/** Those that are followed in a clone of the repository; the others in a project that has the kit. */
const inClone = ['README.md', 'CONTRIBUTING.md'];
const inProject = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.md'));
const guides = [...inClone, ...inProject.map((name) => `docs/${name}`)];
const read = (guide: string): string => readFileSync(join(root, guide), 'utf8');

/** The commands that no test can run as a reader does, by how they begin, and why. All others are run. */
const leftOut: Readonly<Record<string, string>> = {
  'docker ': 'a machine that runs the tests need not have Docker',
  'npx eendigo-kit conformance server --target https://api.eendigo.app/demo --fixtures my-photos --max-billable':
    'is charged, on a host of the vendor',
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

describe.concurrent('a reader who follows', () => {
  test.each(guides)('%s sees what it shows', { timeout: 240_000 }, async (guide) => {
    const name = guide.replaceAll(/\W/g, '-');
    const folder = await (inClone.includes(guide) ? project.clone(name) : project.folder(name));
    await followGuide(read(guide), { folder, env: project.env, isLeftOut });
  });
});

/** Names that an example takes from the reader's own code. */
const readersOwn = `
declare const selfie: Uint8Array, ktp: Uint8Array;
declare function myClient(url: string): { check(selfie: Uint8Array, ktp: Uint8Array): Promise<unknown> };
`;

describe('every block of a guide', () => {
  const blocks = guides.flatMap((guide) => readBlocks(read(guide)).map((block) => ({ ...block, guide })));
  const ofLanguage = (...languages: readonly string[]) => blocks.filter(({ language }) => languages.includes(language));
  const place = ({ guide, line }: (typeof blocks)[number]): string => `${guide}, line ${line}`;

  test('is in a language that is tried here: commands, what they print, data, or a program', () => {
    const tried = ['sh', 'text', 'json', 'yaml', 'ts', 'js'];
    expect(blocks.filter(({ language }) => !tried.includes(language)).map(place)).toEqual([]);
  });

  test('of text is what a command prints, or a file to save', () => {
    const printed = new Set(blocks.map(({ guide, result }) => `${guide} ${result}`));
    const loose = ofLanguage('text').filter(({ guide, text, savedAs }) => !savedAs && !printed.has(`${guide} ${text}`));
    expect(loose.map(place)).toEqual([]);
  });

  test('of commands is run, but for those listed, and each of these is there', () => {
    const commands = ofLanguage('sh').flatMap(({ text }) => readCommands(text).map(({ command }) => command));
    for (const start of Object.keys(leftOut))
      expect(
        commands.some((command) => command.startsWith(start)),
        start,
      ).toBe(true);
  });

  test('begins at the margin and ends, so that none is overlooked', () => {
    for (const guide of guides) {
      const fences = read(guide).match(/^[ \t>*-]*(```|~~~)/gm) ?? [];
      expect(fences.length, guide).toBe(2 * blocks.filter((block) => block.guide === guide).length);
    }
  });

  test('shows the commands that a sentence names', () => {
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

  test('of data can be read', () => {
    for (const block of ofLanguage('json')) expect(() => JSON.parse(block.text), place(block)).not.toThrow();
    for (const block of ofLanguage('yaml'))
      expect(parseDocument(block.text, { strict: true }).errors, place(block)).toEqual([]);
  });

  test('that is a JavaScript program is saved, and a command or another file of the guide names it', () => {
    for (const block of ofLanguage('js')) {
      const { guide, savedAs = '(no file)' } = block;
      const others = blocks.filter((other) => other.guide === guide && other !== block).map(({ text }) => text);
      // Jest finds its files by their ending.
      expect(
        savedAs.endsWith('.spec.js') || others.join('').includes(savedAs) || savedAs === 'jest.config.js',
        place(block),
      ).toBe(true);
    }
  });

  test('of TypeScript has no type error against the packed declarations', async () => {
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

test('the report that the guide for clients shows is one that the kit can judge', async () => {
  const [report = ''] = readBlocks(read('docs/conformance-client.md'))
    .filter(({ language }) => language === 'json')
    .map(({ text }) => text);
  expect(readReport(report)).toMatchObject({ report: { outcome: 'success', kind: 'success' } });
});
