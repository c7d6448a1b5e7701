import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { post, sendGood } from '../good-request.test-helper.js';
import { createEvents } from '../journal/events.js';
import type { JournalEntry } from '../schemas/journal-types.js';
import { createMockServer, type MockServer } from '../server.js';
import { serveAdmin } from './serve-admin.test-helper.js';

let mock: MockServer;
beforeEach(async () => {
  mock = await createMockServer();
});
afterEach(() => mock.close());

/** A busy machine makes any request slow, so "progress" may come at any time. */
const expected = ['request', 'session', 'missed'];

/** Opens a stream, and returns its comments and its events of these kinds one by one. */
async function listen(query = '', server: MockServer = mock, kinds: readonly string[] = expected) {
  const response = await fetch(`${server.url}/__admin/events${query}`);
  expect([response.status, response.headers.get('Content-Type')]).toEqual([200, 'text/event-stream']);
  const reader = (response.body as ReadableStream).pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  const next = async (): Promise<string | undefined> => {
    for (;;) {
      const end = rest.indexOf('\n\n');
      if (end >= 0) {
        const event = rest.slice(0, end);
        rest = rest.slice(end + 2);
        const kind = /^event: (\w+)\n/.exec(event)?.[1];
        if (kind === undefined || kinds.includes(kind)) return event;
        continue;
      }
      const { value, done } = await reader.read();
      if (done) return undefined;
      rest += value;
    }
  };
  expect(await next()).toBe(': listening');
  return { next, cancel: () => reader.cancel() };
}

const dataOf = (event = '') => JSON.parse(/^event: \w+\ndata: (.*)$/.exec(event)?.[1] ?? 'null');

describe('the event stream', () => {
  test('emits each request of its session when it has ended, without secrets', async () => {
    const own = await listen();
    const other = await listen('?session=other');
    await sendGood(mock, { key: 'CANARY-key', nik: '3171234507900123' });
    await sendGood({ url: `${mock.url}/s/other` });
    const event = await own.next();
    expect(event).toMatch(/^event: request\n/);
    expect(event).not.toMatch(/CANARY-key|3171234507900123/);
    expect(dataOf(event)).toMatchObject({ session: null, request: { id: '1', state: 'answered' } });
    expect(dataOf(await other.next())).toMatchObject({
      session: 'other',
      request: { answer: { scenario: 'success' } },
    });
    await Promise.all([own.cancel(), other.cancel()]);
  });

  test.each([
    ['GET', '/events'],
    ['POST', '/requests/wait'],
  ])('%s %s leaves no listener if the client disconnects before it starts', async (method, path) => {
    const events = createEvents();
    let begun = () => {};
    const begins = new Promise<void>((resolve) => {
      begun = resolve;
    });
    await using admin = await serveAdmin(events, (_request, response, next) => {
      response.once('close', () =>
        setImmediate()
          .then(next)
          .then(() => setImmediate())
          .then(begun),
      );
      client.destroy();
    });
    const listeners = () => events.eventNames().map((name) => [name, events.listenerCount(name)]);
    const idle = listeners();
    const client = request(`${admin.url}${path}`, { method }).on('error', () => {});
    client.end();
    await begins;
    expect(listeners()).toEqual(idle);
  });

  test('reports a request that takes long before its end, with the answer that waits', async () => {
    const stream = await listen('', mock, [...expected, 'progress']);
    const sent = new AbortController();
    mock.setFault('delay; ms=60000');
    expect(dataOf(await stream.next())).toEqual({ session: null });
    const answered = fetch(`${mock.url}/demo/biometric/facecompareliveness`, { method: 'POST', signal: sent.signal });
    answered.catch(() => {});
    const event = await stream.next();
    expect(event).toMatch(/^event: progress\n/);
    expect(dataOf(event)).toMatchObject({ request: { id: '1', state: 'open' } });
    sent.abort();
    expect(dataOf(await stream.next())).toMatchObject({ request: { id: '1', state: 'aborted' } });
    await stream.cancel();
  });

  test.each([
    ['PUT', '/scenario/default', { scenario: 'success' }],
    ['POST', '/queue', ['success']],
    ['PUT', '/tenants/AIT', { balance: 1 }],
    ['PUT', '/keep-images', { keepImages: true }],
    ['DELETE', '/requests', undefined],
    ['POST', '/reset', undefined],
    ['PUT', '/sessions/mine', {}],
    ['DELETE', '/sessions/mine', undefined],
  ])('reports a change by a caller to the streams of its session: %s %s', async (method, path, body) => {
    const control = mock.session('mine');
    const [own, other] = [await listen('?session=mine'), await listen()];
    const headers = body === undefined ? {} : { 'Content-Type': 'application/json' };
    const call = (to: string) =>
      fetch(`${mock.url}/__admin${to}`, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
    expect((await call(path.startsWith('/sessions') ? path : `${path}?session=mine`)).ok).toBe(true);
    expect(await own.next()).toBe('event: session\ndata: {"session":"mine"}');
    await sendGood(control);
    expect(await own.next()).toMatch(/^event: request/);
    await sendGood(mock);
    expect(await other.next()).toMatch(/^event: request/);
    await Promise.all([own.cancel(), other.cancel()]);
  });

  test('reports, whatever its session, that sessions were opened or have ended: many at once in few events', async () => {
    await using small = await createMockServer({ sessions: 20 });
    const stream = await listen('?session=other', small, ['sessions']);
    const countsUntil = async (last: number): Promise<readonly number[]> => {
      const counts: number[] = [];
      while (counts.at(-1) !== last) counts.push(dataOf(await stream.next()).count);
      return counts;
    };
    for (let id = 1; id <= 20; id += 1) small.session(`s${id}`);
    expect((await countsUntil(20)).length).toBeLessThan(20);
    await sendGood({ url: `${small.url}/s/s1` });
    small.session('s2', { scenario: 'success' });
    await fetch(`${small.url}/__admin/sessions/s1`, { method: 'DELETE' });
    // Neither a request to an open session nor its replacement is an event.
    expect(await countsUntil(19)).toEqual([19]);
    await stream.cancel();
  });

  test('says at its start, and before the events that follow, whether its session is open', async () => {
    const stream = await listen('?session=later', mock, ['sessions']);
    expect(dataOf(await stream.next())).toEqual({ count: 0, isOpen: false });
    await sendGood({ url: `${mock.url}/s/later` });
    expect(dataOf(await stream.next())).toEqual({ count: 1, isOpen: true });
    await fetch(`${mock.url}/__admin/sessions/later`, { method: 'DELETE' });
    expect(dataOf(await stream.next())).toEqual({ count: 0, isOpen: false });
    const own = await listen('', mock, ['sessions']);
    expect(dataOf(await own.next())).toEqual({ count: 0, isOpen: true });
    await Promise.all([stream.cancel(), own.cancel()]);
  });

  test('reports no change for a call that fails or only reads', async () => {
    const stream = await listen();
    const json = { 'Content-Type': 'application/json' };
    await fetch(`${mock.url}/__admin/queue`, { method: 'PUT', headers: json, body: '["nope"]' });
    await fetch(`${mock.url}/__admin/verify`, { method: 'POST', headers: json, body: '{}' });
    await fetch(`${mock.url}/__admin/session`);
    mock.queue('success');
    expect(await stream.next()).toMatch(/^event: session/);
    await sendGood(mock);
    expect(await stream.next()).toMatch(/^event: request/);
    await stream.cancel();
  });

  test('sends a heartbeat while it is idle', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    try {
      const stream = await listen();
      vi.advanceTimersByTime(15_000);
      expect(await stream.next()).toBe(': alive');
      await stream.cancel();
    } finally {
      vi.useRealTimers();
    }
  });

  test('ends when the mock stops, and does not delay the stop', async () => {
    const stream = await listen();
    const closed = mock.close();
    expect(await stream.next()).toBeUndefined();
    await closed;
  });

  test('answers HEAD without opening a stream', async () => {
    const head = request(`${mock.url}/__admin/events`, { method: 'HEAD' }).end();
    const [response] = await once(head, 'response');
    expect(response.headers['content-type']).toBe('text/event-stream');
    response.resume();
    await once(response, 'end');
  });

  test('buffers a limited amount for a slow reader, and then reports how many events it missed', async () => {
    const events = createEvents();
    await using admin = await serveAdmin(events);
    const socket = connect(Number(new URL(admin.url).port), '127.0.0.1');
    socket.write('GET /__admin/events HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await once(socket, 'readable');
    // Forty times the limit: the operating system buffers some of it, but cannot buffer all.
    const entry = { id: '1', path: 'x'.repeat(100_000) } as JournalEntry;
    const sent = 400;
    for (let count = 0; count < sent; count++) {
      events.emit('entry', entry, undefined, undefined);
      if (count % 20 === 0) await setImmediate();
    }
    let text = '';
    socket.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
    });
    const received = (): number => text.match(/event: request/g)?.length ?? 0;
    const missed = (): number =>
      [...text.matchAll(/event: missed\ndata: \{"count":(\d+)\}/g)].reduce((sum, [, n]) => sum + Number(n), 0);
    await expect.poll(() => missed() + received()).toBe(sent);
    expect(missed()).toBeGreaterThan(0);
    expect(received()).toBeGreaterThan(0);
    socket.destroy();
  });

  test('is rejected when too many are open, and accepted again when clients disconnect', async () => {
    await using watched = await createMockServer({ metrics: true, log: { format: 'json', write: () => {} } });
    const waiting = watched.waitForRequest().catch((error: Error) => error.name);
    const streams = await Promise.all(Array.from({ length: 100 }, () => listen('', watched)));
    const refused = await fetch(`${watched.url}/__admin/events`);
    expect([refused.status, (await refused.json()).title]).toEqual([503, 'Too many streams']);
    // The limit is per mock.
    await (await listen()).cancel();
    await Promise.all(streams.map(({ cancel }) => cancel()));
    await expect
      .poll(async () => {
        const response = await fetch(`${watched.url}/__admin/events`);
        await response.body?.cancel();
        return response.status;
      })
      .toBe(200);
    await watched.close();
    expect(await waiting).toBe('UnmetError');
  });

  test('does not delay requests, and emits one without a form too', async () => {
    const stream = await listen();
    const { status } = await post(mock, { method: 'GET' });
    expect(status).toBe(405);
    expect(dataOf(await stream.next()).request.method).toBe('GET');
    await stream.cancel();
  });
});
