import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createMockServer } from '../../mock/index.js';

const cli = join(import.meta.dirname, '..', '..', 'dist', 'cli.js');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-full-disk-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Runs cases where a file cannot grow beyond a number of KiB: a write then fails as on a full disk. */
function runWithin(
  kilobytes: number,
  url: string,
  ...args: readonly string[]
): Promise<{ readonly code: unknown; readonly out: string; readonly err: string }> {
  const limited = `ulimit -f ${kilobytes}; trap '' XFSZ; exec "$@"`;
  const command = [process.execPath, cli, 'conformance', 'server', '--target', url, ...args];
  return new Promise((resolve) => {
    execFile('bash', ['-c', limited, 'bash', ...command], (error, out, err) =>
      resolve({ code: error?.code ?? 0, out, err }),
    );
  });
}

/** Ten cases without pictures, which no run has to draw. */
const someCases = ['--only', 'method-*,content-type-*,multipart-*'];

test('a disk that becomes full while results come ends no run, and the message counts what the file holds', async () => {
  await using mock = await createMockServer();
  const { code, out, err } = await runWithin(12, mock.url, ...someCases, '--json', join(folder, 'run.json'));
  expect(code).toBe(2);
  expect(out).toMatch(/\n10 cases: 10 passed in /);
  expect(err).toMatch(/run\.json\.partial: cannot be written: EFBIG.*; the run goes on\n/);
  expect(err).toMatch(/run\.json: cannot be written: EFBIG/);
  const [, kept] = /\n?eendigo-kit: (\d+) of 10 results are in .*run\.json\.partial\n/.exec(err) ?? [];
  const lines = (await readFile(join(folder, 'run.json.partial'), 'utf8')).split('\n').slice(0, -1);
  const whole = lines.map((line) => JSON.parse(line)).filter(({ type }) => type === 'result');
  expect(whole.length).toBeGreaterThan(0);
  expect(kept).toBe(String(whole.length));
});

test('a disk that is too full for a report leaves the results beside it, and the earlier report as it was', async () => {
  await using mock = await createMockServer();
  const html = join(folder, 'run.html');
  await writeFile(html, 'the earlier report');
  const { code, err } = await runWithin(12, mock.url, '--only', 'method-get', '--html', html);
  expect(code).toBe(2);
  expect(err).toMatch(/run\.html: cannot be written: EFBIG.*; .*give another file\n/);
  expect(err).toMatch(/eendigo-kit: 1 result is in .*run\.html\.partial\n/);
  expect(await readdir(folder)).toEqual(['run.html', 'run.html.partial']);
  expect(await readFile(html, 'utf8')).toBe('the earlier report');
});
