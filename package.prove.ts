import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const root = import.meta.dirname;
const run = promisify(execFile);

const notSources = new Set(['.git', 'dist', 'node_modules'].map((name) => join(root, name)));

/** Builds and packs the sources in a folder of its own. Returns the digest of the package. */
async function packIn(folder: string): Promise<string> {
  await cp(root, folder, { recursive: true, filter: (path) => !notSources.has(path) });
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  await run('npm', ['run', 'build'], { cwd: folder });
  const packed = await run('npm', ['pack', '--json', '--ignore-scripts'], { cwd: folder, maxBuffer: 16_000_000 });
  const [{ filename }] = JSON.parse(packed.stdout);
  return createHash('sha256')
    .update(await readFile(join(folder, filename)))
    .digest('hex');
}

test('two builds in different folders make the same package, byte for byte', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-pack-'));
  try {
    expect(await packIn(join(folder, 'one'))).toBe(await packIn(join(folder, 'another-longer-name')));
  } finally {
    await rm(folder, { recursive: true });
  }
});
