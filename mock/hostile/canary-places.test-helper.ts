import { parts } from '../../spec/index.js';
import { type Changes, type Got, post, sendGood } from '../good-request.test-helper.js';

/** The token of the admin API. */
export const token = 'CANARY-token-5c81e0';
/** A picture so small that the journal would keep all of it if it were text. */
const small = Buffer.concat([
  Buffer.from('\xff\xd8\xff\xe0\0\x10JFIF\0', 'latin1'),
  Buffer.from('CANARY-bytes-of-a-picture-91d2'),
]);

const picture = new Blob(['a picture']);

/** Values that no output may contain. */
export const secrets = {
  key: 'CANARY-key-7f3a9b',
  nik: '3171234507900123',
  base64: small.toString('base64'),
  bytes: small.toString('latin1'),
} as const;
/** The key of no tenant: only its place distinguishes it from a name. */
const unknownKey = 'CANARY-unknown-d41c';
/** Substrings to search for: a part of a secret is also secret. */
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
/** Makes the mock answer with a success, and so write a row, despite violations. */
const forced = { 'X-Mock-Scenario': 'success' };

/** Where a client may put a secret, besides its own place. */
const places: Readonly<Record<string, Place>> = {
  ...Object.fromEntries(
    partNames.flatMap((name): [string, Place][] => [
      [`the part ${name}`, (mock, secret) => sendText(mock, name, secret)],
      [`the part ${name}, among other text`, (mock, secret) => sendText(mock, name, `REF ${secret} 1`)],
      [`the file ${name}`, (mock, secret) => sendFile(mock, name, secret)],
    ]),
  ),
  'a text part': (mock, secret) => send(mock, { question: secret, officeName: `my ${secret}` }),
  'a part of a name that is alike': (mock, secret) => send(mock, { key: null, Key: secret, api_key: secret }),
  'a picture as text': (mock, secret) => post(mock, { body: form(['img1', secret], ['img2', secret]) }),
  'a file name': (mock, secret) => send(mock, { img1: null, photo: new File(['x'], `${secret}.jpg`) }),
  'the name of a part': (mock, secret) => post(mock, { body: form([secret, 'x']) }),
  'a header': (mock, secret) =>
    send(mock, {}, { 'User-Agent': ascii(secret), Cookie: ascii(secret), 'X-Api-Key': ascii(secret) }),
  ...Object.fromEntries(
    ['Accept', 'Accept-Language', 'Authorization', 'Content-Encoding', 'Prefer', 'Referer', 'X-Forwarded-For'].map(
      (name): [string, Place] => [`the header ${name}`, (mock, secret) => send(mock, {}, { [name]: ascii(secret) })],
    ),
  ),
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
      (mock: Target, secret: string) => send(mock, {}, { [name]: ascii(secret) }),
    ]),
  ),
  'a preference': (mock, secret) => send(mock, {}, { Prefer: `example="${ascii(secret)}"` }),
  'a scenario in a refNumber': (mock, secret) => send(mock, { refNumber: `MOCK:${secret}:1` }),
  'its own place': (mock, secret) => send(mock, { key: secret, nik: secret }),
  'its own place, in JSON quotes': (mock, secret) => send(mock, { key: `"${secret}"`, nik: ` ${secret} ` }),
};

/** Where a call of the admin API may have a secret. `body` is its body. */
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

/** Where the key of no tenant is planted: in place of a name, or where its request reveals it. */
const unknownPlaces: Readonly<Record<string, Place>> = {
  ...Object.fromEntries(
    Object.entries({ ...places, ...adminPlaces }).filter(
      ([name]) =>
        /path|session|query|token|cookie|origin|body|own place/.test(name) && !/^an? (?:query|body|encoded)/.test(name),
    ),
  ),
  'the id of a session': (mock, secret) => at(mock, `/s/${secret}${path}`),
  'the id of a session by header': (mock, secret) => send(mock, {}, { 'X-Mock-Session': secret }),
  'the id of a session whose requests are listed': (mock, secret) =>
    at(mock, `/s/${secret}/__admin/requests?limit=1`, bearer),
  'the id of a session in the query': (mock, secret) => admin(mock, 'GET', `requests?limit=1&session=${secret}`),
  'the id of a session that looks like a name, and its key': (mock) =>
    send({ url: `${mock.url}/s/canary.of.none` }, { key: 'canary.of.none' }),
};

/** A mock that a client can call. */
export interface Target {
  readonly url: string;
}

/** The header with the token. */
export const bearer = { Authorization: `Bearer ${token}` };

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

/** The document's example with minimal pictures, which are not tested here. */
function send(mock: Target, changes: Changes = {}, headers: Record<string, string> = {}): Promise<Got> {
  return sendGood(mock, { img1: picture, img2: picture, ...changes }, headers);
}

/** A request that is answered with a success, whatever this part contains. */
function sendText(mock: Target, name: string, text: string) {
  return send(mock, { [name]: name === 'img1' || name === 'img2' ? null : text }, forced).then((got) =>
    name === 'img1' || name === 'img2' ? post(mock, { body: form([name, text]), headers: forced }) : got,
  );
}

function sendFile(mock: Target, name: string, text: string) {
  const body = form(['refNumber', 'REF1'], ['tenant_code', 'AIT']);
  body.append(name, new File([text], `${text}.jpg`, { type: `image/${ascii(text)}` }));
  return post(mock, { body, headers: forced });
}

const path = '/demo/biometric/facecompareliveness';
/** A text that a header can carry; a picture's bytes cannot. */
const ascii = (text: string): string => (/^[ -~]+$/.test(text) ? text : 'x');

function form(...parts: readonly (readonly [string, string])[]): FormData {
  const body = new FormData();
  for (const [name, value] of parts) body.append(name, value);
  return body;
}

/** Returns the leaks in some outputs, with the text around them. */
export function leaksIn(outputs: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(outputs).flatMap(([name, text]) =>
    canaries.flatMap((canary) => {
      const at = text.indexOf(canary);
      return at < 0 ? [] : [`${name}: ${text.slice(Math.max(0, at - 80), at + canary.length + 20)}`];
    }),
  );
}

/** Puts each secret in each place, and returns all answers. */
export async function plant(mock: Target): Promise<string> {
  const answers: string[] = [];
  const put = async (all: Readonly<Record<string, Place>>, secret: string): Promise<void> => {
    const got = await Promise.all(
      Object.entries(all).map(async ([name, into]) => ({ name, ...(await into(mock, secret)) })),
    );
    for (const { name, headers, text } of got) answers.push(`${name}: ${JSON.stringify([...headers])}`, text);
  };
  for (const secret of [...Object.values(secrets), '317123 450790 0123'])
    await put({ ...places, ...adminPlaces }, secret);
  await put(unknownPlaces, unknownKey);
  const blob = new Blob([new Uint8Array(small)]);
  const { headers, text } = await send(mock, { img1: blob, img2: blob, key: secrets.key });
  answers.push(JSON.stringify([...headers]), text);
  // Resets what the calls have set, so that it does not answer the next ones.
  for (const address of ['fault', 'queue', 'scenario/default']) await admin(mock, 'DELETE', address);
  return answers.join('\n');
}
