import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadContract, loadProfile } from '../../spec/index.js';
import { sendGood } from '../good-request.test-helper.js';
import type { MockHandlerOptions } from '../handler.js';
import { createMockHandler } from '../handler.js';
import type { MockChange } from '../mock.js';
import { createMockServer, type MockServer, type MockServerOptions } from '../server.js';
import type { SessionOptions } from '../sessions/session.js';
import { changeSchemas, handlerSchemas, type OptionSchemas, serverSchemas, sessionSchemas } from './check-options.js';

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer();
});
afterAll(() => mock.close());

/** Options as a JavaScript caller passes them. */
const untyped = (options: unknown) => options as object;

/** Does not compile if a type has a key without a schema, or a schema without a key. */
const schemaOfEachOption = {
  server: serverSchemas satisfies Exactly<MockServerOptions>,
  handler: handlerSchemas satisfies Exactly<MockHandlerOptions>,
  change: changeSchemas satisfies Exactly<MockChange>,
  session: sessionSchemas satisfies Exactly<SessionOptions>,
};

type Exactly<Options> = Readonly<Record<keyof Options, OptionSchemas[string]>>;

test.each(Object.entries(schemaOfEachOption))('each option of a %s has a schema', (_, schemas) => {
  expect(Object.values(schemas)).not.toContain(undefined);
});

describe('in-process options', () => {
  test.each<[string, unknown, RegExp]>([
    ['no options', 5, /^the options: 5 is a number; allowed: an object with options$/],
    ['an unknown option', { bogus: 1 }, /^bogus: unknown; allowed: tenants, scenario, .*, port, host, lan, tls$/],
    ['a misspelt option', { chanels: [] }, /^chanels: unknown; .* \(did you mean channels\?\)$/],
    [
      'an unknown profile',
      { profile: 'rests' },
      /^profile: "rests" is not allowed; allowed: documented, rest, list-result, or what loadProfile returns \(did you mean rest\?\)$/,
    ],
    ['an object that is not a profile', { profile: { name: 'rest' } }, /^profile: .* or what loadProfile returns$/],
    [
      'an object that is not a contract',
      { contract: {} },
      /^contract: .* allowed: what loadContract or loadContractFile returns/,
    ],
    [
      'an unknown channel',
      { channels: ['heder'] },
      /^channels: \["heder"\] is not allowed; allowed: a list, each once, of header.* \(did you mean header\?\)$/,
    ],
    [
      'an unknown mode',
      { faceEngine: 'of' },
      /^faceEngine: "of" is not allowed; allowed: off or marks or full \(did you mean off\?\)$/,
    ],
    [
      'a limit that is too small',
      { limits: { bodyBytes: -5 } },
      /^limits\.bodyBytes: -5 is not allowed; allowed: a whole number from 1024 to 1073741824$/,
    ],
    ['a misspelt limit', { limits: { bodyBites: 5 } }, /^limits\.bodyBites: unknown; .* \(did you mean bodyBytes\?\)$/],
    [
      'an unknown log format',
      { log: 'jsn' },
      /^log: "jsn" is not allowed; allowed: pretty or json or off, or an object with .* \(did you mean json\?\)$/,
    ],
    ['a log without a writer', { log: { format: 'json' } }, /^log\.write: missing; allowed: a function$/],
    [
      'a log with a text in place of a function',
      { log: { format: 'json', write: 'stdout' } },
      /^log\.write: "stdout" is not allowed; allowed: a function$/,
    ],
    ['a text in place of a switch', { metrics: 'yes' }, /^metrics: "yes" is a string; allowed: true or false$/],
    ['an empty host', { host: '' }, /^host: "" is not allowed; allowed: an address of this machine/],
    ['a text in place of a port', { port: '8080' }, /^port: "8080" is a string; allowed: a whole number/],
    ['a certificate without its key', { tls: { cert: 'CANARY' } }, /^tls\.key: missing; allowed: PEM text$/],
    ['an empty token', { adminToken: '' }, /^adminToken: the value is not allowed; allowed: a text that is not empty/],
    [
      'a tenant without a key',
      { tenants: [{ code: 'A', ky: 'CANARY', balance: 1 }] },
      /^tenants\[0\]\.ky: unknown; .* \(did you mean key\?\)/,
    ],
    ['an unknown fault', { fault: 'dely' }, /^unknown fault "dely"/],
  ])('are rejected in one line for %s', async (_, options, message) => {
    for (const create of [createMockServer, createMockHandler]) {
      if (create === createMockHandler && /host|port|tls|bogus/.test(JSON.stringify(options))) continue;
      const problem = await create(untyped(options)).then(
        () => 'not rejected',
        (error: Error) => error.message,
      );
      expect(problem).toMatch(message);
      expect(problem).not.toMatch(/CANARY|\n/);
    }
  });

  test('may be undefined, which equals omitted', async () => {
    await using other = await createMockServer(untyped({ scenario: undefined, limits: undefined, log: undefined }));
    expect((await sendGood(other)).status).toBe(200);
  });

  test('accept a profile by name, a fault as text, and a loaded contract', async () => {
    const contract = await loadContract((await loadProfile('list-result')).profile);
    await using other = await createMockServer({ profile: 'rest', fault: 'too-many-requests; seconds=7' });
    expect([other.contract.profile, (await sendGood(other)).headers.get('Retry-After')]).toEqual(['rest', '7']);
    await other.update({ contract, fault: undefined });
    expect([other.contract.profile, (await sendGood(other)).status]).toEqual(['list-result', 200]);
    await other.update({ profile: 'rest', contract: undefined });
    expect((await sendGood(other, { key: 'wrong' })).status).toBe(401);
  });
});

describe('a value that a caller passes while the mock runs', () => {
  test.each<[string, () => unknown, RegExp]>([
    [
      'a session',
      () => mock.session('a', untyped({ scenaro: 'x' })),
      /^scenaro: unknown; allowed: tenants, scenario, queue, fault, clock, firstTrxNo, seed, keepSecrets, keepImages.* \(did you mean scenario\?\)$/,
    ],
    [
      'a session with an option of the mock',
      () => mock.session('a', untyped({ profile: 'rest' })),
      /^profile: cannot be given here; allowed: tenants/,
    ],
    [
      'a step of the queue',
      () => mock.queue(untyped({ scenaro: 'success' }) as never),
      /^queue\[0\]\.scenaro: unknown; allowed: scenario, times, then, repeat \(did you mean scenario\?\)$/,
    ],
    [
      'a step that is a number',
      () => mock.queue(5 as never),
      /^queue\[0\]: 5 is a number; allowed: the name of a scenario, \{ scenario, times \}/,
    ],
    ['a default', () => mock.setDefault(5 as never), /^scenario: 5 is a number; allowed: the name of a scenario/],
    [
      'a fault as text',
      () => mock.setFault('delay; ms=soon'),
      /^ms=soon of the fault delay is not a number from 0 to 600000$/,
    ],
    [
      'a fault',
      () => mock.setFault(untyped({ type: 'delay', ms: 'soon' }) as never),
      /^fault\.ms: "soon" is a string; allowed: a number from 0 to 600000$/,
    ],
    [
      'a fault of a schedule',
      () => mock.setFault({ rules: [{ fault: { type: 'delay', ms: -1 } }] }),
      /^fault\.rules\[0\]\.fault\.ms: -1 is not allowed; allowed: a number from 0 to 600000$/,
    ],
    [
      'a number for a fault',
      () => mock.setFault(5 as never),
      /^fault: 5 is a number; allowed: a fault as in the header/,
    ],
  ])('is rejected in one line with the remedy: %s', (_, call, message) => {
    expect(call).toThrow(message);
  });

  test.each<[string, unknown, RegExp]>([
    ['an unknown option', { bogus: 1 }, /^bogus: unknown; allowed: tenants, /],
    ['an option that is fixed at the start', { port: 1 }, /^port: cannot be given here; allowed: tenants, /],
    ['a wrong value', { mockHeaders: 1 }, /^mockHeaders: 1 is a number; allowed: true or false$/],
  ])('is rejected by update(), which then changes nothing: %s', async (_, change, message) => {
    await expect(mock.update(untyped({ scenario: 'liveness-error', ...untyped(change) }))).rejects.toThrow(message);
    expect((await sendGood(mock)).headers.get('X-Mock-Scenario')).toBe('success');
  });

  test('may be a fault as text', async () => {
    const session = mock.session('words');
    session.setFault('too-many-requests; seconds=3');
    expect((await sendGood(session)).headers.get('Retry-After')).toBe('3');
    session.setFault(undefined);
    expect((await sendGood(session)).status).toBe(200);
  });
});

/** Nests a value to this depth. */
function nested(depth: number, wrap: (inner: unknown) => unknown): unknown {
  let value: unknown = 'success';
  for (let count = 0; count < depth; count++) value = wrap(value);
  return value;
}

/** Creates a circular object. */
function circle(): object {
  const ring: Record<string, unknown> = {};
  return Object.assign(ring, { ring, again: [ring] });
}

describe('a deeply nested or circular value, or one of a wrong type,', () => {
  const values: readonly (readonly [string, unknown])[] = [
    ['101 nested lists', nested(101, (inner) => [inner])],
    ['20 000 nested lists', nested(20_000, (inner) => [inner])],
    ['nested objects', nested(20_000, (inner) => ({ inner }))],
    ['nested criteria', { parts: { refNumber: nested(20_000, (startsWith) => ({ startsWith })) } }],
    ['a circle', circle()],
    ['a bigint', 10n],
    ['null', null],
  ];
  const calls: Readonly<Record<string, (value: never, own: MockServer) => unknown>> = {
    queue: (value, own) => own.queue(value),
    'queue, in then': (value, own) => own.queue({ then: value }),
    setDefault: (value, own) => own.setDefault(value),
    setFault: (value, own) => own.setFault(value),
    'setFault, in a rule': (value, own) => own.setFault({ rules: [{ fault: value }] }),
    setTenant: (value, own) => own.setTenant(value),
    'setTenant, its key': (value, own) => own.setTenant({ code: 'A', key: value, balance: 1 }),
    session: (value, own) => own.session('deep', value),
    'session, its id': (value, own) => own.session(value),
    'session, its tenants': (value, own) => own.session('deep', { tenants: [value] }),
    update: (value, own) => own.update(value),
    'update, its profile': (value, own) => own.update({ profile: value }),
    'update, its limits': (value, own) => own.update({ limits: value }),
    requests: (value, own) => own.requests(value),
    waitForRequest: (value, own) => own.waitForRequest(value),
    'waitForRequest, its options': (value, own) => own.waitForRequest({}, value),
    verify: (value, own) => own.verify(value),
    'verify, its count': (value, own) => own.verify({}, { count: value }),
    verifySequence: (value, own) => own.verifySequence([value]),
    renewCertificate: (value, own) => own.renewCertificate(value),
    'renewCertificate, its parts': (value, own) => own.renewCertificate({ cert: value, key: value }),
    createMockServer: (value) => createMockServer(value),
    createMockHandler: (value) => createMockHandler(value),
    'createMockHandler, its limits': (value) => createMockHandler({ limits: value }),
  };

  test.each(Object.keys(calls))('is rejected in one line by %s', async (name) => {
    await using own = await createMockServer({ tls: true });
    const { certificate } = own;
    for (const [what, value] of values) {
      const error = await Promise.resolve()
        .then(() => calls[name]?.(value as never, own))
        .catch((thrown: unknown) => thrown);
      expect(error, what).toMatchObject({
        name: 'KitError',
        code: 'usage',
        message: expect.stringMatching(/^.{1,500}$/),
      });
    }
    expect(own.certificate).toBe(certificate);
  });
});
