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

const call = async (path: string, body: unknown, init: RequestInit = {}) => {
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
    expect((await call(at('requests/count'), {})).body).toEqual({ count: 2 });
    expect((await call(at('requests/count'), { criteria: dim })).body).toEqual({ count: 1 });
    expect((await call(at('requests/find'), { criteria: dim })).body.requests).toMatchObject([
      { parts: [{}, {}, {}, {}, { value: 'B' }] },
    ]);
    expect(await call(at('verify'), { criteria: dim })).toEqual({ status: 200, body: { ok: true, count: 1 } });
    const { status, body } = await call(at('verify'), { criteria: { ...dim, parts: { refNumber: 'A' } } });
    expect([status, body.detail]).toEqual([409, '0 of 2 requests match; expected: at least 1']);
    expect(body.report).toEqual([
      '0 of 2 requests match; expected: at least 1',
      'near: request 2 (POST /s/by-criteria/demo/biometric/facecompareliveness, answered liveness-error) meets 2 of 3',
      '  parts.refNumber: expected "A"; got "B"',
      'near: request 1 (POST /s/by-criteria/demo/biometric/facecompareliveness, answered success) meets 1 of 3',
      '  kind: expected "liveness-error"; got "success"',
      '  violations: expected at least 1 of rule liveness in img1; got none',
    ]);
  });

  test('the journal is paged, and filtered by state, kind and preceding request', async () => {
    const session = mock.session('pages');
    const ids: string[] = [];
    for (const changes of [{}, { img1: 'selfie-dim' as const }, { refNumber: 'B' }, { refNumber: 'C' }])
      ids.push((await sendGood(session, changes)).headers.get('X-Mock-Request-Id') ?? '');
    const read = async (query: string) => {
      const response = await fetch(`${mock.url}/__admin/requests?session=pages${query}`);
      const { requests = [], ...rest } = await response.json();
      return {
        ...rest,
        status: response.status,
        link: response.headers.get('Link'),
        ids: requests.map(({ id }: { id: string }) => id),
      };
    };
    expect(await read('')).toEqual({ status: 200, link: null, total: 4, ids });
    expect(await read('&limit=3')).toMatchObject({
      total: 4,
      next: 3,
      ids: ids.slice(0, 3),
      link: '</__admin/requests?session=pages&limit=3&offset=3>; rel="next"',
    });
    expect(await read('&limit=3&offset=3')).toEqual({ status: 200, link: null, total: 4, ids: ids.slice(3) });
    expect(await read(`&since=${ids[2]}`)).toMatchObject({ total: 1, ids: ids.slice(3) });
    expect(await read('&kind=liveness-error')).toMatchObject({ total: 1, ids: ids.slice(1, 2) });
    expect(await read('&kind=success&limit=1&offset=1')).toMatchObject({ total: 3, next: 2, ids: ids.slice(2, 3) });
    expect(await read('&state=aborted')).toMatchObject({ total: 0, ids: [] });
    for (const wrong of ['state=ended', 'kind=succes', 'since=x', 'limit=-1'])
      expect(await read(`&${wrong}`)).toMatchObject({
        status: 400,
        detail: expect.stringMatching(/ is "[^"]+"; give /),
      });
  });

  test('the journal can be emptied, and the rest of the session stays', async () => {
    const session = mock.session('emptied', { scenario: 'success-not-live' });
    await sendGood(session);
    expect((await fetch(`${mock.url}/__admin/requests?session=emptied`, { method: 'DELETE' })).status).toBe(204);
    expect([session.requests().length, session.transactions().length]).toEqual([0, 1]);
    expect((await sendGood(session)).headers.get('X-Mock-Scenario')).toBe('success-not-live');
    expect(session.requests()).toHaveLength(1);
  });

  test('a request is found by the id that its client received, in any session', async () => {
    await sendGood(mock);
    const { headers } = await sendGood(mock.session('elsewhere'), { refNumber: 'ELSEWHERE' });
    const address = `${mock.url}/__admin/requests/${headers.get('X-Mock-Request-Id')}`;
    expect(await (await fetch(address)).json()).toMatchObject({
      path: '/s/elsewhere/demo/biometric/facecompareliveness',
    });
    expect((await fetch(`${address}?session=elsewhere`)).status).toBe(200);
    expect((await fetch(`${address}?session=another`)).status).toBe(404);
  });

  test('pictures are kept from the moment at which a caller says so, until it says otherwise', async () => {
    const session = mock.session('switched');
    const keep = (keepImages: boolean) =>
      fetch(`${session.url}/__admin/keep-images`, {
        method: 'PUT',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ keepImages }),
      });
    await sendGood(session);
    expect((await keep(true)).status).toBe(200);
    await sendGood(session, { refNumber: 'REF-2' });
    await keep(false);
    await sendGood(session, { refNumber: 'REF-3' });
    const kept = session.requests().map(({ parts }) => parts[0]?.type === 'file' && parts[0].kept);
    expect(kept).toEqual([false, true, false]);
    const [, second] = session.requests();
    const image = second?.parts[0]?.type === 'file' ? second.parts[0].image : undefined;
    expect((await fetch(`${mock.url}${image}`)).status).toBe(200);
  });

  test('a part links to its kept picture, or has the reason why it was not kept', async () => {
    const session = mock.session('pictures', { keepImages: true });
    const large = new Blob([new Uint8Array(12_000_000)]);
    const { headers } = await sendGood(session, { img2: large });
    const entry = await (await fetch(`${mock.url}/__admin/requests/${headers.get('X-Mock-Request-Id')}`)).json();
    const [img1, img2] = entry.parts;
    const picture = await fetch(`${mock.url}${img1.image}`);
    expect([picture.status, picture.headers.get('Content-Type')]).toEqual([200, 'image/jpeg']);
    expect((await picture.arrayBuffer()).byteLength).toBe(img1.bytes);
    expect(img2).toMatchObject({ kept: false, notKeptReason: 'it exceeds the size limit for pictures' });
    const none = await fetch(`${mock.url}/__admin/requests/${entry.id}/images/1`);
    expect([none.status, (await none.json()).detail]).toEqual([404, expect.stringContaining(img2.notKeptReason)]);
    await sendGood(mock);
    expect(mock.requests().at(-1)?.parts[0]).not.toHaveProperty('notKeptReason');
  });

  test('criteria with unknown names, or with headers that are not recorded, are rejected', async () => {
    for (const [criteria, detail] of [
      [{ scenario: 'succes' }, 'did you mean success?'],
      [{ violations: { rule: 'livenes' } }, 'did you mean liveness?'],
      [{ headers: { authorization: false } }, 'the journal does not record this header; it records content-type'],
    ] as const) {
      for (const address of ['verify', 'requests/count', 'requests/find', 'requests/wait']) {
        const { status, body } = await call(`${mock.url}/__admin/${address}`, { criteria });
        expect([address, status, body.detail]).toEqual([address, 400, expect.stringContaining(detail)]);
      }
      const sequence = await call(`${mock.url}/__admin/verify/sequence`, { sequence: [criteria] });
      expect([sequence.status, sequence.body.detail]).toEqual([400, expect.stringContaining(detail)]);
    }
  });

  test('the order of requests is verified, whatever arrived between them', async () => {
    const session = mock.session('in-order');
    const ids: (string | null)[] = [];
    for (const refNumber of ['A', 'B', 'C', 'D'])
      ids.push((await sendGood(session, { refNumber })).headers.get('X-Mock-Request-Id'));
    const step = (refNumber: string) => ({ parts: { refNumber } });
    const verify = (...refNumbers: string[]) =>
      call(`${mock.url}/__admin/verify/sequence?session=in-order`, { sequence: refNumbers.map(step) });
    expect(await verify('A', 'C', 'D')).toEqual({ status: 200, body: { ok: true, count: 3 } });
    const { status, body } = await verify('A', 'C', 'B');
    expect([status, body.matching]).toEqual([409, [ids[0], ids[2]]]);
    expect(body.report).toEqual([
      '2 of 3 steps came in this order',
      `no request meets step 3 after request ${ids[2]}`,
      `too early: ${ids[1]} would meet it`,
      `near: request ${ids[3]} (POST /s/in-order/demo/biometric/facecompareliveness, answered success) meets 0 of 1`,
      '  parts.refNumber: expected "B"; got "D"',
    ]);
    // One request cannot match two steps.
    expect((await verify('A', 'A')).status).toBe(409);
    session.verifySequence([step('B'), step('D')]);
    expect(() => session.verifySequence([step('D'), step('B')])).toThrow(
      `1 of 2 steps came in this order\nno request meets step 2 after request ${ids[3]}\ntoo early: ${ids[1]}`,
    );
    expect(() => session.verifySequence([])).toThrow('the sequence is empty');
    expect(() => mock.session('never-called').verifySequence([{}])).toThrow(
      '0 of 1 steps came in this order\nno request meets step 1\nthis session has received no requests',
    );
  });

  test('a wait is answered when the request has arrived', async () => {
    const waiting = call(`${mock.url}/__admin/requests/wait?session=awaited`, { criteria: { kind: 'success' } });
    await sendGood({ url: `${mock.url}/s/awaited` });
    expect(await waiting).toMatchObject({
      status: 200,
      body: { requests: [{ path: '/s/awaited/demo/biometric/facecompareliveness' }] },
    });
  });

  test('a wait is limited to a minute, and to as many requests as the journal keeps', async () => {
    for (const wait of [{ timeoutMs: 60_001 }, { count: 1001 }, { count: 0 }, { timeoutMs: '5s' }])
      expect((await call(`${mock.url}/__admin/requests/wait`, wait)).status).toBe(400);
  });

  test('a wait is answered when the mock stops, and ends when its client disconnects', async () => {
    const events = createEvents();
    await using admin = await serveAdmin(events);
    const listeners = () => events.listenerCount('entry') + events.listenerCount('closing');
    const idle = listeners();
    const disconnect = new AbortController();
    const aborted = call(`${admin.url}/requests/wait`, {}, { signal: disconnect.signal }).catch(
      (error: Error) => error.name,
    );
    await expect.poll(listeners).toBe(idle + 2);
    disconnect.abort();
    expect(await aborted).toBe('AbortError');
    await expect.poll(listeners).toBe(idle);
    const waiting = call(`${admin.url}/requests/wait`, {});
    await expect.poll(listeners).toBe(idle + 2);
    events.emit('closing');
    const { status, body } = await waiting;
    expect([status, body.detail]).toEqual([408, expect.stringMatching(/^the mock stops: 0 of 0 requests match/)]);
    expect(listeners()).toBe(0);
  });
});
