import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FaultName, faultNames } from './index.js';
import { json, pageOf, promised, type Raw, type RawMocks, startRawMocks, success } from './raw-answer.test-helper.js';

let mocks: RawMocks;
beforeAll(async () => {
  mocks = await startRawMocks();
});
afterAll(() => mocks[Symbol.asyncDispose]());

/** What a client on a raw socket receives for each fault, and the journal's status and state. */
const appearances: Readonly<
  Record<FaultName, readonly [(raw: Raw) => void, status: number, state: 'answered' | 'aborted']>
> = {
  delay: [success, 200, 'answered'],
  'stall-upload': [success, 200, 'answered'],
  'slow-body': [
    (raw) => {
      success(raw);
      // The head arrives with the first piece or alone, and the other 200 bytes or so in pieces of about ten.
      expect(raw.reads).toBeGreaterThanOrEqual(3);
    },
    200,
    'answered',
  ],
  chunked: [
    ({ head, body }) => {
      expect(head).toMatch(/^Transfer-Encoding: chunked$/m);
      expect(head).not.toMatch(/content-length/i);
      const chunks = body.toString().split(/(?:^|\r\n)[0-9a-f]+\r\n/);
      expect(JSON.parse(chunks.join('').trim()).status).toBe('Success');
      expect(chunks[1]).toHaveLength(7);
    },
    200,
    'answered',
  ],
  'stall-body': [
    (raw) => {
      expect(raw.body.length).toBe(Math.floor(promised(raw) / 2));
      expect(raw.end).toBe('closed');
    },
    200,
    'aborted',
  ],
  reset: [({ all, end }) => expect([all.length, end]).toEqual([0, 'reset']), 0, 'aborted'],
  'reset-body': [(raw) => expect(raw.body.length).toBe(Math.floor(promised(raw) / 2)), 200, 'aborted'],
  'empty-reply': [({ all, end }) => expect([all.length, end]).toEqual([0, 'closed']), 0, 'aborted'],
  garbage: [
    ({ all }) => {
      expect(all.length).toBeGreaterThan(0);
      expect(all.toString('latin1')).not.toMatch(/^HTTP\/1/);
    },
    0,
    'aborted',
  ],
  'chunk-error': [
    ({ head, body }) => {
      expect(head).toContain('Transfer-Encoding: chunked');
      expect(body.toString()).toContain('not-a-length');
    },
    200,
    'aborted',
  ],
  'wrong-length': [
    (raw) => {
      success(raw);
      expect([promised(raw), raw.end]).toEqual([raw.body.length * 2, 'closed']);
    },
    200,
    'aborted',
  ],
  'truncated-json': [
    (raw) => {
      expect(promised(raw)).toBe(raw.body.length);
      expect(() => json(raw)).toThrow(SyntaxError);
    },
    200,
    'answered',
  ],
  'wrong-content-type': [
    (raw) => {
      expect(raw.head).toContain('Content-Type: text/html; charset=utf-8');
      success(raw);
    },
    200,
    'answered',
  ],
  'server-error': [pageOf(500), 500, 'answered'],
  'bad-gateway': [pageOf(502), 502, 'answered'],
  unavailable: [pageOf(503), 503, 'answered'],
  'gateway-timeout': [pageOf(504), 504, 'answered'],
  'too-many-requests': [
    (raw) => {
      pageOf(429)(raw);
      expect(raw.head).toMatch(/^Retry-After: 30$/m);
    },
    429,
    'answered',
  ],
  redirect: [
    (raw) => {
      pageOf(307)(raw);
      expect(raw.head).toMatch(/^Location: \/\/mock\/demo\/biometric\/facecompareliveness\?redirected=yes$/m);
    },
    307,
    'answered',
  ],
  gzip: [
    ({ head, body }) => {
      expect(head).toContain('Content-Encoding: gzip');
      expect(JSON.parse(gunzipSync(body).toString()).status).toBe('Success');
    },
    200,
    'answered',
  ],
  'corrupt-gzip': [
    ({ head, body }) => {
      expect(head).toContain('Content-Encoding: gzip');
      expect([...body.subarray(0, 2)]).toEqual([0x1f, 0x8b]);
      expect(() => gunzipSync(body)).toThrow(/invalid/);
    },
    200,
    'answered',
  ],
  'key-order': [
    (raw) => {
      success(raw);
      expect(Object.keys(json(raw))).toEqual(['status', 'result', 'message', 'date']);
      expect(Object.keys(Object(json(raw)['result']).face_compare)).toEqual(['threshold', 'similarity', 'compare']);
    },
    200,
    'answered',
  ],
  'white-space': [
    (raw) => {
      success(raw);
      expect(raw.body.toString()).toMatch(/^\r\n \{\n\t"date": .*\}\r\n\r\n$/s);
    },
    200,
    'answered',
  ],
  'escaped-texts': [
    (raw) => {
      success(raw);
      expect(raw.body.toString()).toContain('"\\u0053\\u0075\\u0063\\u0063\\u0065\\u0073\\u0073"');
      expect(raw.body.toString()).not.toMatch(/"[a-z]/i);
    },
    200,
    'answered',
  ],
  'extra-keys': [(raw) => expect(json(raw)).toMatchObject({ status: 'Success', requestId: '7f3a' }), 200, 'answered'],
  'duplicate-keys': [
    (raw) => {
      expect(raw.body.toString().match(/"date":/g)).toHaveLength(2);
      expect(json(raw)['date']).toMatch(/GMT$/);
    },
    200,
    'answered',
  ],
  'missing-trx-no': [
    (raw) => {
      expect(raw.head).not.toMatch(/x-trx-no/i);
      success(raw);
    },
    200,
    'answered',
  ],
  'header-case': [
    (raw) => {
      const names = raw.head
        .split('\r\n')
        .slice(1)
        .map((line) => line.slice(0, line.indexOf(':')));
      expect(names).toContain('x-trx-no');
      expect(names.toSorted().join()).toBe(
        names
          .map((name) => name.toLowerCase())
          .toSorted()
          .join(),
      );
      expect(new Set(names).size).toBe(names.length);
      expect(promised(raw)).toBe(raw.body.length);
    },
    200,
    'answered',
  ],
  'byte-order-mark': [
    ({ body }) => expect([...body.subarray(0, 4)]).toEqual([0xef, 0xbb, 0xbf, 0x7b]),
    200,
    'answered',
  ],
  'utf-16': [
    ({ head, body }) => {
      expect(head).toContain('charset=utf-16le');
      expect(JSON.parse(body.toString('utf16le')).status).toBe('Success');
    },
    200,
    'answered',
  ],
  'latin-1': [
    ({ head, body }) => {
      expect(head).toContain('Content-Type: application/json; charset=utf-8');
      expect(() => new TextDecoder('utf-8', { fatal: true }).decode(body)).toThrow(TypeError);
      expect(JSON.parse(body.toString('latin1'))).toMatchObject({ status: 'Success', served_by: 'Café' });
    },
    200,
    'answered',
  ],
};

/** Parameters that shorten the slow faults. */
const quick: Partial<Record<FaultName, string>> = {
  delay: '; ms=20',
  'stall-upload': '; ms=20',
  'stall-body': '; ms=20',
  'slow-body': '; rate=1000',
};

describe.each(['plain', 'tls'] as const)('over a %s connection, the fault', (over) => {
  test.each(faultNames)('%s has its effect, and the journal has the status on the wire', async (name) => {
    const [appears, status, state] = appearances[name];
    const mock = mocks.mockOver(over);
    appears(await mocks.withFault(`${name}${quick[name] ?? ''}`, over));
    await expect.poll(() => mock.requests().at(-1)?.state).not.toBe('open');
    const answer = mock.requests().at(-1)?.answer;
    expect([answer?.fault?.type, answer?.status, mock.requests().at(-1)?.state]).toEqual([name, status, state]);
    expect(answer?.intendedStatus).toBe(status === 200 ? undefined : 200);
  });
});
