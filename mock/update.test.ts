import { describe, expect, test } from 'vitest';
import { loadContract, loadProfile } from '../spec/index.js';
import { sendGood } from './good-request.test-helper.js';
import { createMockServer, type MockServer } from './server.js';

test('update() changes options while the mock runs, and undefined restores the default', async () => {
  await using mock = await createMockServer({ scenario: 'success-not-live', mockHeaders: false });
  await mock.update({ mockHeaders: true });
  expect((await sendGood(mock)).headers.get('X-Mock-Scenario')).toBe('success-not-live');
  await mock.update({ scenario: undefined });
  expect((await sendGood(mock)).headers.get('X-Mock-Scenario')).toBe('success');
  const fresh = mock.session('fresh');
  await mock.update({ scenario: 'liveness-error', adminToken: 'let-me-in' });
  expect((await sendGood(fresh)).headers.get('X-Mock-Scenario')).toBe('success');
  expect((await sendGood(mock, {}, { 'X-Mock-Session': 'later' })).headers.get('X-Mock-Scenario')).toBe(
    'liveness-error',
  );
  expect((await fetch(`${mock.url}/__admin/requests`)).status).toBe(401);
});

test('an invalid update changes nothing', async () => {
  await using mock = await createMockServer();
  const twice = { code: 'A', key: 'a', balance: 1 };
  await expect(mock.update({ tenants: [twice, twice], scenario: 'liveness-error' })).rejects.toThrow(/is used twice/);
  await expect(mock.update({ tenants: [twice], scenario: 'nope' })).rejects.toThrow(/unknown scenario "nope"/);
  await expect(mock.update({ tenants: [twice], corsOrigins: ['nope'] })).rejects.toThrow(/nope/);
  const long = Array.from({ length: 10_001 }, () => 'image-too-large');
  const all = { tenants: [twice], scenario: 'image-too-large', fault: { type: 'gzip' }, queue: long } as const;
  await expect(mock.update(all)).rejects.toThrow(/at most 10000/);
  expect(mock.tenants()).toHaveLength(2);
  const { headers } = await sendGood(mock);
  expect([headers.get('X-Mock-Scenario'), headers.has('Content-Encoding')]).toEqual(['success', false]);
});

test('an invalid update keeps the queue', async () => {
  await using mock = await createMockServer({ queue: ['image-too-large'] });
  const long = Array.from({ length: 10_001 }, () => 'liveness-error');
  await expect(mock.update({ queue: long })).rejects.toThrow(/at most 10000/);
  expect((await sendGood(mock)).headers.get('X-Mock-Scenario')).toBe('image-too-large');
});

test('update() rejects the options that decide what the journal keeps', async () => {
  await using mock = await createMockServer();
  for (const name of ['keepSecrets', 'keepImages'])
    await expect(mock.update({ [name]: true } as object)).rejects.toThrow(
      `${name}: cannot be given here; allowed: tenants,`,
    );
  mock.reset();
  for (const session of [mock, mock.session('fresh')]) {
    await sendGood(session, { nik: '3171234567890123' });
    const parts = session.requests()[0]?.parts ?? [];
    expect(parts.find(({ name }) => name === 'nik')).toMatchObject({ value: '*** (16 characters)' });
    expect(parts.find(({ name }) => name === 'img1')).toMatchObject({ kept: false });
  }
});

describe('another profile or contract', () => {
  /** Returns the status of the answer to a wrong key, and the profile that the mock reports. */
  const statusAndProfile = async (mock: MockServer) => {
    const profile = await fetch(`${mock.url}/__admin/profile`);
    return [(await sendGood(mock, { key: 'wrong' })).status, profile.ok ? (await profile.json()).name : profile.status];
  };
  const rest = () => loadProfile('rest');

  test('takes effect when update() is called, and undefined restores the default', async () => {
    await using mock = await createMockServer();
    expect(await statusAndProfile(mock)).toEqual([200, 'documented']);
    const updated = mock.update({ profile: await rest() });
    expect(mock.contract.profile).toBe('rest');
    await updated;
    expect(await statusAndProfile(mock)).toEqual([401, 'rest']);
    await mock.update({ scenario: undefined });
    expect(await statusAndProfile(mock)).toEqual([401, 'rest']);
    await mock.update({ profile: undefined });
    expect(await statusAndProfile(mock)).toEqual([200, 'documented']);
  });

  test('from an edited file has no profile, and removing it restores the previous profile', async () => {
    await using mock = await createMockServer({ profile: await rest() });
    const contract = await loadContract();
    await mock.update({ contract });
    expect(await statusAndProfile(mock)).toEqual([200, 404]);
    await mock.update({ contract: undefined });
    expect(await statusAndProfile(mock)).toEqual([200, 'documented']);
    await mock.update({ contract, profile: await rest() });
    expect(await statusAndProfile(mock)).toEqual([200, 'rest']);
    await mock.update({ contract: undefined });
    expect(await statusAndProfile(mock)).toEqual([401, 'rest']);
  });

  test('without a scenario that is in use is rejected, and nothing changes', async () => {
    await using mock = await createMockServer();
    const edited = { ...(await loadContract()), scenarios: new Map() };
    await expect(mock.update({ contract: edited, scenario: 'success' })).rejects.toThrow(/unknown scenario/);
    expect(await statusAndProfile(mock)).toEqual([200, 'documented']);
  });
});
