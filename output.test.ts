import { type ChildProcessByStdio, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Readable, Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { simulateFullDisk } from './full-disk.test-helper.js';
import { createMockServer } from './mock/index.js';
import { createOutput, type Loss } from './output.js';

const cli = join(import.meta.dirname, 'dist', 'cli.js');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-output-'));
});
afterAll(() => rm(folder, { recursive: true }));

type Child = ChildProcessByStdio<null, Readable, Readable>;

/** A mock in its own process that has printed its greeting. `err` returns its standard error so far. */
async function started(...flags: string[]): Promise<{ child: Child; url: string; err: () => string }> {
  const child = spawn(process.execPath, [cli, 'mock', '--port', '0', ...flags], { stdio: ['ignore', 'pipe', 'pipe'] });
  let err = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  for await (const line of createInterface(child.stdout)) {
    const [url] = /http:\/\/[\d.]+:\d+/.exec(line) ?? [];
    if (url) return { child, url, err: () => err };
  }
  throw new Error(`the mock did not start: ${err}`);
}

const refused = (url: string) => fetch(`${url}/nope`, { method: 'POST' }).then(({ status }) => status);

describe('a mock whose standard output', () => {
  test.each(['pretty', 'json'])('loses its reader continues without its %s log, and reports it once', async (log) => {
    const { child, url, err } = await started('--log', log);
    child.stdout.destroy();
    for (let count = 0; count < 3; count++) expect(await refused(url)).toBe(404);
    await expect.poll(err).toMatch(/standard output is lost \(.*EPIPE.*\): the server continues without a log/);
    expect(await refused(url)).toBe(404);
    child.kill();
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(err().match(/standard output/g)).toHaveLength(1);
    expect(err()).not.toMatch(/^\s+at /m);
  });

  test('loses its reader, and standard error too, continues', async () => {
    const { child, url } = await started();
    child.stdout.destroy();
    child.stderr.destroy();
    for (let count = 0; count < 3; count++) expect(await refused(url)).toBe(404);
    child.kill();
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  test('is not read drops lines, reports it once, and ends on SIGTERM', async () => {
    const { child, url, err } = await started('--log', 'json');
    child.stdout.pause();
    // Each request logs a line of a kilobyte.
    const many = 4000;
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.write(`GET /${'x'.repeat(480)} HTTP/1.1\r\nHost: mock\r\n\r\n`.repeat(many));
    let text = '';
    socket.setEncoding('latin1').on('data', (piece: string) => {
      text += piece;
    });
    await expect.poll(() => text.match(/HTTP\/1\.1 404/g)?.length).toBe(many);
    socket.destroy();
    expect(await refused(url)).toBe(404);
    expect(err().match(/standard output is lost .* drops the lines that are not read/g)).toHaveLength(1);
    child.kill();
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});

describe('standard output that is a file on a full disk', () => {
  test('loses lines, reports it once, and writes whole lines again once there is space', async () => {
    const file = join(folder, 'full.log');
    const fd = openSync(file, 'w');
    const losses: Loss[] = [];
    const stream = Object.assign(new Writable(), { fd });
    const { write } = createOutput(
      stream,
      (loss) => losses.push(loss),
      () => true,
    );
    write('before');
    {
      using disk = simulateFullDisk(3);
      write('torn in the middle');
      write('nothing of this');
      disk.free();
      write('after');
    }
    closeSync(fd);
    expect(losses).toEqual([{ kind: 'failed', reason: expect.stringContaining('ENOSPC') }]);
    expect(await readFile(file, 'utf8')).toBe('before\ntor\nafter\n');
  });
});

/** Runs a shell line. Returns the exit code of the command before the pipe, and its standard error. */
async function beforePipe(args: readonly string[], rest: string): Promise<{ code: number; err: string }> {
  const line = `"${process.execPath}" "${cli}" ${args.join(' ')} ${rest}; echo "exit \${PIPESTATUS[0]}" >&2`;
  const err: string = await new Promise((resolve) =>
    execFile('bash', ['-c', line], (_error, _out, text) => resolve(text)),
  );
  const [, text = '', code] = /^(.*)exit (\d+)\n$/s.exec(err) ?? [];
  return { code: Number(code), err: text };
}

describe('a command whose reader closes the pipe', () => {
  test.each([[['spec']], [['ambiguities']], [['conformance', 'list']], [['fixtures', 'list']], [['--help']]])(
    '%j exits with 0 and prints no error',
    async (args) => {
      expect(await beforePipe(args, '| true')).toEqual({ code: 0, err: '' });
    },
  );

  test('conformance server exits with 3 and prints no error', async () => {
    await using mock = await createMockServer();
    const args = ['conformance', 'server', '--target', `${mock.url}/demo`, '--only', 'missing-key'];
    expect(await beforePipe(args, '| true')).toEqual({ code: 3, err: '' });
  });

  test.runIf(process.platform === 'linux')('differs from a full disk, which loses the result', async () => {
    const { code, err } = await beforePipe(['spec'], '> /dev/full');
    expect(code).toBe(2);
    expect(err).toMatch(/^eendigo-kit: standard output cannot be written \(ENOSPC.*\); free space.*\n$/);
  });
});
