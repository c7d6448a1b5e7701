import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createServer as createTlsServer, type Server } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMockServer, type MockServer } from '../../../mock/index.js';
import { cases } from '../../cases/index.js';
import { collectResults } from '../../evidence/verdict.js';
import { drawnPictures } from '../../pictures.js';
import { builtInCredentials } from '../../wire/credentials.js';
import { describeConnectionProblem } from '../../wire/unreachable.js';
import { passOn, startBeyond } from '../beyond.test-helper.js';
import { runServerCases } from '../server-run.js';
import { type CertificatePair, createPair } from './certificates.test-helper.js';

let mock: MockServer;
let folder: string;
let own: CertificatePair;
let client: CertificatePair;
let stranger: CertificatePair;
let server: Server;
let port: number;

/** A server that demands a client certificate, with that of an authority of its own. */
beforeAll(async () => {
  mock = await createMockServer();
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-mtls-'));
  [own, client, stranger] = [await createPair('server'), await createPair('client'), await createPair('stranger')];
  server = createTlsServer({ ...own, ca: client.cert, requestCert: true, rejectUnauthorized: true }, passOn(mock.url));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  port = (server.address() as AddressInfo).port;
  const files = {
    'ca.pem': own.cert,
    'client.pem': client.cert,
    'client-key.pem': client.key,
    'stranger.pem': stranger.cert,
    'stranger-key.pem': stranger.key,
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await mock[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

async function runWith(entry: object, ...flags: readonly string[]) {
  const file = join(folder, 'targets.json');
  await writeFile(file, JSON.stringify({ targets: { uat: { url: `https://127.0.0.1:${port}/demo`, ...entry } } }));
  await using beyond = await startBeyond((_, outgoing) => outgoing.end());
  const builtIn = { EENDIGO_KIT_TENANT_CODE: '', EENDIGO_KIT_KEY: '' };
  return await beyond.run(['server', '--target', 'uat', '--targets', file, ...flags], builtIn);
}
const shown = { ca: 'ca.pem', clientCertificate: 'client.pem', clientKey: { file: 'client-key.pem' } };

describe('a target that demands a client certificate', () => {
  test('is judged with the certificate, key and authority of its entry', async () => {
    const { code, out, err } = await runWith(shown, '--only', 'missing-img1,credentials-wrong-key');
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/2 cases: 2 passed/);
  });

  test('is one line and exit code 2 without a certificate', async () => {
    const { code, err } = await runWith({ ca: 'ca.pem' }, '--only', 'missing-img1');
    expect(code).toBe(2);
    expect(err).toMatch(
      /^eendigo-kit: https:\/\/127\.0\.0\.1:\d+: the server closes the connection after the TLS handshake, before any request; it may demand a certificate of the client: give clientCertificate and clientKey in a targets file\n$/,
    );
  });

  test('is one line and exit code 2 with the certificate of another client', async () => {
    const other = { clientCertificate: 'stranger.pem', clientKey: { file: 'stranger-key.pem' } };
    const { code, err } = await runWith({ ...shown, ...other }, '--only', 'missing-img1');
    expect(code).toBe(2);
    expect(err).toMatch(
      /^eendigo-kit: [^\n]*it may not accept the certificate of the client: correct clientCertificate[^\n]*\n$/,
    );
  });

  test('is one line and exit code 2 without its authority, or with a file that is none', async () => {
    const { ca: _, ...others } = shown;
    expect((await runWith(others, '--only', 'missing-img1')).err).toMatch(
      /is not trusted .*, or name it as ca in a targets file\n$/,
    );
    expect((await runWith({ ca: 'client-key.pem' }, '--only', 'missing-img1')).err).toMatch(
      /targets\.uat\.ca: .*client-key\.pem has no certificate in PEM form/,
    );
  });

  test.each(['stranger-key.pem', 'ca.pem'])('is one line and exit code 2 with %s as the key', async (wrong) => {
    const { code, err } = await runWith({ ...shown, clientKey: { file: wrong } }, '--only', 'missing-img1');
    expect(code).toBe(2);
    expect(err).toMatch(
      /^eendigo-kit: [^\n]*targets\.uat\.clientKey is not the private key of clientCertificate \(\w+\); give the key without a password in PEM form\n$/,
    );
  });

  test('has curl lines that name the files', async () => {
    const { out } = await runWith({ ...shown, profile: 'rest' }, '--only', 'credentials-unknown-tenant');
    expect(out).toContain(
      `--cacert ${join(folder, 'ca.pem')} --cert ${join(folder, 'client.pem')} --key ${join(folder, 'client-key.pem')}`,
    );
  });

  test('is reached through a proxy, too', async () => {
    const proxy = createServer().on('connect', (_, socket) => {
      const onward = connect(port, '127.0.0.1', () => socket.write('HTTP/1.1 200 Connection established\r\n\r\n'));
      onward.on('error', () => socket.destroy());
      socket.on('error', () => onward.destroy());
      onward.pipe(socket).pipe(onward);
    });
    await once(proxy.listen(0, '127.0.0.1'), 'listening');
    try {
      const results = await collectResults(
        runServerCases({
          target: new URL('https://kit.test/demo'),
          proxy: new URL(`http://127.0.0.1:${(proxy.address() as AddressInfo).port}`),
          tls: { ca: own.cert, cert: client.cert, key: client.key },
          contract: mock.contract,
          cases: cases.filter(({ id }) => id === 'missing-img1'),
          credentials: builtInCredentials,
          pictures: drawnPictures,
          timeoutMs: 20_000,
          intervalMs: 0,
          signal: new AbortController().signal,
        }),
      );
      expect(results.map(({ verdict }) => verdict)).toEqual(['passed']);
    } finally {
      proxy.closeAllConnections();
      proxy.close();
    }
  });
});

describe('an entry of production', () => {
  test('is refused unless its host is allowed, and then wants a budget, on this machine too', async () => {
    const entry = { ...shown, production: true };
    const refused = await runWith(entry, '--only', 'missing-img1');
    expect(refused.code).toBe(2);
    expect(refused.err).toMatch(/is production, .*; give --allow-production 127\.0\.0\.1 to run there/);
    const credentials = join(folder, 'credentials');
    await writeFile(credentials, 'EENDIGO_KIT_TENANT_CODE=AIT\nEENDIGO_KIT_KEY=ADINS_key1234\n');
    const allowed = ['--only', 'missing-img1', '--credentials', credentials, '--allow-production', '127.0.0.1'];
    const dry = await runWith(entry, ...allowed);
    expect([dry.code, dry.err]).toEqual([3, expect.stringContaining('give --max-billable 2')]);
    expect((await runWith(entry, ...allowed, '--max-billable', '2', '--interval', '0')).code).toBe(0);
  });

  test("cannot say that the vendor's production is none", async () => {
    const entry = { url: 'https://api.eendigo.app', production: false };
    const { code, err } = await runWith(entry, '--allow-production', 'api.eendigo.app', '--max-billable', '1');
    expect([code, err]).toEqual([2, expect.stringContaining("is the vendor's production, and the targets file says")]);
  });
});

test('a server that refuses the handshake of a client without a certificate has the remedy, too', () => {
  const peer = { role: 'target', url: new URL('https://kit.test') } as const;
  const problemOf = (code: string) => describeConnectionProblem(Object.assign(new Error(code), { code }), peer);
  expect(problemOf('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED')).toMatch(/; give clientCertificate and clientKey in a/);
  expect(problemOf('ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE')).toMatch(/; give clientCertificate and clientKey in a/);
  expect(problemOf('ERR_SSL_TLSV1_ALERT_UNKNOWN_CA')).toMatch(/does not accept the certificate of the client/);
});
