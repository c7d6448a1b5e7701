import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { contractUnder, documented } from '../../spec/index.js';
import type { RecordedExchange } from './exchange.js';
import { startRecorder } from './recorder.js';
import type { RecorderOptions } from './recorder-options.js';

/** The base path of the targets in these tests. */
export const base = '/demo';
export const operationPath = '/demo/biometric/facecompareliveness';

/** A recorder of a test, and what it has recorded. */
export interface TestRecorder extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly exchanges: readonly RecordedExchange[];
  /** Waits until that many exchanges are over. */
  readonly over: (count: number) => Promise<readonly RecordedExchange[]>;
  readonly close: (signal?: AbortSignal) => Promise<void>;
}

/** Starts a recorder before a target on this port. */
export async function startTestRecorder(
  targetPort: number,
  options: Partial<RecorderOptions> = {},
): Promise<TestRecorder> {
  const exchanges: RecordedExchange[] = [];
  const waiting: (() => void)[] = [];
  const recorder = await startRecorder({
    target: new URL(`http://127.0.0.1:${targetPort}${base}`),
    contract: contractUnder(documented),
    timeoutMs: 20_000,
    host: '127.0.0.1',
    port: 0,
    ...options,
    onExchange: (exchange, sent) => {
      exchanges.push(exchange);
      options.onExchange?.(exchange, sent);
      for (const look of waiting.splice(0)) look();
    },
  });
  let closed: Promise<void> | undefined;
  const close = (signal = AbortSignal.abort('SIGINT')): Promise<void> => {
    closed ??= recorder.close(signal);
    return closed;
  };
  return {
    url: recorder.url,
    port: Number(new URL(recorder.url).port),
    exchanges,
    over: async (count) => {
      while (exchanges.length < count) await new Promise<void>((resolve) => waiting.push(resolve));
      return exchanges;
    },
    close,
    [Symbol.asyncDispose]: () => close(),
  };
}

/** A server of bytes: what came over each of its connections, and what it says. */
export interface ByteServer extends AsyncDisposable {
  readonly port: number;
  /** What came over each connection so far. */
  readonly received: readonly Buffer[];
}

/** Starts a server that hands each connection to `serve`, with what has come over it so far at each piece. */
export async function startByteServer(
  serve: (soFar: Buffer, socket: Socket, number: number) => void,
): Promise<ByteServer> {
  const received: Buffer[] = [];
  const sockets = new Set<Socket>();
  const server: Server = createServer({ allowHalfOpen: true }, (socket) => {
    const number = received.push(Buffer.alloc(0)) - 1;
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('data', (piece) => {
      const soFar = Buffer.concat([received[number] ?? Buffer.alloc(0), piece]);
      received[number] = soFar;
      serve(soFar, socket, number);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    received,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A request or an answer in bytes, taken apart. */
export interface Message {
  readonly first: string;
  /** As they came. */
  readonly headers: readonly string[];
  /** With its chunks. */
  readonly rawBody: Buffer;
  /** Without its chunks. */
  readonly body: Buffer;
  readonly isComplete: boolean;
}

/** Takes a message in bytes apart. Undefined while its head is not complete. */
export function readMessage(bytes: Buffer): Message | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [first = '', ...headers] = bytes.subarray(0, end).toString('latin1').split('\r\n');
  const rawBody = bytes.subarray(end + 4);
  if (headers.some((line) => /^transfer-encoding:.*chunked/i.test(line))) {
    const { body, isComplete } = withoutChunks(rawBody);
    return { first, headers, rawBody, body, isComplete };
  }
  const length = headers.find((line) => /^content-length:/i.test(line))?.split(':')[1];
  return { first, headers, rawBody, body: rawBody, isComplete: rawBody.length >= Number(length ?? 0) };
}

function withoutChunks(bytes: Buffer): { readonly body: Buffer; readonly isComplete: boolean } {
  const pieces: Buffer[] = [];
  for (let from = 0; ; ) {
    const end = bytes.indexOf('\r\n', from);
    if (end < 0) return { body: Buffer.concat(pieces), isComplete: false };
    const size = Number.parseInt(bytes.toString('latin1', from, end), 16);
    if (size === 0)
      return { body: Buffer.concat(pieces), isComplete: bytes.includes('\r\n\r\n', Math.max(from, end - 2)) };
    pieces.push(bytes.subarray(end + 2, end + 2 + size));
    from = end + 2 + size + 2;
  }
}

/** Answers with these bytes as soon as the whole request has come. */
export function answering(answer: Buffer | string, then: (socket: Socket) => void = (socket) => socket.end()) {
  return (soFar: Buffer, socket: Socket): void => {
    if (!readMessage(soFar)?.isComplete) return;
    socket.write(answer, () => then(socket));
  };
}

/** Sends bytes to a port, and returns what comes back until the connection ends. */
export async function sendBytes(port: number, bytes: Buffer | string): Promise<Sent> {
  const socket = connect({ host: '127.0.0.1', port, allowHalfOpen: true });
  const pieces: Buffer[] = [];
  let error: NodeJS.ErrnoException | undefined;
  socket.on('error', (failure) => {
    error = failure;
  });
  socket.on('data', (piece: Buffer) => {
    pieces.push(piece);
    if (readMessage(Buffer.concat(pieces))?.isComplete && !isOpenEnded(Buffer.concat(pieces))) socket.end();
  });
  socket.on('end', () => socket.end());
  socket.write(bytes);
  await once(socket, 'close').catch(() => {});
  return { bytes: Buffer.concat(pieces), code: error?.code };
}

/** What came back. */
export interface Sent {
  readonly bytes: Buffer;
  /** How the connection broke. Absent for one that ended. */
  readonly code: string | undefined;
}

/** Whether only the end of the connection ends the body. */
function isOpenEnded(bytes: Buffer): boolean {
  const { headers = [] } = readMessage(bytes) ?? {};
  return !headers.some((line) => /^(content-length|transfer-encoding):/i.test(line));
}
