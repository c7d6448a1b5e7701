import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { settingsOf } from '../command/settings.js';
import { createMockServer } from '../server.js';
import { resolveConfig } from './resolve.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-secrets-'));
});
afterAll(() => rm(folder, { recursive: true }));

const env = (variables: Record<string, string>) => resolveConfig({ flags: {}, env: variables, file: undefined });

async function file(contents: string | Buffer) {
  const path = join(folder, 'mock.yaml');
  await writeFile(path, contents);
  return resolveConfig({ flags: {}, env: {}, file: path });
}

describe('a line break at the end of a secret', () => {
  test.each([
    ['a line feed', '\n'],
    ['a carriage return', '\r'],
    ['both', '\r\n'],
  ])('is removed if it is %s: from variables, flags and files, for tokens and keys', async (_, end) => {
    const tenants = [{ code: `AIT${end}`, key: `secret${end}`, balance: 5 }];
    const tidy = [{ code: 'AIT', key: 'secret', balance: 5 }];
    for (const variable of ['ADMIN_TOKEN', 'EENDIGO_KIT_MOCK_ADMIN_TOKEN'])
      expect((await env({ [variable]: `token${end}` })).config.adminToken).toBe('token');
    expect((await env({ EENDIGO_KIT_MOCK_TENANTS: JSON.stringify(tenants) + end })).config.tenants).toEqual(tidy);
    const flags = { adminToken: `token${end}` };
    expect((await resolveConfig({ flags, env: {}, file: undefined })).config.adminToken).toBe('token');
    const { config } = await file(JSON.stringify({ adminToken: `token${end}`, tenants }));
    expect([config.adminToken, config.tenants]).toEqual(['token', tidy]);
  });

  test('is removed from every other variable too, and a variable with nothing else counts as empty', async () => {
    const { config, origins } = await env({
      PORT: '9000\r',
      HOST: '0.0.0.0\r',
      EENDIGO_KIT_MOCK_PROFILE: 'rest\r\n',
      EENDIGO_KIT_MOCK_TLS: 'true\n',
      ADMIN_TOKEN: '\r',
    });
    expect([config.port, config.host, config.profile, config.tls]).toEqual([9000, '0.0.0.0', 'rest', true]);
    expect(origins.adminToken.source).toBe('default');
  });

  test('does not lock out a client that sends the token without it', async () => {
    const { start, change } = await settingsOf(await env({ ADMIN_TOKEN: 'token\n' }));
    await using mock = await createMockServer({ ...start, port: 0, adminToken: change.adminToken ?? '' });
    const { status } = await fetch(`${mock.url}/__admin/requests`, { headers: { Authorization: 'Bearer token' } });
    expect(status).toBe(200);
  });
});

describe('a secret', () => {
  const odd = [' CANARY', 'CANARY ', '\tCANARY', '\uFEFFCANARY', 'CAN\nARY', 'CAN\0ARY', 'CAN\u0085ARY', '\nCANARY'];

  test.each(odd)('of %j is rejected in a variable and a file, and not shown', async (text) => {
    const tenants = [{ code: 'AIT', key: text, balance: 5 }];
    for (const [given, place] of [
      [() => env({ ADMIN_TOKEN: text }), /^environment variable ADMIN_TOKEN: the value is not allowed/],
      [
        () => env({ EENDIGO_KIT_MOCK_TENANTS: JSON.stringify(tenants) }),
        /^environment variable EENDIGO_KIT_MOCK_TENANTS\[0\]\.key: the value is not allowed/,
      ],
      [() => file(JSON.stringify({ adminToken: text })), /mock\.yaml: adminToken: the value is not allowed/],
      [() => file(JSON.stringify({ tenants })), /mock\.yaml: tenants\[0\]\.key: the value is not allowed/],
    ] as const) {
      const problem = await given().then(
        () => 'not rejected',
        (error: Error) => error.message,
      );
      expect(problem).toMatch(place);
      expect(problem).toMatch(/without blanks at its ends, and without line breaks or other control characters/);
      expect(problem).not.toMatch(/ARY/);
    }
  });

  test.each([...odd, 'CANARY\n'])('of %j is rejected in process and over the admin API', async (text) => {
    const tenants = [{ code: 'AIT', key: text, balance: 5 }];
    await expect(createMockServer({ adminToken: text })).rejects.toThrow(/^adminToken: the value is not allowed/);
    await expect(createMockServer({ tenants })).rejects.toThrow(/^tenants\[0\]\.key: the value is not allowed/);
    await using mock = await createMockServer();
    await expect(mock.setTenant({ code: 'AIT', key: text })).rejects.toThrow(
      /^tenant\.key: the value is not allowed; allowed: .* control character/,
    );
    const answer = await fetch(`${mock.url}/__admin/tenants/AIT`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ key: text }),
    });
    expect(answer.status).toBe(400);
    expect(await answer.text()).not.toMatch(/ARY/);
  });

  test('may contain spaces, and letters of any script', async () => {
    expect((await env({ ADMIN_TOKEN: 'kunci é 日本 x' })).config.adminToken).toBe('kunci é 日本 x');
  });
});

describe('a configuration file', () => {
  test.each([
    ['UTF-8 with a byte order mark', Buffer.from('\uFEFFport: 9000\n')],
    ['UTF-16', Buffer.from('\uFEFFport: 9000\r\n', 'utf16le')],
  ])('is read in %s', async (_, bytes) => {
    expect((await file(bytes)).config.port).toBe(9000);
  });

  test('is rejected in another encoding, with its name', async () => {
    await expect(file(Buffer.from('port: 9000\n', 'utf16le'))).rejects.toThrow(
      /mock\.yaml: is probably in UTF-16 without a byte order mark; save it as UTF-8$/,
    );
  });
});
