import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const cli = join(import.meta.dirname, '..', '..', 'dist', 'cli.js');
const adapter = join(import.meta.dirname, '..', 'adapters', 'fetch.mjs');

let folder: string;
let temporary: string;
let json: string;
const closing: (() => void)[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-killed-'));
  json = join(folder, 'run.json');
  temporary = await mkdtemp(join(tmpdir(), 'eendigo-kit-killed-tmp-'));
});
afterEach(async () => {
  for (const close of closing.splice(0)) close();
  for (const one of [folder, temporary]) await rm(one, { recursive: true, force: true });
});

type Run = ChildProcess & { readonly stdout: NodeJS.ReadableStream; readonly stderr: NodeJS.ReadableStream };

function start(...args: string[]): Run {
  const child = spawn(process.execPath, [cli, 'conformance', ...args], {
    // A killed process cannot remove its folder.
    env: { ...process.env, TMPDIR: temporary },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  closing.push(() => child.kill('SIGKILL'));
  child.stdout.resume();
  return child as Run;
}

/** Runs the command to its end. */
async function ended(
  child: Run,
): Promise<{ readonly code: number | null; readonly err: string; readonly out: string }> {
  const printed = { out: '', err: '' };
  child.stdout.on('data', (text) => {
    printed.out += text;
  });
  child.stderr.on('data', (text) => {
    printed.err += text;
  });
  const [code] = await once(child, 'close');
  return { code, ...printed };
}

async function serving(answer: RequestListener): Promise<string> {
  const server = createServer((incoming, outgoing) => {
    incoming.resume().on('end', () => answer(incoming, outgoing));
  }).listen(0, '127.0.0.1');
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

interface Line {
  readonly type: 'run' | 'sending' | 'control' | 'result';
  readonly id?: string;
  readonly refNumber?: string;
  readonly verdict?: string;
  readonly cutShort?: true;
  readonly evidence?: { readonly refNumber?: string };
}
/** The lines of a file of results. Every one is complete. */
async function linesOf(file: string): Promise<readonly Line[]> {
  const text = await readFile(file, 'utf8');
  expect(text.endsWith('\n')).toBe(true);
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}
const idsOf = (lines: readonly Line[], type: Line['type']) =>
  lines.flatMap((line) => (line.type === type ? [line.id] : []));

/** A server that answers the control and two cases, and tells when the third case is there, which it keeps waiting. */
async function stallingAtThird() {
  let count = 0;
  let isThere = (): void => {};
  const third = new Promise<void>((resolve) => {
    isThere = resolve;
  });
  const url = await serving((_, outgoing) => {
    if (++count <= 3) outgoing.end('{}');
    else isThere();
  });
  const child = start('server', '--target', url, '--only', 'empty-*,missing-*', '--json', json, '--timeout', '600');
  return { child, third };
}
const firstThree = ['missing-img1', 'missing-img2', 'missing-key'];

describe('a run on a server', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)(
    'that %s ends has whole reports and nothing beside them',
    async (signal) => {
      const { child, third } = await stallingAtThird();
      await third;
      expect(await readdir(folder)).toEqual(['run.json.partial']);
      child.kill(signal);
      expect((await ended(child)).code).toBe(3);
      expect(await readdir(folder)).toEqual(['run.json']);
      const { cases, cutShort } = JSON.parse(await readFile(json, 'utf8'));
      expect(cutShort).toMatch(new RegExp(`^interrupted by ${signal}; 8 of 10 cases`));
      expect(cases[2]).toMatchObject({
        id: 'missing-key',
        verdict: 'skipped',
        reason: expect.stringMatching(/before the answer came; the server may have charged it$/),
        evidence: { refNumber: expect.stringMatching(/^KIT/), transportError: `interrupted by ${signal}` },
      });
    },
  );

  test.each<[string, readonly NodeJS.Signals[]]>([
    ['a second signal', ['SIGINT', 'SIGTERM']],
    ['kill -9', ['SIGKILL']],
  ])('that %s ends loses no result, and shows the call in flight', async (_, signals) => {
    const { child, third } = await stallingAtThird();
    await third;
    for (const signal of signals) child.kill(signal);
    expect((await ended(child)).code).not.toBe(0);
    expect(await readdir(folder)).toEqual(['run.json.partial']);
    const lines = await linesOf(`${json}.partial`);
    expect(lines[0]).toMatchObject({ type: 'run', direction: 'server', profile: 'documented' });
    expect(idsOf(lines, 'sending')).toEqual(['control', ...firstThree]);
    expect(idsOf(lines, 'result')).toEqual(firstThree.slice(0, 2));
    const [sent, result] = (['sending', 'result'] as const).map((type) =>
      lines.find((line) => line.type === type && line.id === 'missing-img1'),
    );
    expect(sent?.refNumber).toMatch(/^KIT/);
    expect(result?.evidence?.refNumber).toBe(sent?.refNumber);
    expect(lines.at(-1)?.type).toBe('sending');
    expect((await stat(`${json}.partial`)).mode & 0o777).toBe(0o600);
  });

  test('that three transport errors stop ends with 3, its reports say so, and nothing is left beside them', async () => {
    let count = 0;
    const url = await serving((incoming, outgoing) => (count++ < 2 ? outgoing.end('{}') : incoming.socket.destroy()));
    const child = start('server', '--target', url, '--only', 'empty-*,missing-*', '--json', json);
    expect(await ended(child)).toMatchObject({ code: 3, out: expect.stringMatching(/Cut short: not sent after 3 /) });
    expect(await readdir(folder)).toEqual(['run.json']);
    const { summary } = JSON.parse(await readFile(json, 'utf8'));
    expect(summary).toMatchObject({ failed: 4, skipped: 6 });
  });

  test('that cannot judge leaves no file', async () => {
    const url = await serving((_, outgoing) => outgoing.writeHead(404).end());
    const child = start('server', '--target', url, '--only', 'missing-img1', '--json', json);
    const { code, out, err } = await ended(child);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^eendigo-kit: .*answers 404, so the API is not at this path; [^\n]*\n$/);
    expect(await readdir(folder)).toEqual([]);
  });

  test('finds the results of a killed one, keeps them under another name, and says so', async () => {
    await writeFile(`${json}.partial`, '{"type":"run"}\n');
    const url = await serving((_, outgoing) => outgoing.end('{}'));
    const { err } = await ended(start('server', '--target', url, '--only', 'missing-img1', '--json', json));
    const [kept = ''] = (await readdir(folder)).filter((name) => name !== 'run.json');
    expect(kept).toMatch(/^run\.json\.partial\.\d{8}T\d{6}Z$/);
    expect(err).toContain(
      `${json}.partial holds the results of a run that was ended; they are now in ${join(folder, kept)}`,
    );
    expect(await readFile(join(folder, kept), 'utf8')).toBe('{"type":"run"}\n');
  });

  test('keeps its results beside the JUnit report where that is the only one, and nowhere for a device', async () => {
    const seen: string[][] = [];
    const url = await serving((_, outgoing) => {
      void readdir(folder).then((names) => {
        seen.push(names);
        outgoing.end('{}');
      });
    });
    const only = ['--target', url, '--only', 'missing-img1'];
    await ended(start('server', ...only, '--junit', join(folder, 'run.xml')));
    await ended(start('server', ...only, '--json', '/dev/null'));
    expect(seen).toEqual([['run.xml.partial'], ['run.xml.partial'], ['run.xml'], ['run.xml']]);
  });
});

describe('a run on a client', () => {
  const only = 'success-required-parts-only,credentials-unknown-tenant,balance-used-up';
  // A killed run cannot end its client, so this one ends by itself.
  const sleeper = 'sleep 30';

  /** A client that answers the first case, and waits in the second one. */
  async function stallingAtSecond(): Promise<{ readonly child: Run; readonly second: () => Promise<boolean> }> {
    const note = join(folder, 'second');
    const script = `case $EENDIGO_KIT_CASE in *success*) exec node ${adapter};; *) touch ${note}; exec ${sleeper};; esac`;
    const child = start('client', '--jobs', '1', '--only', only, '--json', json, '--', 'sh', '-c', script);
    return {
      child,
      second: () =>
        stat(note).then(
          () => true,
          () => false,
        ),
    };
  }

  test.each(['SIGINT', 'SIGTERM'] as const)('that %s ends has whole reports', async (signal) => {
    const { child, second } = await stallingAtSecond();
    await expect.poll(second, { timeout: 20_000 }).toBe(true);
    child.kill(signal);
    expect((await ended(child)).code).toBe(3);
    expect((await readdir(folder)).sort()).toEqual(['run.json', 'second']);
    const { cases } = JSON.parse(await readFile(json, 'utf8'));
    expect(cases.map(({ verdict }: { verdict: string }) => verdict)).toEqual(['passed', 'skipped', 'skipped']);
  });

  test.each<[string, readonly NodeJS.Signals[]]>([
    ['a second signal', ['SIGINT', 'SIGTERM']],
    ['kill -9', ['SIGKILL']],
  ])('that %s ends loses no result', async (_, signals) => {
    const { child, second } = await stallingAtSecond();
    await expect.poll(second, { timeout: 20_000 }).toBe(true);
    for (const signal of signals) child.kill(signal);
    expect((await ended(child)).code).not.toBe(0);
    const lines = await linesOf(`${json}.partial`);
    expect(lines[0]).toMatchObject({ type: 'run', direction: 'client' });
    expect(idsOf(lines, 'result')).toEqual(['success-required-parts-only']);
    expect(idsOf(lines, 'sending')).toEqual(['success-required-parts-only', 'credentials-unknown-tenant']);
  });
});
