import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sendGood } from '../good-request.test-helper.js';
import { createMockServer, type MockServer } from '../server.js';
import { operationsFor } from './operations.js';

const guide = await readFile(join(import.meta.dirname, '..', 'README.md'), 'utf8');
/** The calls of the admin API that the guide prints, a line each. */
const calls = guide.split('\n').filter((line) => /^curl .*localhost:8080\/__admin\/\S+ (--json|-H)/.test(line));

const run = promisify(execFile);
let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer();
  await sendGood(mock);
});
afterAll(() => mock.close());

/** What the line prints, as it stands in the guide but for the port; fails where the answer is an error. */
async function printed(line: string): Promise<string> {
  const script = `curl() { command curl -sS --fail-with-body "$@"; }\n${line.replace('localhost:8080', `127.0.0.1:${mock.port}`)}`;
  return (await run('bash', ['-c', script])).stdout;
}

describe('the calls that the guide prints', () => {
  test.each(calls)('%s', async (line) => {
    expect(JSON.parse(await printed(line))).toBeTypeOf('object');
  });

  test('do what they say', async () => {
    const answerOf = async (pattern: RegExp) =>
      JSON.parse(await printed(calls.find((line) => pattern.test(line)) ?? ''));
    expect(await answerOf(/scenario\/default/)).toEqual({ scenario: 'success-not-matched' });
    expect((await answerOf(/PUT .*queue --json '"/)).steps).toHaveLength(2);
    expect((await answerOf(/^curl local.*queue/)).steps.at(-1)).toEqual({ scenario: 'insufficient-balance', times: 1 });
    for (const form of [/fault --json '\{"type/, /fault --json '"/, /text\/plain/])
      expect((await answerOf(form)).rules).toEqual([{ fault: { type: 'delay', ms: 500 } }]);
    expect((await answerOf(/"rules"/)).rules[0]).toEqual({ fault: { type: 'unavailable' }, first: 2 });
    expect(await answerOf(/tenants\/ACME .*"balance":100/)).toEqual({ code: 'ACME', balance: 100 });
    expect(await answerOf(/requests\/count/)).toEqual({ count: 1 });
    expect(await answerOf(/\/verify --json/)).toEqual({ ok: true, count: 1 });
  });

  test('are one at least for each address that takes a body', () => {
    for (const { method, path, body } of operationsFor({})) {
      if (!body) continue;
      const address = new RegExp(
        `${method === 'POST' ? '^curl ' : `-X ${method} `}localhost:8080/__admin${path.replace(/\{\w+\}/, '[\\w-]+')} `,
      );
      expect(
        calls.filter((line) => address.test(line)),
        `${method} ${path}`,
      ).not.toEqual([]);
    }
  });
});

test('every example of a body is taken, and says so in the OpenAPI document', async () => {
  const document = await fetch(`${mock.url}/__admin/admin-openapi.json`).then((response) => response.json());
  let tried = 0;
  for (const { method, path, body } of operationsFor({})) {
    if (!body) continue;
    const { content } = document.paths[path][method.toLowerCase()].requestBody;
    for (const [type, { example, examples }] of Object.entries<{ example?: unknown; examples?: object }>(content))
      for (const value of examples ? Object.values(examples).map((one) => one.value) : [example]) {
        const address = path.replace('{code}', 'AIT').replace('{id}', 'examples');
        const response = await fetch(`${mock.url}/__admin${address}`, {
          method,
          headers: { 'Content-Type': type },
          body: type === 'text/plain' ? String(value) : JSON.stringify(value),
        });
        expect([200, 201, 409], `${method} ${path} ${JSON.stringify(value)}`).toContain(response.status);
        tried += 1;
      }
  }
  expect(tried).toBeGreaterThan(15);
});
