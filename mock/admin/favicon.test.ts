import sharp from 'sharp';
import { expect, test } from 'vitest';
import { createMockServer } from '../server.js';

test('the icon is a picture that needs no token, and neither journal nor log has the request', async () => {
  const lines: string[] = [];
  const log = { format: 'pretty', write: (line: string) => lines.push(line) } as const;
  const mock = await createMockServer({ adminToken: 'let-me-in', log });
  const answer = await fetch(`${mock.url}/favicon.ico`);
  expect([answer.status, answer.headers.get('Content-Type')]).toEqual([200, 'image/x-icon']);
  const bytes = Buffer.from(await answer.arrayBuffer());
  // One picture in the container, behind 22 bytes.
  expect([bytes.readUInt16LE(2), bytes.readUInt16LE(4), bytes.readUInt32LE(18)]).toEqual([1, 1, 22]);
  expect(bytes.readUInt32LE(14)).toBe(bytes.length - 22);
  const { format, width, height } = await sharp(bytes.subarray(22)).metadata();
  expect({ format, width, height }).toEqual({ format: 'png', width: 32, height: 32 });
  expect(mock.requests()).toEqual([]);
  await mock.close();
  expect(lines).toEqual([]);
});

test('any other method at its address is a request to an unknown path', async () => {
  await using mock = await createMockServer();
  expect((await fetch(`${mock.url}/favicon.ico`, { method: 'POST' })).status).toBe(404);
  expect(mock.requests()).toHaveLength(1);
});
