import { once } from 'node:events';
import { IncomingMessage, ServerResponse } from 'node:http';
import { connect, Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { loadContract } from '../../spec/index.js';
import { createMockServer, type MockServer } from '../server.js';
import { waitUnlessClosed } from './wire.js';

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer({ contract: await loadContract(), limits: { bodyTimeout: 1000 } });
});
afterAll(() => mock.close());

// The mock's timers run only when a test advances them.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A request in flight. */
interface InFlight {
  readonly socket: Socket;
  readonly got: () => string;
  /** Whether everything written has been sent. */
  readonly drained: () => boolean;
}

const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});

function send(session: string, headers: Readonly<Record<string, string>>, body?: Buffer): InFlight {
  const lines = [
    `POST /s/${session}/demo/biometric/facecompareliveness HTTP/1.1`,
    'Host: mock',
    'X-Mock-Scenario: success',
    ...Object.entries({ 'Content-Length': String(body?.length ?? 0), ...headers }).map((pair) => pair.join(': ')),
    '',
    '',
  ];
  const socket = connect(mock.port, '127.0.0.1');
  sockets.push(socket);
  let text = '';
  socket.setEncoding('latin1').on('data', (piece: string) => {
    text += piece;
  });
  socket.on('error', () => {});
  let drained = false;
  socket.write(lines.join('\r\n'));
  socket.write(body ?? '', () => {
    drained = true;
  });
  return { socket, got: () => text, drained: () => drained };
}

/** Waits for connections only: `expect.poll` would advance the timers. */
async function until(isSo: () => unknown): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}

const isAnswered = ({ got }: InFlight): Promise<void> => until(() => got().includes('"status":"Success"}'));
const entryOf = (session: string) => mock.session(session).requests()[0];

/** Opens a session, so that its journal can be read later, and returns its id. */
function opened(id: string): { readonly id: string; readonly entry: () => ReturnType<typeof entryOf> } {
  const session = mock.session(id);
  return { id, entry: () => session.requests()[0] };
}

/** Sends another request and awaits its answer. By then the mock has answered every earlier request that is not delayed. */
async function meanwhile(body?: Buffer): Promise<void> {
  await isAnswered(send('meanwhile', {}, body));
}

const isDecided = (entry: () => ReturnType<typeof entryOf>): Promise<void> => until(() => entry()?.answer);

describe('a delay', () => {
  test.each([
    ['X-Mock-Delay alone', { 'X-Mock-Delay': '30000' }, 'HTTP/1.1 200', { type: 'delay', ms: 30_000 }],
    [
      'a delayed fault',
      { 'X-Mock-Fault': 'gateway-timeout; delay=30000' },
      'HTTP/1.1 504',
      { type: 'gateway-timeout', delay: 30_000 },
    ],
    [
      'a fault together with X-Mock-Delay',
      { 'X-Mock-Fault': 'unavailable; delay=10000', 'X-Mock-Delay': '20000' },
      'HTTP/1.1 503',
      { type: 'unavailable', delay: 30_000 },
    ],
    [
      'a delay together with X-Mock-Delay',
      { 'X-Mock-Fault': 'delay; ms=10000', 'X-Mock-Delay': '20000' },
      'HTTP/1.1 200',
      { type: 'delay', ms: 30_000 },
    ],
  ] as const)('requested by %s delays the answer for that time', async (name, headers, answer, fault) => {
    const { id, entry } = opened(name.replaceAll(/\W/g, '-'));
    const slow = send(id, headers);
    await isDecided(entry);
    expect(entry()?.answer?.fault).toEqual(fault);
    vi.advanceTimersByTime(29_999);
    await meanwhile();
    expect(slow.got()).toBe('');
    expect(entry()?.state).toBe('open');
    vi.advanceTimersByTime(1);
    await until(() => slow.got().includes(answer));
    await until(() => entry()?.state === 'answered');
  });

  test("of X-Mock-Delay is added to the session's fault", async () => {
    const session = mock.session('later', { fault: { type: 'bad-gateway' } });
    const slow = send('later', { 'X-Mock-Delay': '500' });
    await isDecided(() => session.requests()[0]);
    expect(session.requests()[0]?.answer?.fault).toEqual({ type: 'bad-gateway', delay: 500 });
    vi.advanceTimersByTime(500);
    await until(() => slow.got().includes('HTTP/1.1 502'));
  });

  test('ends when the client disconnects', async () => {
    const { id, entry } = opened('impatient');
    const slow = send(id, { 'X-Mock-Delay': '600000' });
    await isDecided(entry);
    slow.socket.destroy();
    await until(() => entry()?.state === 'aborted');
    expect(entry()?.answer).toMatchObject({ status: 0, intendedStatus: 200 });
  });

  test('does not start for a disconnected client, and leaves no timer after a disconnection', async () => {
    const responseOn = (socket: Socket): ServerResponse => {
      const response = new ServerResponse(new IncomingMessage(socket));
      response.assignSocket(socket);
      return response;
    };
    const [gone, going] = [new Socket(), new Socket()];
    const left = responseOn(gone);
    gone.destroy();
    await once(left, 'close');
    await waitUnlessClosed(left, 600_000);
    expect(vi.getTimerCount()).toBe(0);
    const waited = waitUnlessClosed(responseOn(going), 600_000);
    expect(vi.getTimerCount()).toBe(1);
    going.destroy();
    await waited;
    expect(vi.getTimerCount()).toBe(0);
  });
});

const continued = 'HTTP/1.1 100 Continue\r\n\r\n';

/** More than the kernel buffers on both sides of a connection. */
const large = Buffer.alloc(32 * 1024 * 1024, 'x');

describe('a stalled upload', () => {
  test('is not read during the stall, so that a client cannot send a large body', async () => {
    const { id, entry } = opened('stalled');
    const stalled = send(id, { 'X-Mock-Fault': 'stall-upload; ms=60000' }, large);
    await until(entry);
    vi.advanceTimersByTime(59_999);
    // Equally large, and sent later: when it is through, the mock has read everything that it reads.
    await meanwhile(large);
    expect(stalled.drained()).toBe(false);
    vi.advanceTimersByTime(1);
    await isAnswered(stalled);
    expect(stalled.drained()).toBe(true);
  });

  test('differs from a plain delay, which reads the body and delays only the answer', async () => {
    const { id, entry } = opened('not-stalled');
    const delayed = send(id, { 'X-Mock-Delay': '500' }, large);
    await isDecided(entry);
    expect([delayed.drained(), delayed.got()]).toEqual([true, '']);
    vi.advanceTimersByTime(500);
    await isAnswered(delayed);
  });

  test('gets no 100 Continue until the mock reads', async () => {
    const { id, entry } = opened('expecting');
    const headers = { Expect: '100-continue', 'Content-Length': '5' };
    const stalled = send(id, { ...headers, 'X-Mock-Fault': 'stall-upload; ms=500' });
    await until(entry);
    const other = send('expecting-too', headers);
    await until(() => other.got() === continued);
    expect(stalled.got()).toBe('');
    vi.advanceTimersByTime(500);
    await until(() => stalled.got() === continued);
    for (const one of [stalled, other]) {
      one.socket.write('12345');
      await isAnswered(one);
      expect(one.got()).not.toContain('Connection: close');
    }
  });

  test('that is answered without being read closes the connection, because the body will not arrive', async () => {
    const unread = send('nowhere/at/all', { Expect: '100-continue', 'Content-Length': '5' });
    await once(unread.socket, 'close');
    expect(unread.got()).toMatch(/^HTTP\/1\.1 404 [\s\S]*Connection: close/);
  });
});

describe('a body that stalls in the middle', () => {
  test('stays incomplete until the connection is closed', async () => {
    const { id, entry } = opened('hanging');
    const hanging = send(id, { 'X-Mock-Fault': 'stall-body; ms=60000' });
    const half = /^HTTP\/1\.1 200 [\s\S]*\r\n\r\n\{"date"/;
    await until(() => half.test(hanging.got()));
    vi.advanceTimersByTime(59_999);
    await meanwhile();
    expect(hanging.got()).not.toContain('"Success"');
    expect([entry()?.state, hanging.socket.readyState]).toEqual(['open', 'open']);
    const closed = once(hanging.socket, 'close');
    vi.advanceTimersByTime(1);
    await closed;
    await until(() => entry()?.state === 'aborted');
    expect(entry()?.answer?.status).toBe(200);
  });
});
