import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';

const read = (file: string): Promise<string> => readFile(join(import.meta.dirname, file), 'utf8');

let packed: Promise<readonly string[]> | undefined;

/** Returns the paths of the files that are packed now. The drawings are missing, which are made when the kit is packed. */
function packedPaths(): Promise<readonly string[]> {
  packed ??= (async () => {
    const { stdout } = await promisify(execFile)('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: import.meta.dirname,
      maxBuffer: 16 * 1024 * 1024,
    });
    return JSON.parse(stdout)[0].files.map(({ path }: { path: string }) => path);
  })();
  return packed;
}

/** Returns the anchors of a guide's headings, as GitHub derives them. */
function anchorsOf(guide: string): readonly string[] {
  return [...guide.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

describe('the package', () => {
  test('gives a one-line reason for each runtime dependency, and for no other', async () => {
    const { dependencies, reasons } = JSON.parse(await read('package.json'));
    expect(Object.keys(reasons)).toEqual(Object.keys(dependencies));
    for (const reason of Object.values(reasons)) expect(reason).toMatch(/^\S.{10,120}$/);
  });

  test('has a command that its first line makes executable', async () => {
    const { bin } = JSON.parse(await read('package.json'));
    const command = join(import.meta.dirname, bin['eendigo-kit']);
    expect((await promisify(execFile)(command, ['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test('reports in one line that Node.js is too old, and which version it needs', async () => {
    const { bin } = JSON.parse(await read('package.json'));
    const older = "Object.defineProperty(process.versions, 'node', { value: '20.18.3' });";
    const args = ['--import', `data:text/javascript,${encodeURIComponent(older)}`, bin['eendigo-kit'], '--version'];
    const ended = promisify(execFile)(process.execPath, args, { cwd: import.meta.dirname });
    await expect(ended).rejects.toMatchObject({
      code: 2,
      stdout: '',
      stderr: 'eendigo-kit: Node.js 20.18.3 is too old; install Node.js 20.19 or later\n',
    });
  });

  test('leaves out the program that draws what it carries', async () => {
    expect(await packedPaths()).toContain('dist/fixtures/making/draw-ahead-process.js');
    expect(await packedPaths()).not.toContain('dist/fixtures/making/pack-drawings-process.js');
  });

  test('contains every file that one of its guides links to', async () => {
    const paths = await packedPaths();
    const guides = paths.filter((path) => path.endsWith('.md'));
    expect(guides).toEqual(
      expect.arrayContaining([
        'README.md',
        'README.id.md',
        'docs/README.md',
        'docs/mock.md',
        'docs/id/panduan-integrator.md',
      ]),
    );
    expect(paths.filter((path) => /^docs\/.*\.(?!md$)/.test(path))).toEqual([]);
    for (const guide of guides)
      for (const [, target = '', heading] of (await read(guide)).matchAll(
        /\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/g,
      )) {
        const file = target === '' ? guide : join(dirname(guide), target);
        expect(paths, `${guide} links to ${target}`).toContain(file);
        if (heading !== undefined)
          expect(anchorsOf(await read(file)), `${guide} links to ${target}#${heading}`).toContain(heading);
      }
  });

  test('prefixes the command with npx in its guides, so that it works without a global installation', async () => {
    const guides = (await readdir(join(import.meta.dirname, 'docs'), { recursive: true })).filter((name) =>
      name.endsWith('.md'),
    );
    for (const guide of ['README.md', 'README.id.md', 'CONTRIBUTING.md', ...guides.map((name) => join('docs', name))])
      for (const [block] of (await read(guide)).matchAll(/^```sh\n.*?^```/gms))
        expect(block, guide).not.toMatch(/^ *eendigo-kit /m);
  });

  test('names the entry points in the error for a program that imports the bare package', async () => {
    const program = "await import('eendigo-kit');";
    const ended = promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
      cwd: import.meta.dirname,
    });
    await expect(ended).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining("import 'eendigo-kit/mock'"),
    });
  });

  test('locks no download address', async () => {
    expect(await read('package-lock.json')).not.toContain('"resolved"');
  });
});
