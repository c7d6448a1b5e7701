import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, request as openRequest } from 'node:http';
import { duplexPair, type Writable } from 'node:stream';
import { createMockHandler, type JournalEntry, type MockHandler } from '../../mock/index.js';
import type { Contract } from '../../spec/index.js';
import type { Credentials } from '../wire/credentials.js';
import { flushHead, hasLength, requestHeaders } from './heads.js';
import { maxHeadBytes } from './pass-on.js';

/** A diagnosis under way: what takes the body, and what comes of it. */
export interface OpenDiagnosis {
  readonly body: Writable;
  /**
   * Returns what the mock says of the request, when it has read it or the body has ended early. Undefined where it says
   * nothing. Holds secrets and NIKs unmasked.
   */
  readonly entry: () => Promise<JournalEntry | undefined>;
}

/** Says what is wrong with requests: a mock in this process, which nothing else reaches. */
export interface Diagnoser extends AsyncDisposable {
  /** Begins with a request whose path, without the target's own, is `path`. */
  readonly open: (incoming: IncomingMessage, path: string) => OpenDiagnosis;
}

/** Long enough for an upload over a slow line, in milliseconds. */
const longestUploadMs = 3_600_000;
/** How long the mock may take over a request that it has read, in milliseconds. */
const longestReadingMs = 60_000;

/** Headers by which a request chooses what a mock does, or with which a browser names its page. */
const notForTheMock = /^(x-mock-.*|prefer|origin|expect|host|content-length|transfer-encoding)$/i;

/** Creates a diagnoser. It knows the tenants of `credentials`, where the recording has them. */
export async function createDiagnoser(contract: Contract, credentials: Credentials | undefined): Promise<Diagnoser> {
  const mock = await createMockHandler({
    contract,
    channels: [],
    requestFaults: false,
    limits: { bodyTimeout: longestUploadMs },
  });
  const server = createServer({ requestTimeout: 0, headersTimeout: 0, maxHeaderSize: maxHeadBytes }, mock.handler);
  const tenants = [
    ...(credentials ? [{ ...credentials.funded, balance: 1_000_000 }] : []),
    ...(credentials?.empty ? [{ ...credentials.empty, balance: 0 }] : []),
  ];
  return {
    open: (incoming, path) => {
      const id = randomBytes(12).toString('hex');
      const session = mock.session(id, { tenants, keepSecrets: true, journalEntries: 1 });
      const [near, far] = duplexPair();
      server.emit('connection', far);
      const body = openRequest({
        createConnection: () => near,
        method: incoming.method,
        path: `${contract.prefixes[0] ?? ''}${path}`,
        setHost: false,
        maxHeaderSize: maxHeadBytes,
      });
      for (const [name, value] of headersFor(incoming, id)) body.appendHeader(name, value);
      if (!hasLength(incoming.rawHeaders)) body.useChunkedEncodingByDefault = false;
      flushHead(body);
      const read = new Promise<void>((resolve) => {
        body.on('response', (answer) =>
          answer.resume().once('close', () => {
            resolve();
            // The mock answers some requests before it has read them, and must not hold up the target then.
            body.destroy();
          }),
        );
        body.once('error', () => resolve());
        body.once('close', () => resolve());
      });
      // The mock sees the end of a request that its client has left only when the connection ends.
      body.once('close', () => far.destroy());
      return { body, entry: () => entryOf(session, read) };
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await mock.close();
    },
  };
}

function headersFor({ rawHeaders, headers }: IncomingMessage, session: string): readonly (readonly [string, string])[] {
  const passed = requestHeaders(rawHeaders, '127.0.0.1');
  const pairs = passed.flatMap((name, at): [string, string][] =>
    at % 2 === 0 && !notForTheMock.test(name) ? [[name, passed[at + 1] ?? '']] : [],
  );
  const length = headers['content-length'];
  const framing: [string, string][] =
    headers['transfer-encoding'] === undefined
      ? length === undefined
        ? []
        : [['Content-Length', length]]
      : [['Transfer-Encoding', 'chunked']];
  return [...pairs, ...framing, ['Host', '127.0.0.1'], ['X-Mock-Session', session], ['Connection', 'close']];
}

async function entryOf(
  session: ReturnType<MockHandler['session']>,
  read: Promise<void>,
): Promise<JournalEntry | undefined> {
  await read;
  try {
    const [entry] = session.requests();
    if (entry?.state !== 'open') return entry;
    const until = (state: 'answered' | 'aborted') =>
      session.waitForRequest({ state }, { timeoutMs: longestReadingMs }).catch(() => session.requests()[0]);
    return await Promise.race([until('answered'), until('aborted')]);
  } finally {
    session.close();
  }
}
