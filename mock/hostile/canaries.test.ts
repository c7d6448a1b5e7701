import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { KitError } from '../../spec/index.js';
import { type Got, post, sendGood } from '../good-request.test-helper.js';
import { createMockServer, type MockServer } from '../server.js';

const token = 'CANARY-token-5c81e0';
/** A picture so small that the journal would keep all of it, were it a text. */
const small = Buffer.concat([
  Buffer.from('\xff\xd8\xff\xe0\0\x10JFIF\0', 'latin1'),
  Buffer.from('CANARY-bytes-of-a-picture-91d2'),
]);

const secrets = {
  key: 'CANARY-key-7f3a9b',
  nik: '3171234507900123',
  base64: small.toString('base64'),
  bytes: small.toString('latin1'),
} as const;
/** What is looked for: a part of a secret is no less secret. */
const canaries = [
  secrets.key,
  secrets.nik,
  '317123 450790 0123',
  secrets.base64.slice(20, 50),
  'CANARY-bytes-of-a-picture',
  Buffer.from('CANARY-bytes-of-a-picture').toString('hex'),
  token,
] as const;

/** Where a client may put a secret, beside where it belongs. refNumber, loginId and tenant_code are kept as they come. */
const places: Readonly<Record<string, (mock: Target, secret: string) => Promise<Pick<Got, 'headers' | 'text'>>>> = {
  'a text part': (mock, secret) => sendGood(mock, { question: secret, officeName: `my ${secret}` }),
  'a part of a name that is alike': (mock, secret) => sendGood(mock, { key: null, Key: secret, api_key: secret }),
  'a picture as text': (mock, secret) => post(mock, { body: form(['img1', secret], ['img2', secret]) }),
  'a file name': (mock, secret) => sendGood(mock, { img1: null, photo: new File(['x'], `${secret}.jpg`) }),
  'the name of a part': (mock, secret) => post(mock, { body: form([secret, 'x']) }),
  'a header': (mock, secret) =>
    sendGood(mock, {}, { 'User-Agent': ascii(secret), Cookie: ascii(secret), 'X-Api-Key': ascii(secret) }),
  'a content type': (mock, secret) =>
    post(mock, { body: secret, headers: { 'Content-Type': `text/plain; a=${ascii(secret)}` } }),
  'a boundary': (mock, secret) =>
    post(mock, { body: secret, headers: { 'Content-Type': `multipart/form-data; boundary=${ascii(secret)}` } }),
  'a query': (mock, secret) => at(mock, `${path}?key=${encodeURIComponent(secret)}`),
  'a body in JSON': (mock, secret) =>
    post(mock, { body: JSON.stringify({ key: secret }), headers: { 'Content-Type': 'application/json' } }),
  'an encoded form': (mock, secret) => post(mock, { body: new URLSearchParams({ key: secret, note: secret }) }),
  'a body that is cut off': (mock, secret) =>
    post(mock, {
      body: `--b\r\nContent-Disposition: form-data; name="key"\r\n\r\n${secret}`,
      headers: { 'Content-Type': 'multipart/form-data; boundary=b' },
    }),
  'a path': (mock, secret) => at(mock, `/${encodeURIComponent(secret)}/facecompareliveness`),
  "the operation's path": (mock, secret) => at(mock, `${path}/${encodeURIComponent(secret)}`),
  "a session's path": (mock, secret) => at(mock, `/s/${encodeURIComponent(secret)}${path}`),
  "a session's path to nowhere": (mock, secret) => at(mock, `/s/${encodeURIComponent(secret)}/nowhere`),
  'two sessions': (mock, secret) => at(mock, `/s/a${path}`, { 'X-Mock-Session': ascii(secret) }),
  'an admin path': (mock, secret) => at(mock, `/__admin/${encodeURIComponent(secret)}`, bearer),
  'an admin path of a request': (mock, secret) => at(mock, `/__admin/requests/${encodeURIComponent(secret)}`, bearer),
  'an admin query': (mock, secret) => at(mock, `/__admin/requests?${encodeURIComponent(secret)}=1`, bearer),
  'the session of an admin query': (mock, secret) =>
    at(mock, `/__admin/requests?session=${encodeURIComponent(secret)}`, bearer),
  ...Object.fromEntries(
    ['X-Mock-Session', 'X-Mock-Scenario', 'X-Mock-Fault', 'X-Mock-Delay'].map((name) => [
      name,
      (mock: Target, secret: string) => sendGood(mock, {}, { [name]: ascii(secret) }),
    ]),
  ),
  'a preference': (mock, secret) => sendGood(mock, {}, { Prefer: `example="${ascii(secret)}"` }),
  'a scenario in a refNumber': (mock, secret) => sendGood(mock, { refNumber: `MOCK:${secret}:1` }),
  'its own place': (mock, secret) => sendGood(mock, { key: secret, nik: secret }),
  'its own place, in JSON quotes': (mock, secret) => sendGood(mock, { key: `"${secret}"`, nik: ` ${secret} ` }),
};

interface Target {
  readonly url: string;
}

const bearer = { Authorization: `Bearer ${token}` };

async function at({ url }: Target, address: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${url}${address}`, { headers });
  return { headers: response.headers, text: await response.text() };
}

const path = '/demo/biometric/facecompareliveness';
/** A text as a header can carry it: a picture's bytes cannot be in one. */
const ascii = (text: string): string => (/^[ -~]+$/.test(text) ? text : 'x');

function form(...parts: readonly (readonly [string, string])[]): FormData {
  const body = new FormData();
  for (const [name, value] of parts) body.append(name, value);
  return body;
}

/** Everything that a mock lets out over its admin API. A new address that tells of requests is added here. */
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
/** The questions that are answered with requests, or with those that come near. */
const adminQuestions = ['requests/count', 'requests/find', 'requests/wait', 'verify'] as const;

async function overAdmin({ url }: Target): Promise<string> {
  const texts = await Promise.all(
    adminAddresses.map(async (address) => {
      const response = await fetch(`${url}/__admin/${address}`, { headers: bearer });
      return `${address} ${JSON.stringify([...response.headers])} ${await response.text()}`;
    }),
  );
  const told = await Promise.all(
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
  return [...texts, ...told].join('\n');
}

/** All that the event stream tells, as it comes. */
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

/** What stands in a text that should not; the places around it, so that it is found. */
function leaksIn(outputs: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(outputs).flatMap(([name, text]) =>
    canaries.flatMap((canary) => {
      const at = text.indexOf(canary);
      return at < 0 ? [] : [`${name}: ${text.slice(Math.max(0, at - 80), at + canary.length + 20)}`];
    }),
  );
}

/** Puts each secret in each place, and returns all that came back. */
async function plant(mock: Target): Promise<string> {
  const answers: string[] = [];
  for (const put of Object.values(places))
    for (const secret of [...Object.values(secrets), '317123 450790 0123']) {
      const { headers, text } = await put(mock, secret);
      answers.push(JSON.stringify([...headers]), text);
    }
  const blob = new Blob([new Uint8Array(small)]);
  const { headers, text } = await sendGood(mock, { img1: blob, img2: blob, key: secrets.key });
  answers.push(JSON.stringify([...headers]), text);
  return answers.join('\n');
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

describe('a secret that a client sends, wherever it puts it,', () => {
  test('is in nothing that a mock lets out', async () => {
    await expect.poll(() => streamed().match(/event: request/g)?.length).toBe(mock.requests().length);
    const outputs = {
      'bodies and headers of the answers': answers,
      'the journal': JSON.stringify(mock.requests()),
      'the transactions': JSON.stringify(mock.transactions()),
      'the admin API': await overAdmin(mock),
      'the event stream': streamed(),
      // Its tenants' keys are what it is there to keep.
      'the state file': (await readFile(state, 'utf8')).replaceAll(secrets.key, ''),
      'the admin API without its token': await fetch(`${mock.url}/__admin/requests?token=${token}x`).then((it) =>
        it.text(),
      ),
      'the error for a tenant that is there twice': String(
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

  test('is in nothing that the command writes', async () => {
    const cli = join(import.meta.dirname, '..', '..', 'dist', 'cli.js');
    const config = join(folder, 'mock.json');
    await writeFile(config, JSON.stringify({ tenants: [{ code: 'AIT', key: secrets.key, balance: 1000 }] }));
    const child = spawn(process.execPath, [cli, 'mock', '--port', '0', '--config', config], {
      env: { ...process.env, ADMIN_TOKEN: token },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let written = '';
    child.stderr.on('data', (chunk) => {
      written += chunk;
    });
    let url = '';
    for await (const line of createInterface(child.stdout)) {
      // The greeting tells the operator's own tenants; what comes after it tells of requests.
      url ||= /listens on (\S+)/.exec(line)?.[1] ?? '';
      if (line === 'Ctrl-C ends it.') break;
    }
    child.stdout.on('data', (chunk) => {
      written += chunk;
    });
    await plant({ url });
    await overAdmin({ url });
    child.kill('SIGTERM');
    await once(child, 'close');
    expect(written).toContain('finishing what is in flight');
    // What tells of requests was caught: one that was answered, and one whose session was refused.
    expect(written).toMatch(/POST \/demo\/biometric\/facecompareliveness.* 200/);
    expect(written).toMatch(/GET \/s\/\*\*\* .*\/nowhere 400/);
    expect(leaksIn({ 'standard output and error': written })).toEqual([]);
  });

  test('is kept where a session asks for it, so these tests do look for what is there', async () => {
    const open = mock.session('open', { keepSecrets: true });
    await plant(open);
    const leaks = leaksIn({ 'the journal': JSON.stringify(open.requests()) });
    for (const canary of [secrets.key, secrets.nik, secrets.base64.slice(20, 50), 'CANARY-bytes-of-a-picture'])
      expect(leaks.join('\n')).toContain(canary);
  });
});
