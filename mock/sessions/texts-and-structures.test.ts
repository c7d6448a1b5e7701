import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { settingsOf } from '../command/settings.js';
import { resolveConfig, type Sources } from '../config/resolve.js';
import type { FaultInput } from '../faults/index.js';
import { sendGood } from '../good-request.test-helper.js';
import type { QueueInput } from '../schemas/session-types.js';
import { createMockServer, type MockServer } from '../server.js';
import type { MockSession } from './mock-session.js';
import type { SessionOptions } from './session.js';

let mock: MockServer;
let folder: string;
beforeAll(async () => {
  mock = await createMockServer();
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-texts-'));
});
afterAll(async () => {
  await mock.close();
  await rm(folder, { recursive: true });
});

let count = 0;
const fresh = (options: SessionOptions = {}): MockSession => mock.session(`texts-${++count}`, options);

/** Has a configuration's options as a session's. */
async function configured(sources: Partial<Sources>): Promise<MockSession> {
  const { change } = await settingsOf(await resolveConfig({ flags: {}, env: {}, file: undefined, ...sources }));
  const { tenants, queue, fault } = change;
  return fresh(JSON.parse(JSON.stringify({ tenants, queue, fault })));
}

async function inFile(content: unknown): Promise<MockSession> {
  const file = join(folder, 'mock.json');
  await writeFile(file, JSON.stringify(content));
  return configured({ file });
}

async function put(address: string, body: unknown, type = 'application/json'): Promise<number> {
  const response = await fetch(`${mock.url}/__admin/${address}`, {
    method: 'PUT',
    headers: { 'Content-Type': type },
    body: type === 'text/plain' ? String(body) : JSON.stringify(body),
  });
  return response.status;
}

const idOf = ({ url }: MockSession): string => url.replace(/^.*\//, '');

/** A text of a structure is what a flag or a variable can give. */
const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

type Place<T> = (value: T) => Promise<MockSession>;

const faultPlaces: Readonly<Record<string, Place<FaultInput>>> = {
  'by flag': (fault) => configured({ flags: { fault: asText(fault) } }),
  'by variable': (fault) => configured({ env: { EENDIGO_KIT_MOCK_FAULT: asText(fault) } }),
  'in a file': (fault) => inFile({ fault }),
  'as a text in a file': (fault) => inFile({ fault: asText(fault) }),
  'when a session is opened': async (fault) => fresh({ fault }),
  'by setFault': async (fault) => {
    const session = fresh();
    session.setFault(fault);
    return session;
  },
  'by PUT /fault': async (fault) => {
    const session = fresh();
    expect(await put(`fault?session=${idOf(session)}`, fault)).toBe(200);
    return session;
  },
  'by PUT /fault as plain text': async (fault) => {
    const session = fresh();
    expect(await put(`fault?session=${idOf(session)}`, asText(fault), 'text/plain')).toBe(200);
    return session;
  },
  'by PUT /sessions': async (fault) => {
    const session = fresh();
    expect(await put(`sessions/${idOf(session)}`, { fault })).toBe(200);
    return session;
  },
};

describe.each(Object.entries(faultPlaces))('a fault that is given %s', (_, give) => {
  test.each<[string, FaultInput]>([
    ['in words', 'too-many-requests; seconds=7'],
    ['as an object', { type: 'too-many-requests', seconds: 7 }],
    ['as a schedule with words in it', { rules: [{ fault: 'too-many-requests; seconds=7', first: 1 }] }],
    ['as a schedule with an object in it', { rules: [{ fault: { type: 'too-many-requests', seconds: 7 }, first: 1 }] }],
  ])('%s is done', async (_form, fault) => {
    const session = await give(fault);
    const { status, headers } = await sendGood(session);
    expect([status, headers.get('Retry-After')]).toEqual([429, '7']);
  });

  test('none leaves the answer whole', async () => {
    expect((await sendGood(await give('none'))).status).toBe(200);
  });
});

describe('a fault', () => {
  test.each(['too-many-requests; seconds=7', '{"type":"too-many-requests","seconds":7}'])(
    'that a request asks for itself may be written %s',
    async (written) => {
      const { status, headers } = await sendGood(mock, {}, { 'X-Mock-Fault': written });
      expect([status, headers.get('Retry-After')]).toEqual([429, '7']);
    },
  );

  test.each([
    ['{"type":"delay","ms":"500"}', /ms=\*\*\*|ms=500 of the fault delay is not a number/],
    ['{"type":"dely"}', /unknown fault "dely".*did you mean delay/],
    ['{"type":"delay","mss":1}', /the fault delay has no parameter "mss"; it has ms/],
    ['{"ms":1}', /has its name in "type"/],
    ['{"rules":[]}', /this is a schedule, which only a session accepts/],
    ['{"type"', /is not a valid JSON object/],
  ])('that a request writes %s is refused with what is wrong', async (written, why) => {
    const { status, text } = await sendGood(mock, {}, { 'X-Mock-Fault': written });
    expect(status).toBe(400);
    expect(JSON.parse(text).detail).toMatch(why);
  });

  test('of a rule may be none: the requests that it hits are left whole', async () => {
    const session = fresh({ fault: { rules: [{ fault: 'none', first: 1 }, { fault: 'too-many-requests' }] } });
    expect([(await sendGood(session)).status, (await sendGood(session)).status]).toEqual([200, 429]);
    const shown = await fetch(`${session.url}/__admin/fault`).then((response) => response.json());
    expect(shown.rules).toEqual([{ fault: 'none', first: 1 }, { fault: { type: 'too-many-requests' } }]);
  });

  test('that a rule of a schedule misspells is refused with its place, and changes nothing', async () => {
    const session = fresh({ fault: 'too-many-requests' });
    const wrong = { rules: [{ fault: 'none' }, { fault: 'dely; ms=5' }] };
    expect(() => session.setFault(wrong)).toThrow(/^rules\[1\]\.fault: unknown fault "dely"/);
    expect(await put(`fault?session=${idOf(session)}`, wrong)).toBe(400);
    await expect(inFile({ fault: wrong })).rejects.toThrow(/mock\.json: fault: rules\[1\]\.fault: unknown fault/);
    expect((await sendGood(session)).status).toBe(429);
  });
});

const queuePlaces: Readonly<Record<string, Place<QueueInput>>> = {
  'by flag': (queue) => configured({ flags: { queue: asText(queue) } }),
  'by variable': (queue) => configured({ env: { EENDIGO_KIT_MOCK_QUEUE: asText(queue) } }),
  'in a file': (queue) => inFile({ queue }),
  'as a text in a file': (queue) => inFile({ queue: asText(queue) }),
  'when a session is opened': async (queue) => fresh({ queue }),
  'by PUT /queue': async (queue) => {
    const session = fresh();
    expect(await put(`queue?session=${idOf(session)}`, { queue })).toBe(200);
    return session;
  },
  'by PUT /queue alone': async (queue) => {
    const session = fresh();
    expect(await put(`queue?session=${idOf(session)}`, queue)).toBe(200);
    return session;
  },
  'by PUT /queue as plain text': async (queue) => {
    const session = fresh();
    expect(await put(`queue?session=${idOf(session)}`, asText(queue), 'text/plain')).toBe(200);
    return session;
  },
  'by PUT /sessions': async (queue) => {
    const session = fresh();
    expect(await put(`sessions/${idOf(session)}`, { queue })).toBe(200);
    return session;
  },
};

describe.each(Object.entries(queuePlaces))('a queue that is given %s', (_, give) => {
  test.each<[string, QueueInput]>([
    ['in words', 'success-not-live, liveness-error'],
    ['as a list', ['success-not-live', { scenario: 'liveness-error', times: 1 }]],
  ])('%s answers in its order', async (_form, queue) => {
    const session = await give(queue);
    for (const scenario of ['success-not-live', 'liveness-error', 'success'])
      expect((await sendGood(session)).headers.get('X-Mock-Scenario')).toBe(scenario);
  });
});

const tenant = { code: 'TEXT', key: 'tenant-of-text', balance: 1 };

test.each<[string, Place<unknown>]>([
  ['by variable in JSON', () => configured({ env: { EENDIGO_KIT_MOCK_TENANTS: JSON.stringify([tenant]) } })],
  [
    'by variable in YAML',
    () => configured({ env: { EENDIGO_KIT_MOCK_TENANTS: '- {code: TEXT, key: tenant-of-text, balance: 1}' } }),
  ],
  ['in a file', () => inFile({ tenants: [tenant] })],
  ['as a text in a file', () => inFile({ tenants: '[{code: TEXT, key: tenant-of-text, balance: 1}]' })],
  [
    'by PUT /sessions',
    async () => {
      expect(await put('sessions/tenants-list', { tenants: [tenant] })).toBe(201);
      return { url: `${mock.url}/s/tenants-list` } as MockSession;
    },
  ],
  [
    'by PUT /sessions in YAML',
    async () => {
      expect(await put('sessions/tenants-text', { tenants: '[{code: TEXT, key: tenant-of-text, balance: 1}]' })).toBe(
        201,
      );
      return { url: `${mock.url}/s/tenants-text` } as MockSession;
    },
  ],
])('tenants that are given %s may call', async (_, give) => {
  const session = await give(undefined);
  const { status, headers } = await sendGood(session, { tenant_code: 'TEXT', key: 'tenant-of-text' });
  expect([status, headers.get('X-Mock-Scenario')]).toEqual([200, 'success']);
});

test('a text that is to be tenants and is none is refused without being repeated', async () => {
  const response = await fetch(`${mock.url}/__admin/sessions/wrong`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ tenants: '[{code: A, key: CANARY-key-77, balanc: 1}' }),
  });
  expect(response.status).toBe(400);
  expect(await response.text()).not.toContain('CANARY');
});
