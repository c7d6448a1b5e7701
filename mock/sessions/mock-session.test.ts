import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, expectTypeOf, test } from 'vitest';
import { type BuiltInScenario, KitError } from '../../spec/index.js';
import { settingsOf } from '../command/settings.js';
import { resolveConfig } from '../config/resolve.js';
import type { Fault } from '../faults/index.js';
import { post, sendGood } from '../good-request.test-helper.js';
import { UnmetError } from '../journal/verify.js';
import type { ScenarioName } from '../schemas/choices.js';
import type { JournalEntry } from '../schemas/journal-types.js';
import { createMockServer, type MockServer } from '../server.js';

let mock: MockServer;
let folder: string;
beforeAll(async () => {
  mock = await createMockServer();
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-session-'));
});
afterAll(async () => {
  await mock.close();
  await rm(folder, { recursive: true });
});

/** What tells requests apart here: a request's id counts those of all sessions. */
const refNumberOf = ({ parts }: JournalEntry): string | undefined =>
  parts.flatMap((part) => (part.type === 'text' && part.name === 'refNumber' ? [part.value] : []))[0];

const scenarioOf = async (session: { readonly url: string }): Promise<string | null> =>
  (await post(session, { body: new FormData() })).headers.get('X-Mock-Scenario');

/** What a promise is rejected with. */
async function rejection(promise: Promise<unknown>): Promise<UnmetError> {
  const error: unknown = await promise.then(
    () => new Error('was not rejected'),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UnmetError);
  return error as UnmetError;
}

describe('waiting for a request', () => {
  test('ends with one that is there, or as soon as one has ended', async () => {
    const session = mock.session('waits-for');
    const waiting = session.waitForRequest({ parts: { refNumber: 'B' } });
    await sendGood(session, { refNumber: 'A' });
    await sendGood(mock, { refNumber: 'B' });
    await sendGood(session, { refNumber: 'B' });
    expect(await waiting).toEqual(session.requests()[1]);
    expect(refNumberOf(await session.waitForRequest())).toBe('A');
    const third = session.waitForRequest({}, { count: 3 });
    await sendGood(session, { refNumber: 'C' });
    expect(refNumberOf(await third)).toBe('C');
  });

  test('fails when the time is up, and says what came near and how it differs', async () => {
    const session = mock.session('times-out');
    await sendGood(session, { refNumber: 'A' });
    const error = await rejection(
      session.waitForRequest({ kind: 'success', parts: { refNumber: 'B', key: true } }, { timeoutMs: 1 }),
    );
    expect([error.code, error.message]).toEqual([
      'unmet',
      [
        'not within 1 ms: 0 of 1 requests match; expected: at least 1',
        `near: request ${session.requests()[0]?.id} (POST /s/times-out/demo/biometric/facecompareliveness, answered success) meets 2 of 3`,
        '  parts.refNumber: expected "B"; got "A"',
      ].join('\n'),
    ]);
    expect(error.nearMisses[0]?.differences).toEqual([
      { criterion: 'parts.refNumber', expected: '"B"', actual: '"A"' },
    ]);
  });

  test('fails at once when the mock stops, which does not wait for it', async () => {
    const closing = await createMockServer();
    const waiting = rejection(closing.waitForRequest());
    await closing.close();
    expect((await waiting).message).toMatch(/^the mock stops: 0 of 0 requests match/);
  });

  test('goes on over a reset of the session', async () => {
    const session = mock.session('reset-while');
    const waiting = session.waitForRequest();
    session.reset();
    await sendGood(session, { refNumber: 'after' });
    expect(refNumberOf(await waiting)).toBe('after');
  });

  test.each([
    [{ count: 0 }, /\.count: 0 is not allowed; allowed: a whole number from 1$/],
    [{ count: Number.NaN }, /\.count: NaN is a number; allowed: a whole number from 1$/],
    [{ timeoutMs: Number.POSITIVE_INFINITY }, /\.timeoutMs: Infinity is .*; allowed: a number from 0 to 2147483647$/],
    [{ timeoutMs: Number.NaN }, /\.timeoutMs: NaN is .*; allowed: a number from 0 to 2147483647$/],
    [{ timeoutMs: -1 }, /\.timeoutMs: -1 is not allowed; allowed: a number from 0/],
    [{ timeout: 1 } as object, /\.timeout: unknown; allowed: count, timeoutMs \(did you mean timeoutMs\?\)$/],
  ])('with %j is refused, and the option named', async (options, message) => {
    await expect(mock.waitForRequest({}, options)).rejects.toThrow(message);
  });
});

describe('verifying', () => {
  test('is content with as many as should be, and tells of those too many', async () => {
    const session = mock.session('verifies');
    await sendGood(session, { refNumber: 'A' });
    await sendGood(session, { refNumber: 'B' });
    session.verify({ kind: 'success' });
    session.verify({ kind: 'success' }, { count: 2 });
    session.verify({ kind: 'liveness-error' }, { count: 0 });
    expect(session.requests({ parts: { refNumber: 'B' } }).map(refNumberOf)).toEqual(['B']);
    const ids = session.requests().map(({ id }) => id);
    expect(() => session.verify({ kind: 'success' }, { count: { max: 1 } })).toThrow(
      `2 of 2 requests match; expected: at most 1\nthose that match: ${ids.join(', ')}`,
    );
  });

  test('names the nearest first, of as near ones the latest, and no more than three', async () => {
    const session = mock.session('nearest');
    for (const refNumber of ['A', 'B', 'C']) await sendGood(session, { refNumber });
    await sendGood(session, { refNumber: 'D', tenant_code: 'NOBODY' });
    const unmet = () => session.verify({ kind: 'success', parts: { refNumber: 'X' } });
    expect(unmet).toThrow(UnmetError);
    try {
      unmet();
    } catch (error) {
      const [a, b, c] = session.requests().map(({ id }) => id);
      expect((error as UnmetError).nearMisses.map(({ id, matched, total }) => [id, matched, total])).toEqual([
        [c, 1, 2],
        [b, 1, 2],
        [a, 1, 2],
      ]);
    }
  });
});

describe('what a program sets on a session in process', () => {
  const tenant = { code: 'A', key: 'a', balance: 1 };

  test.each([
    [
      { tenants: [{ ...tenant, balance: -5 }] },
      /^tenants\[0\]\.balance: -5 is not allowed; allowed: a whole number from 0/,
    ],
    [{ tenants: [{ ...tenant, balance: 0.5 }] }, /^tenants\[0\]\.balance: 0\.5 is a number; allowed: a whole number/],
    [{ tenants: [{ ...tenant, key: '***' }] }, /^tenants\[0\]\.key: the value is not allowed; .* and not \*\*\*$/],
    [{ tenants: [{ ...tenant, code: '' }] }, /^tenants\[0\]\.code: "" is not allowed/],
    [{ tenants: [tenant, tenant] }, /^tenants\[1\]\.code: "A" is used twice; give each/],
    [
      { queue: [{ scenario: 'success', times: 1_000_001 }] },
      /^queue\[0\]\.times: 1000001 is not allowed; allowed: a whole number from 1 to 1000000$/,
    ],
    [
      { queue: Array.from({ length: 10_001 }, () => 'success') },
      /^queue: .* is not allowed; allowed: a list of at most 10000 scenario names/,
    ],
  ])('is held against what holds for a file and for the admin API too', async (options, message) => {
    expect(() => mock.session('held', options)).toThrow(message);
    await expect(createMockServer(options)).rejects.toThrow(message);
    await expect(mock.update(options)).rejects.toThrow(message);
    const put = await fetch(`${mock.url}/__admin/sessions/held`, {
      method: 'PUT',
      body: JSON.stringify(options),
      headers: { 'Content-Type': 'application/json' },
    });
    expect(put.status).toBe(400);
    const file = join(folder, 'mock.json');
    await writeFile(file, JSON.stringify(options));
    await expect(resolveConfig({ flags: {}, env: {}, file }).then(settingsOf)).rejects.toThrow(KitError);
  });

  test('changes no tenant to what none can be', async () => {
    await expect(mock.setTenant({ code: 'AIT', balance: -5 })).rejects.toThrow(
      /^tenant\.balance: the value is not allowed; allowed: a whole number from 0/,
    );
    const put = await fetch(`${mock.url}/__admin/tenants/${'x'.repeat(501)}`, {
      method: 'PUT',
      body: '{"key":"k","balance":1}',
      headers: { 'Content-Type': 'application/json' },
    });
    expect([put.status, (await put.json()).detail]).toEqual([
      400,
      expect.stringMatching(/^tenant\.code: the value is not allowed; allowed: a text of 1 to 500 characters/),
    ]);
  });

  test.each([
    [
      { limits: { bodyTimeout: Number.POSITIVE_INFINITY } },
      /^limits\.bodyTimeout: Infinity is not allowed; allowed: a whole/,
    ],
    [{ limits: { headerBytes: 7 } }, /^limits\.headerBytes: 7 is not allowed; allowed: a whole number from 1024 to /],
    [{ limits: { bodyTimout: 500 } as object }, /^limits\.bodyTimout: unknown; .*did you mean bodyTimeout\?/],
    [{ sessions: Number.NaN }, /^sessions: NaN is a number; allowed: a whole number from 1 to 100000/],
    [{ sessionIdle: 1 }, /^sessionIdle: 1 is not allowed/],
    [{ port: 70_000 }, /^port: 70000 is not allowed; allowed: a whole number from 0 to 65535$/],
  ])('is refused for numbers that make no sense, and the option named', async (options, message) => {
    await expect(createMockServer(options)).rejects.toThrow(message);
    if ('limits' in options) await expect(mock.update(options)).rejects.toThrow(message);
  });
});

describe('control in process', () => {
  test('and over the admin API are one: each sees what the other set', async () => {
    const session = mock.session('both', { tenants: [{ code: 'AIT', key: 'k', balance: 5 }] });
    session.setDefault('image-too-large');
    session.queue({ scenario: 'liveness-error', times: 2 }, { then: 'success' });
    session.setFault({ rules: [{ fault: { type: 'gzip' }, first: 1 }], seed: 3 });
    await session.setTenant({ code: 'AIT', balance: 4 });
    const state = await (await fetch(`${mock.url}/__admin/sessions/both`)).json();
    expect(state).toEqual({
      id: 'both',
      scenario: 'image-too-large',
      queue: { steps: [{ scenario: 'liveness-error', times: 2 }], then: 'success', repeat: false },
      fault: { rules: [{ fault: { type: 'gzip' }, first: 1 }], seed: 3, requests: 0 },
      clock: null,
      seed: null,
      keepImages: false,
      tenants: [{ code: 'AIT', balance: 4, configured: 5, scenario: null }],
      requests: 0,
      transactions: 0,
    });
    await fetch(`${mock.url}/__admin/queue?session=both`, { method: 'DELETE' });
    expect(await scenarioOf(session)).toBe('image-too-large');
    expect(session.requests()[0]?.answer?.fault?.type).toBe('gzip');
  });

  test('refuses unknown scenarios and faults when they are set, not when they would answer', () => {
    const session = mock.session('strict');
    const known = /unknown scenario "sucess" \(did you mean success\?\); use one of success, /;
    expect(() => session.setDefault('sucess')).toThrow(known);
    expect(() => session.queue('success', { then: 'sucess' })).toThrow(known);
    expect(() => mock.session('strict', { scenario: 'sucess' })).toThrow(known);
    expect(() => mock.session('strict', { queue: [{ scenario: 'sucess' }] })).toThrow(known);
    expect(() => session.setFault({ type: 'dleay' } as unknown as Fault)).toThrow(
      /^fault\.type: "dleay" is not allowed; allowed: delay, .* \(did you mean delay\?\)$/,
    );
    expect(() => mock.session('strict', { fault: { type: 'delay', ms: -1 } })).toThrow(
      /^fault\.ms: -1 is not allowed; allowed: a number from 0 to 600000$/,
    );
    expect(() => session.queue({ scenario: 'success', times: 0.5 })).toThrow(
      /^queue\[0\]\.times: 0\.5 is a number; allowed: a whole number from 1 to 1000000$/,
    );
  });

  test('adds tenants, and changes what is given of one', async () => {
    const session = mock.session('tenants');
    expect((await sendGood(session, { tenant_code: 'NEW', key: 'n' })).headers.get('X-Mock-Scenario')).toBe(
      'invalid-credentials',
    );
    await expect(session.setTenant({ code: 'NEW', balance: 1 })).rejects.toThrow(/give a key$/);
    await session.setTenant({ code: 'NEW', key: 'n', balance: 1 });
    const kinds = [];
    for (let call = 0; call < 2; call++)
      kinds.push((await sendGood(session, { tenant_code: 'NEW', key: 'n' })).headers.get('X-Mock-Scenario'));
    expect(kinds).toEqual(['success', 'insufficient-balance']);
    await expect(session.setTenant({ code: 'NEW', balance: 0.5 })).rejects.toThrow(
      /^tenant\.balance: the value is a number; allowed: a whole number from 0/,
    );
  });

  test('resets a session to what it was opened with', async () => {
    const session = mock.session('resets', { scenario: 'image-too-large', queue: ['liveness-error'] });
    session.setDefault('success');
    expect([await scenarioOf(session), await scenarioOf(session)]).toEqual(['liveness-error', 'success']);
    session.reset();
    expect(session.requests()).toEqual([]);
    expect([await scenarioOf(session), await scenarioOf(session)]).toEqual(['liveness-error', 'image-too-large']);
    session.close();
    expect(await scenarioOf(session)).toBe('parameter-invalid');
  });

  test('keeps sessions apart under concurrency: each queue, default and preference answers its own requests alone', async () => {
    const names = ['success', 'liveness-error', 'face-compare-error', 'image-too-large'] as const;
    const sessions = names.map((name) => mock.session(`apart-${name}`, { queue: [{ scenario: name, times: 5 }] }));
    const answers = await Promise.all(
      Array.from({ length: 40 }, async (_, call) => {
        const [session, name] = [sessions[call % 4] ?? mock, names[call % 4]];
        // Every second one prefers something else, which must not use up the queue.
        const prefers = call % 8 >= 4;
        const headers: Record<string, string> = prefers ? { Prefer: 'example=insufficient-balance' } : {};
        const got = (await sendGood(session, {}, headers)).headers.get('X-Mock-Scenario');
        return [got, prefers ? 'insufficient-balance' : name];
      }),
    );
    for (const [got, wanted] of answers) expect(got).toBe(wanted);
    for (const session of sessions) expect(await scenarioOf(session)).toBe('parameter-invalid');
  });
});

describe('the names of scenarios as a type', () => {
  test('are those that come with the kit, and any other word for an edited contract', () => {
    expectTypeOf<'success-not-matched'>().toExtend<BuiltInScenario>();
    expectTypeOf<'sucess'>().not.toExtend<BuiltInScenario>();
    expectTypeOf<Parameters<MockServer['setDefault']>[0]>().toEqualTypeOf<ScenarioName | undefined>();
    expectTypeOf<string>().toExtend<ScenarioName>();
  });
});
