import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';

const cli = join(import.meta.dirname, '..', '..', 'dist', 'cli.js');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-interrupted-'));
});
afterEach(() => rm(folder, { recursive: true }));

test.each([
  ['learn', ['run', '-o', 'uat.profile.yaml']],
  ['diff', ['run', 'run', '-o', 'drift.html']],
])('Ctrl-C ends %s at once with 130, and nothing is written', async (command, args) => {
  // The command reads its report from this pipe. The test writes nothing into it, so the command waits.
  await promisify(execFile)('mkfifo', [join(folder, 'run')]);
  const child = spawn(process.execPath, [cli, command, ...args], { cwd: folder, stdio: 'ignore' });
  // Opens when the command reads.
  const pipe = await open(join(folder, 'run'), 'w');
  child.kill('SIGINT');
  const ended = once(child, 'close');
  // The read must end, or the process would wait for it.
  await pipe.close();
  expect(await ended).toEqual([130, null]);
  expect(await readdir(folder)).toEqual(['run']);
});
