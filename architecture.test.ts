import { execFile, execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { type Floors, readSources, repeatedExports, sourceOf, wrongImports } from './architecture.test-helper.js';

/** Every source file of the product and its bench. Tests and their helpers may import everything. */
const paths = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts', '*.tsx'], {
  cwd: import.meta.dirname,
  encoding: 'utf8',
})
  .trim()
  .split('\n')
  .filter((path) => existsSync(join(import.meta.dirname, path)))
  .filter((path) => !/\.(test|test-helper|test-setup|prove)\.ts$/.test(path));
const sources = await readSources(import.meta.dirname, paths);

/** The rooms of each folder, top floor first: a room imports only rooms below it. */
const rooms: Readonly<Record<string, Floors>> = {
  fixtures: [
    ['index'],
    ['command'],
    ['own', 'camera'],
    ['writing'],
    ['making'],
    ['encoding'],
    ['mark'],
    ['catalogue'],
    ['drawing'],
  ],
  mock: [
    ['vitest'],
    ['index'],
    ['command'],
    ['server', 'handler'],
    ['mock'],
    ['app'],
    ['admin', 'inspector'],
    ['operation'],
    ['telemetry'],
    ['sessions'],
    ['journal'],
    ['shared'],
    ['store'],
    ['config'],
    ['schemas'],
    ['faults'],
    ['http'],
    ['privacy'],
  ],
  conformance: [
    ['index'],
    ['command'],
    ['list-command', 'coverage-command', 'export'],
    ['peers'],
    ['record'],
    ['client', 'learn', 'server'],
    ['drift'],
    ['reports'],
    ['known-failures'],
    ['coverage', 'select'],
    ['evidence'],
    ['checks'],
    ['expectation'],
    ['protocol'],
    ['wire'],
    ['cases', 'pictures'],
  ],
};

test.each(Object.entries(rooms))('the rooms of %s import only lower rooms', (folder, floors) => {
  expect(wrongImports(sources, folder, floors)).toEqual([]);
});

test('no name is exported twice', () => {
  expect(repeatedExports(sources)).toEqual([]);
});

describe('the check of the rooms', () => {
  const known = new Set(['mock/app.ts', 'mock/store/a.ts', 'mock/store/b.ts', 'mock/journal/j.ts']);
  const file = (path: string, text: string) => sourceOf(path, text, known);
  const floors: Floors = [['app'], ['journal'], ['store']];

  test.each([
    ['an import', "import { a } from '../app.js';"],
    ['an import of types', "import type { A } from '../app.js';"],
    ['a dynamic import', "export const load = () => import('../app.js');"],
    ['an inline type import', "export type A = import('../app.js').A;"],
    ['a re-export', "export { a } from '../app.js';"],
  ])('finds %s of a higher room', (_, text) => {
    expect(wrongImports([file('mock/store/a.ts', text)], 'mock', floors)).toEqual([
      'mock/store/a.ts imports mock/app.ts, which is not below it',
    ]);
  });

  test('lets a room import lower rooms and its own files', () => {
    const text = "import '../store/a.js';\nimport './k.js';";
    expect(wrongImports([file('mock/journal/j.ts', text)], 'mock', floors)).toEqual([]);
    expect(wrongImports([file('mock/store/a.ts', "import './b.js';")], 'mock', floors)).toEqual([]);
  });

  test('finds a room without a floor', () => {
    expect(wrongImports([file('mock/attic/x.ts', '')], 'mock', floors)).toEqual([
      'mock/attic/x.ts is in no room of mock; add its room to the floors',
    ]);
  });

  test('finds a name that two files export, whatever its kind, but not a re-export', () => {
    const one = file('mock/store/a.ts', 'export const open = 1, close = 2;\nexport interface Store {}');
    const other = file(
      'mock/store/b.ts',
      "export function open() {}\nexport type Store = 1;\nexport { close } from './a.js';\nexport { Store as open } from './a.js';",
    );
    expect(repeatedExports([one, other])).toEqual([
      'open: mock/store/a.ts, mock/store/b.ts, mock/store/b.ts',
      'Store: mock/store/a.ts, mock/store/b.ts',
    ]);
  });
});

describe('lint', () => {
  const wrong: readonly (readonly [file: string, imported: string, message: string])[] = [
    ['spec/to-fixtures.ts', '../fixtures/index.js', 'spec is the base'],
    ['spec/requirements/to-mock.ts', '../../mock/index.js', 'spec is the base'],
    ['fixtures/to-mock.ts', '../mock/index.js', 'fixtures imports spec only'],
    ['fixtures/making/past-the-index.ts', '../../spec/profiles/load.js', 'through its index'],
    ['mock/to-conformance.ts', '../conformance/index.js', 'mock imports spec and fixtures only'],
    ['mock/past-the-index.ts', '../spec/contract.js', 'through its index'],
    ['mock/operation/rules/past-the-index.ts', '../../../fixtures/mark/mark-code.js', 'through its index'],
    ['conformance/cases/past-the-index.ts', '../../mock/operation/operation.js', 'through its index'],
    ['conformance/to-cli.ts', '../cli.js', 'conformance does not import cli'],
    ['mock/store/one.ts', './two.js', 'part of a cycle'],
    ['mock/store/two.ts', './one.js', 'part of a cycle'],
    ['mock/store/first-type.ts', './second-type.js', 'part of a cycle'],
    ['mock/store/second-type.ts', './first-type.js', 'part of a cycle'],
  ];
  const right: readonly (readonly [file: string, imported: string])[] = [
    ['mock/to-spec.ts', '../spec/index.js'],
    ['fixtures/making/to-spec.ts', '../../spec/index.js'],
    ['conformance/cases/to-mock.ts', '../../mock/index.js'],
  ];

  test('rejects an import in the wrong direction, past an index, or in a cycle, and no other', async () => {
    const tree = await mkdtemp(join(tmpdir(), 'eendigo-kit-lint-'));
    try {
      await copyFile(join(import.meta.dirname, 'biome.json'), join(tree, 'biome.json'));
      for (const [file, imported] of [...wrong, ...right]) {
        await mkdir(dirname(join(tree, file)), { recursive: true });
        const text = file.endsWith('type.ts')
          ? `import type { X } from '${imported}';\n\nexport type Y = X;\n`
          : `import { x } from '${imported}';\n\nexport const y = x;\n`;
        await writeFile(join(tree, file), text);
      }
      const biome = join(import.meta.dirname, 'node_modules', '.bin', 'biome');
      const ended = promisify(execFile)(biome, ['lint', '--vcs-enabled=false', '--max-diagnostics=none', '.'], {
        cwd: tree,
      });
      const { stdout, stderr } = await ended.catch((error: { stdout: string; stderr: string }) => error);
      const problems = `${stdout}${stderr}`
        .split(/^(?=\S+:\d+:\d+ )/m)
        .filter((text) => /noRestrictedImports|noImportCycles/.test(text));
      for (const [file, , message] of wrong)
        expect(problems.find((text) => text.startsWith(`${file}:`))?.replaceAll(/\s+/g, ' '), file).toContain(message);
      expect(problems).toHaveLength(wrong.length);
    } finally {
      await rm(tree, { recursive: true });
    }
  });
});
