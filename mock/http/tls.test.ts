import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { get, type RequestOptions } from 'node:https';
import { connect as connectTcp } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, createSecureContext } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadContract } from '../../spec/index.js';
import { settingsOf } from '../command/settings.js';
import { resolveConfig } from '../config/resolve.js';
import { createMockServer } from '../server.js';
import { pairFor, pairValid } from './certificate.test-helper.js';
import type { TlsPair } from './tls.js';

const contract = await loadContract();
let folder: string;
let pair: TlsPair;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-tls-'));
  pair = await pairFor(['mock.test']);
});
afterAll(() => rm(folder, { recursive: true }));

/** Returns the status of health for a client that verifies the certificate, or the TLS error. */
function healthOf(options: RequestOptions): Promise<number | string | undefined> {
  return new Promise((resolve) => {
    get({ path: '/__admin/health', agent: false, ...options }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).on('error', (error: NodeJS.ErrnoException) => resolve(error.code));
  });
}

describe('a mock with a generated certificate', () => {
  test('is trusted under each of its names by a client that trusts the authority, and by no other client', async () => {
    await using mock = await createMockServer({ contract, tls: { names: ['mock.test', '192.0.2.7'] } });
    expect(mock.url).toMatch(/^https:\/\/127\.0\.0\.1:/);
    const { port, certificate: ca } = mock;
    expect(await healthOf({ port, host: '127.0.0.1', ca })).toBe(200);
    expect(await healthOf({ port, host: 'localhost', ca })).toBe(200);
    for (const servername of ['mock.test', 'localhost'])
      expect(await healthOf({ port, host: '127.0.0.1', servername, ca }), servername).toBe(200);
    expect(await healthOf({ port, host: '127.0.0.1', servername: 'other.test', ca })).toBe(
      'ERR_TLS_CERT_ALTNAME_INVALID',
    );
    expect(await healthOf({ port, host: '127.0.0.1' })).toBe('SELF_SIGNED_CERT_IN_CHAIN');
  });

  test('logs clients without TLS, and keeps running', async () => {
    const lines: string[] = [];
    await using mock = await createMockServer({
      contract,
      tls: true,
      log: { format: 'json', write: (line) => lines.push(line) },
    });
    await fetch(`http://127.0.0.1:${mock.port}/`).catch(() => {});
    await expect.poll(() => lines.join()).toContain('this mock speaks TLS; use https://');
    // Once, although Node reports it twice.
    expect(lines.filter((line) => line.includes('"refused"'))).toHaveLength(1);
    const socket = connect({ port: mock.port, host: '127.0.0.1', ca: mock.certificate });
    await once(socket, 'secureConnect');
    socket.destroy();
    expect(await healthOf({ port: mock.port, host: '127.0.0.1', ca: mock.certificate })).toBe(200);
  });
});

test('a client that does not complete its handshake is cut off and logged', async () => {
  const lines: string[] = [];
  await using mock = await createMockServer({
    contract,
    tls: true,
    limits: { headersTimeout: 200 },
    log: { format: 'json', write: (line) => lines.push(line) },
  });
  const socket = connectTcp(mock.port, '127.0.0.1');
  socket.resume();
  await once(socket, 'close');
  await expect.poll(() => lines.join()).toContain('a TLS handshake timed out');
  expect(await healthOf({ port: mock.port, host: '127.0.0.1', ca: mock.certificate })).toBe(200);
});

describe('a name for the certificate', () => {
  test.each(['mock.test', '*.mock.test', 'localhost', 'my_mock', '::1', '192.0.2.7'])('may be %s', async (name) => {
    await using mock = await createMockServer({ contract, tls: { names: [name] } });
    expect(mock.certificate).toContain('BEGIN CERTIFICATE');
  });

  test.each(['a b', 'https://mock.test', 'mock.test:8080', '[::1]', '-x', 'a..b', 'x'.repeat(64)])(
    'cannot be %j',
    async (name) => {
      await expect(createMockServer({ contract, tls: { names: [name] } })).rejects.toThrow(
        /^tls\.names: ".*" is neither a host name nor an address; give e\.g\. mock\.test/,
      );
      const resolved = await resolveConfig({ flags: { tls: true, tlsNames: [name] }, env: {}, file: undefined });
      await expect(settingsOf(resolved)).rejects.toThrow(/^--tls-names: ".*" is neither a host name nor an address/);
    },
  );
});

describe('a certificate and a key in files', () => {
  const settings = async (cert: string | undefined, key: string | undefined, more: Record<string, unknown> = {}) => {
    const write = async (name: string, text: string | undefined): Promise<string | undefined> => {
      if (text === undefined) return undefined;
      await writeFile(join(folder, name), text);
      return join(folder, name);
    };
    const flags = { tlsCert: await write('cert.pem', cert), tlsKey: await write('key.pem', key), ...more };
    return settingsOf(await resolveConfig({ flags, env: {}, file: undefined }));
  };

  test('are served', async () => {
    const { start } = await settings(pair.cert, pair.key);
    await using mock = await createMockServer({ contract, ...(start.tls ? { tls: start.tls } : {}) });
    expect(await healthOf({ port: mock.port, host: '127.0.0.1', servername: 'mock.test', ca: pair.cert })).toBe(200);
  });

  test('are ignored if TLS is explicitly disabled', async () => {
    expect((await settings(pair.cert, pair.key, { tls: false })).start.tls).toBeUndefined();
  });

  test.each([
    ['no key', () => [pair.cert, undefined], /^--tls-cert: needs its private key too; give --tls-key$/],
    ['no certificate', () => [undefined, pair.key], /^--tls-key: needs a certificate too; give --tls-cert$/],
    [
      'the two swapped',
      () => [pair.key, pair.cert],
      /^--tls-cert: .*cert\.pem: contains a private key but no certificate; give the PEM file of the certificate$/,
    ],
    [
      'a file without a certificate',
      () => ['hello', pair.key],
      /^--tls-cert: .*cert\.pem: contains no certificate .*BEGIN CERTIFICATE$/,
    ],
    [
      'a file without a key',
      () => [pair.cert, 'hello'],
      /^--tls-key: .*key\.pem: contains no private key; give a PEM file/,
    ],
    [
      'a key with a passphrase',
      () => [pair.cert, '-----BEGIN ENCRYPTED PRIVATE KEY-----\nAA\n-----END ENCRYPTED PRIVATE KEY-----'],
      /key\.pem: is protected by a passphrase; give the key without one$/,
    ],
  ])('are rejected with %s', async (_, files, message) => {
    const [cert, key] = files();
    await expect(settings(cert, key)).rejects.toThrow(message);
  });

  test('are rejected if the key belongs to another certificate, also in process', async () => {
    const { key } = await pairFor([]);
    await expect(settings(pair.cert, key)).rejects.toThrow(
      /^--tls-key: .*key\.pem: is not the key of the certificate in --tls-cert: .*cert\.pem/,
    );
    await expect(createMockServer({ contract, tls: { cert: pair.cert, key } })).rejects.toThrow(
      'tls.key: is not the key of the certificate in tls.cert; give the two that belong together',
    );
  });

  test('are rejected if their key types differ, which Node accepts', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const key = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
    expect(() => createSecureContext({ cert: pair.cert, key })).not.toThrow();
    await expect(createMockServer({ contract, tls: { cert: pair.cert, key } })).rejects.toThrow(
      'tls.key: is not the key of the certificate in tls.cert; give the two that belong together',
    );
  });

  test.each([
    ['expired', -20, -10, /^the certificate was valid until .*; clients reject it; give a valid one$/],
    ['not valid yet', 10, 20, /^the certificate is not valid before .*; give a valid one$/],
  ])('are served with a warning if the certificate is %s', async (_, from, to, warning) => {
    const { cert, key } = await pairValid(from, to);
    await using mock = await createMockServer({ contract, tls: { cert, key } });
    expect(mock.warnings).toEqual([expect.stringMatching(warning)]);
    await using valid = await createMockServer({ contract, tls: pair });
    expect(valid.warnings).toEqual([]);
  });

  test('are required together, and the error names the missing one in the same source', async () => {
    const from = (env: Record<string, string>) => resolveConfig({ flags: {}, env, file: undefined }).then(settingsOf);
    await expect(from({ EENDIGO_KIT_MOCK_TLS_CERT: 'cert.pem' })).rejects.toThrow(/give EENDIGO_KIT_MOCK_TLS_KEY$/);
    const file = join(folder, 'tls.yaml');
    await writeFile(file, 'tlsKey: key.pem');
    await expect(resolveConfig({ flags: {}, env: {}, file }).then(settingsOf)).rejects.toThrow(
      /tls\.yaml: tlsKey: needs a certificate too; give tlsCert$/,
    );
  });

  test('are rejected if a file does not exist', async () => {
    const flags = { tlsCert: join(folder, 'nowhere.pem'), tlsKey: join(folder, 'key.pem') };
    await expect(resolveConfig({ flags, env: {}, file: undefined }).then(settingsOf)).rejects.toThrow(
      /^--tls-cert: .*nowhere\.pem: does not exist; give a PEM file$/,
    );
  });
});
