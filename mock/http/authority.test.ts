import { execFile, spawn } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { chmod, lstat, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadContract } from '../../spec/index.js';
import { settingsOf } from '../command/settings.js';
import { configAsYaml } from '../config/print.js';
import { resolveConfig } from '../config/resolve.js';
import { createMockServer } from '../server.js';
import { createAuthority, signLeaf } from './authority.js';
import { keyFileOf, loadOrCreateAuthority } from './authority-file.js';
import { pairFor, pairValid } from './certificate.test-helper.js';

const run = promisify(execFile);
const cli = join(import.meta.dirname, '..', '..', 'dist', 'cli.js');
const contract = await loadContract();
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-authority-'));
});
afterAll(() => rm(folder, { recursive: true }));

let count = 0;
const freshFile = (): string => join(folder, `ca-${++count}.crt`);

/** Returns the status of health for a client that trusts only this authority, or the TLS error. */
function healthFor(port: number, ca: string): Promise<number | string | undefined> {
  return new Promise((resolve) => {
    get({ port, host: '127.0.0.1', path: '/__admin/health', agent: false, ca }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).on('error', (error: NodeJS.ErrnoException) => resolve(error.code));
  });
}

const openssl = async (...words: string[]): Promise<string> => (await run('openssl', words)).stdout;

describe('a generated certificate', () => {
  test('is for servers and valid for at most 397 days, under an authority that signs only server certificates', async () => {
    const file = freshFile();
    await using mock = await createMockServer({ contract, tls: { names: ['mock.test', '192.0.2.7'], ca: file } });
    const { stdout: shown } = await run('bash', [
      '-c',
      `openssl s_client -connect 127.0.0.1:${mock.port} -showcerts -CAfile '${file}' -verify_return_error </dev/null 2>&1`,
    ]);
    expect(shown).toContain('Verify return code: 0 (ok)');
    const [leaf = '', ca = ''] = shown.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
    expect(ca.trim()).toBe(mock.certificate?.trim());
    await writeFile(join(folder, 'leaf.pem'), leaf);
    const leafText = await openssl('x509', '-noout', '-text', '-in', join(folder, 'leaf.pem'));
    expect(leafText).toMatch(/X509v3 Basic Constraints: critical\s+CA:FALSE/);
    expect(leafText).toMatch(/X509v3 Key Usage: critical\s+Digital Signature\n/);
    expect(leafText).toMatch(/X509v3 Extended Key Usage: \s+TLS Web Server Authentication/);
    expect(leafText).toMatch(
      /DNS:localhost, IP Address:127\.0\.0\.1, IP Address:0:0:0:0:0:0:0:1, IP Address:10\.0\.2\.2, DNS:mock\.test, IP Address:192\.0\.2\.7/,
    );
    const caText = await openssl('x509', '-noout', '-text', '-in', file);
    expect(caText).toMatch(/X509v3 Basic Constraints: critical\s+CA:TRUE, pathlen:0/);
    expect(caText).toMatch(/X509v3 Key Usage: critical\s+Certificate Sign, CRL Sign\n/);
    // By the strict rules of Python 3.13, for example.
    expect(
      await openssl(
        'verify',
        '-x509_strict',
        '-purpose',
        'sslserver',
        '-verify_hostname',
        'mock.test',
        '-CAfile',
        file,
        join(folder, 'leaf.pem'),
      ),
    ).toContain('OK');
    const { validFrom, validTo } = new X509Certificate(leaf);
    expect((Date.parse(validTo) - Date.parse(validFrom)) / 86_400_000).toBeLessThanOrEqual(397);
    expect(Date.parse(validFrom)).toBeLessThan(Date.now());
  });

  test('does not outlive its authority', async () => {
    const authority = await pairValid(-5, 10, { isAuthority: true });
    const { cert } = await signLeaf(authority, []);
    expect(new X509Certificate(cert).validTo).toBe(new X509Certificate(authority.cert).validTo);
  });

  test.each(['rsa:2048', 'ec:secp384r1'])("may be under the user's own authority with an %s key", async (kind) => {
    const file = freshFile();
    const [type = '', size = ''] = kind.split(':');
    const key = type === 'rsa' ? [`rsa:${size}`] : ['ec', '-pkeyopt', `ec_paramgen_curve:${size}`];
    await openssl(
      'req',
      '-x509',
      '-nodes',
      '-newkey',
      ...key,
      '-keyout',
      keyFileOf(file),
      '-out',
      file,
      '-subj',
      '/CN=ours',
      '-days',
      '9',
    );
    await using mock = await createMockServer({ contract, tls: { ca: file } });
    expect(await healthFor(mock.port, await readFile(file, 'utf8'))).toBe(200);
  });
});

describe('an authority in a file', () => {
  test('is created once, with a key that only its owner can read, and stays trusted after a restart', async () => {
    const file = freshFile();
    const served = async (): Promise<string> => {
      await using mock = await createMockServer({ contract, tls: { ca: file } });
      const trusted = await readFile(file, 'utf8');
      expect(mock.certificate).toBe(trusted);
      expect(await healthFor(mock.port, trusted)).toBe(200);
      const { stdout } = await run('curl', ['-sS', '--cacert', file, `https://localhost:${mock.port}/__admin/health`]);
      expect(JSON.parse(stdout)).toEqual({ status: 'ok' });
      return trusted;
    };
    const [first, key] = [await served(), await readFile(keyFileOf(file), 'utf8')];
    expect(await served()).toBe(first);
    expect(await readFile(keyFileOf(file), 'utf8')).toBe(key);
    expect((await stat(keyFileOf(file))).mode & 0o777).toBe(0o600);
    // Another mock has another authority.
    await using other = await createMockServer({ contract, tls: true });
    expect(await healthFor(other.port, first)).not.toBe(200);
  });

  test('is the same for all mocks that start at the same time', async () => {
    const file = freshFile();
    const authorities = await Promise.all(Array.from({ length: 8 }, () => loadOrCreateAuthority(file)));
    expect(new Set(authorities.map(({ cert }) => cert)).size).toBe(1);
    expect(new Set(authorities.map(({ key }) => key)).size).toBe(1);
  });

  test('is not written through a link', async () => {
    for (const name of [(file: string) => file, keyFileOf]) {
      const file = freshFile();
      const elsewhere = join(folder, `elsewhere-${count}`);
      await symlink(elsewhere, name(file));
      await expect(createMockServer({ contract, tls: { ca: file } })).rejects.toThrow(
        /is a link to nothing; remove it/,
      );
      await expect(lstat(elsewhere)).rejects.toThrow('ENOENT');
      expect((await readdir(folder)).filter((left) => left.startsWith(`ca-${count}.`))).toHaveLength(1);
    }
  });

  test('whose key others can read is used with a warning', async () => {
    const file = freshFile();
    await loadOrCreateAuthority(file);
    await chmod(keyFileOf(file), 0o644);
    await using mock = await createMockServer({ contract, tls: { ca: file } });
    expect(mock.warnings).toEqual([expect.stringMatching(/\.key: other users can read it.*run chmod 600 on it$/)]);
  });

  // Some wait for a file that another mock may be writing.
  test.concurrent.each<[string, () => Promise<readonly [cert: string | undefined, key?: string]>, RegExp]>([
    [
      'whose certificate is damaged',
      async () => ['nonsense', (await createAuthority()).key],
      /\.crt: contains no certificate/,
    ],
    [
      'whose key is damaged',
      async () => [(await createAuthority()).cert, 'nonsense'],
      /\.key: contains no private key/,
    ],
    [
      'whose key is missing',
      async () => [(await createAuthority()).cert],
      /\.key: does not exist, but the authority needs both .*crt and .*key; restore it, or remove both/,
    ],
    [
      'whose certificate is missing',
      async () => [undefined, (await createAuthority()).key],
      /\.crt: does not exist, but the authority/,
    ],
    [
      'whose key is empty',
      async () => [(await createAuthority()).cert, ''],
      /\.key: is empty, but the authority needs/,
    ],
    [
      'with the key of another',
      async () => [(await createAuthority()).cert, (await createAuthority()).key],
      /\.key: is not the key of the certificate in .*\.crt/,
    ],
    [
      'that is a server certificate',
      async () => {
        const { cert, key } = await pairFor([]);
        return [cert, key];
      },
      /\.crt: is a server certificate, not an authority/,
    ],
    [
      'that has expired',
      async () => {
        const { cert, key } = await pairValid(-9, -2, { isAuthority: true });
        return [cert, key];
      },
      /\.crt: was valid until .*; remove it and .*\.key to create another one, which clients must trust/,
    ],
    [
      'that is not valid yet',
      async () => {
        const { cert, key } = await pairValid(1, 9, { isAuthority: true });
        return [cert, key];
      },
      /\.crt: is not valid before/,
    ],
  ])('%s is rejected and left unchanged', async (_, content, why) => {
    const file = freshFile();
    const [cert, key] = await content();
    if (cert !== undefined) await writeFile(file, cert);
    if (key !== undefined) await writeFile(keyFileOf(file), key);
    await expect(createMockServer({ contract, tls: { ca: file } })).rejects.toThrow(why);
    const asOption = settingsOf(await resolveConfig({ flags: { tls: true, tlsCa: file }, env: {}, file: undefined }));
    await expect(asOption).rejects.toThrow(new RegExp(`^--tls-ca: .*${why.source}`));
    await expect(asOption).rejects.toMatchObject({ code: 'setup' });
    expect(await readFile(file, 'utf8').catch(() => undefined)).toBe(cert);
    expect(await readFile(keyFileOf(file), 'utf8').catch(() => undefined)).toBe(key);
  });

  test.each<[Record<string, unknown>, RegExp]>([
    [
      { tls: true, tlsCa: 'nowhere/at/all/ca.crt' },
      /nowhere\/at\/all\/ca\.crt: the authority cannot be written: there is no folder nowhere\/at\/all; create it first$/,
    ],
    [
      { tls: true, tlsCa: 'ca.key' },
      /^--tls-ca: ca\.key: its name is that of a key file; use another extension, e\.g\. ca\.crt$/,
    ],
    [
      { tls: true, tlsCa: 'nowhere/ca.crt', tlsOut: './nowhere/ca.key' },
      /^--tls-out: would overwrite the authority; leave it out/,
    ],
    [{ tlsCa: 'ca.crt' }, /^--tls-ca: needs TLS; set tls$/],
    [
      { tlsCa: 'ca.crt', tlsCert: 'a.pem', tlsKey: 'b.pem' },
      /^--tls-ca: applies only to a generated certificate; leave it out$/,
    ],
  ])('is rejected for %j', async (flags, why) => {
    const start = async () => {
      const { start } = await settingsOf(await resolveConfig({ flags, env: {}, file: undefined }));
      await (await createMockServer({ contract, ...(start.tls ? { tls: start.tls } : {}) })).close();
    };
    await expect(start()).rejects.toThrow(why);
  });

  test('is not created by printing the configuration, which shows no key', async () => {
    const file = freshFile();
    const resolved = await resolveConfig({ flags: { tls: true, tlsCa: file }, env: {}, file: undefined });
    await settingsOf(resolved);
    await expect(lstat(file)).rejects.toThrow('ENOENT');
    await loadOrCreateAuthority(file);
    expect(await configAsYaml(resolved, true)).not.toContain('PRIVATE');
  });
});

test('the command creates an authority, prints its file and no key, and exits with 2 for a damaged one', async () => {
  const file = freshFile();
  const words = [cli, 'mock', '--port', '0', '--tls', '--tls-ca', file];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'pipe'] });
  let written = '';
  child.stderr.on('data', (chunk) => {
    written += chunk;
  });
  let url = '';
  for await (const line of createInterface(child.stdout)) {
    written += `${line}\n`;
    url ||= /listens on (\S+)/.exec(line)?.[1] ?? '';
    if (line === 'Ctrl-C ends it.') break;
  }
  expect(written).toContain(`curl --cacert ${file}`);
  const { stdout } = await run('curl', ['-sS', '--cacert', file, `${url}/__admin/version`]);
  expect(JSON.parse(stdout).name).toBe('eendigo-kit');
  child.kill('SIGTERM');
  await once(child, 'close');
  const [, secret = 'none'] = (await readFile(keyFileOf(file), 'utf8')).split('\n');
  expect(written).not.toContain(secret);
  expect(written).not.toContain('PRIVATE');
  await writeFile(file, 'nonsense');
  await expect(run(process.execPath, words)).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/--tls-ca: .*contains no certificate/),
  });
});
