import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const pages = [
  'CONTRIBUTING.md',
  'spec/README.md',
  'fixtures/README.md',
  'mock/README.md',
  'conformance/README.md',
  'bench/README.md',
];
const read = (page: string): string => readFileSync(join(root, page), 'utf8');

/** Returns the files and folders that a page names in code font. */
function pathsIn(text: string): readonly string[] {
  return [...text.replaceAll(/^```.*?^```$/gms, '').matchAll(/`([\w*./-]+)`/g)]
    .map(([, path = '']) => path)
    .filter((path) => /\/$|\.(ts|mjs|md|json|yaml)$/.test(path));
}

/** Every file of the repository, relative to its root. */
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .trim()
  .split('\n');

/** Whether a path exists anywhere below a folder. `*` matches any letters of a name, and the path may omit folders. */
function isBelow(folder: string, path: string): boolean {
  const words = path.split('*').map((word) => word.replaceAll('.', '\\.'));
  const pattern = new RegExp(`^${folder}(.*/)?${words.join('[^/]*')}${path.endsWith('/') ? '' : '$'}`);
  return files.some((file) => pattern.test(file));
}

test.each(pages)('every file and folder that %s names exists', (page) => {
  const folder = dirname(page) === '.' ? '' : `${dirname(page)}/`;
  const paths = pathsIn(read(page));
  expect(paths.length).toBeGreaterThan(3);
  expect(
    paths.filter((path) => path !== 'dist/' && !isBelow(folder, path) && !files.some((file) => file.startsWith(path))),
  ).toEqual([]);
});

test.each(pages)('every link of %s has a target', (page) => {
  for (const [, target = ''] of read(page).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g))
    expect(existsSync(join(root, dirname(page), target)), target).toBe(true);
});

test('every npm command in the contributing guide exists', () => {
  const { scripts } = JSON.parse(read('package.json'));
  for (const [, name = ''] of read('CONTRIBUTING.md').matchAll(/\bnpm (?:run )?(\w+)/g))
    if (name !== 'ci') expect(Object.keys(scripts)).toContain(name);
});
