import { lstat, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { putFile } from './put-file.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-put-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a file that is replaced atomically', () => {
  test('replaces a link that another user created, and leaves its target unchanged', async () => {
    const [victim, file] = [join(folder, 'victim'), join(folder, 'file')];
    await writeFile(victim, 'precious');
    await symlink(victim, file);
    await putFile(file, 'new');
    expect(await readFile(victim, 'utf8')).toBe('precious');
    expect(await readFile(file, 'utf8')).toBe('new');
    expect((await lstat(file)).isSymbolicLink()).toBe(false);
  });

  test('has the given mode', async () => {
    await putFile(join(folder, 'file'), 'secret', { mode: 0o600 });
    expect((await lstat(join(folder, 'file'))).mode & 0o777).toBe(0o600);
  });

  test('leaves no partial file after a failure', async () => {
    await mkdir(join(folder, 'taken', 'inside'), { recursive: true });
    await expect(putFile(join(folder, 'taken'), 'x')).rejects.toThrow();
    const aborted = AbortSignal.abort(new Error('stop'));
    await expect(putFile(join(folder, 'file'), 'x', { signal: aborted })).rejects.toThrow();
    expect(await readdir(folder)).toEqual(['taken']);
  });
});
