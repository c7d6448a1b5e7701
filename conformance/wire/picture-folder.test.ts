import { lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { PictureSource } from '../pictures.js';
import { openPictureFolder } from './picture-folder.js';

const pictures: PictureSource = { load: async (id) => Buffer.from(`picture of ${id}`), ownFile: () => undefined };

let root: string;
let temporary: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'eendigo-kit-folder-'));
  temporary = join(root, 'tmp');
  await mkdir(temporary);
  vi.stubEnv('EENDIGO_KIT_CACHE', join(root, 'cache'));
  vi.stubEnv('TMPDIR', temporary);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(root, { recursive: true, force: true });
});

describe('the folder of the pictures of curl lines', () => {
  test("is in the user's cache, closed to other users, with the files that the lines name", async () => {
    const folder = await openPictureFolder(pictures);
    await folder.keep(['selfie-good', 'selfie-good-png']);
    folder.close();
    expect(folder.fileOf('selfie-good')).toBe(join(root, 'cache', 'pictures', 'selfie-good.jpg'));
    expect(await readFile(folder.fileOf('selfie-good-png'), 'utf8')).toBe('picture of selfie-good-png');
    expect((await stat(dirname(folder.fileOf('selfie-good')))).mode & 0o777).toBe(0o700);
    expect((await stat(folder.fileOf('selfie-good'))).mode & 0o777).toBe(0o600);
    expect(await readdir(temporary)).toEqual([]);
  });

  test('is closed to other users even if it was open, and its links are not followed', async () => {
    const folder = join(root, 'cache', 'pictures');
    const victim = join(root, 'victim');
    await mkdir(folder, { recursive: true, mode: 0o777 });
    await writeFile(victim, 'precious');
    await symlink(victim, join(folder, 'selfie-good.jpg'));
    const opened = await openPictureFolder(pictures);
    await opened.keep(['selfie-good']);
    expect(await readFile(victim, 'utf8')).toBe('precious');
    expect((await lstat(opened.fileOf('selfie-good'))).isFile()).toBe(true);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  test.each([
    ['is a link', () => symlink(temporary, join(root, 'cache', 'pictures'))],
    ['is a file', () => writeFile(join(root, 'cache', 'pictures'), '')],
  ])('is a new temporary one when the one in the cache %s', async (_, lay) => {
    await mkdir(join(root, 'cache'));
    await lay();
    const folder = await openPictureFolder(pictures);
    await folder.keep(['ktp-good']);
    folder.close();
    const [made = ''] = await readdir(temporary);
    expect(folder.fileOf('ktp-good')).toBe(join(temporary, made, 'ktp-good.jpg'));
    expect((await stat(join(temporary, made))).mode & 0o777).toBe(0o700);
    expect(await readFile(folder.fileOf('ktp-good'), 'utf8')).toBe('picture of ktp-good');
  });

  test("is removed when it is empty, and never holds the user's own pictures", async () => {
    vi.stubEnv('EENDIGO_KIT_CACHE', '');
    const own: PictureSource = { ...pictures, ownFile: (id) => `/mine/${id}.jpg` };
    const folder = await openPictureFolder(own);
    await folder.keep(['selfie-good']);
    folder.close();
    expect(folder.fileOf('selfie-good')).toBe('/mine/selfie-good.jpg');
    expect(await readdir(temporary)).toEqual([]);
  });
});
