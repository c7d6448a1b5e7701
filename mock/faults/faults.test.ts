import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadContract } from '../../spec/index.js';
import { createMockServer, type MockServer } from '../server.js';
import { type FaultName, faultNames, parseFault } from './index.js';

const servers: { plain?: MockServer; tls?: MockServer } = {};
beforeAll(async () => {
  const contract = await loadContract();
  servers.plain = await createMockServer({ contract });
  servers.tls = await createMockServer({ contract, tls: true });
});
afterAll(() => Promise.all([servers.plain?.close(), servers.tls?.close()]));

type Over = 'plain' | 'tls';

function mockOver(over: Over): MockServer {
  const mock = servers[over];
  if (!mock) throw new Error('the mock was not started');
  return mock;
}

interface Raw {
  readonly head: string;
  readonly body: Buffer;
  readonly all: Buffer;
  /** Number of reads until the end. */
  readonly reads: number;
  /** How the connection ended: closed by the server, or reset. */
  readonly end: 'closed' | 'reset';
}

/** Opens a connection that stays half open after the server ends it, so that a test sees which side closes it. */
function open(over: Over, whenOpen: (socket: Socket) => void): Socket {
  const { port, certificate: ca } = mockOver(over);
  const at = { port, host: '127.0.0.1', allowHalfOpen: true };
  const socket: Socket =
    over === 'plain' ? connect(at, () => whenOpen(socket)) : connectTls({ ...at, ca }, () => whenOpen(socket));
  return socket;
}

/** Requests a forced success over a raw socket, and returns every received byte. */
function sendRaw(headers: Readonly<Record<string, string>>, over: Over = 'plain'): Promise<Raw> {
  const lines = [
    'POST /demo/biometric/facecompareliveness HTTP/1.1',
    'Host: mock',
    'Connection: close',
    'X-Mock-Scenario: success',
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    'Content-Length: 0',
    '',
    '',
  ];
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let end: Raw['end'] = 'closed';
    const socket = open(over, () => socket.write(lines.join('\r\n')));
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('error', () => {
      end = 'reset';
    });
    socket.on('end', () => socket.end());
    socket.on('close', () => {
      const all = Buffer.concat(chunks);
      const split = all.indexOf('\r\n\r\n');
      resolve({
        head: all.subarray(0, split).toString(),
        body: all.subarray(split + 4),
        all,
        reads: chunks.length,
        end,
      });
    });
  });
}

const withFault = (fault: string, over?: Over): Promise<Raw> => sendRaw({ 'X-Mock-Fault': fault }, over);
const json = ({ body }: Raw): Record<string, unknown> => JSON.parse(body.toString());
const promised = ({ head }: Raw): number => Number(/^Content-Length: (\d+)$/im.exec(head)?.[1] ?? Number.NaN);
const success = (raw: Raw): void => expect(json(raw)['status']).toBe('Success');
const pageOf =
  (status: number) =>
  ({ head, body }: Raw): void => {
    expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(head).toContain('Content-Type: text/html');
    expect(body.toString()).toContain(`<h1>${status}`);
    // The page imitates a gateway, and the mock's own headers are kept.
    expect(head).toMatch(/^X-Mock-Scenario: success$/m);
  };

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
    const mock = mockOver(over);
    appears(await withFault(`${name}${quick[name] ?? ''}`, over));
    await expect.poll(() => mock.requests().at(-1)?.state).not.toBe('open');
    const answer = mock.requests().at(-1)?.answer;
    expect([answer?.fault?.type, answer?.status, mock.requests().at(-1)?.state]).toEqual([name, status, state]);
    expect(answer?.intendedStatus).toBe(status === 200 ? undefined : 200);
  });
});

describe('a fault', () => {
  test('does not affect later answers', async () => {
    const { head, body } = await withFault('delay; ms=0');
    expect(head).toMatch(/^X-Trx-No: \d+$/m);
    expect(JSON.parse(body.toString()).status).toBe('Success');
  });

  test('is named in X-Mock-Fault if it leaves headers intact, unless X-Mock headers are disabled', async () => {
    expect((await withFault('unavailable')).head).toMatch(/^X-Mock-Fault: unavailable$/m);
    expect((await withFault('gzip')).head).toMatch(/^X-Mock-Fault: gzip$/m);
    expect((await sendRaw({})).head).not.toMatch(/^X-Mock-Fault/m);
    const mock = mockOver('plain');
    await mock.update({ mockHeaders: false });
    for (const fault of ['unavailable', 'gzip']) expect((await withFault(fault)).head).not.toMatch(/x-mock/i);
    await mock.update({ mockHeaders: true });
  });

  test('wrong-length may declare less than is sent', async () => {
    const raw = await withFault('wrong-length; promises=less');
    success(raw);
    expect([promised(raw), raw.end]).toEqual([Math.floor(raw.body.length / 2), 'closed']);
  });

  test('header-case may use upper case', async () => {
    const { head } = await withFault('header-case; case=upper');
    expect(head).toMatch(/^X-TRX-NO: \d+$/m);
    expect(head).toMatch(/^DATE: .* GMT$/m);
    expect(head).not.toMatch(/^(Date|Connection|Content-Length):/m);
  });

  test.each([
    ['127.0.0.1', 'localhost'],
    ['localhost', '127.0.0.1'],
  ])('redirect leads a client from %s to %s, where the same session answers', async (from, to) => {
    const mock = mockOver('plain');
    const session = mock.session('followed', { fault: { type: 'redirect' }, scenario: 'success' });
    const called = new URL(session.url);
    called.hostname = from;
    const init = { method: 'POST', body: 'the same body' } as const;
    const first = await fetch(`${called}/biometric/facecompareliveness?more=1`, { ...init, redirect: 'manual' });
    expect([first.status, first.headers.get('location')]).toEqual([
      307,
      `//${to}:${mock.port}/s/followed/biometric/facecompareliveness?more=1&redirected=yes`,
    ]);
    const followed = await fetch(`${called}/biometric/facecompareliveness`, init);
    expect([new URL(followed.url).hostname, (await followed.json()).status]).toEqual([to, 'Success']);
    expect(session.requests().map(({ answer }) => answer?.status)).toEqual([307, 307, 200]);
    session.close();
  });

  test('redirect has the requested status', async () => {
    pageOf(302)(await withFault('redirect; status=302'));
    expect((await withFault('redirect; status=304')).head).toMatch(/^HTTP\/1\.1 400 /);
  });

  test('latin-1 may declare the true charset', async () => {
    expect((await withFault('latin-1; says=iso-8859-1')).head).toContain('charset=iso-8859-1');
  });

  test('chunk-error has the reason phrase of its status', async () => {
    const contract = await loadContract();
    const success = contract.scenarios.get('success');
    if (!success) throw new Error('there is no success');
    const scenarios = new Map(contract.scenarios).set('success', {
      ...success,
      render: (values) => ({ ...success.render(values), status: 402 }),
    });
    await mockOver('plain').update({ contract: { ...contract, scenarios } });
    expect((await withFault('chunk-error')).head).toMatch(/^HTTP\/1\.1 402 Payment Required\r\n/);
    await mockOver('plain').update({ contract });
  });

  test('with status 503 names the time of Retry-After only where it is given', async () => {
    expect((await withFault('unavailable; seconds=2')).head).toMatch(/^Retry-After: 2$/m);
    expect((await withFault('unavailable')).head).not.toMatch(/retry-after/i);
  });

  test('closes the connection itself, even if the client keeps its side open', async () => {
    // Otherwise a client that never ends its side would keep the connection forever.
    for (const fault of ['garbage', 'empty-reply', 'chunk-error', 'wrong-length', 'stall-body; ms=1']) {
      const socket = open('plain', () =>
        socket.write(
          `POST /demo/biometric/facecompareliveness HTTP/1.1\r\nHost: mock\r\nX-Mock-Fault: ${fault}\r\nContent-Length: 0\r\n\r\n`,
        ),
      );
      socket.resume();
      await new Promise((resolve) => socket.once('end', resolve));
      // A write to a fully closed connection is answered with a reset.
      const broken = new Promise((resolve) => socket.once('error', resolve));
      const writing = setInterval(() => socket.write('x'), 5);
      expect(await broken).toMatchObject({ code: expect.stringMatching(/^(ECONNRESET|EPIPE)$/) });
      clearInterval(writing);
      socket.destroy();
    }
  });

  test.each([
    ['resett', /unknown fault "resett"; use one of delay, .*, or none \(did you mean reset\?\)/],
    ['reset; ms=1', /the fault reset has no parameter "ms"; it has delay, spread, distribution, charged/],
    ['delay; seconds=1', /has no parameter "seconds"; it has ms, spread/],
    ['delay; delay=1', /has no parameter "delay"/],
    ['delay; ms=soon', /ms=soon of the fault delay is not a number from 0 to 600000/],
    ['unavailable; charged=maybe', /charged=maybe of the fault unavailable is not one of yes, no/],
    ['delay; __proto__=1', /has no parameter \*\*\* \(9 characters\)/],
  ])('of %j is rejected with 400 and the list of faults', async (text, message) => {
    expect(() => parseFault(text)).toThrow(message);
    const raw = await withFault(text);
    expect(raw.head).toMatch(/^HTTP\/1\.1 400 /);
    expect(json(raw)).toMatchObject({ title: 'Wrong value of X-Mock-Fault', faults: [...faultNames, 'none'] });
  });
});
