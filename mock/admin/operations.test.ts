import { randomUUID } from 'node:crypto';
import SwaggerParser from '@apidevtools/swagger-parser';
import type { OpenAPIObject } from 'openapi3-ts/oas31';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sendGood } from '../good-request.test-helper.js';
import { createEvents } from '../journal/events.js';
import { createSchemaCheck } from '../schemas/schema-problems.js';
import { createMockServer, type MockServer } from '../server.js';
import { adminOpenApi } from './openapi.js';
import type { AnswerSpec } from './operation.js';
import { operationsFor } from './operations.js';

const secrets = { key: `CANARY-${randomUUID()}`, nik: '3171234507900123' };
const tenants = [{ code: 'AIT', key: secrets.key, balance: 50 }];

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer({ tenants });
  await sendGood(mock, secrets);
  await sendGood(mock.session('kept', { keepImages: true }));
  await sendGood(mock.session('seen', { tenants }), { ...secrets, question: `NIK ${secrets.nik}` });
});
afterAll(() => mock.close());

/** One call of an operation: its path with parameters filled in, its body, and the expected status. */
interface Call {
  readonly path?: string;
  readonly body?: unknown;
  readonly status?: number;
}

/** Calls of each operation, one for each kind of answer. */
const calls: Readonly<Record<string, readonly Call[]>> = {
  'GET /': [{}],
  'GET /inspector/{asset}': [{ path: '/inspector/inspector.css' }, { path: '/inspector/nothing', status: 404 }],
  'GET /health': [{}],
  'GET /version': [{}],
  'GET /openapi.json': [{}],
  'GET /admin-openapi.json': [{}],
  'GET /docs': [{}],
  'GET /docs/{asset}': [{ path: '/docs/start.js' }, { path: '/docs/nothing', status: 404 }],
  'GET /addresses': [{}],
  'GET /certificate.crt': [{ status: 404 }],
  'GET /profile': [{}],
  'GET /ambiguities': [{}],
  'GET /scenarios': [{}],
  'GET /faults': [{}],
  'GET /fixtures': [{}],
  'GET /fixtures/{file}': [{ path: '/fixtures/ktp-text.txt' }, { path: '/fixtures/nobody.jpg', status: 404 }],
  'GET /requests': [
    {},
    { path: '/requests?session=seen' },
    { path: '/requests?limit=1&offset=0&state=answered&kind=success&since=0' },
    { path: '/requests?state=closed', status: 400 },
    { path: '/requests?format=har' },
    { path: '/requests?format=xml', status: 400 },
  ],
  'DELETE /requests': [
    { path: '/requests?session=seen', status: 204 },
    { path: '/requests?session=never-opened', status: 404 },
  ],
  'GET /requests/{id}': [
    { path: '/requests/1' },
    { path: '/requests/2' },
    { path: '/requests/2?session=seen', status: 404 },
    { path: '/requests/999', status: 404 },
  ],
  'GET /requests/{id}/images/{place}': [
    { path: '/requests/2/images/0?session=kept' },
    { path: '/requests/2/images/0' },
    { path: '/requests/2/images/2', status: 404 },
    { path: '/requests/2/images/0?session=seen', status: 404 },
    { path: '/requests/3/images/0', status: 404 },
  ],
  'POST /requests/count': [
    {},
    { body: { criteria: { kind: 'success' } } },
    { body: { criteria: { parts: { key: 'x' } } }, status: 400 },
  ],
  'POST /requests/find': [{ body: { criteria: { parts: { nik: true } } } }],
  'POST /requests/wait': [{}, { body: { count: 9, timeoutMs: 1 }, status: 408 }],
  'POST /verify': [
    {},
    { body: { criteria: { kind: 'liveness-error', parts: { key: true, nik: false } } }, status: 409 },
    { body: { count: 0 }, status: 409 },
  ],
  'POST /verify/sequence': [
    { body: { sequence: [{ parts: { key: true } }] } },
    { body: { sequence: [{ parts: { key: true } }, { kind: 'liveness-error' }] }, status: 409 },
    { body: { sequence: [] }, status: 400 },
  ],
  'GET /events': [],
  'GET /scenario/default': [{}],
  'PUT /scenario/default': [{ body: { scenario: 'success' } }, { body: { scenario: 'sucess' }, status: 400 }],
  'DELETE /scenario/default': [{ status: 204 }],
  'GET /queue': [{}],
  'POST /queue': [{ body: { queue: ['success', { repeat: true }] } }, { body: { queue: ['nope'] }, status: 400 }],
  'PUT /queue': [{ body: { queue: [{ scenario: 'success', times: 2 }, { then: 'liveness-error' }] } }],
  'DELETE /queue': [{ status: 204 }],
  'GET /fault': [{}],
  'PUT /fault': [
    { body: { type: 'delay', ms: 0 } },
    { body: { seed: 7, rules: [{ fault: { type: 'gzip' }, every: 2, probability: 0.5 }] } },
  ],
  'DELETE /fault': [{ status: 204 }],
  'GET /tenants': [{}],
  'PUT /tenants/{code}': [
    { path: '/tenants/NEW%20ONE', body: { key: secrets.key, balance: 3 }, status: 201 },
    { path: '/tenants/NEW%20ONE', body: { balance: 4 } },
    { path: '/tenants/NOBODY', body: { balance: 4 }, status: 400 },
  ],
  'DELETE /tenants/{code}': [
    { path: '/tenants/NEW%20ONE', status: 204 },
    { path: '/tenants/NEW%20ONE', status: 404 },
  ],
  'GET /samples': [{}, { path: '/samples?session=never-opened' }],
  'GET /transactions': [{}],
  'GET /transactions.csv': [{}],
  'GET /sessions': [{}, { path: '/sessions?states=true' }, { path: '/sessions?states=yes', status: 400 }],
  'GET /sessions/{id}': [{ path: '/sessions/seen' }, { path: '/sessions/never-opened', status: 404 }],
  'PUT /sessions/{id}': [
    { path: '/sessions/fresh', body: { tenants, fault: { type: 'reset' }, scenario: 'success' }, status: 201 },
    { path: '/sessions/fresh', body: { queue: ['success'] } },
    { path: '/sessions/fresh', body: { queue: ['nope'] }, status: 400 },
    { path: '/sessions/fresh', body: { tenants: [...tenants, ...tenants] }, status: 400 },
    { path: '/sessions/a%2Fb', status: 400 },
  ],
  'DELETE /sessions/{id}': [
    { path: '/sessions/fresh', status: 204 },
    { path: '/sessions/fresh', status: 404 },
  ],
  'GET /session': [{}, { path: '/session?session=seen' }],
  'PUT /keep-images': [{ body: { keepImages: false } }, { body: { keepImages: 'yes' }, status: 400 }],
  'POST /reset': [{ status: 204 }],
};

const operations = operationsFor({});
const document = adminOpenApi(operations);
const send = (method: string, path: string, body?: unknown) =>
  fetch(`${mock.url}/__admin${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
  });

describe('the admin API as OpenAPI', () => {
  test('is a valid document, and the mock serves it', async () => {
    const served = (await (await send('GET', '/admin-openapi.json')).json()) as OpenAPIObject;
    expect(served).toEqual(JSON.parse(JSON.stringify(document)));
    await SwaggerParser.validate(structuredClone(served) as never);
  });

  test('is invalid if an operation refers to a missing schema', async () => {
    const broken = JSON.parse(JSON.stringify(document).replaceAll('schemas/QueueItem', 'schemas/QueueThing'));
    await expect(SwaggerParser.validate(broken)).rejects.toThrow(/QueueThing/);
  });

  test('names each operation once', () => {
    const ids = Object.values(document.paths ?? {}).flatMap((item) =>
      Object.values(item as Record<string, { operationId: string }>).map(({ operationId }) => operationId),
    );
    expect(new Set(ids).size).toBe(operations.length);
  });

  test('lists and serves metrics only if they are enabled', async () => {
    const metrics = async () => ({ contentType: 'text/plain; version=0.0.4', text: 'up 1\n' });
    const [operation] = operationsFor({ metrics }).filter(({ path }) => path === '/metrics');
    expect(operations.map(({ path }) => path)).not.toContain('/metrics');
    const call = { options: { metrics, events: createEvents() } } as unknown as Parameters<
      NonNullable<typeof operation>['handle']
    >[0];
    expect(await operation?.handle(call)).toMatchObject({ status: 200, body: 'up 1\n' });
  });
});

describe('every operation', () => {
  test('is called by these tests', () => {
    expect(Object.keys(calls).sort()).toEqual(operations.map(({ method, path }) => `${method} ${path}`).sort());
  });

  const cases = operations.flatMap((operation) =>
    (calls[`${operation.method} ${operation.path}`] ?? []).map((call) => ({ ...operation, call })),
  );

  test.each(cases)(
    '$method $path answers $call as documented, without secrets',
    async ({ method, path, answers, call }) => {
      const response = await send(method, call.path ?? path, call.body);
      expect(response.status).toBe(call.status ?? 200);
      const text = await response.text();
      for (const secret of Object.values(secrets)) expect(text).not.toContain(secret);
      const { schema, contentType } = (answers as Readonly<Record<number, AnswerSpec | undefined>>)[
        response.status
      ] ?? {
        description: 'a problem',
      };
      const type = response.headers.get('Content-Type') ?? '';
      if (response.status >= 400) {
        expect(type).toBe('application/problem+json');
        expect(createSchemaCheck({ $ref: '#/components/schemas/Problem' })(JSON.parse(text))).toEqual([]);
      } else if (schema) {
        expect(type).toBe('application/json');
        expect(createSchemaCheck(schema)(JSON.parse(text))).toEqual([]);
        expect(createSchemaCheck(schema)([])).not.toEqual([]);
      } else if (contentType && contentType !== '*/*') expect(type).toContain(contentType);
      if (response.status < 400) expect(Object.keys(answers)).toContain(String(response.status));
    },
  );

  const withBody = operations.flatMap(({ body, ...rest }) => (body ? [{ ...rest, body }] : []));

  test.each(withBody)(
    '$method $path has an example body that its schema accepts, and rejects an unknown key',
    async ({ method, path, body }) => {
      expect(createSchemaCheck(body.schema)(body.example)).toEqual([]);
      const response = await send(method, path.replace(/\{\w+\}/, 'x'), { ...(body.example as object), unknwon: 1 });
      expect(response.status).toBe(400);
      const { detail, errors } = await response.json();
      expect(detail).toContain('/unknwon: unknown; allowed: ');
      expect(errors[0].pointer).toBe('/unknwon');
    },
  );

  test.each([...new Set(operations.map(({ path }) => path))])(
    'at %s answers other methods with 405 and Allow',
    async (path) => {
      const response = await send('PATCH', path.replace(/\{\w+\}/, 'x'));
      expect(response.status).toBe(405);
      const methods = operations.filter((operation) => operation.path === path).map(({ method }) => method);
      expect(response.headers.get('Allow')?.replace(', HEAD', '').split(', ')).toEqual(methods);
      expect((await response.json()).detail).toContain(`/__admin${path} does not allow PATCH`);
    },
  );

  test('is listed in the answer to an unknown address', async () => {
    const response = await send('GET', '/nothing');
    expect(response.status).toBe(404);
    expect((await response.json()).addresses).toEqual(
      operations.map(({ method, path }) => `${method} /__admin${path}`),
    );
  });
});
