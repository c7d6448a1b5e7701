import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, symlink } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { resolveConfig, type Sources } from '../config/resolve.js';
import { sendGood } from '../good-request.test-helper.js';
import { pairFor } from '../http/certificate.test-helper.js';
import type { TlsPair } from '../http/tls.js';
import { createMockServer, type MockServer } from '../server.js';
import { refuseWrites } from '../store/lmdb/refuse-writes.test-helper.js';
import { builtInTenants } from '../store/tenants.js';
import { followConfig } from './reload.js';
import { type Settings, settingsOf } from './settings.js';
import type { Watch } from './watch.js';

const tenants = 'tenants: [{code: AIT, key: ADINS_key1234, balance: 5}, {code: B, key: b, balance: 9}]';

let folder: string;
let file: string;
let mock: MockServer;
let watch: Watch | undefined;
/** Messages that no test has awaited yet. */
let messages: string[];
let onMessage: (() => void) | undefined;
/** How many times the configuration was read again. */
let reads: number;
/** The log levels that were set. */
let levels: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-reload-'));
  file = join(folder, 'mock.yaml');
  messages = [];
  reads = 0;
  levels = [];
});
afterEach(async () => {
  await watch?.[Symbol.asyncDispose]();
  watch = undefined;
  await mock.close();
  await rm(folder, { recursive: true });
});

// Files are written synchronously, so that the mock never reads a half-written one.

/** Starts a mock with a configuration file, and follows the file. `between` runs after the file was read. */
async function start(contents: string, flags: Record<string, unknown> = {}, between?: () => Promise<void>) {
  writeFileSync(file, contents);
  await follow({ flags, env: {}, file }, between);
}

async function follow(sources: Sources, between?: () => Promise<void>): Promise<void> {
  const resolved = await resolveConfig(sources);
  const settings = await settingsOf(resolved);
  await between?.();
  mock = await createMockServer({ ...settings.start, port: 0, tenants: settings.change.tenants ?? builtInTenants });
  await mock.update(settings.change);
  const read = async (...given: Parameters<typeof settingsOf>): Promise<Settings> => {
    try {
      return await settingsOf(...given);
    } finally {
      reads += 1;
    }
  };
  watch = followConfig({
    intervalMs: 20,
    mock,
    sources,
    started: { resolved, settings },
    read,
    log: { setLevel: (level) => levels.push(level) },
    say: (kind, line) => {
      messages.push(`${kind}: ${line.replaceAll(`${folder}/`, '')}`);
      onMessage?.();
    },
  });
}

/** Waits for the next message. */
async function next(): Promise<string | undefined> {
  if (messages.length === 0)
    await new Promise<void>((resolve) => {
      onMessage = resolve;
    });
  return messages.shift();
}

/** Saves like many editors: writes another file, and renames it to the first one's name. */
async function saveOver(contents: string, where = file): Promise<void> {
  writeFileSync(`${where}~`, contents);
  await rename(`${where}~`, where);
}

const formStart = '--b\r\nContent-Disposition: form-data; name="refNumber"\r\n\r\nREF\r\n';

const balances = (): readonly number[] => mock.tenants().map(({ balance }) => balance);

describe('a configuration file that is saved while the mock runs', () => {
  test('changes contract, tenants, scenario, queue, fault, channels and headers, and keeps the ledger', async () => {
    await start(tenants);
    await sendGood(mock);
    writeFileSync(file, `${tenants}\nprofile: rest\nscenario: success-not-live`);
    expect(await next()).toBe('news: mock.yaml: reloaded; changed: profile, scenario');
    expect(mock.contract.profile).toBe('rest');
    expect(balances()).toEqual([4, 9]);
    const forced = await sendGood(mock);
    expect(forced.headers.get('X-Mock-Scenario')).toBe('success-not-live');
    expect(forced.headers.get('X-Trx-No')).toBe('10878');
    writeFileSync(
      file,
      'tenants: [{code: AIT, key: ADINS_key1234, balance: 5}, {code: B, key: b, balance: 7}]\n' +
        'queue: [{scenario: liveness-error}]\nchannels: [queue]\nmockHeaders: false\nfault: gzip',
    );
    expect(await next()).toMatch(/changed: profile, mockHeaders, channels, tenants, scenario, queue, fault$/);
    expect(balances()).toEqual([3, 7]);
    const plain = await sendGood(mock, {}, { 'X-Mock-Scenario': 'success' });
    expect(plain.text).toMatch(/"datetime"/);
    expect(plain.headers.get('Content-Encoding')).toBe('gzip');
    expect(plain.headers.has('X-Mock-Scenario')).toBe(false);
    expect(mock.requests()).toHaveLength(3);
    expect(mock.transactions()).toHaveLength(2);
  });

  test('is followed when it is replaced by another file, repeatedly', async () => {
    await start('profile: documented');
    for (const profile of ['rest', 'list-result', 'rest']) {
      await saveOver(`profile: ${profile}`);
      expect(await next()).toBe('news: mock.yaml: reloaded; changed: profile');
      expect(mock.contract.profile).toBe(profile);
    }
  });

  test('keeps requests in flight under their original contract', async () => {
    await start('profile: documented');
    const slow = request(`${mock.url}/biometric/facecompareliveness`, {
      method: 'POST',
      headers: { 'Content-Type': 'multipart/form-data; boundary=b' },
    });
    const answered = once(slow, 'response');
    slow.write(formStart);
    await expect.poll(() => mock.requests().length).toBe(1);
    await saveOver('profile: rest');
    await next();
    expect((await sendGood(mock, { key: null })).status).toBe(400);
    slow.end('--b--\r\n');
    const [response] = await answered;
    response.resume();
    expect(response.statusCode).toBe(200);
  });

  test('changes nothing while it is invalid, which is reported once, and applies when it is corrected', async () => {
    await start(`profile: rest\n${tenants}`);
    await sendGood(mock);
    await saveOver(`profil: documented`);
    expect(await next()).toMatch(
      /^trouble: mock\.yaml: profil: unknown; .*did you mean profile\?\); the mock keeps the last valid configuration$/,
    );
    await saveOver('profile: nope');
    expect(await next()).toMatch(/^trouble: no profile is called "nope"/);
    const before = reads;
    await saveOver('# the same mistake, in other words\nprofile: nope');
    await expect.poll(() => reads).toBeGreaterThan(before);
    expect([mock.contract.profile, ...balances()]).toEqual(['rest', 4, 9]);
    await saveOver(`${tenants}`);
    expect(await next()).toBe('news: mock.yaml: reloaded; changed: profile');
    expect([mock.contract.profile, ...balances()]).toEqual(['documented', 4, 9]);
    expect(messages).toEqual([]);
  });

  test('changes nothing while it is half written or empty', async () => {
    await start(`profile: rest\n${tenants}`);
    writeFileSync(file, `profile: rest\n${tenants.slice(0, 30)}`);
    expect(await next()).toMatch(/^trouble: mock\.yaml: is not valid YAML or JSON/);
    writeFileSync(file, '');
    expect(await next()).toMatch(/^trouble: mock\.yaml: is empty/);
    expect([mock.contract.profile, ...balances()]).toEqual(['rest', 5, 9]);
    writeFileSync(file, `profile: rest\n${tenants}`);
    expect(await next()).toBe('news: mock.yaml: reloaded; nothing changed');
  });

  test('changes nothing when it is deleted, and is followed again when it reappears', async () => {
    await start('profile: rest');
    await rm(file);
    expect(await next()).toMatch(/^trouble: mock\.yaml: does not exist; .*keeps the last valid/);
    expect(mock.contract.profile).toBe('rest');
    writeFileSync(file, 'profile: list-result');
    expect(await next()).toBe('news: mock.yaml: reloaded; changed: profile');
    expect(mock.contract.profile).toBe('list-result');
  });

  test('reports options that need a restart, until they are changed back', async () => {
    await start('{}');
    await saveOver('port: 1\nlog: json\nscenario: success');
    expect(await next()).toBe('news: mock.yaml: reloaded; changed: scenario; needs a restart: port, log');
    await saveOver('scenario: success-not-live');
    expect(await next()).toBe('news: mock.yaml: reloaded; changed: scenario');
  });

  test('cannot enable keepImages, not even for later sessions', async () => {
    await start('{}');
    await saveOver('keepImages: true\nscenario: success');
    expect(await next()).toBe('news: mock.yaml: reloaded; changed: scenario; needs a restart: keepImages');
    const fresh = mock.session('fresh');
    for (const session of [mock, fresh, { url: `${mock.url}/s/by-use` }]) await sendGood(session);
    mock.reset();
    await sendGood(mock);
    for (const session of [mock, fresh, mock.session('by-use')])
      for (const { parts } of session.requests())
        for (const part of parts) expect(part).not.toMatchObject({ kept: true });
  });

  test('does not override a flag', async () => {
    await start('{}', { profile: 'rest' });
    await saveOver('profile: list-result\nscenario: success');
    expect(await next()).toBe('news: mock.yaml: reloaded; changed: scenario');
    expect(mock.contract.profile).toBe('rest');
  });

  test('causes its profile file to be followed', async () => {
    const mine = join(folder, 'mine.yaml');
    const profile = (status: number) =>
      writeFileSync(mine, `name: mine\nsummary: Mine.\ndecisions: { status: { invalid-credentials: ${status} } }`);
    profile(403);
    await start('{}');
    await saveOver('profile: ./mine.yaml');
    expect(await next()).toBe('news: mock.yaml: reloaded; changed: profile');
    expect((await sendGood(mock, { key: 'wrong' })).status).toBe(403);
    profile(404);
    expect(await next()).toBe('news: mock.yaml: reloaded; changed: the contract');
    expect((await sendGood(mock, { key: 'wrong' })).status).toBe(404);
    writeFileSync(mine, 'summary: Mine.');
    expect(await next()).toMatch(/^trouble: mine\.yaml: name: missing/);
    expect((await sendGood(mock, { key: 'wrong' })).status).toBe(404);
  });

  test('causes a missing or invalid profile file to be followed, and the files that it extends', async () => {
    const [mine, base] = [join(folder, 'mine.yaml'), join(folder, 'elsewhere', 'base.yaml')];
    const wrongKey = async (): Promise<number> => (await sendGood(mock, { key: 'wrong' })).status;
    await start('{}');
    await saveOver('profile: ./mine.yaml');
    expect(await next()).toMatch(/^trouble: mine\.yaml: there is no such file/);
    writeFileSync(mine, 'summary: Mine.');
    expect(await next()).toMatch(/^trouble: mine\.yaml: name: missing/);
    writeFileSync(mine, 'name: mine\nsummary: Mine.\nextends: ./elsewhere/base.yaml');
    expect(await next()).toMatch(/^trouble: elsewhere\/base\.yaml: there is no such file/);
    await mkdir(join(folder, 'elsewhere'));
    for (const status of [403, 404]) {
      const decisions = `decisions: { status: { invalid-credentials: ${status} } }`;
      writeFileSync(base, `name: base\nsummary: Base.\n${decisions}`);
      expect(await next()).toMatch(/^news: mock\.yaml: reloaded; changed: (profile|the contract)$/);
      expect(await wrongKey()).toBe(status);
    }
  });

  test('is read again if it was saved between the first read and the start of the watch', async () => {
    await start('{}', {}, () => saveOver('scenario: success-not-live'));
    expect(await next()).toBe('news: mock.yaml: reloaded; changed: scenario');
    await watch?.[Symbol.asyncDispose]();
    await start('{}');
    await expect.poll(() => reads).toBe(2);
    expect(messages).toEqual([]);
  });

  test('is followed through symbolic links, including links that are replaced, as in a Kubernetes ConfigMap', async () => {
    const put = async (version: string, scenario: string): Promise<void> => {
      await mkdir(join(folder, version));
      writeFileSync(join(folder, version, 'mock.yaml'), `scenario: ${scenario}`);
      await symlink(version, join(folder, '..data_tmp'));
      await rename(join(folder, '..data_tmp'), join(folder, '..data'));
    };
    await put('..1', 'success');
    await symlink(join('..data', 'mock.yaml'), file);
    for (const named of [file, join(folder, '..data', 'mock.yaml')]) {
      await follow({ flags: {}, env: {}, file: named });
      const versions = ['..2', '..3'].map((version) => `${version}-${named.length}`);
      for (const [index, version] of versions.entries()) {
        const scenario = ['liveness-error', 'image-too-large'][index] ?? '';
        await put(version, scenario);
        expect(await next()).toMatch(/reloaded; changed: scenario$/);
        expect((await sendGood(mock)).headers.get('X-Mock-Scenario')).toBe(scenario);
      }
      for (const scenario of ['success', 'success-not-live']) {
        await saveOver(`scenario: ${scenario}`, join(folder, versions.at(-1) ?? '', 'mock.yaml'));
        expect(await next()).toMatch(/reloaded; changed: scenario$/);
      }
      await watch?.[Symbol.asyncDispose]();
      await mock.close();
    }
  });

  test('applies even if the state file cannot be written, which is reported and done later', async () => {
    const state = join(folder, 'mock.state');
    await start(`state: mock.state\n${tenants}`);
    {
      // The configuration is shorter, the state is longer.
      using _disk = refuseWrites(4096);
      await saveOver(`state: mock.state\ntenants: [{code: AIT, key: ADINS_key1234, balance: 7}]\nlogLevel: error`);
      expect(await next()).toBe('news: mock.yaml: reloaded; changed: tenants, logLevel');
      expect(messages.shift()).toMatch(
        /^trouble: .*mock\.state: cannot be written: .*; the change of the tenants takes effect with the next write/,
      );
      expect([balances().includes(7), levels.at(-1)]).toEqual([false, 'error']);
    }
    await sendGood(mock);
    await watch?.[Symbol.asyncDispose]();
    await mock.close();
    await using again = await createMockServer({
      state,
      tenants: [{ code: 'AIT', key: 'ADINS_key1234', balance: 7 }],
    });
    expect(again.tenants().map(({ balance }) => balance)).toEqual([6]);
  });
});

describe('a certificate in files', () => {
  test('is replaced when both files have a new pair; until then the last valid one is served', async () => {
    const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
    const [first, second] = await Promise.all([pairFor([]), pairFor([])]);
    writeFileSync(cert, first.cert);
    writeFileSync(key, first.key);
    // No configuration file is needed.
    await follow({ flags: { tlsCert: cert, tlsKey: key }, env: {}, file: undefined });
    const served = async (): Promise<string> => {
      const socket = connect({ port: mock.port, host: '127.0.0.1', rejectUnauthorized: false });
      await once(socket, 'secureConnect');
      const { raw } = socket.getPeerCertificate();
      socket.destroy();
      return raw.toString('base64');
    };
    const rawOf = ({ cert: pem }: TlsPair): string => new X509Certificate(pem).raw.toString('base64');
    expect(await served()).toBe(rawOf(first));
    writeFileSync(cert, second.cert);
    expect(await next()).toMatch(
      /^trouble: --tls-key: key\.pem: is not the key of the certificate in .*cert\.pem; .*last valid/,
    );
    expect(await served()).toBe(rawOf(first));
    writeFileSync(key, second.key);
    expect(await next()).toBe('news: the files that the options name: reloaded; changed: the certificate');
    expect([await served(), mock.certificate]).toEqual([rawOf(second), second.cert]);
    await expect(mock.renewCertificate({ ...first, key: 'none' })).rejects.toThrow(/tls\.key: contains no private key/);
    expect(await served()).toBe(rawOf(second));
  });
});
