import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createMockServer, type MockServer } from '../../mock/index.js';
import { passOn } from '../server/beyond.test-helper.js';
import { createPair } from '../server/targets/certificates.test-helper.js';

const cli = join(import.meta.dirname, '..', '..', 'dist', 'cli.js');
const [code, key] = ['CANARY-TENANT', 'canary-key-4711'];

let folder: string;
let mock: MockServer;
let server: Server;
const children: ChildProcess[] = [];

/** A server that demands a client certificate, with the entries of a targets file for it. */
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-record-target-'));
  mock = await createMockServer({ tenants: [{ code, key, balance: 9 }] });
  const [own, client] = [await createPair('server'), await createPair('client')];
  server = createServer({ ...own, ca: client.cert, requestCert: true, rejectUnauthorized: true }, passOn(mock.url));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/demo`;
  await mkdir(join(folder, 'secrets'));
  const tls = { ca: 'ca.pem', clientCertificate: 'client.pem', clientKey: { file: 'secrets/client-key.pem' } };
  const tenants = { active: { code: { env: 'UAT_CODE' }, key: { file: 'secrets/key' } } };
  const files = {
    'ca.pem': own.cert,
    'client.pem': client.cert,
    'secrets/client-key.pem': client.key,
    'secrets/key': `${key}\n`,
    'eendigo-kit.targets.json': JSON.stringify({
      targets: { uat: { url, tenants, ...tls }, plain: { url, tenants, ca: 'ca.pem' } },
    }),
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  server.closeAllConnections();
  server.close();
  await mock[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

function record(target: string) {
  const flags = ['--targets', 'eendigo-kit.targets.json', '--port', '0', '--json', 'run.json'];
  const child = spawn(process.execPath, [cli, 'record', '--target', target, ...flags], {
    cwd: folder,
    env: { ...process.env, UAT_CODE: code, EENDIGO_KIT_SPEND: join(folder, 'spend.ndjson') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text) => {
      printed += text;
    });
  return { child, closed: once(child, 'close'), printed: () => printed };
}

describe('a recorder with an entry of a targets file', () => {
  test('reaches a server that demands a client certificate, and knows the tenant of the entry', async () => {
    const { child, closed, printed } = record('uat');
    while (!/Ctrl-C ends it/.test(printed())) await Promise.race([once(child.stdout, 'data'), closed]);
    const [, url = ''] = /listens on (\S+)/.exec(printed()) ?? [];
    const form = new FormData();
    for (const [name, value] of Object.entries({ tenant_code: code, key, refNumber: 'R1' })) form.set(name, value);
    const answer = await fetch(`${url}/biometric/facecompareliveness`, { method: 'POST', body: form });
    expect(await answer.json()).toMatchObject({ message: 'Parameter invalid, please check your request' });
    child.kill('SIGINT');
    expect(await closed).toEqual([0, null]);
    const text = await readFile(join(folder, 'run.json'), 'utf8');
    const [exchange] = JSON.parse(text).exchanges;
    expect(exchange).toMatchObject({ answered: 'parameter-invalid', facts: { tenant: 'funded' } });
    for (const secret of [code, key, 'PRIVATE KEY']) expect(text + printed()).not.toContain(secret);
  });

  test('that lacks the certificate says so with the remedy, and listens all the same', async () => {
    const { child, closed, printed } = record('plain');
    while (!/cannot be reached at present/.test(printed())) await Promise.race([once(child.stderr, 'data'), closed]);
    expect(printed()).toMatch(
      /cannot be reached at present: https:[^\n]*; it may demand a certificate of the client: give clientCertificate and clientKey in a targets file\n/,
    );
    child.kill('SIGINT');
    expect(await closed).toEqual([3, null]);
  });
});
