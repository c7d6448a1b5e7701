import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadContract, printedSuccess, type ResponseKind, readContract, responseKinds } from '../spec/index.js';
import { type Changes, post, sendGood } from './good-request.test-helper.js';
import { createMockServer, type MockServer, startMockServer } from './server.js';

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer();
});
afterAll(() => mock.close());

const empty = { tenant_code: 'AIT_EMPTY', key: 'ADINS_key1234_empty' };

describe('a good request', () => {
  test('gets the documented success, key by key, under both path prefixes', async () => {
    await using fresh = await createMockServer();
    const { status, headers, text } = await sendGood(fresh);
    expect(status).toBe(200);
    expect(headers.get('X-Trx-No')).toBe('10877');
    expect(headers.get('Content-Type')).toBe('application/json');
    expect(text).toMatch(
      /^\{"date":"[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT","message":"","result":\{"face_compare":\{"compare":"True","similarity":"0\.\d{5}","threshold":"0\.8"\},"face_liveness":\{"live":"True","score":"0\.\d{5}"\}\},"status":"Success"\}$/,
    );
    expect(Math.abs(Date.parse(JSON.parse(text).date) - Date.now())).toBeLessThan(60_000);
    const production = await fetch(`${fresh.url}/biometric/facecompareliveness`, {
      method: 'POST',
      body: new FormData(),
    });
    expect(await production.text()).toBe(
      '{"status":"FAILED","message":"Parameter invalid, please check your request"}',
    );
  });

  test('reduces the balance by one, and gets a larger X-Trx-No each time', async () => {
    const session = mock.session('counting');
    const before = session.tenants()[0]?.balance ?? 0;
    const numbers = [await sendGood(session), await sendGood(session)].map(({ headers }) =>
      Number(headers.get('X-Trx-No')),
    );
    expect(numbers[1]).toBeGreaterThan(numbers[0] ?? Number.NaN);
    expect(session.tenants()[0]?.balance).toBe(before - 2);
    expect(session.transactions().map(({ trxNo, loginId }) => [Number(trxNo), loginId])).toEqual(
      numbers.map((trxNo) => [trxNo, 'AIT']),
    );
  });

  test('gets the same similarity and score for the same pictures, and different ones for others', async () => {
    const result = async (changes: Changes) => JSON.stringify(JSON.parse((await sendGood(mock, changes)).text).result);
    expect(await result({})).toBe(await result({ refNumber: 'ANOTHER' }));
    expect(await result({})).not.toBe(await result({ img1: 'selfie-min' }));
  });
});

/** Each kind with requests that lead to it without a forced scenario. */
const naturalCauses: readonly (readonly [ResponseKind, string, Changes])[] = [
  ['success', 'good pictures', {}],
  ['insufficient-balance', 'a tenant whose balance is used up', empty],
  ['parameter-invalid', 'a missing part', { refNumber: null }],
  ['parameter-invalid', 'a missing picture', { img2: null }],
  ['parameter-invalid', 'an empty file', { img1: 'selfie-empty' }],
  ['parameter-invalid', 'a picture one pixel too small', { img1: 'selfie-too-small' }],
  ['invalid-credentials', 'an unknown tenant', { tenant_code: 'NOBODY' }],
  ['invalid-credentials', 'the key of another tenant', { key: empty.key }],
  ['image-too-large', 'a selfie over 3 MB', { img1: 'selfie-over-3mb' }],
  ['image-too-large', 'a KTP over 2 MB', { img2: 'ktp-over-2mb' }],
  ['face-compare-error', 'a KTP without readable face', { img2: 'ktp-no-face' }],
  ['face-compare-error', 'a KTP that is cut off', { img2: 'ktp-truncated' }],
  ['face-compare-error', 'text named .jpg', { img2: 'ktp-text' }],
  ['liveness-error', 'a selfie without a person', { img1: 'selfie-no-face' }],
  ['liveness-error', 'a dim selfie', { img1: 'selfie-dim' }],
  ['liveness-error', 'a covered face', { img1: 'selfie-covered' }],
];

describe('each kind', () => {
  test.each(naturalCauses)('%s is the answer to %s', async (kind, _, changes) => {
    const { headers } = await sendGood(mock, changes);
    expect(headers.get('X-Mock-Scenario')).toBe(kind);
    expect(headers.get('X-Mock-Selected-By')).toBe('rules');
    expect(headers.has('X-Trx-No')).toBe(kind === 'success');
  });

  test.each(responseKinds)('%s can be forced by header for any request', async (kind) => {
    const { headers, text } = await sendGood(mock, { img1: null }, { 'X-Mock-Scenario': kind });
    expect(mock.contract.bodyProblems(kind, JSON.parse(text))).toEqual([]);
    expect(headers.get('X-Mock-Selected-By')).toBe('header');
    expect(headers.get('X-Mock-Violations')).toBe('1');
  });
});

describe('a forced scenario', () => {
  const forced = async (scenario: string) => (await sendGood(mock, {}, { 'X-Mock-Scenario': scenario })).text;

  test('of a mismatch has False and a similarity below the threshold, and one of a spoof has False', async () => {
    const { face_compare: compared } = JSON.parse(await forced('success-not-matched')).result;
    expect(compared.compare).toBe('False');
    expect(Number(compared.similarity)).toBeLessThan(0.8);
    expect(JSON.parse(await forced('success-not-live')).result.face_liveness.live).toBe('False');
  });

  test('at the threshold has exactly that similarity', async () => {
    expect(JSON.parse(await forced('success-at-threshold')).result.face_compare).toEqual({
      compare: 'True',
      similarity: '0.80000',
      threshold: '0.8',
    });
  });

  test('of a liveness error has the printed text with its trailing space, or one cause from it', async () => {
    expect(JSON.parse(await forced('liveness-error')).error).toBe(
      'The light is too dim; the face is covered; do not shake ',
    );
    expect(JSON.parse(await forced('liveness-error-shake')).error).toBe('do not shake ');
  });

  test("of the printed sample is the document's text with its trailing comma", async () => {
    expect(await forced('success-printed')).toBe(printedSuccess);
    expect(() => JSON.parse(printedSuccess)).toThrow(SyntaxError);
  });

  test('that is unknown is rejected with 400 and the list of scenarios', async () => {
    const { status, text } = await sendGood(mock, {}, { 'X-Mock-Scenario': 'sucess' });
    expect(status).toBe(400);
    expect(JSON.parse(text)).toMatchObject({
      scenarios: [...mock.contract.scenarios.keys(), 'rules'],
      detail: expect.stringContaining('did you mean success?'),
    });
  });

  test('does not affect concurrent requests', async () => {
    const scenarios = ['success', 'liveness-error', undefined, 'parameter-invalid', undefined, 'success-not-live'];
    const answers = await Promise.all(
      Array.from({ length: 30 }, async (_, index) => {
        const scenario = scenarios[index % scenarios.length];
        const { headers } = await sendGood(mock, {}, scenario === undefined ? {} : { 'X-Mock-Scenario': scenario });
        return [
          scenario ?? 'success',
          headers.get('X-Mock-Scenario'),
          headers.get('X-Mock-Selected-By') === 'header',
          scenario !== undefined,
        ];
      }),
    );
    for (const [expected, actual, byHeader, isForced] of answers)
      expect([actual, byHeader]).toEqual([expected, isForced]);
  });
});

describe('the last balance', () => {
  test('pays for one of several concurrent requests', async () => {
    const session = mock.session('last-one', { tenants: [{ code: 'AIT', key: 'ADINS_key1234', balance: 1 }] });
    const answers = await Promise.all(Array.from({ length: 8 }, () => sendGood(session)));
    const scenarios = answers.map(({ headers }) => headers.get('X-Mock-Scenario'));
    expect(scenarios.filter((name) => name === 'success')).toHaveLength(1);
    expect(scenarios.filter((name) => name === 'insufficient-balance')).toHaveLength(7);
    expect(session.tenants()[0]?.balance).toBe(0);
  });
});

describe('a session', () => {
  test('has its own tenants, numbers and journal', async () => {
    const [one, two] = [mock.session('one'), mock.session('two', { tenants: [] })];
    expect((await sendGood(one)).headers.get('X-Trx-No')).toBe('10877');
    expect((await sendGood(two)).headers.get('X-Mock-Scenario')).toBe('invalid-credentials');
    expect([one.requests().length, two.requests().length]).toEqual([1, 1]);
  });

  test('is created by its first use, and is the same by path and by header', async () => {
    const { headers } = await sendGood({ url: `${mock.url}/s/first-use` });
    expect(headers.get('X-Trx-No')).toBe('10877');
    const second = await sendGood(mock, {}, { 'X-Mock-Session': 'first-use' });
    expect(second.headers.get('X-Trx-No')).toBe('10878');
  });

  test('with an invalid id is rejected', async () => {
    expect((await sendGood({ url: `${mock.url}/s/no%2Fbody` })).status).toBe(400);
    expect((await sendGood(mock, {}, { 'X-Mock-Session': 'x'.repeat(101) })).status).toBe(400);
    expect(() => mock.session('a/b')).toThrow(/cannot be a session's id/);
  });
});

describe('a fault', () => {
  test('can cut off the JSON, send a gateway page or reset the connection', async () => {
    const faulty = (id: string, fault: NonNullable<Parameters<MockServer['session']>[1]>['fault']) =>
      sendGood(mock.session(id, fault ? { fault } : {}));
    const cut = await faulty('cut', { type: 'truncated-json' });
    expect(() => JSON.parse(cut.text)).toThrow(SyntaxError);
    expect(await faulty('gateway', { type: 'bad-gateway' })).toMatchObject({
      status: 502,
      text: expect.stringContaining('<h1>502 Bad Gateway</h1>'),
    });
    await expect(faulty('reset', { type: 'reset' })).rejects.toThrow();
  });
});

describe('an undocumented request', () => {
  test('with another method is rejected with 405 and Allow', async () => {
    const { status, headers, text } = await post(mock, { method: 'GET' });
    expect([status, headers.get('Allow')]).toEqual([405, 'POST']);
    expect(JSON.parse(text)).toEqual({ status: 'FAILED', message: 'Parameter invalid, please check your request' });
  });

  test('with another path is rejected with a 404 that names the paths', async () => {
    const response = await fetch(`${mock.url}/facecompareliveness`, { method: 'POST', body: 'x' });
    expect(response.status).toBe(404);
    expect(response.headers.get('Content-Type')).toBe('application/problem+json');
    expect((await response.json()).detail).toContain('/demo/biometric/facecompareliveness');
  });
});

describe('an edited contract', () => {
  test('takes effect: another limit, another body', async () => {
    const contract = await loadContract();
    const text = JSON.stringify(contract.openapi)
      .replace('"maximumBytes":3000000', '"maximumBytes":1000')
      .replaceAll('Image too large', 'Too big');
    await using edited = await createMockServer({ contract: await readContract(JSON.parse(text)) });
    expect((await sendGood(edited)).text).toBe('{"status":"FAILED","message":"Too big"}');
  });

  test("answers with a kind's default scenario if the document lacks the specific one", async () => {
    const text = JSON.stringify((await loadContract()).openapi).replaceAll('success-not-matched', 'other');
    await using edited = await createMockServer({ contract: await readContract(JSON.parse(text)) });
    const { headers } = await sendGood(edited, { img2: 'ktp-other-person' });
    expect(headers.get('X-Mock-Scenario')).toBe('success');
  });
});

describe('closing', () => {
  test('finishes requests in flight and accepts no new connection', async () => {
    const closing = await createMockServer();
    const session = closing.session('slow', { fault: { type: 'delay', ms: 200 } });
    const slow = sendGood(session);
    await expect.poll(() => session.requests()[0]?.answer?.status).toBe(200);
    expect(session.requests()[0]?.state).toBe('open');
    const done = closing.close();
    expect((await slow).status).toBe(200);
    await done;
    const socket = connect(closing.port, '127.0.0.1');
    const [error] = await once(socket, 'error');
    expect((error as NodeJS.ErrnoException).code).toBe('ECONNREFUSED');
  });

  test('cuts off requests that exceed the grace period, and reports them', async () => {
    const cut: number[] = [];
    const lines: string[] = [];
    const closing = await startMockServer(
      { log: { format: 'pretty', write: (line) => lines.push(line) } },
      { onCutOff: (requests) => cut.push(requests) },
    );
    const session = closing.session('endless');
    const path = '/s/endless/demo/biometric/facecompareliveness';
    const socket = connect(closing.port, '127.0.0.1');
    socket.write(
      `POST ${path} HTTP/1.1\r\nHost: mock\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 900\r\n\r\n--b\r\n`,
    );
    socket.on('error', () => {});
    const closed = once(socket, 'close');
    await expect.poll(() => session.requests()[0]?.state).toBe('open');
    await closing.close(0);
    await closed;
    expect(cut).toEqual([1]);
    expect(lines).toEqual([
      expect.stringMatching(/^✗ #1 POST \/s\/endless\/\S+ no answer \d+ ms$/),
      '  the mock stopped and cut off the request',
    ]);
    expect(session.requests()[0]).toMatchObject({
      state: 'aborted',
      answer: { reason: 'the mock stopped and cut off the request' },
    });
  });

  test('is also awaited by a second call', async () => {
    const closing = await createMockServer();
    const session = closing.session('slow', { fault: { type: 'delay', ms: 200 } });
    const slow = sendGood(session);
    await expect.poll(() => session.requests()[0]?.answer?.status).toBe(200);
    void closing.close();
    await closing.close();
    expect(session.requests()[0]?.state).toBe('answered');
    expect((await slow).status).toBe(200);
  });
});

test('a port in use is reported in one line with a remedy', async () => {
  await expect(createMockServer({ port: mock.port })).rejects.toThrow(
    /in use; stop the process that uses it, or give another port \(0 takes a free one\)$/,
  );
});
