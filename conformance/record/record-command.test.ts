import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadFixture } from '../../fixtures/index.js';
import { createMockServer } from '../../mock/index.js';
import { passOn } from '../server/beyond.test-helper.js';

const cli = join(import.meta.dirname, '..', '..', 'dist', 'cli.js');
const secrets = { EENDIGO_KIT_TENANT_CODE: 'CANARY-TENANT', EENDIGO_KIT_KEY: 'canary/key 4711' };
const nik = '3171234567890123';

let folder: string;
const children: ChildProcess[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-record-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await rm(folder, { recursive: true });
});

interface RunningRecorder {
  readonly url: string;
  readonly printed: () => string;
  /** Waits until this is printed. */
  readonly until: (pattern: RegExp) => Promise<void>;
  /** Sends Ctrl-C. Returns the exit code. */
  readonly end: () => Promise<number | null>;
}

function spawnKit(args: readonly string[]): { readonly child: ChildProcess; readonly printed: () => string } {
  const child = spawn(process.execPath, [cli, ...args], {
    cwd: folder,
    env: { ...process.env, EENDIGO_KIT_SPEND: join(folder, 'spend.ndjson'), ...secrets },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (piece) => {
      text += piece;
    });
  return { child, printed: () => text };
}

async function startRecord(args: readonly string[]): Promise<RunningRecorder> {
  const { child, printed } = spawnKit(['record', '--port', '0', '--json', 'run.json', ...args]);
  const closed = once(child, 'close');
  const until = async (pattern: RegExp): Promise<void> => {
    while (!pattern.test(printed())) {
      if (child.exitCode !== null) throw new Error(printed());
      await Promise.race([once(child.stdout as NodeJS.ReadableStream, 'data'), closed]);
    }
  };
  await until(/Ctrl-C ends it/);
  return {
    url: /listens on (\S+)/.exec(printed())?.[1] ?? '',
    printed,
    until,
    end: async () => {
      child.kill('SIGINT');
      const [code] = (await closed) as [number | null];
      return code;
    },
  };
}

async function endOfKit(args: readonly string[]): Promise<{ readonly code: number | null; readonly printed: string }> {
  const { child, printed } = spawnKit(args);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, printed: printed() };
}

async function send(url: string, texts: Readonly<Record<string, string>> = {}): Promise<Response> {
  const form = new FormData();
  for (const [name, id] of [
    ['img1', 'selfie-max'],
    ['img2', 'ktp-max'],
  ] as const)
    form.set(name, new File([new Uint8Array(await loadFixture(id))], `${id}.jpg`, { type: 'image/jpeg' }));
  const values = {
    key: secrets.EENDIGO_KIT_KEY,
    tenant_code: secrets.EENDIGO_KIT_TENANT_CODE,
    refNumber: 'R1',
    nik,
    ...texts,
  };
  for (const [name, value] of Object.entries(values)) form.set(name, value);
  return fetch(`${url}/biometric/facecompareliveness`, { method: 'POST', body: form });
}

const readJson = async (name: string) => JSON.parse(await readFile(join(folder, name), 'utf8'));

/** A server beyond this machine, as the recorder sees it: behind a proxy on loopback. */
async function startProxy(answer: RequestListener): Promise<AsyncDisposable & { readonly flags: readonly string[] }> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    flags: ['--target', 'http://kit.test/demo', '--proxy', `http://127.0.0.1:${port}`],
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await once(server.close(), 'close');
    },
  };
}

describe('eendigo-kit record', () => {
  test('prints a line for each exchange, ends with Ctrl-C, and writes nothing secret anywhere', async () => {
    await using mock = await createMockServer({
      tenants: [{ code: secrets.EENDIGO_KIT_TENANT_CODE, key: secrets.EENDIGO_KIT_KEY, balance: 9 }],
    });
    const recorder = await startRecord(['--target', `${mock.url}/demo`]);
    expect(await (await send(recorder.url)).json()).toMatchObject({ status: 'Success' });
    await send(recorder.url, { refNumber: `MIX-${nik}-${secrets.EENDIGO_KIT_KEY}`, source: secrets.EENDIGO_KIT_KEY });
    await send(recorder.url, { key: 'another-canary-key' });
    await fetch(
      `${recorder.url}/${encodeURIComponent(secrets.EENDIGO_KIT_KEY)}?key=${encodeURIComponent(secrets.EENDIGO_KIT_KEY)}`,
    );
    await recorder.until(/^#4 /m);
    const partial = await readFile(join(folder, 'run.json.partial'), 'utf8');
    expect(await recorder.end()).toBe(0);
    expect(recorder.printed()).toMatch(/^#1 POST \/demo\/biometric\/facecompareliveness {2}200 success {2}\d+ ms$/m);
    expect(recorder.printed()).toContain('4 exchanges recorded; the recording is in run.json');
    const files = await readdir(folder);
    expect(files).toEqual(['run.json']);
    const report = await readFile(join(folder, 'run.json'), 'utf8');
    const picture = await loadFixture('selfie-max');
    const never = [
      secrets.EENDIGO_KIT_KEY,
      encodeURIComponent(secrets.EENDIGO_KIT_KEY),
      'another-canary-key',
      secrets.EENDIGO_KIT_TENANT_CODE,
      nik,
    ];
    for (const text of [recorder.printed(), partial, report])
      for (const secret of [...never, picture.toString('base64', 3, 60), picture.toString('latin1', 0, 12)])
        expect(text).not.toContain(secret);
  });

  test('has nothing recorded without an exchange, and says so by its exit code', async () => {
    await using mock = await createMockServer();
    const recorder = await startRecord(['--target', `${mock.url}/demo`]);
    expect(await recorder.end()).toBe(3);
    expect(await readJson('run.json')).toMatchObject({
      exchanges: [],
      exit: { code: 3, reason: 'nothing was recorded' },
    });
  });

  test('sends nothing beyond this machine without a budget, and nothing to production', async () => {
    expect(await endOfKit(['record', '--target', 'http://kit.test/demo'])).toMatchObject({
      code: 2,
      printed: expect.stringContaining('give --max-billable <calls>'),
    });
    expect(await endOfKit(['record', '--target', 'https://api.eendigo.app', '--max-billable', '1'])).toMatchObject({
      code: 2,
      printed: expect.stringContaining('give --allow-production api.eendigo.app'),
    });
  });

  test('counts the calls through a proxy in the spend file, and ends with 5 when the budget refuses one', async () => {
    await using mock = await createMockServer({
      tenants: [{ code: secrets.EENDIGO_KIT_TENANT_CODE, key: secrets.EENDIGO_KIT_KEY, balance: 9 }],
    });
    await using proxy = await startProxy(passOn(mock.url));
    const recorder = await startRecord([...proxy.flags, '--max-billable', '1']);
    expect((await send(recorder.url)).status).toBe(200);
    expect((await send(recorder.url)).status).toBe(503);
    await recorder.until(/^#2 /m);
    expect(await recorder.end()).toBe(5);
    expect(recorder.printed()).toContain('at most 1 of 1 billable calls were charged');
    expect(mock.requests()).toHaveLength(1);
    const report = await readJson('run.json');
    expect(report.exchanges[0].evidence.mayHaveBeenCharged).toBe(1);
    expect(report.exchanges[1].refused).toBe('beyond the budget of 1 billable calls');
    const spend = await endOfKit(['conformance', 'spend', '--spend-file', 'spend.ndjson']);
    expect(spend.printed).toContain('http://kit.test/demo');
  });

  test('refuses a port that is taken, in one line', async () => {
    await using mock = await createMockServer();
    const taken = new URL(mock.url).port;
    const { code, printed } = await endOfKit(['record', '--target', `${mock.url}/demo`, '--port', taken]);
    expect(code).toBe(2);
    expect(printed).toMatch(/^eendigo-kit: --host 127\.0\.0\.1 --port \d+: .*EADDRINUSE.*give another --port/);
  });
});
