import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { expect } from 'vitest';
import { loadContract } from '../../spec/index.js';
import { createMockServer, type MockServer } from '../server.js';

/** How a client connects. */
export type Over = 'plain' | 'tls';

/** A mock for each way to connect. */
export interface RawMocks extends AsyncDisposable {
  readonly mockOver: (over: Over) => MockServer;
  /** Opens a connection that stays half open after the server ends it, so that a test sees which side closes it. */
  readonly open: (over: Over, whenOpen: (socket: Socket) => void) => Socket;
  /** Requests a forced success over a raw socket, and returns every received byte. */
  readonly sendRaw: (headers: Readonly<Record<string, string>>, over?: Over) => Promise<Raw>;
  readonly withFault: (fault: string, over?: Over) => Promise<Raw>;
}

/** What a client on a raw socket has received. */
export interface Raw {
  readonly head: string;
  readonly body: Buffer;
  readonly all: Buffer;
  /** Number of reads until the end. */
  readonly reads: number;
  /** How the connection ended: closed by the server, or reset. */
  readonly end: 'closed' | 'reset';
}

/** Starts the mocks. */
export async function startRawMocks(): Promise<RawMocks> {
  const contract = await loadContract();
  const mocks = { plain: await createMockServer({ contract }), tls: await createMockServer({ contract, tls: true }) };
  const open = (over: Over, whenOpen: (socket: Socket) => void): Socket => {
    const { port, certificate: ca } = mocks[over];
    const at = { port, host: '127.0.0.1', allowHalfOpen: true };
    const socket: Socket =
      over === 'plain' ? connect(at, () => whenOpen(socket)) : connectTls({ ...at, ca }, () => whenOpen(socket));
    return socket;
  };
  const sendRaw: RawMocks['sendRaw'] = (headers, over = 'plain') => {
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
  };
  return {
    mockOver: (over) => mocks[over],
    open,
    sendRaw,
    withFault: (fault, over) => sendRaw({ 'X-Mock-Fault': fault }, over),
    [Symbol.asyncDispose]: async () => {
      await Promise.all([mocks.plain.close(), mocks.tls.close()]);
    },
  };
}

/** The body as JSON. */
export function json({ body }: Raw): Record<string, unknown> {
  return JSON.parse(body.toString());
}

/** The declared length of the body; NaN without one. */
export function promised({ head }: Raw): number {
  return Number(/^Content-Length: (\d+)$/im.exec(head)?.[1] ?? Number.NaN);
}

/** Expects a success. */
export function success(raw: Raw): void {
  expect(json(raw)['status']).toBe('Success');
}

/** Expects a gateway's page of this status. */
export function pageOf(status: number): (raw: Raw) => void {
  return ({ head, body }) => {
    expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(head).toContain('Content-Type: text/html');
    expect(body.toString()).toContain(`<h1>${status}`);
    // The page imitates a gateway, and the mock's own headers are kept.
    expect(head).toMatch(/^X-Mock-Scenario: success$/m);
  };
}
