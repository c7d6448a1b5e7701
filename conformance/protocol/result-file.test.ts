import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readResult } from './result-file.js';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-result-'));
  file = join(folder, 'result.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe("a client's result file", () => {
  test('is undefined when there is no file', async () => {
    expect(await readResult(file)).toBeUndefined();
  });

  test('is read when it is a plain file', async () => {
    await writeFile(file, '\uFEFF{"outcome":"skip"}');
    expect(await readResult(file)).toEqual({ report: { outcome: 'skip' }, notes: [] });
  });

  test('is refused when it is a folder', async () => {
    await mkdir(file);
    expect(await readResult(file)).toEqual({
      problem: expect.stringMatching(/^a folder is at EENDIGO_KIT_RESULT; write/),
    });
  });

  test('is refused when it is a symbolic link', async () => {
    await writeFile(join(folder, 'other.json'), '{"outcome":"skip"}');
    await symlink('other.json', file);
    expect(await readResult(file)).toEqual({ problem: expect.stringMatching(/^a symbolic link is at /) });
  });

  test('is refused at once when it is a named pipe without a writer', async () => {
    execFileSync('sh', ['-c', 'mkfifo "$0"', file]);
    expect(await readResult(file)).toEqual({ problem: expect.stringMatching(/^a named pipe is at /) });
  });

  test('is refused when it is a socket', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(file, resolve));
    expect(await readResult(file)).toEqual({ problem: expect.stringMatching(/^a socket is at /) });
    server.close();
  });

  test('is read up to a size limit', async () => {
    await writeFile(file, JSON.stringify({ outcome: 'skip', reason: 'x'.repeat(999_900) }));
    expect(await readResult(file)).toHaveProperty('report');
    await writeFile(file, JSON.stringify({ outcome: 'skip', reason: 'x'.repeat(1_000_000) }));
    expect(await readResult(file)).toEqual({
      problem: expect.stringMatching(/^the report has more than 1000000 bytes/),
    });
  });
});
