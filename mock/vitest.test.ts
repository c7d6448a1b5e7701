import { describe, expect } from 'vitest';
import { sendGood } from './good-request.test-helper.js';
import { test } from './vitest.js';

const quiet = test.extend('mockServerOptions', { scope: 'worker' }, { mockHeaders: false });

const ids: string[] = [];

describe.concurrent('each test', () => {
  test.for([1, 2, 3])('has its own session, even when tests run concurrently: %i', async (count, { mock }) => {
    for (let sent = 0; sent < count; sent += 1) await sendGood(mock);
    expect(mock.requests()).toHaveLength(count);
    ids.push(mock.url);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('the session of a test', () => {
  let before: string;

  test('is on the server that the worker shares', async ({ mock, mockServer }) => {
    expect(mock.url.startsWith(`${mockServer.url}/s/`)).toBe(true);
    before = mockServer.url;
    await sendGood(mock);
  });

  test('is new in the next test, on the same server', ({ mock, mockServer }) => {
    expect(mockServer.url).toBe(before);
    expect(mock.requests()).toEqual([]);
    expect(mockServer.requests()).toEqual([]);
  });
});

describe('mockOptions', () => {
  test.override('mockOptions', { scenario: 'liveness-error-dim' });

  test('apply to the session', async ({ mock }) => {
    expect((await sendGood(mock)).headers.get('X-Mock-Scenario')).toBe('liveness-error-dim');
  });
});

describe('mockServerOptions', () => {
  quiet('apply to the server', async ({ mock }) => {
    expect((await sendGood(mock)).headers.has('X-Mock-Scenario')).toBe(false);
  });
});
