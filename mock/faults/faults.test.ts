import { connect } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMockServer, type MockServer } from '../server.js';
import { type FaultName, faultNames, parseFault } from './index.js';

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer();
});
afterAll(() => mock.close());

interface Raw {
  readonly head: string;
  readonly body: Buffer;
  readonly all: Buffer;
  /** How the connection ended: closed by the server, or reset. */
  readonly end: 'closed' | 'reset';
  readonly ms: number;
}

/** Asks for a forced success with a fault over a bare socket, and returns every byte that came. */
function ask(fault: string, header = 'X-Mock-Fault'): Promise<Raw> {
  const lines = [
    'POST /demo/biometric/facecompareliveness HTTP/1.1',
    'Host: mock',
    'Connection: close',
    'X-Mock-Scenario: success',
    `${header}: ${fault}`,
    'Content-Length: 0',
    '',
    '',
  ];
  return new Promise((resolve) => {
    const started = performance.now();
    const chunks: Buffer[] = [];
    let end: Raw['end'] = 'closed';
    const socket = connect(mock.port, '127.0.0.1', () => socket.write(lines.join('\r\n')));
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', () => {
      end = 'reset';
    });
    socket.on('close', () => {
      const all = Buffer.concat(chunks);
      const split = all.indexOf('\r\n\r\n');
      resolve({
        head: all.subarray(0, split).toString(),
        body: all.subarray(split + 4),
        all,
        end,
        ms: performance.now() - started,
      });
    });
  });
}

const json = ({ body }: Raw): Record<string, unknown> => JSON.parse(body.toString());

/** What each fault looks like to a client on a bare socket. */
const appearances: Readonly<Record<FaultName, (raw: Raw) => void>> = {
  delay: (raw) => expect(json(raw)['status']).toBe('Success'),
  'stall-upload': (raw) => expect(json(raw)['status']).toBe('Success'),
  'slow-body': (raw) => expect(json(raw)['status']).toBe('Success'),
  reset: ({ all, end }) => expect([all.length, end]).toEqual([0, 'reset']),
  'reset-body': ({ head, body }) => {
    const promised = Number(/Content-Length: (\d+)/.exec(head)?.[1] ?? Number.POSITIVE_INFINITY);
    expect(body.length).toBeLessThan(promised);
  },
  'empty-reply': ({ all, end }) => expect([all.length, end]).toEqual([0, 'closed']),
  garbage: ({ all }) => expect(all.toString('latin1')).not.toMatch(/^HTTP\/1/),
  'chunk-error': ({ head, body }) => {
    expect(head).toContain('Transfer-Encoding: chunked');
    expect(body.toString()).toContain('not-a-length');
  },
  'wrong-length': ({ head, body, end }) => {
    expect(Number(/Content-Length: (\d+)/.exec(head)?.[1])).toBe(body.length * 2);
    expect(end).toBe('closed');
  },
  'truncated-json': (raw) => {
    expect(Number(/Content-Length: (\d+)/.exec(raw.head)?.[1])).toBe(raw.body.length);
    expect(() => json(raw)).toThrow(SyntaxError);
  },
  'wrong-content-type': (raw) => {
    expect(raw.head).toContain('Content-Type: text/html; charset=utf-8');
    expect(json(raw)['status']).toBe('Success');
  },
  'server-error': ({ head, body }) =>
    expect([head, body.toString()]).toEqual([
      expect.stringMatching(/^HTTP\/1\.1 500 /),
      expect.stringContaining('<h1>500'),
    ]),
  'bad-gateway': ({ head, body }) =>
    expect([head, body.toString()]).toEqual([
      expect.stringMatching(/^HTTP\/1\.1 502 /),
      expect.stringContaining('<h1>502'),
    ]),
  unavailable: ({ head }) => expect(head).toMatch(/^HTTP\/1\.1 503 /),
  'gateway-timeout': ({ head }) => expect(head).toMatch(/^HTTP\/1\.1 504 /),
  'too-many-requests': ({ head }) => expect(head).toMatch(/^HTTP\/1\.1 429 [\s\S]*Retry-After: 30/),
  gzip: ({ head, body }) => {
    expect(head).toContain('Content-Encoding: gzip');
    expect(JSON.parse(gunzipSync(body).toString()).status).toBe('Success');
  },
  'extra-keys': (raw) => expect(json(raw)).toMatchObject({ status: 'Success', requestId: '7f3a' }),
  'duplicate-keys': (raw) => {
    expect(raw.body.toString().match(/"date":/g)).toHaveLength(2);
    expect(json(raw)['date']).toMatch(/GMT$/);
  },
  'missing-trx-no': ({ head }) => expect(head).not.toMatch(/x-trx-no/i),
  'header-case': ({ head }) => expect(head).toMatch(/^x-trx-no: \d+$/m),
  'byte-order-mark': ({ body }) => expect([...body.subarray(0, 4)]).toEqual([0xef, 0xbb, 0xbf, 0x7b]),
  'utf-16': ({ head, body }) => {
    expect(head).toContain('charset=utf-16le');
    expect(JSON.parse(body.toString('utf16le')).status).toBe('Success');
  },
};

/** Numbers that keep the slow ones short. */
const quick: Partial<Record<FaultName, string>> = {
  delay: '; ms=20',
  'stall-upload': '; ms=20',
  'slow-body': '; rate=100000',
};

describe('a fault', () => {
  test.each(faultNames)('%s does what its name says', async (name) => {
    appearances[name](await ask(`${name}${quick[name] ?? ''}`));
    expect(mock.requests().at(-1)?.answer?.fault?.type).toBe(name);
  });

  test('of an answer leaves an answer without it whole: nothing stays', async () => {
    const { head, body } = await ask('delay; ms=0');
    expect(head).toMatch(/^X-Trx-No: \d+$/m);
    expect(JSON.parse(body.toString()).status).toBe('Success');
  });

  test('that delays lasts as long as asked, also by X-Mock-Delay', async () => {
    expect((await ask('delay; ms=60; spread=20')).ms).toBeGreaterThanOrEqual(59);
    expect((await ask('60', 'X-Mock-Delay')).ms).toBeGreaterThanOrEqual(59);
    expect((await ask('stall-upload; ms=60')).ms).toBeGreaterThanOrEqual(59);
  });

  test.each([
    ['resett', /no fault is called "resett"; there are delay, /],
    ['reset; ms=1', /the fault reset takes no "ms"; it takes nothing/],
    ['delay; seconds=1', /takes no "seconds"; it takes ms, spread/],
    ['delay; ms=soon', /ms=soon of the fault delay is not a number from 0 to 600000/],
    ['delay; __proto__=1', /takes no "__proto__"/],
  ])('that is written %j is refused with 400 and what there is', async (text, message) => {
    expect(() => parseFault(text)).toThrow(message);
    const raw = await ask(text);
    expect(raw.head).toMatch(/^HTTP\/1\.1 400 /);
    expect(json(raw)).toMatchObject({ title: 'Unknown fault', faults: faultNames });
  });
});
