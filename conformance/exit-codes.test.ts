import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMockServer, type MockServer } from '../mock/index.js';
import { exitCodes, loadContract, loadProfile } from '../spec/index.js';

const root = join(import.meta.dirname, '..');
const cli = join(root, 'dist', 'cli.js');
const adapter = join(import.meta.dirname, 'adapters', 'fetch.mjs');

let mock: MockServer;
let proxy: string;
let folder: string;
const closing: (() => unknown)[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-exit-'));
  mock = await createMockServer({ tenants: [{ code: 'TEST', key: 'test-key', balance: 1000 }] });
  const { hostname, port } = new URL(mock.url);
  /** A proxy through which every name leads to the mock, so that a target is beyond this machine. */
  const server = createServer((incoming, outgoing) => {
    const { method, headers, url = '' } = incoming;
    const onward = request({ hostname, port, path: new URL(url).pathname, method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 0, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(onward);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  proxy = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  closing.push(
    () => server.close(),
    () => server.closeAllConnections(),
  );
});
afterAll(async () => {
  for (const close of closing) close();
  await mock[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

async function exitOf(...args: readonly string[]): Promise<{ readonly code: unknown; readonly printed: string }> {
  const env = {
    ...process.env,
    EENDIGO_KIT_TENANT_CODE: 'TEST',
    EENDIGO_KIT_KEY: 'test-key',
    EENDIGO_KIT_SPEND: join(folder, 'spend.ndjson'),
  };
  return new Promise((resolve) => {
    execFile(process.execPath, [cli, 'conformance', ...args], { env }, (error, out, err) =>
      resolve({ code: error?.code ?? 0, printed: out + err }),
    );
  });
}
const onMock = (only: string, ...rest: string[]) =>
  exitOf('server', '--target', `${mock.url}/demo`, '--only', only, ...rest);
const beyond = (only: string, ...rest: string[]) =>
  exitOf('server', '--target', 'http://kit.test/demo', '--proxy', proxy, '--interval', '0', '--only', only, ...rest);

describe('the command ends a run on a server with', () => {
  test('0 when all that ran has passed, though something was skipped', async () => {
    expect(await onMock('missing-img1,balance-used-up')).toMatchObject({ code: 0 });
    expect(await beyond('missing-*', '--max-billable', '6')).toMatchObject({ code: 0 });
  });

  test('1 when a case failed', async () => {
    const server = createServer((incoming, outgoing) => void incoming.resume().on('end', () => outgoing.end('{}')));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const target = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { code, printed } = await exitOf('server', '--target', target, '--only', 'success-all-parts');
    server.close();
    expect([code, printed]).toEqual([1, expect.stringMatching(/1 failed/)]);
  });

  test('2 for wrong usage, and when judging makes no sense', async () => {
    expect(await exitOf('server')).toMatchObject({ code: 2 });
    expect(await exitOf('server', '--target', `${mock.url}/nowhere`, '--only', 'missing-img1')).toMatchObject({
      code: 2,
    });
  });

  test('3 when something is inconclusive, nothing ran, or a plan has no budget', async () => {
    const contract = await loadContract((await loadProfile('rest')).profile);
    await using rest = await createMockServer({ contract, tenants: [{ code: 'TEST', key: 'test-key', balance: 9 }] });
    const only = ['--only', 'credentials-unknown-tenant'];
    expect(await exitOf('server', '--target', rest.url, ...only)).toMatchObject({ code: 3 });
    expect(await onMock('balance-used-up')).toMatchObject({ code: 3 });
    expect(await beyond('missing-img1')).toMatchObject({ code: 3 });
  });

  test('5 when the budget excluded cases', async () => {
    const { code, printed } = await beyond('missing-*', '--max-billable', '3');
    expect(code).toBe(5);
    expect(printed).toMatch(/5 cases: 2 passed, 3 skipped/);
    expect(printed).toMatch(/send {2}control {2}perhaps billable/);
  });
});

describe('the command ends a run on a client with', () => {
  test.each([
    [0, ['--only', 'credentials-unknown-tenant', '--', process.execPath, adapter]],
    [1, ['--only', 'credentials-unknown-tenant', '--', process.execPath, '-e', '0']],
    [2, ['--', process.execPath, 'missing.mjs']],
    [3, ['--only', 'credentials-unknown-tenant', '--', process.execPath, '-e', skipping()]],
  ])('%i', async (code, args) => {
    expect(await exitOf('client', ...args)).toMatchObject({ code });
  });
});

test.each(['server', 'client'])('the help for a %s and the guide list every exit code', async (direction) => {
  const { printed } = await exitOf(direction, '--help');
  const guide = readFileSync(join(root, 'docs', 'conformance-server.md'), 'utf8');
  for (const code of Object.values(exitCodes)) {
    expect(printed).toMatch(new RegExp(`^ {2}${code} {2}\\w`, 'm'));
    expect(guide).toMatch(new RegExp(`^\\| ${code} `, 'm'));
  }
});

function skipping(): string {
  return `require('fs').writeFileSync(process.env.EENDIGO_KIT_RESULT, '{"outcome":"skip"}')`;
}
