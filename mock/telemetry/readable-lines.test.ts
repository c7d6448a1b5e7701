import { describe, expect, test } from 'vitest';
import { loadContract } from '../../spec/index.js';
import { blobOf, post, sendGood } from '../good-request.test-helper.js';
import { createMockServer, type MockServer } from '../server.js';

const contract = await loadContract();

/** Returns the readable lines that a mock logs during `act`. */
async function linesOf(act: (mock: MockServer) => Promise<unknown>, colours = false): Promise<readonly string[]> {
  const lines: string[] = [];
  const mock = await createMockServer({
    contract,
    log: { format: 'pretty', colours, write: (line) => lines.push(line) },
  });
  await act(mock);
  // Closing also waits for the log.
  await mock.close();
  return lines;
}

/** Replaces what differs from run to run. */
const steady = (lines: readonly string[]): readonly string[] => lines.map((line) => line.replace(/ \d+ ms$/, ' N ms'));

const withoutCode = { tenant_code: null } as const;

describe('a readable line on a request', () => {
  test('is alone for a success', async () => {
    expect(steady(await linesOf((mock) => sendGood(mock)))).toEqual(['✓ #1 success 200 N ms']);
  });

  test('has the reason below it', async () => {
    const lines = await linesOf((mock) => sendGood(mock, { ...withoutCode, tenantCode: 'AIT' }));
    expect(steady(lines)).toEqual([
      '✗ #1 parameter-invalid 200 N ms',
      '  tenant_code is missing; you sent "tenantCode"',
    ]);
  });

  test('counts the other findings', async () => {
    const lines = await linesOf((mock) => sendGood(mock, { ...withoutCode, key: null, tenantCode: 'AIT', spare: 'x' }));
    expect(lines[1]).toMatch(/ \(and 2 more\)$/);
  });

  test('has only the remedy where both do not fit, and ends after a clause', async () => {
    const lines = await linesOf(async (mock) => {
      await post(mock, { body: new URLSearchParams({ a: 'b' }) });
      await sendGood(mock, { key: 'ADINS_key1235' });
    });
    expect([lines[1], lines[3]]).toEqual([
      '  send the body as multipart/form-data (curl -F, not -d; JavaScript FormData…',
      '  key: the tenant "AIT" exists, but has another key…',
    ]);
  });

  test('warns of what the contract accepts', async () => {
    expect(steady(await linesOf((mock) => sendGood(mock, { spare: 'x' })))).toEqual([
      '! #1 success 200 N ms',
      '  spare: the document lists no such part',
    ]);
  });

  test('says what forced the answer, and what the request has wrong', async () => {
    const lines = await linesOf(async (mock) => {
      await sendGood(mock, {}, { 'X-Mock-Scenario': 'liveness-error' });
      mock.queue('image-too-large');
      await sendGood(mock, withoutCode);
    });
    expect(steady(lines)).toEqual([
      '» #1 liveness-error 200 N ms',
      '  forced: the header X-Mock-Scenario requested it',
      '» #2 image-too-large 200 N ms',
      "  forced: it was next in the session's queue; tenant_code is missing…",
    ]);
  });

  test('names the fault, and the status that it took the place of', async () => {
    const lines = await linesOf(async (mock) => {
      await sendGood(mock, {}, { 'X-Mock-Fault': 'unavailable' });
      await sendGood(mock, { refNumber: 'R2' }, { 'X-Mock-Fault': 'reset' }).catch(() => {});
      await sendGood(mock, { refNumber: 'R3' }, { 'X-Mock-Delay': '1' });
    });
    expect(steady(lines)).toEqual([
      '~ #1 success 503 N ms',
      '  fault unavailable in place of 200',
      '~ #2 success no answer N ms',
      '  fault reset in place of 200',
      '~ #3 success 200 N ms',
      '  fault delay; ms=1',
    ]);
  });

  test('says why an unknown scenario is answered with 400, and which one was probably meant', async () => {
    const body = new URLSearchParams({ wrong: 'too' });
    const [first, second] = await linesOf((mock) =>
      post(mock, { body, headers: { 'X-Mock-Scenario': 'livenes-error' } }),
    );
    expect(steady([first ?? ''])).toEqual(['✗ #1 POST /demo/biometric/facecompareliveness 400 N ms']);
    expect(second).toMatch(/^ {2}unknown scenario "livenes-error" \(did you mean liveness-error\?\)…$/);
  });

  test('has the path of a request outside the operation, and the right one', async () => {
    const lines = await linesOf((mock) => fetch(`${mock.url}/demo/biometric/facecompare`));
    expect(steady(lines)).toEqual([
      '✗ #1 GET /demo/biometric/facecompare 404 N ms',
      '  POST to /demo/biometric/facecompareliveness or /biometric/facecompareliveness',
    ]);
  });

  test('names the session', async () => {
    const session = 'a-session-with-a-name-of-some-length';
    const [line] = await linesOf((mock) => sendGood(mock, {}, { 'X-Mock-Session': session }));
    expect(steady([line ?? ''])).toEqual(['✓ #1 [a-session-with-a-name-o…] success 200 N ms']);
  });

  test('fits 80 columns with its reason, and has no control character, whatever the names of the parts', async () => {
    const names = [
      'img1\r\n✓ #2 success',
      'img1\u001b[2J',
      'img1\u202e',
      'i'.repeat(5000),
      '表'.repeat(90),
      '\u0301'.repeat(99),
    ];
    const lines = await linesOf(async (mock) => {
      for (const name of names) {
        const form = new FormData();
        form.append(name, blobOf('x'), 'a.jpg');
        await post(mock, { body: form });
      }
      await fetch(`${mock.url}/${'long/'.repeat(99)}`);
      const headers = { 'X-Mock-Session': 'a-session-with-a-name-of-some-length' };
      await fetch(`${mock.url}/${'long/'.repeat(99)}`, { method: 'DELETE', headers });
    });
    expect(lines).toHaveLength(2 * (names.length + 2));
    for (const line of lines) {
      expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Mn}]/u);
      expect(
        [...line].reduce((width, letter) => width + (letter < '\u1100' || letter === '…' ? 1 : 2), 0),
        line,
      ).toBeLessThanOrEqual(80);
    }
  });

  test('has the colour of its outcome, if colours are on', async () => {
    const lines = await linesOf(async (mock) => {
      await sendGood(mock);
      await sendGood(mock, withoutCode);
      await sendGood(mock, {}, { 'X-Mock-Scenario': 'success' });
    }, true);
    const heads = lines.filter((line) => line.includes('#')).map((line) => line.slice(0, 6));
    expect(heads).toEqual(['\u001b[32m✓', '\u001b[31m✗', '\u001b[36m»']);
  });
});

test('a message that is no request is broken between words', async () => {
  const lines = await linesOf(async (mock) => {
    const open = Array.from({ length: 3 }, () => sendGood({ url: mock.url }, {}, { 'X-Long': 'x'.repeat(70_000) }));
    await Promise.allSettled(open);
  });
  expect(lines[0]).toMatch(/^! refused 431 /);
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
});

describe('a request to the path of production', () => {
  const production = '/biometric/facecompareliveness';
  const send = (mock: MockServer, base = '') => fetch(`${mock.url}${base}${production}`, { method: 'POST' });
  const notices = (lines: readonly string[]) =>
    lines.join('\n').match(/the path .* is production on the real API/g) ?? [];

  test('is followed by a notice, once for each mock', async () => {
    const lines = await linesOf(async (mock) => {
      await send(mock, '/demo');
      await send(mock, '/s/mine');
      await send(mock);
    });
    expect(notices(lines)).toHaveLength(1);
    const at = lines.findIndex((line) => line.startsWith('·'));
    expect(lines.slice(at)).toEqual([
      '· the path /biometric/facecompareliveness is production on the real API; UAT is',
      '  /demo/biometric/facecompareliveness',
      expect.stringMatching(/^✗ #3 /),
      expect.stringMatching(/^ {2}/),
    ]);
    expect(notices(await linesOf((mock) => send(mock)))).toHaveLength(1);
  });

  test('has no notice if it is not the operation', async () => {
    expect(notices(await linesOf((mock) => fetch(`${mock.url}/biometric`)))).toEqual([]);
  });
});
