import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { KitError } from '../../spec/index.js';
import { createMockServer, type MockServer } from '../server.js';
import { bearer, leaksIn, plant, secrets, type Target, token } from './canary-places.test-helper.js';

/** All GET addresses of the admin API. Add new ones that return requests here. */
const adminAddresses = [
  'requests',
  'requests/1',
  'transactions',
  'transactions.csv',
  'tenants',
  'sessions',
  'scenarios',
  'version',
  'health',
  'metrics',
  'openapi.json',
  'admin-openapi.json',
  'profile',
  'faults',
  'fault',
  'queue',
  'scenario/default',
  'session',
  'sessions/none',
  'requests/none',
  'requests/1/images/0',
  'none?token=x',
] as const;
/** Admin queries that return requests or near misses. */
const adminQuestions = ['requests/count', 'requests/find', 'requests/wait', 'verify'] as const;

async function overAdmin({ url }: Target): Promise<string> {
  const texts = await Promise.all(
    adminAddresses.map(async (address) => {
      const response = await fetch(`${url}/__admin/${address}`, { headers: bearer });
      return `${address} ${JSON.stringify([...response.headers])} ${await response.text()}`;
    }),
  );
  const answers = await Promise.all(
    adminQuestions.flatMap((address) =>
      [{}, { criteria: { kind: 'liveness-error', parts: { refNumber: 'none' } } }].map(async (body) => {
        const response = await fetch(`${url}/__admin/${address}`, {
          method: 'POST',
          headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
          body: JSON.stringify(address === 'requests/wait' ? { ...body, timeoutMs: 1 } : body),
        });
        return `${address} ${await response.text()}`;
      }),
    ),
  );
  return [...texts, ...answers].join('\n');
}

/** Collects the event stream as it arrives. */
async function listen({ url }: Target): Promise<() => string> {
  const response = await fetch(`${url}/__admin/events`, { headers: bearer });
  let text = '';
  const decoder = new TextDecoder();
  response.body
    ?.pipeTo(
      new WritableStream({
        write: (chunk) => {
          text += decoder.decode(chunk, { stream: true });
        },
      }),
    )
    .catch(() => {});
  return () => text;
}

let mock: MockServer;
let answers: string;
let streamed: () => string;
let folder: string;
let state: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-canaries-'));
  state = join(folder, 'mock.state');
  const tenants = [{ code: 'AIT', key: secrets.key, balance: 1000 }];
  mock = await createMockServer({ tenants, adminToken: token, state });
  streamed = await listen(mock);
  answers = await plant(mock);
});
afterAll(async () => {
  await mock.close();
  await rm(folder, { recursive: true });
});

describe('a secret that a client sends, in any place,', () => {
  test('is in no output of a mock', async () => {
    await expect.poll(() => streamed().match(/event: request/g)?.length).toBe(mock.requests().length);
    const outputs = {
      'bodies and headers of the answers': answers,
      'the journal': JSON.stringify(mock.requests()),
      'the transactions': JSON.stringify(mock.transactions()),
      'the near misses, in process': String(
        await mock
          .waitForRequest({ kind: 'liveness-error', parts: { refNumber: 'none' } }, { timeoutMs: 1 })
          .catch((error: KitError) => `${error.message} ${JSON.stringify(error)}`),
      ),
      'the admin API': await overAdmin(mock),
      'the event stream': streamed(),
      // The state file exists to keep its tenants' keys.
      'the state file': (await readFile(state, 'utf8')).replaceAll(`"key":"${secrets.key}"`, ''),
      'the admin API without its token': await fetch(`${mock.url}/__admin/requests?token=${token}x`).then((it) =>
        it.text(),
      ),
      'the error for a duplicate tenant': String(
        await createMockServer({
          tenants: [
            { code: 'A', key: secrets.key, balance: 1 },
            { code: 'A', key: secrets.nik, balance: 1 },
          ],
        }).catch((error: KitError) => `${error.message} ${error.stack} ${JSON.stringify(error)}`),
      ),
    };
    expect(mock.requests().length).toBeGreaterThan(70);
    expect(outputs['the event stream'].match(/event: request/g)?.length).toBeGreaterThan(70);
    expect(outputs['the state file']).toContain('"charged"');
    expect(mock.transactions().length).toBeGreaterThan(0);
    expect(leaksIn(outputs)).toEqual([]);
  });

  test.each([
    ['pretty', /#\d+ success 200 /, /GET \/s\/\*\*\* .*\/nowhere 400/],
    [
      'json',
      /"path":"\/demo\/biometric\/facecompareliveness","status":200/,
      /"path":"\/s\/\*\*\* [^"]*\/nowhere","status":400/,
    ],
  ])("is in none of the command's output with a log that is %s", async (log, answered, refused) => {
    const cli = join(import.meta.dirname, '..', '..', 'dist', 'cli.js');
    const config = join(folder, 'mock.json');
    const temporary = join(folder, `temporary-${log}`);
    const kept = join(folder, `${log}.state`);
    await mkdir(temporary);
    await writeFile(config, JSON.stringify({ tenants: [{ code: 'AIT', key: secrets.key, balance: 1000 }] }));
    const flags = ['--port', '0', '--config', config, '--log', log, '--state', kept, '--keep-images'];
    const child = spawn(process.execPath, [cli, 'mock', ...flags], {
      env: { ...process.env, ADMIN_TOKEN: token, TMPDIR: temporary },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let written = '';
    child.stderr.on('data', (chunk) => {
      written += chunk;
    });
    let url = '';
    for await (const line of createInterface(child.stdout)) {
      // The greeting shows the operator's own tenants; later output is about requests.
      url ||= /listens on (\S+)|"url":"([^"]+)"/.exec(line)?.slice(1).find(Boolean) ?? '';
      if (line === 'Ctrl-C ends it.' || log === 'json') break;
    }
    child.stdout.on('data', (chunk) => {
      written += chunk;
    });
    const received = [await plant({ url }), await overAdmin({ url })];
    child.kill('SIGTERM');
    await once(child, 'close');
    expect(written).toContain('finishing requests in flight');
    // The output contains requests: one that was answered, and one whose session was rejected.
    expect(written).toMatch(answered);
    expect(written).toMatch(refused);
    const files = await readdir(temporary, { recursive: true, withFileTypes: true });
    const left = files
      .filter((file) => file.isFile())
      .map((file) => readFile(join(file.parentPath, file.name), 'latin1'));
    expect(
      leaksIn({
        'standard output and error': written,
        'answers and admin API': received.join('\n'),
        'temporary files': (await Promise.all(left)).join('\n'),
        'the state file': (await readFile(kept, 'utf8')).replaceAll(`"key":"${secrets.key}"`, ''),
      }),
    ).toEqual([]);
  });

  test('is kept if a session enables it, so these tests can find it', async () => {
    const open = mock.session('open', { keepSecrets: true });
    await plant(open);
    const leaks = leaksIn({ 'the journal': JSON.stringify(open.requests()) });
    for (const canary of [secrets.key, secrets.nik, secrets.base64.slice(20, 50), 'CANARY-bytes-of-a-picture'])
      expect(leaks.join('\n')).toContain(canary);
  });
});
