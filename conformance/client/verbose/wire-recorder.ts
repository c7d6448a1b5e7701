import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A request and its answer, as their bytes went over a connection. */
export interface WireExchange {
  /** The head of the request, up to the empty line, or the first bytes of what is no request. */
  readonly head: string;
  /** The number of bytes behind the head. */
  readonly bodyBytes: number;
  /** The first bytes of the answer. */
  readonly answer: Buffer;
  readonly answerBytes: number;
  /** How the mock ended the connection after the answer. Absent while it is open. */
  readonly end?: 'closed' | 'reset';
}

/** Stands between a client and a mock, and records what goes over the wire. */
export interface WireRecorder extends AsyncDisposable {
  readonly port: number;
  readonly exchanges: () => readonly WireExchange[];
}

/** The number of bytes that the recorder keeps of a head, and of an answer. */
const mostBytes = 64 * 1024;

/** An exchange under way. */
interface Recording {
  head: Buffer;
  isHeadOver: boolean;
  bodyBytes: number;
  answer: Buffer;
  answerBytes: number;
  end?: 'closed' | 'reset';
}

/** Starts a recorder in front of a mock. It passes on resets as resets. */
export async function startWireRecorder(host: string, mockPort: number, mockHost: string): Promise<WireRecorder> {
  const recordings: Recording[] = [];
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const mock = connect({ host: mockHost, port: mockPort, allowHalfOpen: true });
    let current: Recording | undefined;
    for (const socket of [client, mock]) {
      socket.setNoDelay(true);
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    }
    client.on('data', (bytes) => {
      // No client sends the next request before it has an answer, so a request line behind an answer starts the next exchange.
      if (!current || (current.answerBytes > 0 && /^[A-Z]+ \S+ HTTP\/1/.test(bytes.toString('latin1', 0, 2000)))) {
        current = createRecording();
        recordings.push(current);
      }
      recordRequest(current, bytes);
    });
    mock.on('data', (bytes) => {
      if (!current) return;
      current.answerBytes += bytes.length;
      current.answer = kept(current.answer, bytes);
    });
    let hasLeft = false;
    client.once('end', () => {
      hasLeft = true;
    });
    mock.once('end', () => {
      // A mock that ends after its client only follows it.
      if (current && !hasLeft) current.end ??= 'closed';
    });
    mock.once('error', () => {
      if (current) current.end ??= 'reset';
      client.resetAndDestroy();
    });
    client.once('error', () => mock.resetAndDestroy());
    client.pipe(mock);
    mock.pipe(client);
  });
  server.listen(0, host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    exchanges: () =>
      recordings.map(({ head, bodyBytes, answer, answerBytes, end }) => ({
        head: head.toString('latin1').replace(/\r\n\r\n$/, ''),
        bodyBytes,
        answer,
        answerBytes,
        ...(end === undefined ? {} : { end }),
      })),
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function createRecording(): Recording {
  return { head: Buffer.alloc(0), isHeadOver: false, bodyBytes: 0, answer: Buffer.alloc(0), answerBytes: 0 };
}

function recordRequest(recording: Recording, bytes: Buffer): void {
  if (recording.isHeadOver) {
    recording.bodyBytes += bytes.length;
    return;
  }
  const all = Buffer.concat([recording.head, bytes]);
  const end = all.indexOf('\r\n\r\n');
  const length = end >= 0 ? end + 4 : Math.min(all.length, mostBytes);
  recording.head = all.subarray(0, length);
  recording.isHeadOver = end >= 0 || all.length > mostBytes;
  recording.bodyBytes = all.length - length;
}

function kept(before: Buffer, bytes: Buffer): Buffer {
  return before.length >= mostBytes ? before : Buffer.concat([before, bytes]).subarray(0, mostBytes);
}
