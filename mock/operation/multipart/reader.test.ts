import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMockServer, type MockServer } from '../../server.js';

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer({ limits: { parts: 20, fieldBytes: 1024 } });
});
afterAll(() => mock.close());

/** The journal's texts on the parameters of a request with these parts, each in its wire form. */
async function reportFor(...parts: readonly string[]): Promise<string> {
  const body = [...parts.map((part) => `--b\r\n${part}\r\n`), '--b--\r\n'].join('');
  const headers = { 'Content-Type': 'multipart/form-data; boundary=b' };
  const response = await fetch(`${mock.url}${mock.contract.path}`, { method: 'POST', headers, body });
  expect(response.status).toBe(200);
  const { violations } = mock.requests().at(-1) ?? { violations: [] };
  return violations
    .filter(({ rule }) => rule === 'parameters')
    .map(({ text, hint = 'no hint' }) => `${text} | ${hint}`)
    .join('\n');
}

const text = (name: string, value: string, more = ''): string =>
  `Content-Disposition: form-data; name="${name}"\r\n${more}\r\n${value}`;

describe('a body beyond the limits', () => {
  test('with too many parts gets a hint about the usual cause', async () => {
    const many = Array.from({ length: 21 }, (_, at) => text(`part${at}`, 'x'));
    expect(await reportFor(...many)).toMatch(/more than 20 parts \| .*a loop/);
    expect(await reportFor(...many.slice(1))).not.toMatch(/more than 20 parts/);
  });

  test('with too long a text gets a hint to send pictures as files', async () => {
    expect(await reportFor(text('img1', 'x'.repeat(1025)))).toMatch(/longer than the limit.* \| .*filename=/);
    expect(await reportFor(text('img1', 'x'.repeat(1024)))).not.toMatch(/longer than the limit/);
  });
});

describe('a transfer encoding', () => {
  test.each(['base64', 'quoted-printable', 'uuencode', 'x-gzip'])('%s is reported as not decoded', async (encoding) => {
    expect(await reportFor(text('nik', 'x', `Content-Transfer-Encoding: ${encoding}\r\n`))).toContain(
      `declares Content-Transfer-Encoding: ${encoding}, which HTTP does not decode`,
    );
  });

  test.each(['7bit', '8bit', 'binary', 'Binary', ''])('%j is not reported', async (encoding) => {
    expect(await reportFor(text('nik', 'x', `Content-Transfer-Encoding: ${encoding}\r\n`))).not.toContain('Transfer');
  });
});
