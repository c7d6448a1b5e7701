import { execFile, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { TestCase } from '../cases/case.js';
import { cases } from '../cases/index.js';
import { type Credentials, credentialFor, credentialVariables } from '../wire/credentials.js';
import { createRequest, type RequestToSend } from '../wire/request.js';
import { curlLine } from './curl.js';

const credentials: Credentials = {
  funded: { code: 'CANARY_Tenant', key: "CANARY_Key'1" },
  empty: { code: 'CANARY_Empty', key: 'CANARY_Key2' },
  isBuiltIn: false,
};
const [goodCase] = cases.filter(({ id }) => id === 'success-all-parts');
const { code, key, emptyCode, emptyKey, wrongCode, wrongKey } = credentialVariables;
const wrong = { code: 'CANARY_Locked', key: 'CANARY_No' };

/** The values of `key` and `tenant_code` that a shell makes of a curl line. */
function sentBy(line: string): Record<string, string> {
  const printed = execFileSync('bash', ['-c', `curl() { for one; do printf '%s\\0' "$one"; done; }\n${line}`], {
    encoding: 'utf8',
    env: {
      ...process.env,
      [code]: credentials.funded.code,
      [key]: credentials.funded.key,
      [emptyCode]: credentials.empty?.code,
      [emptyKey]: credentials.empty?.key,
      [wrongCode]: wrong.code,
      [wrongKey]: wrong.key,
    },
  });
  const values = printed.split('\0').filter((word) => /^(key|tenant_code)=/.test(word));
  return Object.fromEntries(
    values.map((word) => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]),
  );
}

test.each(['funded', 'empty', 'wrong-key', 'padded-key', 'lower-case-code', 'unknown'] as const)(
  'a curl line for the tenant %s sends its credentials and names no secret',
  (tenant) => {
    const credential = credentialFor(tenant, credentials) ?? credentials.funded;
    const request = createRequest({ ...(goodCase as TestCase), tenant }, credential, 'R');
    const line = curlLine(new URL('http://kit.test'), request, { credentials, fileOf: (id) => id });
    expect(line).not.toMatch(/CANARY/i);
    expect(sentBy(line)).toEqual({ key: credential.key, tenant_code: credential.code });
  },
);

test('a curl line for a wrong key of its own names it by its variables', () => {
  const all = { ...credentials, wrong };
  const credential = credentialFor('wrong-key', all) ?? credentials.funded;
  const request = createRequest({ ...(goodCase as TestCase), tenant: 'wrong-key' }, credential, 'R');
  const line = curlLine(new URL('http://kit.test'), request, { credentials: all, fileOf: (id) => id });
  expect(line).not.toMatch(/CANARY/i);
  expect(sentBy(line)).toEqual({ key: 'CANARY_No', tenant_code: 'CANARY_Locked' });
});

test.each([
  ['in capitals', credentials.funded.key.toUpperCase()],
  ['in small letters', credentials.funded.key.toLowerCase()],
  ['cut off', credentials.funded.key.slice(0, -2)],
  ['of another tenant', credentials.empty?.key ?? ''],
])('a curl line with the key %s names no secret', (_, changed) => {
  const request = createRequest(goodCase as TestCase, { code: 'T', key: changed }, 'R');
  const line = curlLine(new URL('http://kit.test'), request, { credentials, fileOf: (id) => id });
  expect(line).not.toMatch(/CANARY/i);
  expect(sentBy(line)['key']).toBe(changed);
});

test('a curl line for a picture as text sends it whole, however large it is', async () => {
  const received: string[] = [];
  const server = createServer(async (request, response) => {
    received.push(await text(request));
    response.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-curl-'));
  try {
    const picture = Buffer.alloc(600_000, 'picture');
    const file = join(folder, "it's one.jpg");
    await writeFile(file, picture);
    const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const request = {
      method: 'POST',
      parts: [{ type: 'file-as-text', name: 'img1', fixture: 'selfie-good' }],
    } as const satisfies RequestToSend;
    await promisify(execFile)('sh', ['-c', curlLine(url, request, { credentials, fileOf: () => file })]);
    expect(received).toEqual([expect.stringContaining(`name="img1"\r\n\r\n${picture.toString('base64')}\r\n`)]);
  } finally {
    server.close();
    await rm(folder, { recursive: true });
  }
});
