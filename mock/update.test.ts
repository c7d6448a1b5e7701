import { expect, test } from 'vitest';
import { sendGood } from './good-request.test-helper.js';
import { createMockServer } from './server.js';

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
  await expect(mock.update({ tenants: [twice, twice], scenario: 'liveness-error' })).rejects.toThrow(
    /the code is there twice/,
  );
  expect((await sendGood(mock)).headers.get('X-Mock-Scenario')).toBe('success');
});
