import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { type Floors, readSources, repeatedExports, sourceOf, wrongImports } from './architecture.test-helper.js';

/** Every source file that is part of the product or of its bench; tests and their helpers may reach everything. */
const paths = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts'], {
  cwd: import.meta.dirname,
  encoding: 'utf8',
})
  .trim()
  .split('\n')
  .filter((path) => !/\.(test|test-helper|test-setup|prove)\.ts$/.test(path));
const sources = await readSources(import.meta.dirname, paths);

/** The rooms of each folder, top floor first: a room imports only rooms below it. */
const rooms: Readonly<Record<string, Floors>> = {
  fixtures: [
    ['index'],
    ['command'],
    ['own'],
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
    ['admin'],
    ['operation'],
    ['telemetry'],
    ['sessions'],
    ['journal'],
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
    ['list-command', 'coverage-command'],
    ['peers'],
    ['client', 'server'],
    ['reports'],
    ['coverage', 'select'],
    ['evidence'],
    ['checks'],
    ['protocol'],
    ['wire'],
    ['cases', 'pictures'],
  ],
};

test.each(Object.entries(rooms))('the rooms of %s import only what is below them', (folder, floors) => {
  expect(wrongImports(sources, folder, floors)).toEqual([]);
});

test('no name is exported twice', () => {
  expect(repeatedExports(sources)).toEqual([]);
});

describe('the test of the rooms', () => {
  const known = new Set(['mock/app.ts', 'mock/store/a.ts', 'mock/store/b.ts', 'mock/journal/j.ts']);
  const file = (path: string, text: string) => sourceOf(path, text, known);
  const floors: Floors = [['app'], ['journal'], ['store']];

  test.each([
    ['an import', "import { a } from '../app.js';"],
    ['an import of types', "import type { A } from '../app.js';"],
    ['a dynamic import', "export const load = () => import('../app.js');"],
    ['a type that is imported where it is used', "export type A = import('../app.js').A;"],
    ['an export', "export { a } from '../app.js';"],
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

  test('finds a name that two files export, whatever it names, and not what a file only passes on', () => {
    const one = file('mock/store/a.ts', 'export const open = 1, close = 2;\nexport interface Store {}');
    const other = file(
      'mock/store/b.ts',
      "export function open() {}\nexport type Store = 1;\nexport { close } from './a.js';",
    );
    expect(repeatedExports([one, other])).toEqual([
      'open: mock/store/a.ts, mock/store/b.ts',
      'Store: mock/store/a.ts, mock/store/b.ts',
    ]);
  });
});
