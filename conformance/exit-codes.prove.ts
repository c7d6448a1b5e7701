import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runKit } from '../cli.test-helper.js';
import { createMockServer, type MockServer } from '../mock/index.js';
import { passOn, startBeyond } from './server/beyond.test-helper.js';

// Exit codes of the commands whose own tests do not show them.

let folder: string;
let mock: MockServer;
const file = (name: string): string => join(folder, name);
const kit = async (...args: readonly string[]): Promise<number> => (await runKit(args, { cwd: folder })).code;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-exit-codes-'));
  mock = await createMockServer({ tenants: [{ code: 'TEST', key: 'test-key', balance: 9 }] });
  await kit('conformance', 'server', '--target', `${mock.url}/demo`, '--only', 'credentials-*', '--json', 'run.json');
  const report = JSON.parse(await readFile(file('run.json'), 'utf8'));
  await writeFile(file('empty.json'), JSON.stringify({ ...report, cases: [] }));
  await writeFile(file('other.json'), '{}');
});
afterAll(async () => {
  await mock[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

test('learn ends with 0, with 3 if no answer shows a decision, and with 2 for a file that is no report', async () => {
  expect(await kit('learn', 'run.json', '-o', 'uat.profile.yaml')).toBe(0);
  expect(await kit('learn', 'empty.json', '-o', 'none.profile.yaml')).toBe(3);
  expect(await kit('learn', 'other.json', '-o', 'none.profile.yaml')).toBe(2);
  expect(await kit('learn', 'nowhere.json', '-o', 'none.profile.yaml')).toBe(2);
});

test('spend ends with 0, and with 2 for a file that it cannot read', async () => {
  expect(await kit('conformance', 'spend', '--spend-file', 'spend.ndjson')).toBe(0);
  expect(await kit('conformance', 'spend', '--spend-file', folder)).toBe(2);
});

test('replay ends with 1 for a failed case, and with 5 if the budget excludes it', async () => {
  const again = ['conformance', 'replay', 'credentials-unknown-tenant', '--run', 'run.json'];
  const server = createServer((incoming, outgoing) => {
    incoming.resume().on('end', () => outgoing.end('{"status":"FAILED","message":"Wrong API key"}'));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  expect(await kit(...again, '--target', `http://127.0.0.1:${port}/demo`)).toBe(1);
  server.close();
  await using beyond = await startBeyond(passOn(mock.url));
  const run = join(beyond.folder, 'run.json');
  const only = ['--only', 'missing-key', '--max-billable', '3', '--json', run];
  expect((await beyond.run(['server', ...beyond.target, ...only])).code).toBe(0);
  const replay = ['replay', 'missing-key', '--run', run, ...beyond.target, '--max-billable', '0'];
  expect((await beyond.run(replay)).code).toBe(5);
});
