import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { catalogue } from './fixtures/catalogue/catalogue.js';
import { bareScene } from './fixtures/drawing/bare-scene.js';
import { createDrawPicture } from './fixtures/making/drawn.js';
import { createFixture } from './fixtures/making/make.js';
import { openDrawings } from './fixtures/making/packed-drawings.js';

const root = import.meta.dirname;
const run = promisify(execFile);

const notSources = new Set(['.git', 'dist', 'drawings', 'node_modules'].map((name) => join(root, name)));

/** Packs the sources in a folder of its own, as a release does. Returns the package's file. */
async function packIn(folder: string): Promise<string> {
  await cp(root, folder, { recursive: true, filter: (path) => !notSources.has(path) });
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  await run('npm', ['pack', '--pack-destination', folder], { cwd: folder, maxBuffer: 16_000_000 });
  const [file = ''] = (await readdir(folder)).filter((name) => name.endsWith('.tgz'));
  return join(folder, file);
}

const digestOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

describe('the package', () => {
  let folder: string;
  let file: string;
  let kit: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-pack-'));
    file = await packIn(join(folder, 'one'));
    kit = join(folder, 'project', 'node_modules', 'eendigo-kit');
    await mkdir(kit, { recursive: true });
    await run('tar', ['-xzf', file, '-C', kit, '--strip-components=1']);
    await symlink(join(root, 'node_modules'), join(kit, 'node_modules'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('is the same of two builds in different folders, byte for byte', async () => {
    const other = await packIn(join(folder, 'another-longer-name'));
    expect(digestOf(await readFile(other))).toBe(digestOf(await readFile(file)));
  });

  test('carries the drawing of every fixture, in few files of few megabytes', async () => {
    const drawings = join(kit, 'drawings');
    const find = openDrawings(drawings);
    for (const { id, facts, recipe } of catalogue)
      if ('scene' in recipe)
        expect(
          await find(bareScene(recipe.scene), ...(recipe.drawnAt ?? [facts.width, facts.height])),
          id,
        ).toBeDefined();
    const files = await readdir(drawings);
    const sizes = await Promise.all(files.map(async (name) => (await stat(join(drawings, name))).size));
    expect(files.length).toBeLessThanOrEqual(45);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(12_000_000);
    expect((await stat(file)).size).toBeLessThan(16_000_000);
  });

  test('writes the same pictures with its drawings as the sources draw without', async () => {
    const ids = ['selfie-good', 'selfie-screen', 'selfie-covered', 'ktp-glare', 'ktp-far'];
    const out = join(folder, 'pictures');
    await run(process.execPath, [join(kit, 'dist', 'bin.js'), 'fixtures', '-o', out, '--only', ids.join()], {
      env: { ...process.env, EENDIGO_KIT_CACHE: '' },
    });
    const anew = { picture: createDrawPicture(async () => undefined), drawsMarks: true };
    for (const fixture of catalogue.filter(({ id }) => ids.includes(id)))
      expect(digestOf(await readFile(join(out, fixture.fileName))), fixture.id).toBe(
        digestOf(await createFixture(fixture, anew)),
      );
  });
});
