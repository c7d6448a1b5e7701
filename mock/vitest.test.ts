import { describe, expect } from 'vitest';
import { sendGood } from './good-request.test-helper.js';
import { test } from './vitest.js';

const quiet = test.extend('mockServerOptions', { scope: 'worker' }, { mockHeaders: false });

const ids: string[] = [];

describe.concurrent('each test', () => {
  test.for([1, 2, 3])('has a session of its own, also beside others: %i', async (count, { mock }) => {
    for (let sent = 0; sent < count; sent += 1) await sendGood(mock);
    expect(mock.requests()).toHaveLength(count);
    ids.push(mock.url);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('the session of a test', () => {
  let before: string;

  test('is on the one server of the worker', async ({ mock, mockServer }) => {
    expect(mock.url.startsWith(`${mockServer.url}/s/`)).toBe(true);
    before = mockServer.url;
    await sendGood(mock);
  });

  test('begins anew with the next test, on the same server', ({ mock, mockServer }) => {
    expect(mockServer.url).toBe(before);
    expect(mock.requests()).toEqual([]);
    expect(mockServer.requests()).toEqual([]);
  });
});

describe('options', () => {
  test.override('mockOptions', { scenario: 'liveness-error-dim' });

  test('are those of the session', async ({ mock }) => {
    expect((await sendGood(mock)).headers.get('X-Mock-Scenario')).toBe('liveness-error-dim');
  });
});

describe('options of the server', () => {
  quiet('are those that it is started with', async ({ mock }) => {
    expect((await sendGood(mock)).headers.has('X-Mock-Scenario')).toBe(false);
  });
});
