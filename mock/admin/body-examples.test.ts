import { afterAll, beforeAll, expect, test } from 'vitest';
import { sendGood } from '../good-request.test-helper.js';
import { createMockServer, type MockServer } from '../server.js';
import { operationsFor } from './operations.js';

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer();
  await sendGood(mock);
});
afterAll(() => mock.close());

test('the mock accepts every example body of its OpenAPI document', async () => {
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
