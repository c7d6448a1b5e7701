import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Beyond, type Ended, endOf, startBeyond } from './server/beyond.test-helper.js';
import { createPair } from './server/targets/certificates.test-helper.js';

const cli = join(import.meta.dirname, '..', 'dist', 'cli.js');
const secret = 'CANARYsecret4711';
const proxyWithPassword = `http://me:${secret}@127.0.0.1`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-canary-settings-'));
});
afterAll(() => rm(folder, { recursive: true }));

function kit(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const child = spawn(process.execPath, [cli, ...args], {
    cwd: folder,
    env: { ...process.env, EENDIGO_KIT_SPEND: join(folder, 'spend.ndjson'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return endOf(child);
}

/** Expects one line with the remedy, and the secret nowhere. */
function expectClean({ code, out, err }: Ended, remedy: RegExp): void {
  expect(out + err).not.toContain(secret);
  expect(out + err).not.toContain(encodeURIComponent(secret));
  expect([code, err.trimEnd().split('\n').at(-1)]).toEqual([2, expect.stringMatching(remedy)]);
}

const url = 'http://127.0.0.1:9/demo';
const reference = { env: 'NAME' };

describe('a secret that stands by mistake', () => {
  test.each([
    ['as the key of a tenant', { url, tenants: { active: { code: reference, key: secret } } }, /key/],
    ['as the code of a tenant', { url, tenants: { active: { code: secret, key: reference } } }, /code/],
    ['as a key of no name', { url, [secret]: 1 }, /unknown/],
    ['as a value of no use', { url, password: secret }, /unknown/],
    ['in the address', { url: `http://user:${secret}@127.0.0.1:9/demo` }, /url/],
    ['in a proxy', { url, proxy: `${proxyWithPassword}:9` }, /proxy/],
    ['as a number', { url, interval: secret }, /interval/],
    ['as the key of the certificate', { url, clientCertificate: 'c.pem', clientKey: secret }, /clientKey/],
  ])('%s in a targets file is refused, and not repeated', async (_, entry, remedy) => {
    await writeFile(join(folder, 'targets.json'), JSON.stringify({ targets: { uat: entry } }));
    const flags = ['--target', 'uat', '--targets', 'targets.json'];
    expectClean(await kit(['conformance', 'server', ...flags, '--only', 'missing-key']), remedy);
    expectClean(await kit(['conformance', 'plan', ...flags]), remedy);
    expectClean(await kit(['record', ...flags, '--port', '0']), remedy);
  });

  test.each([
    ['server', ['conformance', 'server']],
    ['plan', ['conformance', 'plan']],
    ['record', ['record', '--port', '0']],
  ])('in the address that %s gets is refused, and not repeated', async (_, command) => {
    const ended = await kit([...command, '--target', `http://user:${secret}@127.0.0.1:9/demo`]);
    expectClean(ended, /--target has a user name or password; remove it/);
  });

  test.each([
    ['that does not listen', `${proxyWithPassword}:9`, /the proxy http:\/\/127\.0\.0\.1:9: nothing listens there/],
    ['with a wrong port', `${proxyWithPassword}:99999`, /HTTP_PROXY is not the address of an HTTP proxy/],
    ['of another kind', proxyWithPassword.replace('http', 'socks'), /HTTP_PROXY is not the address of an HTTP proxy/],
  ])('in a proxy %s is not repeated', async (_, proxy, remedy) => {
    const env = { HTTP_PROXY: proxy, NO_PROXY: '', EENDIGO_KIT_TENANT_CODE: 'T', EENDIGO_KIT_KEY: 'a-test-key' };
    const flags = ['--target', 'http://kit.test/demo', '--only', 'missing-key', '--max-billable', '3'];
    expectClean(await kit(['conformance', 'server', ...flags], env), remedy);
  });
});

test('a TLS failure repeats neither the key of a certificate nor a credential', async () => {
  const [own, client] = [await createPair('server'), await createPair('client')];
  const server = createServer({ ...own }, (_, outgoing) => outgoing.end()).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = `https://127.0.0.1:${(server.address() as AddressInfo).port}/demo`;
  await writeFile(join(folder, 'client.pem'), client.cert);
  await writeFile(join(folder, 'client-key.pem'), client.key.replace('PRIVATE KEY', `PRIVATE ${secret}`));
  const tls = { clientCertificate: 'client.pem', clientKey: { file: 'client-key.pem' } };
  await writeFile(join(folder, 'tls.json'), JSON.stringify({ targets: { uat: { url: address, ...tls } } }));
  const env = { EENDIGO_KIT_TENANT_CODE: 'T', EENDIGO_KIT_KEY: secret };
  const only = ['--only', 'missing-key'];
  try {
    expectClean(
      await kit(['conformance', 'server', '--target', 'uat', '--targets', 'tls.json', ...only], env),
      /clientKey/,
    );
    expectClean(await kit(['conformance', 'server', '--target', address, ...only], env), /is not trusted/);
  } finally {
    server.close();
  }
});

describe('a run that goes on, and a case that is sent again,', () => {
  let beyond: Beyond;
  beforeAll(async () => {
    // Repeats the end of what it gets, in which the texts are.
    beyond = await startBeyond(async (incoming, outgoing) => {
      const pieces: Buffer[] = [];
      for await (const piece of incoming) pieces.push(piece as Buffer);
      const text = `${Buffer.concat(pieces).toString('latin1').slice(-3000)} ${secret} 3171234509900001`;
      outgoing.end(JSON.stringify({ status: 'FAILED', message: text }));
    });
  });
  afterAll(() => beyond[Symbol.asyncDispose]());

  test('hold no secret of the server in what they print, write and count', async () => {
    const env = { EENDIGO_KIT_TENANT_CODE: 'CANARYCODE', EENDIGO_KIT_KEY: secret };
    const run = join(beyond.folder, 'run.json');
    const flags = [...beyond.target, '--json', run];
    const outputs: string[] = [];
    const keep = async ({ out, err }: Ended, ...files: readonly string[]): Promise<void> => {
      outputs.push(out, err, ...(await Promise.all(files.map((file) => readFile(file, 'utf8')))));
    };
    await keep(
      await beyond.run(['server', ...flags, '--only', 'missing-key,missing-img1', '--max-billable', '1'], env),
      run,
    );
    const resumed = ['server', ...flags, '--resume', run, '--only', 'missing-key,missing-img1', '--max-billable', '5'];
    await keep(await beyond.run(resumed, env), run);
    await keep(
      await beyond.run(['replay', 'missing-key', '--run', run, ...beyond.target, '--max-billable', '5'], env),
      beyond.spendFile,
    );
    expect(outputs.join()).toContain('***');
    expect(outputs.filter((text) => /CANARY|3171234509900001/.test(text))).toEqual([]);
  });
});
