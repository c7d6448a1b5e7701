import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMockServer, type MockServer } from '../../server.js';

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer({ limits: { parts: 20, fieldBytes: 1024 } });
});
afterAll(() => mock.close());

/** What the journal says of the parameters of a request with these parts, each as it stands on the wire. */
async function toldOf(...parts: readonly string[]): Promise<string> {
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

describe('a body that is beyond what is read', () => {
  test('in its number of parts is told with what to look for', async () => {
    const many = Array.from({ length: 21 }, (_, at) => text(`part${at}`, 'x'));
    expect(await toldOf(...many)).toMatch(/more than 20 parts \| .*a loop/);
    expect(await toldOf(...many.slice(1))).not.toMatch(/more than 20 parts/);
  });

  test('in the length of a text is told that a picture goes as a file', async () => {
    expect(await toldOf(text('img1', 'x'.repeat(1025)))).toMatch(/longer than what is read.* \| .*filename=/);
    expect(await toldOf(text('img1', 'x'.repeat(1024)))).not.toMatch(/longer than what is read/);
  });
});

describe('a transfer encoding', () => {
  test.each(['base64', 'quoted-printable', 'uuencode', 'x-gzip'])('%s is told not to be undone', async (encoding) => {
    expect(await toldOf(text('nik', 'x', `Content-Transfer-Encoding: ${encoding}\r\n`))).toContain(
      `declares Content-Transfer-Encoding: ${encoding}, which HTTP does not undo`,
    );
  });

  test.each(['7bit', '8bit', 'binary', 'Binary', ''])('%j is nothing to speak of', async (encoding) => {
    expect(await toldOf(text('nik', 'x', `Content-Transfer-Encoding: ${encoding}\r\n`))).not.toContain('Transfer');
  });
});
