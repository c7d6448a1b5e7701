import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadContract, withDecisions } from '../../spec/index.js';
import { post, sendGood } from '../good-request.test-helper.js';
import { createMockServer, type MockServer } from '../server.js';

const contract = await loadContract();
let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer({ contract });
});
afterAll(() => mock.close());

let count = 0;
const fresh = (options: Parameters<MockServer['session']>[1] = {}) => mock.session(`pipeline-${count++}`, options);

describe('an internal error of the mock', () => {
  /** A contract whose success has an invalid header, or fails to render. */
  const broken = (render: 'throws' | 'cannot be sent') => {
    const success = contract.scenarios.get('success');
    if (!success) throw new Error('there is no success');
    return {
      ...contract,
      scenarios: new Map(contract.scenarios).set('success', {
        ...success,
        render: (values) => {
          if (render === 'throws') throw new Error('the template is torn');
          const answer = success.render(values);
          return { ...answer, headers: { ...answer.headers, 'X-Note': 'a – b' } };
        },
      }),
    };
  };

  test.each([
    ['throws', /the template is torn/],
    ['cannot be sent', /Invalid character in header content/],
  ] as const)(
    'is answered with 500, journalled, logged as an error and counted, when an answer %s',
    async (how, why) => {
      const lines: string[] = [];
      const failing = await createMockServer({
        contract: broken(how),
        metrics: true,
        log: { format: 'json', level: 'error', write: (line) => lines.push(line) },
      });
      const { status, text } = await sendGood(failing);
      expect([status, JSON.parse(text)]).toEqual([
        500,
        expect.objectContaining({
          title: 'Internal error of the mock',
          detail: expect.stringMatching(why),
        }),
      ]);
      expect(failing.requests()).toMatchObject([
        {
          state: 'answered',
          durationMs: expect.any(Number),
          answer: { status: 500, reason: expect.stringMatching(why) },
        },
      ]);
      expect(failing.requests()[0]?.answer?.scenario).toBeUndefined();
      const metrics = await (await fetch(`${failing.url}/__admin/metrics`)).text();
      expect(metrics).toMatch(/requests_total\{kind="none",scenario="none",selected_by="none",status="500"\} 1/);
      // Other answers are not affected.
      expect((await sendGood(failing, {}, { 'X-Mock-Scenario': 'liveness-error' })).status).toBe(200);
      await failing.close();
      expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ level: 'error', requestId: '1', status: 500 }]);
    },
  );
});

describe('a scenario that does not match the contract', () => {
  test('is answered with 500 before a tenant is charged or a number is assigned', async () => {
    const success = contract.scenarios.get('success');
    if (!success) throw new Error('there is no success');
    const odd: typeof success = { ...success, render: (values) => ({ ...success.render(values), body: '{"odd":1}' }) };
    const scenarios = new Map(contract.scenarios).set('success', odd);
    await using failing = await createMockServer({ contract: { ...contract, scenarios } });
    const balance = failing.tenants()[0]?.balance;
    const { status, text } = await sendGood(failing);
    expect([status, JSON.parse(text).detail]).toEqual([
      500,
      expect.stringMatching(/^The scenario success does not match the contract: /),
    ]);
    expect([failing.tenants()[0]?.balance, failing.transactions()]).toEqual([balance, []]);
    expect(failing.requests()[0]?.answer?.reason).toMatch(/does not match the contract/);
    const { headers } = await sendGood(failing, {}, { 'X-Mock-Scenario': 'success-not-live' });
    expect(headers.get('X-Trx-No')).toBe('10877');
  });
});

describe('the journal', () => {
  test('finds a request by the status that its fault caused, as the guide shows', async () => {
    const session = fresh();
    session.queue({ scenario: 'insufficient-balance', times: 2 }, { then: 'success' });
    session.setFault({ seed: 7, rules: [{ fault: { type: 'unavailable' }, first: 2 }] });
    await session.setTenant({ code: 'AIT', balance: 1 });
    const [entry, { status }] = await Promise.all([
      session.waitForRequest({ status: 503 }, { timeoutMs: 20_000 }),
      sendGood(session),
    ]);
    expect(status).toBe(503);
    expect(entry.answer).toMatchObject({ status: 503, intendedStatus: 200, scenario: 'insufficient-balance' });
    session.verify({ status: 200 }, { count: 0 });
    expect(() => session.verify({ status: 200 })).toThrow(/insufficient-balance with the fault unavailable/);
  });

  test('distinguishes delivered and undelivered requests in log and metrics', async () => {
    const lines: string[] = [];
    const counted = await createMockServer({
      contract,
      metrics: true,
      log: { format: 'pretty', write: (line) => lines.push(line) },
    });
    for (const fault of ['bad-gateway', 'reset', 'chunk-error'])
      await sendGood(counted, {}, { 'X-Mock-Fault': fault }).catch(() => {});
    expect((await sendGood(counted)).status).toBe(200);
    const metrics = await (await fetch(`${counted.url}/__admin/metrics`)).text();
    for (const [status, times] of [
      [502, 1],
      [0, 1],
      [200, 2],
    ])
      expect(metrics).toContain(`selected_by="rules",status="${status}"} ${times}`);
    await counted.close();
    expect(lines).toMatchObject([
      expect.stringMatching(/^~ #1 success 502 \d+ ms$/),
      expect.stringMatching(/^ {2}fault bad-gateway in place of 200/),
      expect.stringMatching(/^~ #2 success no answer \d+ ms$/),
      expect.stringMatching(/^ {2}fault reset/),
      expect.stringMatching(/^~ #3 success 200 cut off \d+ ms$/),
      expect.stringMatching(/^ {2}fault chunk-error/),
      expect.stringMatching(/^! #4 success 200 \d+ ms$/),
      expect.stringMatching(/^ {2}refNumber: this tenant has used the refNumber before$/),
    ]);
  });
});

describe('a session setting', () => {
  const scenario = { queue: [{ scenario: 'liveness-error' }], scenario: 'success-not-live' };

  test('is not consumed by a misspelt fault or scenario', async () => {
    const session = fresh({ ...scenario, fault: { rules: [{ fault: { type: 'unavailable' }, first: 1 }] } });
    for (const [name, value, title] of [
      ['X-Mock-Fault', 'resett', 'Wrong value of X-Mock-Fault'],
      ['X-Mock-Delay', '1s', 'Wrong value of X-Mock-Delay'],
      ['X-Mock-Scenario', 'sucess', undefined],
    ] as const) {
      if (title === undefined) session.setFault(undefined);
      const { status, text } = await post(session, { headers: { [name]: value } });
      expect([status, JSON.parse(text).title]).toEqual([400, title ?? 'Unknown scenario']);
      expect(JSON.parse(text).detail).toContain(value);
    }
    session.setFault({ rules: [{ fault: { type: 'unavailable' }, first: 1 }] });
    expect((await post(session, { headers: { 'X-Mock-Fault': 'resett' } })).status).toBe(400);
    const first = await sendGood(session);
    expect([first.status, first.headers.get('X-Mock-Scenario')]).toEqual([503, 'liveness-error']);
  });

  test.each(['OPTIONS', 'GET', 'HEAD'])('does not apply to %s, which is answered as a wrong method', async (method) => {
    const session = fresh(scenario);
    const { status, headers } = await post(session, { method });
    expect([status, headers.get('Allow'), headers.get('X-Mock-Scenario')]).toEqual([405, 'POST', 'parameter-invalid']);
    const response = await post(session, { method, headers: { 'X-Mock-Scenario': 'image-too-large' } });
    expect(response.headers.get('X-Mock-Scenario')).toBe('image-too-large');
    expect((await sendGood(session)).headers.get('X-Mock-Scenario')).toBe('liveness-error');
  });

  test('is skipped for one request that selects the rules or no fault', async () => {
    const session = fresh({ ...scenario, fault: { type: 'unavailable' } });
    const none = { 'X-Mock-Fault': 'none' };
    const byHeader = await sendGood(session, {}, { ...none, 'X-Mock-Scenario': 'rules' });
    expect([byHeader.status, byHeader.headers.get('X-Mock-Fault')]).toEqual([200, null]);
    expect(byHeader.headers.get('X-Mock-Selected-By')).toBe('rules');
    expect(byHeader.headers.get('X-Mock-Scenario')).toBe('success');
    const preferred = await sendGood(session, { refNumber: null }, { ...none, Prefer: 'example=rules' });
    expect(preferred.headers.get('X-Mock-Scenario')).toBe('parameter-invalid');
    expect(preferred.headers.get('Preference-Applied')).toBe('example=rules');
    const next = await sendGood(session);
    expect([next.status, next.headers.get('X-Mock-Scenario')]).toEqual([503, 'liveness-error']);
  });

  test('is the only one that applies when faults by request are disabled', async () => {
    await using closed = await createMockServer({ contract, requestFaults: false, channels: [] });
    const forced = { 'X-Mock-Fault': 'unavailable', 'X-Mock-Delay': '600000', 'X-Mock-Scenario': 'liveness-error' };
    const { status, headers } = await sendGood(closed, {}, forced);
    expect([status, headers.get('X-Mock-Scenario')]).toEqual([200, 'success']);
    expect((await sendGood(closed, {}, { 'X-Mock-Fault': 'nonsense' })).status).toBe(200);
    closed.setFault({ type: 'bad-gateway' });
    expect((await sendGood(closed, {}, forced)).status).toBe(502);
    await closed.update({ requestFaults: true });
    expect((await sendGood(closed, {}, { 'X-Mock-Fault': 'unavailable' })).status).toBe(503);
  });
});

describe('an aborted upload', () => {
  /** Sends the beginning of a request, and disconnects when the mock has received it. */
  async function breakOff(session: ReturnType<typeof fresh>, requests: number): Promise<void> {
    const socket = connect(mock.port, '127.0.0.1');
    const path = `${new URL(session.url).pathname}/demo/biometric/facecompareliveness`;
    socket.write(`POST ${path} HTTP/1.1\r\nHost: mock\r\nContent-Length: 1000\r\n\r\nhalf`);
    await expect.poll(() => session.requests().length).toBe(requests);
    socket.destroy();
    await once(socket, 'close');
    await expect.poll(() => session.requests().at(-1)?.state).toBe('aborted');
  }

  test('consumes no step of a schedule, so that the retry gets the intended answer', async () => {
    const session = fresh({ fault: { rules: [{ fault: { type: 'unavailable' }, first: 1 }] } });
    await breakOff(session, 1);
    await breakOff(session, 2);
    expect([(await sendGood(session)).status, (await sendGood(session)).status]).toEqual([503, 200]);
  });

  test('has had its fault if it was aborted during the stall', async () => {
    const stall = { type: 'stall-upload', ms: 600_000 } as const;
    const session = fresh({ fault: { rules: [{ fault: stall, first: 1 }] } });
    await breakOff(session, 1);
    expect((await sendGood(session)).status).toBe(200);
  });
});

describe('an answer that a fault withholds', () => {
  test('is charged, unless the fault means that the request never arrived', async () => {
    const session = fresh({ tenants: [{ code: 'AIT', key: 'ADINS_key1234', balance: 5 }] });
    const chargesSoFar = () => [session.tenants()[0]?.balance, ...session.transactions().map(({ charged }) => charged)];
    await sendGood(session, {}, { 'X-Mock-Fault': 'unavailable' });
    expect(chargesSoFar()).toEqual([4, true]);
    await sendGood(session, {}, { 'X-Mock-Fault': 'unavailable; charged=no' });
    session.setFault({ type: 'reset', charged: 'no' });
    await sendGood(session, { refNumber: 'R' }).catch(() => {});
    expect(chargesSoFar()).toEqual([4, true, false, false]);
    session.setFault(undefined);
    expect((await sendGood(session)).headers.get('X-Trx-No')).toBe('10880');
    expect(chargesSoFar()).toEqual([3, true, false, false, true]);
  });

  test('and was not charged leaves its refNumber free, if repeated ones are rejected', async () => {
    const decisions = withDecisions(contract.decisions, { parts: { repeatedRefNumber: 'parameter-invalid' } });
    await using strict = await createMockServer({ contract: { ...contract, decisions } });
    const send = async (fault: string) => {
      const { headers } = await sendGood(strict, {}, { 'X-Mock-Fault': fault });
      return headers.get('X-Mock-Scenario');
    };
    expect(await send('unavailable; charged=no')).toBe('success');
    expect(await send('unavailable')).toBe('success');
    expect(await send('unavailable')).toBe('parameter-invalid');
  });
});
