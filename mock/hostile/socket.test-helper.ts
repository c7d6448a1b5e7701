import { connect, type Socket } from 'node:net';

/** A raw answer from the wire. */
export interface RawAnswer {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** A connection that sends raw bytes, one request after another. */
export interface RawConnection {
  /** Writes each piece separately, and waits for the answer. Rejects if none arrives in time. */
  readonly exchange: (pieces: readonly Buffer[]) => Promise<RawAnswer>;
  readonly close: () => void;
}

/** Creates a connection that opens its socket on demand, and again after the mock has closed it. */
export function createRawConnection(port: number, patienceMs = 20_000): RawConnection {
  let socket: Socket | undefined;
  return {
    exchange: (pieces) =>
      new Promise((resolve, reject) => {
        socket ??= connect({ port, host: '127.0.0.1', noDelay: true });
        const current = socket;
        const got: Buffer[] = [];
        const settle = (end: () => void, keep: boolean): void => {
          clearTimeout(timer);
          current.removeAllListeners().on('error', () => {});
          if (keep) current.once('close', forget);
          else {
            forget();
            current.destroy();
          }
          end();
        };
        const forget = (): void => {
          if (socket === current) socket = undefined;
        };
        const fail = (why: string): void => settle(() => reject(new Error(why)), false);
        const timer = setTimeout(() => fail(`no answer within ${patienceMs} ms`), patienceMs);
        current.removeAllListeners();
        current.on('data', (chunk) => {
          got.push(chunk);
          const answer = parseAnswer(Buffer.concat(got).toString('latin1'));
          if (answer) settle(() => resolve(answer), answer.headers.get('connection') !== 'close');
        });
        // The mock may answer and close while the rest is still being sent: the answer counts.
        let broken = '';
        current.once('error', ({ message }) => {
          broken = message;
        });
        current.once('close', () => fail(`the connection was closed without an answer ${broken}`.trim()));
        for (const piece of pieces) current.write(piece);
      }),
    close: () => socket?.destroy(),
  };
}

/** Parses a complete answer; undefined while it is incomplete. Skips interim answers (1xx). */
export function parseAnswer(text: string): RawAnswer | undefined {
  const blank = text.indexOf('\r\n\r\n');
  if (blank < 0) return undefined;
  const [first = '', ...lines] = text.slice(0, blank).split('\r\n');
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(first)?.[1]);
  if (status < 200) return parseAnswer(text.slice(blank + 4));
  const headers = new Map(
    lines.map((line): [string, string] => [
      line.slice(0, line.indexOf(':')).toLowerCase(),
      line.slice(line.indexOf(':') + 1).trim(),
    ]),
  );
  const rest = text.slice(blank + 4);
  const body = headers.get('transfer-encoding') === 'chunked' ? unchunked(rest) : rest;
  if (body === undefined || body.length < Number(headers.get('content-length') ?? 0)) return undefined;
  return { status, headers, body: Buffer.from(body, 'latin1').toString('utf8') };
}

/** Joins a chunked body; undefined before the last chunk. */
export function unchunked(text: string): string | undefined {
  let body = '';
  let at = 0;
  for (;;) {
    const line = text.indexOf('\r\n', at);
    if (line < 0) return undefined;
    const size = Number.parseInt(text.slice(at, line), 16);
    if (size === 0) return text.includes('\r\n\r\n', line) ? body : undefined;
    body += text.slice(line + 2, line + 2 + size);
    at = line + 2 + size + 2;
  }
}
