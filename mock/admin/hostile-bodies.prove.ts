import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sendGood } from '../good-request.test-helper.js';
import { createMockServer, type MockServer } from '../server.js';
import { operationsFor } from './operations.js';

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer();
  await sendGood(mock, { key: 'CANARY-key', nik: '3171234507900123' });
});
afterAll(() => mock.close());

/** Names with a special meaning in JavaScript objects, and other odd ones. */
const odd = fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty', '', 'x'.repeat(2000), '\ud800');
const anything = fc.oneof(fc.jsonValue({ maxDepth: 3 }), odd, fc.dictionary(odd, fc.jsonValue({ maxDepth: 1 })));

/** Generates values with one change: another value in one place, or an additional key. */
function mutated(value: unknown): fc.Arbitrary<unknown> {
  if (Array.isArray(value))
    return fc.oneof(anything, ...value.map((item, place) => mutated(item).map((other) => value.with(place, other))));
  if (typeof value !== 'object' || value === null) return anything;
  const more = fc.tuple(fc.oneof(odd, fc.string()), anything).map(([key, other]) => ({ ...value, [key]: other }));
  const changed = Object.entries(value).map(([key, item]) =>
    mutated(item).map((other) => ({ ...value, [key]: other })),
  );
  return fc.oneof(anything, more, ...changed);
}

describe('a hostile body', () => {
  const withBody = operationsFor({}).flatMap(({ body, ...rest }) => (body ? [{ ...rest, body }] : []));

  test.each(withBody)(
    'to $method $path is never answered with a 5xx, and the answer contains no secret',
    async ({ method, path, body }) => {
      // Without a timeout of 0, the call would wait for a request.
      const example = path === '/requests/wait' ? { ...(body.example as object), timeoutMs: 0 } : body.example;
      await fc.assert(
        fc.asyncProperty(mutated(example), async (value) => {
          if (path === '/requests/wait' && (value as { timeoutMs?: unknown } | null)?.timeoutMs !== 0) return;
          const response = await fetch(`${mock.url}/__admin${path.replace(/\{\w+\}/, 'hostile')}`, {
            method,
            body: JSON.stringify(value),
            headers: { 'Content-Type': 'application/json' },
          });
          const text = await response.text();
          expect([200, 201, 400, 408, 409]).toContain(response.status);
          expect(text).not.toMatch(/CANARY-key|3171234507900123/);
        }),
        { seed: 2022, numRuns: 150 },
      );
      expect((await fetch(`${mock.url}/__admin/health`)).status).toBe(200);
    },
  );

  /** Returns JSON of lists, and of objects, nested to this depth. */
  const nested = (depth: number): readonly string[] => [
    `${'['.repeat(depth)}${']'.repeat(depth)}`,
    `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`,
  ];

  test.each(withBody)('to $method $path is rejected if it is nested deeply', async ({ method, path, body }) => {
    const example = body.example as Readonly<Record<string, unknown>>;
    const bodies = [101, 10_000].flatMap(nested).flatMap((deep) => [
      deep,
      // Replaces each value, and a value inside it.
      ...Object.keys(example).flatMap((key) =>
        [deep, `[${deep}]`, `{"parts":${deep},"headers":{"accept":${deep}}}`].map((value) =>
          JSON.stringify({ ...example, [key]: 'DEEP' }).replace('"DEEP"', value),
        ),
      ),
    ]);
    for (const text of bodies) {
      const response = await fetch(`${mock.url}/__admin${path.replace(/\{\w+\}/, 'hostile')}`, {
        method,
        body: text,
        headers: { 'Content-Type': 'application/json' },
      });
      expect([response.status, await response.json()]).toEqual([
        400,
        expect.objectContaining({ title: 'Nested too deeply' }),
      ]);
    }
  });

  test('is rejected without repeating its values', async () => {
    const response = await fetch(`${mock.url}/__admin/tenants/T`, {
      method: 'PUT',
      body: JSON.stringify({ key: ['CANARY-value'], balance: 1 }),
      headers: { 'Content-Type': 'application/json' },
    });
    expect(await response.text()).not.toContain('CANARY');
    expect(response.status).toBe(400);
  });
});
