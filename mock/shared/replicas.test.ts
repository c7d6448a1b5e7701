import { hostname } from 'node:os';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { sendGood } from '../good-request.test-helper.js';
import { createMockServer, type MockServer, type MockServerOptions } from '../server.js';
import { describeWithRedis, type RedisServer, startRedis } from '../store/redis/redis-server.test-helper.js';

const small = { img1: 'selfie-min', img2: 'ktp-min' } as const;

describeWithRedis('two replicas of a mock', () => {
  let server: RedisServer;
  let database = 0;
  let one: MockServer;
  let two: MockServer;
  beforeAll(async () => {
    server = await startRedis(['--databases', '64']);
  });
  afterAll(() => server[Symbol.asyncDispose]());
  const start = (options: MockServerOptions = {}) =>
    createMockServer({ state: `${server.url}/${database}`, keepImages: true, ...options });
  beforeEach(async () => {
    database += 1;
    [one, two] = await Promise.all([start(), start()]);
  });
  afterEach(async () => {
    await Promise.all([one.close(), two.close()]);
  });

  const admin = async (mock: MockServer, address: string, body?: unknown) => {
    const [method = '', path] = address.split(' ');
    const answer = await fetch(`${mock.url}/__admin${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
  };
  const scenarioOf = ({ headers }: { readonly headers: Headers }) => headers.get('X-Mock-Scenario');
  const inSession = (mock: MockServer, id: string) => ({ url: `${mock.url}/s/${id}` });

  it('take each step of a queue once', async () => {
    const queue = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? 'liveness-error' : 'success-not-live'));
    await admin(one, 'PUT /queue', queue);
    expect((await admin(two, 'GET /queue')).body.steps).toHaveLength(20);
    const answers = await Promise.all(queue.map((_, index) => sendGood(index % 2 === 0 ? one : two, small)));
    const counts = ['liveness-error', 'success-not-live'].map(
      (name) => answers.filter((answer) => scenarioOf(answer) === name).length,
    );
    expect(counts).toEqual([10, 10]);
    expect((await admin(one, 'GET /queue')).body.steps).toEqual([]);
    expect(scenarioOf(await sendGood(two, small))).toBe('success');
  });

  it('take each step of a fault plan once', async () => {
    await admin(two, 'PUT /fault', { rules: [{ fault: { type: 'unavailable' }, first: 4 }] });
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) => sendGood(index % 2 === 0 ? one : two, small)),
    );
    expect(answers.filter(({ status }) => status === 503)).toHaveLength(4);
    expect((await admin(one, 'GET /fault')).body.requests).toBe(12);
  });

  it('take each step of a clock once, and number and draw as one mock', async () => {
    const options = { clock: '2022-04-14T03:56:41Z+1s', firstTrxNo: 500, seed: 1 };
    await admin(one, 'PUT /sessions/timed', options);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => sendGood(inSession(index % 2 === 0 ? one : two, 'timed'), small)),
    );
    const bodies = answers.map(({ text }) => JSON.parse(text));
    const seconds = Array.from({ length: 10 }, (_, index) => `Thu, 14 Apr 2022 03:56:${41 + index} GMT`);
    expect(bodies.map(({ date }) => date).sort()).toEqual(seconds);
    expect(new Set(bodies.map(({ result }) => result.face_compare.similarity)).size).toBe(10);
    expect(answers.map(({ headers }) => Number(headers.get('X-Trx-No'))).sort()).toEqual(
      Array.from({ length: 10 }, (_, index) => 500 + index),
    );
    await admin(two, 'POST /reset?session=timed');
    const [first, second] = [
      await sendGood(inSession(two, 'timed'), small),
      await sendGood(inSession(one, 'timed'), small),
    ];
    expect([first, second].map(({ text }) => JSON.parse(text).date)).toEqual(seconds.slice(0, 2));
    expect([first, second].map(({ headers }) => headers.get('X-Trx-No'))).toEqual(['500', '501']);
  });

  it("share a tenant's own scenario, in the default session and in others", async () => {
    const credentials = { ...small, tenant_code: 'AIT_DIM', key: 'dim-key' };
    await admin(one, 'PUT /tenants/AIT_DIM', { key: 'dim-key', scenario: 'liveness-error' });
    const answer = await sendGood(two, credentials);
    expect([scenarioOf(answer), answer.headers.get('X-Mock-Selected-By')]).toEqual(['liveness-error', 'tenant']);
    const tenants = [{ code: 'AIT_DIM', key: 'dim-key', scenario: 'image-too-large' }];
    await admin(one, 'PUT /sessions/own', { tenants });
    expect(scenarioOf(await sendGood(inSession(two, 'own'), credentials))).toBe('image-too-large');
    await admin(two, 'PUT /tenants/AIT_DIM', { scenario: null });
    expect(scenarioOf(await sendGood(one, credentials))).toBe('success');
  });

  it('share the default scenario', async () => {
    await admin(one, 'PUT /scenario/default', { scenario: 'success-not-matched' });
    expect(scenarioOf(await sendGood(two, small))).toBe('success-not-matched');
    await admin(two, 'DELETE /scenario/default');
    expect(scenarioOf(await sendGood(one, small))).toBe('success');
  });

  it('share sessions with their settings, balances and end', async () => {
    const tenants = [{ code: 'AIT', key: 'ADINS_key1234', balance: 2 }];
    const opened = await admin(one, 'PUT /sessions/test-1', { tenants, queue: ['liveness-error'] });
    expect(opened.status).toBe(201);
    expect((await admin(two, 'PUT /sessions/test-2', {})).status).toBe(201);
    expect((await admin(two, 'GET /sessions')).body.sessions.sort()).toEqual(['test-1', 'test-2']);
    expect((await admin(two, 'GET /sessions/test-1')).body).toMatchObject({
      queue: { steps: [{ scenario: 'liveness-error' }] },
      tenants: [{ code: 'AIT', balance: 2 }],
    });
    const answers = [];
    for (const mock of [two, one, two, one]) answers.push(scenarioOf(await sendGood(inSession(mock, 'test-1'), small)));
    expect(answers).toEqual(['liveness-error', 'success', 'success', 'insufficient-balance']);
    expect((await admin(one, 'POST /reset?session=test-1')).status).toBe(204);
    expect((await admin(two, 'GET /sessions/test-1')).body).toMatchObject({
      requests: 0,
      transactions: 0,
      tenants: [{ balance: 2 }],
      queue: { steps: [{ scenario: 'liveness-error' }] },
    });
    expect((await admin(two, 'DELETE /sessions/test-1')).status).toBe(204);
    expect((await admin(one, 'GET /sessions/test-1')).status).toBe(404);
    expect((await admin(one, 'GET /sessions')).body.sessions).toEqual(['test-2']);
  });

  it('open a session by a request once, for both', async () => {
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, index) => sendGood(inSession(index % 2 === 0 ? one : two, 'mine'), small)),
    );
    expect(new Set(answers.map(({ headers }) => headers.get('X-Trx-No'))).size).toBe(6);
    for (const mock of [one, two])
      expect((await admin(mock, 'GET /session?session=mine')).body).toMatchObject({ requests: 6, transactions: 6 });
  });

  it('share the journal: list, find, count, verify, with ids that no other request has', async () => {
    const ids: (string | null)[] = [];
    for (let index = 0; index < 6; index += 1) {
      const { headers } = await sendGood(index % 2 === 0 ? one : two, { ...small, refNumber: `REF-${index}` });
      ids.push(headers.get('X-Mock-Request-Id'));
    }
    expect(new Set(ids).size).toBe(6);
    for (const mock of [one, two]) {
      const { requests } = (await admin(mock, 'GET /requests')).body;
      expect(requests.map(({ id }: { id: string }) => id)).toEqual(ids);
      for (const entry of requests) expect(entry).toMatchObject({ replica: hostname(), answer: { status: 200 } });
      const criteria = { parts: { refNumber: 'REF-1' } };
      expect((await admin(mock, 'POST /requests/count', { criteria })).body).toEqual({ count: 1 });
      expect((await admin(mock, 'POST /verify', { criteria, count: 1 })).status).toBe(200);
      expect((await admin(mock, `GET /requests/${ids[0]}`)).status).toBe(200);
    }
    // Pictures stay where they were received.
    const images = await Promise.all(
      [one, two].map(async (mock) => (await fetch(`${mock.url}/__admin/requests/${ids[0]}/images/0`)).status),
    );
    expect(images).toEqual([200, 404]);
    await admin(two, 'DELETE /requests');
    expect((await admin(one, 'GET /requests')).body.requests).toEqual([]);
    expect((await admin(one, 'GET /transactions')).body.total).toBe(6);
  });

  it('wait for requests of the other, and stream them as events', async () => {
    const stream = await fetch(`${two.url}/__admin/events`);
    const waiting = admin(two, 'POST /requests/wait', { criteria: { kind: 'success' }, count: 2, timeoutMs: 20_000 });
    await sendGood(one, small);
    await sendGood(one, { ...small, refNumber: 'second' });
    expect((await waiting).body.requests).toHaveLength(2);
    let text = '';
    for await (const chunk of stream.body ?? []) {
      text += Buffer.from(chunk).toString();
      if ((text.match(/^event: request$/gm)?.length ?? 0) === 2) break;
    }
    expect(text).toContain('"refNumber"');
  });

  it('let a third one that starts later have everything, too', async () => {
    await admin(one, 'PUT /sessions/kept', { scenario: 'success-not-live' });
    await sendGood(one, small);
    await sendGood(inSession(two, 'kept'), small);
    await using three = await start();
    expect((await admin(three, 'GET /requests')).body.requests).toHaveLength(1);
    expect((await admin(three, 'GET /session?session=kept')).body).toMatchObject({
      scenario: 'success-not-live',
      requests: 1,
      transactions: 1,
    });
  });

  it('apply a changed configuration once, whichever starts or reads it first', async () => {
    await Promise.all([one.update({ queue: ['liveness-error'] }), two.update({ queue: ['liveness-error'] })]);
    const answers = [await sendGood(two, small), await sendGood(one, small)].map(scenarioOf);
    expect(answers).toEqual(['liveness-error', 'success']);
    await two.update({ queue: ['liveness-error'] });
    await using three = await start({ queue: ['liveness-error'] });
    expect(scenarioOf(await sendGood(three, small))).toBe('success');
  });

  it('reset the default session on both', async () => {
    await sendGood(one, small);
    await admin(two, 'POST /reset');
    expect((await admin(one, 'GET /session')).body).toMatchObject({ requests: 0, transactions: 0 });
    expect((await sendGood(one, small)).headers.get('X-Trx-No')).toBe('10877');
  });

  it('mask a key that the other has learnt', async () => {
    await admin(one, 'PUT /tenants/LATE', { key: 'late-key-5678', balance: 1 });
    await sendGood(two, { ...small, refNumber: 'late-key-5678' });
    for (const mock of [one, two])
      expect(JSON.stringify((await admin(mock, 'GET /requests')).body)).not.toContain('late-key-5678');
  });
});
