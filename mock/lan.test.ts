import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { connect } from 'node:tls';
import { describe, expect, test } from 'vitest';
import { networkHosts } from '../spec/index.js';
import { settingsOf } from './command/settings.js';
import { resolveConfig } from './config/resolve.js';
import { createAuthority } from './http/authority.js';
import { pairFor } from './http/certificate.test-helper.js';
import { createMockServer, type MockServer } from './server.js';

/** Returns the certificate that a server shows a client. */
async function shownBy({ port, certificate }: MockServer): Promise<X509Certificate> {
  const socket = connect({ port, host: '127.0.0.1', ca: certificate });
  await once(socket, 'secureConnect');
  const shown = new X509Certificate(socket.getPeerCertificate().raw);
  socket.destroy();
  return shown;
}

/** Downloads the certificate as a phone does that does not trust it yet. */
async function download({ port }: MockServer) {
  const [response] = await once(
    get({ port, host: '127.0.0.1', path: '/__admin/certificate.crt', rejectUnauthorized: false, agent: false }),
    'response',
  );
  const type: string = response.headers['content-type'];
  return { status: response.statusCode as number, type, text: (await buffer(response)).toString() };
}

describe('a mock for phones', () => {
  test('listens on all addresses, lists them, and requires a token that no one can guess', async () => {
    await using mock = await createMockServer({ lan: true });
    expect([mock.host, mock.adminToken]).toEqual(['0.0.0.0', expect.stringMatching(/^[0-9a-f]{32}$/)]);
    const network = mock.addresses.filter(({ from }) => from === 'network').map(({ url }) => url);
    expect(network).toEqual(networkHosts().map((host) => `http://${host}:${mock.port}`));
    for (const url of [mock.url, ...network]) {
      expect((await fetch(`${url}/__admin/health`)).status).toBe(200);
      expect((await fetch(`${url}/__admin/requests`)).status).toBe(401);
    }
  });

  test('keeps a host that other machines reach, and rejects one that they do not', async () => {
    await using mock = await createMockServer({ lan: true, host: '::' });
    expect([mock.host, mock.adminToken]).toEqual(['::', expect.stringMatching(/./)]);
    await expect(createMockServer({ lan: true, host: 'localhost' })).rejects.toThrow(
      'host: only this machine reaches localhost, but lan is for other machines; leave host out',
    );
  });

  test('has a certificate for the emulator and for every address of the network', async () => {
    await using mock = await createMockServer({ lan: true, tls: { names: ['mock.test'] } });
    const shown = await shownBy(mock);
    for (const address of ['127.0.0.1', '10.0.2.2', ...networkHosts()])
      expect(shown.checkIP(address), address).toBe(address);
    expect([shown.checkHost('mock.test'), shown.checkIP('10.0.2.3')]).toEqual(['mock.test', undefined]);
    expect(shown.subjectAltName).not.toContain('0.0.0.0');
  });
});

test('a mock on loopback has a certificate for an emulator on this machine, and none for the network', async () => {
  await using mock = await createMockServer({ tls: true });
  const shown = await shownBy(mock);
  expect(shown.checkIP('10.0.2.2')).toBe('10.0.2.2');
  for (const address of networkHosts()) expect(shown.checkIP(address)).toBeUndefined();
});

describe('the certificate that a phone downloads', () => {
  test('is the authority without its key, for anyone without a token', async () => {
    await using mock = await createMockServer({ lan: true, tls: true });
    const { status, type, text } = await download(mock);
    expect([status, type, text]).toEqual([200, 'application/x-x509-ca-cert', mock.certificate]);
    expect(text).not.toContain('PRIVATE KEY');
    expect(new X509Certificate(text).ca).toBe(true);
    expect((await shownBy(mock)).verify(new X509Certificate(text).publicKey)).toBe(true);
  });

  test('is in no answer of a mock with a configured certificate, in whose file its key may stand too', async () => {
    const { cert, key } = await pairFor(['127.0.0.1']);
    await using mock = await createMockServer({ tls: { cert: `${cert}${key}`, key } });
    const { status, text } = await download(mock);
    expect([status, text]).toEqual([404, expect.stringContaining('start it with --tls')]);
    expect(text).not.toContain('-----BEGIN');
  });

  test('is the certificate alone if the file of the authority has its key too', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-lan-'));
    try {
      const { cert, key } = await createAuthority();
      await writeFile(join(folder, 'mine.pem'), `${cert}${key}`);
      await writeFile(join(folder, 'mine.key'), key);
      await using mock = await createMockServer({ tls: { ca: join(folder, 'mine.pem') } });
      expect(await download(mock)).toMatchObject({ status: 200, text: cert });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('is gone when another certificate replaces it', async () => {
    await using mock = await createMockServer({ tls: true });
    await mock.renewCertificate(await pairFor(['127.0.0.1']));
    expect((await download(mock)).status).toBe(404);
  });

  test('does not exist without HTTPS', async () => {
    await using mock = await createMockServer();
    expect((await fetch(`${mock.url}/__admin/certificate.crt`)).status).toBe(404);
  });
});

describe('the command', () => {
  const startOf = async (flags: Record<string, string | boolean>, env: Record<string, string> = {}) =>
    (await settingsOf(await resolveConfig({ flags, env, file: undefined }))).start;

  test('listens on all addresses with --lan or its variable, and on the given one of them', async () => {
    expect(await startOf({ lan: true })).toMatchObject({ lan: true });
    expect(await startOf({ lan: true })).not.toHaveProperty('host');
    expect(await startOf({}, { EENDIGO_KIT_MOCK_LAN: 'true' })).not.toHaveProperty('host');
    expect(await startOf({ lan: true, host: '192.0.2.7' })).toMatchObject({ host: '192.0.2.7' });
    expect(await startOf({})).toMatchObject({ host: '127.0.0.1', lan: false });
  });

  test('names the place of a host that only this machine reaches', async () => {
    await expect(startOf({ lan: true, host: '127.0.0.2' })).rejects.toThrow(
      /^--host: only this machine reaches 127\.0\.0\.2/,
    );
    await expect(startOf({ lan: true }, { HOST: 'localhost' })).rejects.toThrow(
      /^environment variable HOST: only this machine reaches localhost/,
    );
  });
});
