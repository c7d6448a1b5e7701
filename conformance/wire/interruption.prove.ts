import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const cli = join(import.meta.dirname, '..', '..', 'dist', 'cli.js');

let folder: string;
let temporary: string;
const closing: (() => void)[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-interruption-'));
  temporary = join(folder, 'tmp');
  await mkdir(temporary);
});
afterEach(async () => {
  for (const close of closing.splice(0)) close();
  await rm(folder, { recursive: true, force: true });
});

/** Starts a run of the built command with a temporary folder that the test can inspect. */
function start(...args: string[]): ChildProcess & { stdout: NodeJS.ReadableStream } {
  const child = spawn(process.execPath, [cli, 'conformance', ...args], {
    env: { ...process.env, TMPDIR: temporary },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  closing.push(() => child.kill('SIGKILL'));
  return child as ChildProcess & { stdout: NodeJS.ReadableStream };
}

async function serving(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A client that records its process id, ignores SIGTERM, and never writes a report. */
async function stubbornClient(): Promise<{ command: string[]; id: () => Promise<number> }> {
  const [script, note] = [join(folder, 'client.mjs'), join(folder, 'id')];
  await writeFile(
    script,
    `import { writeFileSync } from 'node:fs';
     process.on('SIGTERM', () => {});
     setInterval(() => {}, 1000);
     writeFileSync(${JSON.stringify(note)}, String(process.pid));`,
  );
  const id = async () => Number(await readFile(note, 'utf8').catch(() => ''));
  return { command: [process.execPath, script], id };
}

function isAlive(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch {
    return false;
  }
}

const reports = (): string[] => ['--junit', join(folder, 'run.xml'), '--json', join(folder, 'run.json')];

async function expectCutShort(signal: string, done: number): Promise<void> {
  const junit = await readFile(join(folder, 'run.xml'), 'utf8');
  const json = JSON.parse(await readFile(join(folder, 'run.json'), 'utf8'));
  expect(junit).toMatch(/<testsuites [^>]*errors="1"/);
  expect(junit).toMatch(new RegExp(`<error message="cut short: interrupted by ${signal}; \\d+ of \\d+ cases`));
  expect(json.cutShort).toMatch(new RegExp(`^interrupted by ${signal}; \\d+ of ${json.cases.length} cases`));
  const ran = json.cases.filter(({ verdict }: { verdict: string }) => verdict !== 'skipped');
  expect(ran).toHaveLength(done);
}

describe('a run on a server', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'that %s stops ends with 3, and its reports say so',
    async (signal) => {
      const url = await serving((incoming, outgoing) => {
        incoming.resume();
        incoming.on('end', () => outgoing.end('{}'));
      });
      const child = start('server', '--target', url, '--interval', '600', '--only', 'content-type-*', ...reports());
      let out = '';
      child.stdout.on('data', (text) => {
        out += text;
      });
      while (!out.includes('content-type-json')) await once(child.stdout, 'data');
      child.kill(signal);
      expect(await once(child, 'exit')).toEqual([3, null]);
      await expectCutShort(signal, 1);
      expect(await readdir(temporary)).toEqual([]);
    },
  );

  test('waits only a short time for an answer that the server may have charged', async () => {
    const url = await serving(() => child.kill('SIGINT'));
    const child = start('server', '--target', url, '--only', 'content-type-*', ...reports());
    let out = '';
    child.stdout.on('data', (text) => {
      out += text;
    });
    expect(await once(child, 'exit')).toEqual([3, null]);
    expect(out).toMatch(
      /Cut short: interrupted by SIGINT; 3 of 3 cases were not run to their end\.\n3 cases: 0 passed, 3 skipped/,
    );
    const { cases } = JSON.parse(await readFile(join(folder, 'run.json'), 'utf8'));
    expect(cases[0].reason).toBe('interrupted by SIGINT before the answer came; the server may have charged it');
  });

  test('ends at once with the second signal', async () => {
    const url = await serving(() => {
      child.kill('SIGINT');
      child.kill('SIGTERM');
    });
    const child = start('server', '--target', url, '--only', 'content-type-missing');
    const [code] = await once(child, 'exit');
    // The order in which two signals arrive is not defined.
    expect([130, 143]).toContain(code);
  });
});

describe('a run on a client', () => {
  test.each(['SIGINT', 'SIGHUP'] as const)(
    'that %s stops ends with 3, and leaves no process and no picture',
    async (signal) => {
      const { command, id } = await stubbornClient();
      const child = start('client', '--only', 'success-*', ...reports(), '--', ...command);
      await expect.poll(id).toBeGreaterThan(0);
      child.kill(signal);
      expect(await once(child, 'exit')).toEqual([3, null]);
      await expectCutShort(signal, 0);
      expect(isAlive(await id())).toBe(false);
      expect(await readdir(temporary)).toEqual([]);
    },
  );

  test('that a second signal ends at once leaves no process and no picture either', async () => {
    const { command, id } = await stubbornClient();
    const child = start('client', '--only', 'success-all-parts', '--', ...command);
    await expect.poll(id).toBeGreaterThan(0);
    child.kill('SIGINT');
    child.kill('SIGTERM');
    const [code] = await once(child, 'exit');
    expect([130, 143]).toContain(code);
    await expect.poll(async () => isAlive(await id())).toBe(false);
    expect(await readdir(temporary)).toEqual([]);
  });

  test('whose reader goes away leaves no process and no picture', async () => {
    const child = start('client', '--only', 'success-*,credentials-*', '--', process.execPath, '-e', '0');
    await once(child.stdout, 'data');
    (child.stdout as unknown as { destroy: () => void }).destroy();
    const [code] = await once(child, 'exit');
    expect(code).not.toBe(0);
    expect(await readdir(temporary)).toEqual([]);
  });
});
