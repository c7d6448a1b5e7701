import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sendGood } from '../good-request.test-helper.js';
import { createEvents } from '../journal/events.js';
import { createMockServer, type MockServer } from '../server.js';
import { serveAdmin } from './serve-admin.test-helper.js';

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer();
});
afterAll(() => mock.close());

const ask = async (path: string, body: unknown, init: RequestInit = {}) => {
  const response = await fetch(path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'Content-Type': 'application/json' },
    ...init,
  });
  return { status: response.status, body: await response.json() };
};

describe('over the admin API', () => {
  test('requests are counted, found and verified by criteria', async () => {
    const session = mock.session('by-criteria');
    const at = (path: string) => `${mock.url}/__admin/${path}?session=by-criteria`;
    await sendGood(session, { refNumber: 'A' });
    await sendGood(session, { refNumber: 'B', img1: 'selfie-dim' });
    const dim = { kind: 'liveness-error', violations: { rule: 'liveness', part: 'img1' } };
    expect((await ask(at('requests/count'), {})).body).toEqual({ count: 2 });
    expect((await ask(at('requests/count'), { criteria: dim })).body).toEqual({ count: 1 });
    expect((await ask(at('requests/find'), { criteria: dim })).body.requests).toMatchObject([
      { parts: [{}, {}, {}, {}, { value: 'B' }] },
    ]);
    expect(await ask(at('verify'), { criteria: dim })).toEqual({ status: 200, body: { ok: true, count: 1 } });
    const { status, body } = await ask(at('verify'), { criteria: { ...dim, parts: { refNumber: 'A' } } });
    expect([status, body.detail]).toEqual([409, '0 of 2 requests match; wanted: at least 1']);
    expect(body.report).toEqual([
      '0 of 2 requests match; wanted: at least 1',
      'near: request 2 (POST /s/by-criteria/demo/biometric/facecompareliveness, answered liveness-error) meets 2 of 3',
      '  parts.refNumber: wanted "A"; got "B"',
      'near: request 1 (POST /s/by-criteria/demo/biometric/facecompareliveness, answered success) meets 1 of 3',
      '  kind: wanted "liveness-error"; got "success"',
      '  violations: wanted at least 1 of rule liveness in img1; got none',
    ]);
  });

  test('who waits is answered when the request has come', async () => {
    const waiting = ask(`${mock.url}/__admin/requests/wait?session=awaited`, { criteria: { kind: 'success' } });
    await sendGood({ url: `${mock.url}/s/awaited` });
    expect(await waiting).toMatchObject({
      status: 200,
      body: { requests: [{ path: '/s/awaited/demo/biometric/facecompareliveness' }] },
    });
  });

  test('nobody waits longer than a minute, or for more than the journal holds', async () => {
    for (const wait of [{ timeoutMs: 60_001 }, { count: 1001 }, { count: 0 }, { timeoutMs: '5s' }])
      expect((await ask(`${mock.url}/__admin/requests/wait`, wait)).status).toBe(400);
  });

  test('who waits is told when the mock stops, and who hangs up is not waited for', async () => {
    const events = createEvents();
    await using admin = await serveAdmin(events);
    const listeners = () => events.listenerCount('entry') + events.listenerCount('closing');
    const gone = new AbortController();
    const left = ask(`${admin.url}/requests/wait`, {}, { signal: gone.signal }).catch((error: Error) => error.name);
    await expect.poll(listeners).toBe(2);
    gone.abort();
    expect(await left).toBe('AbortError');
    await expect.poll(listeners).toBe(0);
    const waiting = ask(`${admin.url}/requests/wait`, {});
    await expect.poll(listeners).toBe(2);
    events.emit('closing');
    const { status, body } = await waiting;
    expect([status, body.detail]).toEqual([408, expect.stringMatching(/^the mock stops: 0 of 0 requests match/)]);
    expect(listeners()).toBe(0);
  });
});
