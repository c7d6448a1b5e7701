import { describe, expect, test } from 'vitest';
import { loadContract, loadProfile } from '../spec/index.js';
import { sendGood } from './good-request.test-helper.js';
import { createMockServer, type MockServer } from './server.js';

test('a mock in process takes other options while it runs, and goes back to the default where there is none', async () => {
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

test('a change that cannot be made changes nothing', async () => {
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

test('a change that cannot be made leaves what waits in the queue', async () => {
  await using mock = await createMockServer({ queue: ['image-too-large'] });
  const long = Array.from({ length: 10_001 }, () => 'liveness-error');
  await expect(mock.update({ queue: long })).rejects.toThrow(/at most 10000/);
  expect((await sendGood(mock)).headers.get('X-Mock-Scenario')).toBe('image-too-large');
});

test('what is kept of requests is settled at the start: a change of it is refused', async () => {
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
  /** What a wrong key is answered with, and the profile that the mock says it answers under. */
  const answered = async (mock: MockServer) => {
    const profile = await fetch(`${mock.url}/__admin/profile`);
    return [(await sendGood(mock, { key: 'wrong' })).status, profile.ok ? (await profile.json()).name : profile.status];
  };
  const rest = () => loadProfile('rest');

  test('is answered under from the call on, and undefined goes back to the default', async () => {
    await using mock = await createMockServer();
    expect(await answered(mock)).toEqual([200, 'documented']);
    const updated = mock.update({ profile: await rest() });
    expect(mock.contract.profile).toBe('rest');
    await updated;
    expect(await answered(mock)).toEqual([401, 'rest']);
    await mock.update({ scenario: undefined });
    expect(await answered(mock)).toEqual([401, 'rest']);
    await mock.update({ profile: undefined });
    expect(await answered(mock)).toEqual([200, 'documented']);
  });

  test('of an edited file has no profile, and without it the profile of before counts', async () => {
    await using mock = await createMockServer({ profile: await rest() });
    const contract = await loadContract();
    await mock.update({ contract });
    expect(await answered(mock)).toEqual([200, 404]);
    await mock.update({ contract: undefined });
    expect(await answered(mock)).toEqual([200, 'documented']);
    await mock.update({ contract, profile: await rest() });
    expect(await answered(mock)).toEqual([200, 'rest']);
    await mock.update({ contract: undefined });
    expect(await answered(mock)).toEqual([401, 'rest']);
  });

  test('has to have the scenarios that are asked for, else all stays as it was', async () => {
    await using mock = await createMockServer();
    const edited = { ...(await loadContract()), scenarios: new Map() };
    await expect(mock.update({ contract: edited, scenario: 'success' })).rejects.toThrow(/unknown scenario/);
    expect(await answered(mock)).toEqual([200, 'documented']);
  });
});
