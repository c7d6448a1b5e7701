import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type KitError, parts } from '../../spec/index.js';
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
/** The key of no tenant: nothing tells it from a name but where it stands. */
const unknownKey = 'CANARY-of-nobody-d41c';
/** What is looked for: a part of a secret is no less secret. */
const canaries = [
  secrets.key,
  secrets.nik,
  unknownKey,
  '317123 450790 0123',
  secrets.base64.slice(20, 50),
  'CANARY-bytes-of-a-picture',
  Buffer.from('CANARY-bytes-of-a-picture').toString('hex'),
  token,
] as const;

type Place = (mock: Target, secret: string) => Promise<Pick<Got, 'headers' | 'text'>>;

/** Every part that the document lists, and one that it does not. */
const partNames = [...parts.map(({ name }) => name), 'other'];
/** What makes the mock answer with a success, and so write a row, whatever is wrong. */
const forced = { 'X-Mock-Scenario': 'success' };

/** Where a client may put a secret, beside where it belongs. */
const places: Readonly<Record<string, Place>> = {
  ...Object.fromEntries(
    partNames.flatMap((name): [string, Place][] => [
      [`the part ${name}`, (mock, secret) => sendText(mock, name, secret)],
      [`the part ${name}, among other text`, (mock, secret) => sendText(mock, name, `REF ${secret} 1`)],
      [`the file ${name}`, (mock, secret) => sendFile(mock, name, secret)],
    ]),
  ),
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

/** Where a call of the admin API may have a secret. `body` is what it sends with it. */
const adminPlaces: Readonly<Record<string, Place>> = {
  'an admin path': (mock, secret) => admin(mock, 'GET', encodeURIComponent(secret)),
  'the path of a request': (mock, secret) => admin(mock, 'GET', `requests/${encodeURIComponent(secret)}`),
  'the path of a picture': (mock, secret) => admin(mock, 'GET', `requests/1/images/${encodeURIComponent(secret)}`),
  'the path of a fixture': (mock, secret) => admin(mock, 'GET', `fixtures/${encodeURIComponent(secret)}.jpg`),
  'the path of a file of the page': (mock, secret) => admin(mock, 'GET', `docs/${encodeURIComponent(secret)}`),
  'the path of a tenant that is taken out': (mock, secret) =>
    admin(mock, 'DELETE', `tenants/${encodeURIComponent(secret)}`),
  'the path of a tenant without a key': (mock, secret) =>
    admin(mock, 'PUT', `tenants/${encodeURIComponent(secret)}`, { balance: 1 }),
  'the path of a session that is not open': (mock, secret) =>
    admin(mock, 'GET', `sessions/${encodeURIComponent(secret)}x`),
  'the path of a session that is forgotten': (mock, secret) =>
    admin(mock, 'DELETE', `sessions/${encodeURIComponent(secret)}x`),
  'the base path': (mock, secret) => at(mock, `/s/${encodeURIComponent(secret)}x/__admin/requests`, bearer),
  'the base path of the index': (mock, secret) => at(mock, `/s/${encodeURIComponent(secret)}x/__admin`, bearer),
  'the base path of the contract': (mock, secret) =>
    at(mock, `/s/${encodeURIComponent(secret)}x/__admin/openapi.json`, bearer),
  'two sessions of a call': (mock, secret) =>
    at(mock, `/__admin/requests?session=a`, { ...bearer, 'X-Mock-Session': ascii(secret) }),
  'a key of the query': (mock, secret) => admin(mock, 'GET', `requests?${encodeURIComponent(secret)}=1`),
  ...Object.fromEntries(
    ['session', 'since', 'state', 'kind', 'offset', 'limit'].map((name): [string, Place] => [
      `${name} in the query`,
      (mock, secret) => admin(mock, 'GET', `requests?${name}=${encodeURIComponent(secret)}`),
    ]),
  ),
  ...Object.fromEntries(
    ['from', 'to'].map((name): [string, Place] => [
      `${name} in the query of the ledger`,
      (mock, secret) => admin(mock, 'GET', `transactions?${name}=${encodeURIComponent(secret)}`),
    ]),
  ),
  'a token': (mock, secret) => at(mock, '/__admin/requests', { Authorization: `Bearer ${ascii(secret)}` }),
  'a cookie': (mock, secret) => at(mock, '/__admin/requests', { Cookie: `eendigo-kit-admin=${ascii(secret)}` }),
  'the token of an address': (mock, secret) => at(mock, `/__admin/requests?token=${encodeURIComponent(secret)}`),
  'an origin': (mock, secret) =>
    admin(mock, 'PUT', 'fault', { type: 'reset' }, { Origin: `http://${secret.replaceAll(/[^\w-]/g, '')}.test` }),
  'a content type of a call': (mock, secret) =>
    admin(mock, 'PUT', 'queue', { queue: [] }, { 'Content-Type': `text/${ascii(secret)}` }),
  'a body that is cut off, of a call': (mock, secret) => admin(mock, 'PUT', 'tenants/AIT', `{"key":"${secret}"`),
  ...Object.fromEntries(
    (
      [
        ['PUT', 'tenants/AIT', (secret) => ({ key: [secret] })],
        ['PUT', 'tenants/AIT', (secret) => ({ key: { secret } })],
        ['PUT', 'tenants/AIT', (secret) => ({ key: `${secret}${'x'.repeat(500)}` })],
        ['PUT', 'tenants/AIT', (secret) => ({ balance: secret })],
        ['PUT', 'tenants/AIT', (secret) => ({ [secret]: 1 })],
        ['PUT', 'sessions/bodies', (secret) => ({ tenants: secret })],
        ['PUT', 'sessions/bodies', (secret) => ({ tenants: [{ code: secret, key: secret, balance: -1 }] })],
        [
          'PUT',
          'sessions/bodies',
          (secret) => ({ tenants: [1, 2].map(() => ({ code: secret, key: secret, balance: 1 })) }),
        ],
        ['PUT', 'sessions/bodies', (secret) => ({ scenario: secret, [secret]: secret })],
        ['PUT', 'sessions/bodies', (secret) => ({ scenario: secret })],
        ['PUT', 'scenario/default', (secret) => ({ scenario: secret })],
        ['PUT', 'queue', (secret) => ({ queue: [secret] })],
        ['PUT', 'queue', (secret) => secret],
        ['POST', 'queue', (secret) => ({ queue: [{ scenario: 'success', [secret]: secret }] })],
        ['PUT', 'fault', (secret) => secret],
        ['PUT', 'fault', (secret) => `delay; ms=${secret}`],
        ['PUT', 'fault', (secret) => `delay; ${secret}=1`],
        ['PUT', 'fault', (secret) => ({ type: secret })],
        ['PUT', 'fault', (secret) => ({ type: 'delay', ms: secret, [secret]: secret })],
        ['PUT', 'fault', (secret) => ({ rules: [{ fault: secret }] })],
        ['POST', 'requests/find', (secret) => ({ criteria: { parts: { key: secret } } })],
        ['POST', 'requests/find', (secret) => ({ criteria: { parts: { nik: { equals: secret } } } })],
        ['POST', 'requests/find', (secret) => ({ criteria: { headers: { [secret]: true } } })],
        ['POST', 'requests/find', (secret) => ({ criteria: { parts: { [secret]: { bytes: secret } } } })],
        ['POST', 'requests/find', (secret) => ({ criteria: { scenario: secret } })],
        ['POST', 'requests/find', (secret) => ({ criteria: { kind: secret } })],
        ['POST', 'requests/count', (secret) => ({ criteria: { violations: { rule: secret } } })],
        ['POST', 'verify', (secret) => ({ count: secret })],
        ['POST', 'requests/wait', (secret) => ({ timeoutMs: secret })],
      ] as readonly [string, string, (secret: string) => unknown][]
    ).map(([method, address, body], place): [string, Place] => [
      `the body ${place} of ${method} ${address}`,
      (mock, secret) => admin(mock, method, address, body(secret)),
    ]),
  ),
};

/** Where the key of nobody is looked for: where it stands in the place of a name, or is known by its own request. */
const unknownPlaces: Readonly<Record<string, Place>> = {
  ...Object.fromEntries(
    Object.entries({ ...places, ...adminPlaces }).filter(
      ([name]) =>
        /path|session|query|token|cookie|origin|body|own place/.test(name) && !/^an? (?:query|body|encoded)/.test(name),
    ),
  ),
  'the id of a session': (mock, secret) => at(mock, `/s/${secret}${path}`),
  'the id of a session by header': (mock, secret) => sendGood(mock, {}, { 'X-Mock-Session': secret }),
  'the id of a session that is asked for its requests': (mock, secret) =>
    at(mock, `/s/${secret}/__admin/requests?limit=1`, bearer),
  'the id of a session in the query': (mock, secret) => admin(mock, 'GET', `requests?limit=1&session=${secret}`),
  'the id of a session that looks like a name, and its key': (mock) =>
    sendGood({ url: `${mock.url}/s/canary.of.nobody` }, { key: 'canary.of.nobody' }),
};

interface Target {
  readonly url: string;
}

const bearer = { Authorization: `Bearer ${token}` };

async function at({ url }: Target, address: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${url}${address}`, { headers });
  return { headers: response.headers, text: await response.text() };
}

async function admin(
  { url }: Target,
  method: string,
  address: string,
  body?: unknown,
  headers: Record<string, string> = {},
) {
  const response = await fetch(`${url}/__admin/${address}`, {
    method,
    headers: { ...bearer, 'Content-Type': 'application/json', ...headers },
    ...(body === undefined
      ? {}
      : { body: typeof body === 'string' && body.startsWith('{') ? body : JSON.stringify(body) }),
  });
  return { headers: response.headers, text: await response.text() };
}

/** A request that is answered with a success, whatever this part says. */
function sendText(mock: Target, name: string, text: string) {
  return sendGood(mock, { [name]: name === 'img1' || name === 'img2' ? null : text }, forced).then((got) =>
    name === 'img1' || name === 'img2' ? post(mock, { body: form([name, text]), headers: forced }) : got,
  );
}

function sendFile(mock: Target, name: string, text: string) {
  const body = form(['refNumber', 'REF1'], ['tenant_code', 'AIT']);
  body.append(name, new File([text], `${text}.jpg`, { type: `image/${ascii(text)}` }));
  return post(mock, { body, headers: forced });
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
  const put = async (places: Readonly<Record<string, Place>>, secret: string): Promise<void> => {
    for (const [name, into] of Object.entries(places)) {
      const { headers, text } = await into(mock, secret);
      answers.push(`${name}: ${JSON.stringify([...headers])}`, text);
    }
  };
  for (const secret of [...Object.values(secrets), '317123 450790 0123'])
    await put({ ...places, ...adminPlaces }, secret);
  await put(unknownPlaces, unknownKey);
  const blob = new Blob([new Uint8Array(small)]);
  const { headers, text } = await sendGood(mock, { img1: blob, img2: blob, key: secrets.key });
  answers.push(JSON.stringify([...headers]), text);
  // What was set on the way would answer the next ones.
  for (const address of ['fault', 'queue', 'scenario/default']) await admin(mock, 'DELETE', address);
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
      'what of requests came near, in process': String(
        await mock
          .waitForRequest({ kind: 'liveness-error', parts: { refNumber: 'none' } }, { timeoutMs: 1 })
          .catch((error: KitError) => `${error.message} ${JSON.stringify(error)}`),
      ),
      'the admin API': await overAdmin(mock),
      'the event stream': streamed(),
      // Its tenants' keys are what it is there to keep.
      'the state file': (await readFile(state, 'utf8')).replaceAll(`"key":"${secrets.key}"`, ''),
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

  test.each([
    ['pretty', /POST \/demo\/biometric\/facecompareliveness.* 200/, /GET \/s\/\*\*\* .*\/nowhere 400/],
    [
      'json',
      /"path":"\/demo\/biometric\/facecompareliveness","status":200/,
      /"path":"\/s\/\*\*\* [^"]*\/nowhere","status":400/,
    ],
  ])('is in nothing that the command writes with a log that is %s', async (log, answered, refused) => {
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
      // The greeting tells the operator's own tenants; what comes after it tells of requests.
      url ||= /listens on (\S+)|"url":"([^"]+)"/.exec(line)?.slice(1).find(Boolean) ?? '';
      if (line === 'Ctrl-C ends it.' || log === 'json') break;
    }
    child.stdout.on('data', (chunk) => {
      written += chunk;
    });
    const told = [await plant({ url }), await overAdmin({ url })];
    child.kill('SIGTERM');
    await once(child, 'close');
    expect(written).toContain('finishing what is in flight');
    // What tells of requests was caught: one that was answered, and one whose session was refused.
    expect(written).toMatch(answered);
    expect(written).toMatch(refused);
    const files = await readdir(temporary, { recursive: true, withFileTypes: true });
    const left = files
      .filter((file) => file.isFile())
      .map((file) => readFile(join(file.parentPath, file.name), 'latin1'));
    expect(
      leaksIn({
        'standard output and error': written,
        'answers and admin API': told.join('\n'),
        'temporary files': (await Promise.all(left)).join('\n'),
        'the state file': (await readFile(kept, 'utf8')).replaceAll(`"key":"${secrets.key}"`, ''),
      }),
    ).toEqual([]);
  });

  test('is kept where a session asks for it, so these tests do look for what is there', async () => {
    const open = mock.session('open', { keepSecrets: true });
    await plant(open);
    const leaks = leaksIn({ 'the journal': JSON.stringify(open.requests()) });
    for (const canary of [secrets.key, secrets.nik, secrets.base64.slice(20, 50), 'CANARY-bytes-of-a-picture'])
      expect(leaks.join('\n')).toContain(canary);
  });
});
