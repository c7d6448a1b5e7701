import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sendGood } from '../good-request.test-helper.js';
import { createMockServer, type MockServer } from '../server.js';
import { followConfig } from './reload.js';
import { resolveConfig } from './resolve.js';
import { settingsOf } from './settings.js';
import type { Watch } from './watch.js';

const tenants = 'tenants: [{code: AIT, key: ADINS_key1234, balance: 5}, {code: B, key: b, balance: 9}]';

let folder: string;
let file: string;
let mock: MockServer;
let watch: Watch | undefined;
/** What the reload said and nobody has waited for yet. */
let said: string[];
let heard: (() => void) | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-reload-'));
  file = join(folder, 'mock.yaml');
  said = [];
});
afterEach(async () => {
  await watch?.[Symbol.asyncDispose]();
  await mock.close();
  await rm(folder, { recursive: true });
});

/** Starts a mock with a configuration file, and follows the file. */
async function start(contents: string, flags: Record<string, unknown> = {}): Promise<void> {
  await writeFile(file, contents);
  const sources = { flags, env: {}, file };
  const resolved = await resolveConfig(sources);
  const settings = await settingsOf(resolved);
  mock = await createMockServer({ ...settings.start, port: 0 });
  await mock.update(settings.change);
  watch = await followConfig({
    mock,
    sources,
    started: { resolved, settings },
    read: settingsOf,
    log: undefined,
    say: (kind, line) => {
      said.push(`${kind}: ${line.replaceAll(`${folder}/`, '')}`);
      heard?.();
    },
  });
}

/** The next thing that is said. */
async function next(): Promise<string | undefined> {
  if (said.length === 0)
    await new Promise<void>((resolve) => {
      heard = resolve;
    });
  return said.shift();
}

/** Saves as many editors do: into another file, which then takes the place of the first. */
async function saveOver(contents: string): Promise<void> {
  await writeFile(`${file}~`, contents);
  await rename(`${file}~`, file);
}

const balances = (): readonly number[] => mock.tenants().map(({ balance }) => balance);

describe('a configuration file that is saved while the mock runs', () => {
  test('changes contract, tenants, scenario, queue, fault, channels and headers, and keeps what was charged', async () => {
    await start(tenants);
    await sendGood(mock);
    await writeFile(file, `${tenants}\nprofile: rest\nscenario: success-not-live`);
    expect(await next()).toBe('news: mock.yaml: read again; changed: profile, scenario');
    expect(mock.contract.profile).toBe('rest');
    expect(balances()).toEqual([4, 9]);
    const forced = await sendGood(mock);
    expect(forced.headers.get('X-Mock-Scenario')).toBe('success-not-live');
    expect(forced.headers.get('X-Trx-No')).toBe('10878');
    await writeFile(
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

  test('is followed through saves that put another file in its place, again and again', async () => {
    await start('profile: documented');
    for (const profile of ['rest', 'list-result', 'rest']) {
      await saveOver(`profile: ${profile}`);
      expect(await next()).toBe('news: mock.yaml: read again; changed: profile');
      expect(mock.contract.profile).toBe(profile);
    }
  });

  test('leaves requests in flight to the contract that they began with', async () => {
    await start('profile: documented');
    const slow = sendGood(mock, { key: 'wrong' }, { 'X-Mock-Fault': 'stall-upload; ms=3000' });
    await expect.poll(() => mock.requests().length).toBe(1);
    await saveOver('profile: rest');
    await next();
    expect((await sendGood(mock, { key: 'wrong' })).status).toBe(401);
    expect((await slow).status).toBe(200);
  });

  test('changes nothing when it is wrong, which is told once, and is taken when it is mended', async () => {
    await start(`profile: rest\n${tenants}`);
    await sendGood(mock);
    await saveOver(`profil: documented`);
    expect(await next()).toMatch(
      /^trouble: mock\.yaml: profil: unknown; .*did you mean profile\?\); the mock goes on with the last good configuration$/,
    );
    await saveOver(`# the same mistake, in other words\nprofil: documented`);
    await saveOver(`profile: nope`);
    expect(await next()).toMatch(/^trouble: no profile is called "nope"/);
    expect([mock.contract.profile, ...balances()]).toEqual(['rest', 4, 9]);
    await saveOver(`${tenants}`);
    expect(await next()).toBe('news: mock.yaml: read again; changed: profile');
    expect([mock.contract.profile, ...balances()]).toEqual(['documented', 4, 9]);
    expect(said).toEqual([]);
  });

  test('changes nothing while it is half written or empty', async () => {
    await start(`profile: rest\n${tenants}`);
    await writeFile(file, `profile: rest\n${tenants.slice(0, 30)}`);
    expect(await next()).toMatch(/^trouble: mock\.yaml: cannot be read as YAML or JSON/);
    await writeFile(file, '');
    expect(await next()).toMatch(/^trouble: mock\.yaml: is empty/);
    expect([mock.contract.profile, ...balances()]).toEqual(['rest', 5, 9]);
    await writeFile(file, `profile: rest\n${tenants}`);
    expect(await next()).toBe('news: mock.yaml: read again; all is as it was before');
  });

  test('changes nothing when it is deleted, and is followed again when it is back', async () => {
    await start('profile: rest');
    await rm(file);
    expect(await next()).toMatch(/^trouble: mock\.yaml: there is no such file; .*goes on with the last good/);
    expect(mock.contract.profile).toBe('rest');
    await writeFile(file, 'profile: list-result');
    expect(await next()).toBe('news: mock.yaml: read again; changed: profile');
    expect(mock.contract.profile).toBe('list-result');
  });

  test('says what has to wait for a restart, until it is changed back', async () => {
    await start('{}');
    await saveOver('port: 1\nlog: json\nscenario: success');
    expect(await next()).toBe('news: mock.yaml: read again; changed: scenario; needs a restart: port, log');
    await saveOver('scenario: success-not-live');
    expect(await next()).toBe('news: mock.yaml: read again; changed: scenario');
  });

  test('keeps no picture from then on that the start did not ask for', async () => {
    await start('{}');
    await saveOver('keepImages: true\nscenario: success');
    expect(await next()).toBe('news: mock.yaml: read again; changed: scenario; needs a restart: keepImages');
    const fresh = mock.session('fresh');
    for (const session of [mock, fresh, { url: `${mock.url}/s/by-use` }]) await sendGood(session);
    mock.reset();
    await sendGood(mock);
    for (const session of [mock, fresh, mock.session('by-use')])
      for (const { parts } of session.requests())
        for (const part of parts) expect(part).not.toMatchObject({ kept: true });
  });

  test('counts for nothing where a flag says otherwise', async () => {
    await start('{}', { profile: 'rest' });
    await saveOver('profile: list-result\nscenario: success');
    expect(await next()).toBe('news: mock.yaml: read again; changed: scenario');
    expect(mock.contract.profile).toBe('rest');
  });

  test('has the profile file followed that it names', async () => {
    const mine = join(folder, 'mine.yaml');
    const profile = (status: number) =>
      writeFile(mine, `name: mine\nsummary: Mine.\ndecisions: { status: { invalid-credentials: ${status} } }`);
    await profile(403);
    await start('{}');
    await saveOver('profile: ./mine.yaml');
    expect(await next()).toBe('news: mock.yaml: read again; changed: profile');
    expect((await sendGood(mock, { key: 'wrong' })).status).toBe(403);
    await profile(404);
    expect(await next()).toBe('news: mock.yaml: read again; changed: the contract');
    expect((await sendGood(mock, { key: 'wrong' })).status).toBe(404);
    await writeFile(mine, 'name: mine');
    expect(await next()).toMatch(/^trouble: mine\.yaml: summary: missing/);
    expect((await sendGood(mock, { key: 'wrong' })).status).toBe(404);
  });
});
