import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { sendGood } from '../good-request.test-helper.js';
import { createEvents } from '../journal/events.js';
import { createMockServer, type MockServer } from '../server.js';
import { createSessions } from './sessions.js';

const scenarioOf = async (session: { readonly url: string }): Promise<string | null> =>
  (await sendGood(session)).headers.get('X-Mock-Scenario');

/** The ids of the sessions that are open. */
async function open({ url }: MockServer): Promise<readonly string[]> {
  return (await (await fetch(`${url}/__admin/sessions`)).json()).sessions;
}

describe('sessions beyond the number that is kept', () => {
  test('evict those that a request opened before those that were created on purpose, and warn once', async () => {
    const lines: string[] = [];
    await using mock = await createMockServer({
      sessions: 3,
      log: { format: 'json', level: 'warn', write: (line) => lines.push(line) },
    });
    const mine = mock.session('mine', { scenario: 'success-not-live' });
    await fetch(`${mock.url}/__admin/sessions/theirs`, { method: 'PUT' });
    await sendGood(mine);
    for (const id of ['a', 'b', 'c']) await sendGood({ url: `${mock.url}/s/${id}` });
    expect(await open(mock)).toEqual(['c', 'mine', 'theirs']);
    expect(mine.requests()).toHaveLength(1);
    await mock.close();
    expect(lines.filter((line) => /more than 3 sessions are open/.test(line))).toHaveLength(1);
    expect(lines.join()).toMatch(/so a was removed, as others will be; delete unused sessions, or raise sessions/);
  });

  test('push out the one of purpose that was used longest ago where there are no others, which begins anew as it was opened', async () => {
    await using mock = await createMockServer({ sessions: 2 });
    const [first, second] = ['success-not-live', 'image-too-large'].map((scenario, index) =>
      mock.session(`number-${index}`, { scenario }),
    );
    await sendGood(first as { url: string });
    mock.session('third');
    expect(await open(mock)).toEqual(['third', 'number-0']);
    expect(await scenarioOf(second as { url: string })).toBe('image-too-large');
    expect(await open(mock)).toEqual(['number-1', 'third']);
    first?.reset();
    expect(first?.requests()).toEqual([]);
    expect(await scenarioOf(first as { url: string })).toBe('success-not-live');
    first?.close();
    expect(await scenarioOf(first as { url: string })).toBe('success');
  });
});

describe('an idle session', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    // The cache takes a time of 0 for none; no process has run for so short a while.
    vi.advanceTimersByTime(1);
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('is forgotten after its time, with all that it held, and counts from its last use', () => {
    const warnings: string[] = [];
    const warn = (text: string) => warnings.push(text);
    const sessions = createSessions({}, createEvents(), { idleMs: 1000, warn });
    const used = sessions.get('used');
    const opened = sessions.open('opened', { scenario: 'liveness-error' });
    sessions.open('other', {});
    vi.advanceTimersByTime(900);
    expect(sessions.find('used')).toBe(used);
    vi.advanceTimersByTime(900);
    expect(sessions.list()).toEqual(['used']);
    vi.advanceTimersByTime(101);
    expect(sessions.list()).toEqual([]);
    expect(sessions.find('used')).toBeUndefined();
    expect(sessions.get('used')).not.toBe(used);
    expect(sessions.find('opened')).not.toBe(opened);
    expect(sessions.get('opened')?.scenario()).toBe('liveness-error');
    expect(warnings).toEqual([expect.stringMatching(/^session opened was idle for 1000 ms .* raise sessionIdle/)]);
  });

  test('keeps no timer of a mock that is closed, and can still be read', async () => {
    const mock = await createMockServer({ sessionIdle: 1000 });
    const before = vi.getTimerCount();
    mock.session('one');
    expect(vi.getTimerCount()).toBe(before + 1);
    await mock.close();
    expect(vi.getTimerCount()).toBeLessThanOrEqual(before);
    expect(mock.session('one').requests()).toEqual([]);
  });
});

describe('the admin API', () => {
  test('opens a session for who sets something in it, and not for who looks', async () => {
    await using mock = await createMockServer();
    const ask = (method: string, path: string, body?: unknown) =>
      fetch(`${mock.url}/__admin/${path}`, {
        method,
        ...(body ? { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } } : {}),
      });
    for (const [method, path] of [
      ['GET', 'requests'],
      ['GET', 'transactions.csv'],
      ['GET', 'session'],
      ['DELETE', 'queue'],
      ['POST', 'requests/count'],
      ['POST', 'requests/find'],
      ['POST', 'verify'],
    ] as const) {
      const answer = await ask(method, `${path}?session=tpyo`);
      expect([path, answer.status]).toEqual([path, 404]);
      expect((await answer.json()).detail).toBe(
        'No session "tpyo" is open; GET /__admin/sessions lists those that are, PUT /__admin/sessions/<id> opens one.',
      );
    }
    expect((await ask('GET', 'requests?session=a%2Fb')).status).toBe(400);
    const events = await ask('GET', 'events?session=tpyo');
    expect(events.status).toBe(200);
    await events.body?.cancel();
    expect((await ask('GET', 'events?session=a%2Fb')).status).toBe(400);
    expect(await open(mock)).toEqual([]);
    expect((await ask('PUT', 'queue?session=set', { queue: ['success'] })).status).toBe(200);
    expect((await ask('GET', 'queue?session=set')).status).toBe(200);
    expect(await open(mock)).toEqual(['set']);
  });
});

describe('a request that is not the operation', () => {
  const path = 'demo/biometric/facecompareliveness';
  test.each([
    ['GET', path, 405],
    ['HEAD', path, 405],
    ['OPTIONS', path, 405],
    ['GET', 'nope', 404],
    ['POST', 'nope', 404],
    ['GET', '', 404],
  ])(
    'opens no session: %s /s/x/%s is journalled with the requests of the mock itself',
    async (method, rest, status) => {
      await using mock = await createMockServer({ scenario: 'success-not-live', queue: ['image-too-large'] });
      const answer = await fetch(`${mock.url}/s/x/${rest}`, { method });
      expect(answer.status).toBe(status);
      expect(
        (await fetch(`${mock.url}/${rest || 'nope'}`, { method, headers: { 'X-Mock-Session': 'x' } })).status,
      ).toBe(status);
      expect(await open(mock)).toEqual([]);
      expect(mock.requests()).toMatchObject([
        { id: '1', method, path: `/s/x/${rest}`, answer: { status } },
        { id: '2', headers: { 'x-mock-session': 'x' } },
      ]);
      expect(await scenarioOf(mock)).toBe('image-too-large');
    },
  );

  test('is one of its session where that is open, and uses up no fault of another', async () => {
    await using mock = await createMockServer({ fault: { rules: [{ fault: { type: 'unavailable' }, first: 1 }] } });
    const session = mock.session('open', { fault: 'delay; ms=1' });
    expect((await fetch(`${session.url}/${path}`)).status).toBe(405);
    expect(session.requests()).toHaveLength(1);
    expect((await fetch(`${mock.url}/s/none/${path}`)).status).toBe(503);
    expect(mock.requests()).toHaveLength(1);
    expect((await fetch(`${mock.url}/${path}`)).status).toBe(503);
  });

  test('is the operation that opens one', async () => {
    await using mock = await createMockServer();
    await fetch(`${mock.url}/s/x/${path}`, { method: 'POST', body: new FormData() });
    await fetch(`${mock.url}/${path}`, { method: 'POST', body: new FormData(), headers: { 'X-Mock-Session': 'y' } });
    expect(await open(mock)).toEqual(['y', 'x']);
    expect(mock.requests()).toEqual([]);
  });
});
