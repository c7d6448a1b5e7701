import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Contract, KitError, loadContract, reasonOf } from '../spec/index.js';
import { type Channel, channels } from './channels.js';
import { createEvents } from './events.js';
import { createHandler } from './handler.js';
import type { JournalEntry } from './journal.js';
import type { Transaction } from './ledger.js';
import type { QueueStep } from './queue.js';
import type { Session, SessionOptions } from './session.js';
import { createSessions } from './sessions.js';
import type { Tenant } from './tenants.js';

/** What a mock is made with, whoever listens for it. Everything has a default. */
export interface MockOptions {
  /** The contract to keep; `documented` unless another is given. */
  readonly contract?: Contract;
  /** Tenants of the mock's own session; the built-in ones unless others are given. */
  readonly tenants?: readonly Tenant[];
  /** Whether answers carry `X-Mock-*` headers. Default true. */
  readonly mockHeaders?: boolean;
  /** The ways in which a scenario may be asked for; all of them unless some are named. */
  readonly channels?: readonly Channel[];
  /** Bearer token that the admin API asks for; without it, anyone who reaches the port may use it. */
  readonly adminToken?: string;
}

/** What a mock server is started with. Everything has a default. */
export interface MockServerOptions extends MockOptions {
  /** Default `127.0.0.1`. */
  readonly host?: string;
  /** Default 0: a free one. */
  readonly port?: number;
}

/** A session of a mock server, as the in-process user sees it. */
export interface MockSession {
  /** Base address: what stands before `/biometric/facecompareliveness`. */
  readonly url: string;
  /** What it received, oldest first. */
  readonly requests: () => readonly JournalEntry[];
  /** What it charged, oldest first. */
  readonly transactions: () => readonly Transaction[];
  readonly tenants: () => readonly Tenant[];
  /** Puts scenarios behind those that are to answer next. */
  readonly enqueue: (...steps: readonly QueueStep[]) => void;
  /** Sets the scenario that answers where nothing else asks for another; undefined leaves it to the rules. */
  readonly setScenario: (name: string | undefined) => void;
  /** Forgets the session; its address opens a fresh one from then on. */
  readonly close: () => void;
}

/** The control over a mock from inside its process: its own session, and those that it opens. */
export interface MockControl extends Omit<MockSession, 'close'> {
  readonly contract: Contract;
  /**
   * Opens an isolated world with tenants, journal and ledger of its own, reached under `/s/<id>` or by the header
   * `X-Mock-Session`.
   *
   * @throws KitError `usage` for an id that is not letters, digits, dots and dashes, at most 100
   */
  readonly session: (id: string, options?: SessionOptions) => MockSession;
  /** Sets the mock's own session back to its beginning. */
  readonly reset: () => void;
}

/** A running mock server. `await using` closes it. */
export interface MockServer extends AsyncDisposable, MockControl {
  readonly host: string;
  readonly port: number;
  /** Stops listening and ends when the requests in flight have been answered, or after `graceMs` (default 10 000). */
  readonly close: (graceMs?: number) => Promise<void>;
}

/**
 * Starts a mock server.
 *
 * @throws KitError `setup` when it cannot listen (port in use, no such address, not allowed), or two tenants share a code
 */
export async function createMockServer(options: MockServerOptions = {}): Promise<MockServer> {
  const { host = '127.0.0.1', port = 0 } = options;
  const { handler, controlAt } = await setUpMock(options);
  const server = createServer(handler);
  await listen(server, host, port);
  const bound = (server.address() as AddressInfo).port;
  const close = async (graceMs = 10_000): Promise<void> => closeServer(server, graceMs);
  return {
    ...controlAt(`http://${reachable(host)}:${bound}`),
    host,
    port: bound,
    close,
    [Symbol.asyncDispose]: () => close(),
  };
}

/** A mock that nobody listens for yet. */
export interface MockParts {
  readonly handler: RequestListener;
  /** The control over it, once it is known at which address it is reached. */
  readonly controlAt: (url: string) => MockControl;
}

/** Makes all of a mock but the listening. @throws KitError `setup` when two tenants share a code */
export async function setUpMock(options: MockOptions): Promise<MockParts> {
  const contract = options.contract ?? (await loadContract());
  const events = createEvents();
  const sessions = createSessions(options.tenants ? { tenants: options.tenants } : {}, events);
  const handler = createHandler({
    contract,
    mockHeaders: options.mockHeaders ?? true,
    channels: options.channels ?? channels,
    token: options.adminToken,
    sessions,
    events,
  });
  return {
    handler,
    controlAt: (url) => ({
      ...view(url, sessions.own),
      contract,
      session: (id, sessionOptions = {}) => {
        const session = sessions.open(id, sessionOptions);
        return { ...view(`${url}/s/${id}`, () => session), close: () => sessions.close(id) };
      },
      reset: () => sessions.close(undefined),
    }),
  };
}

/** The host to write into an address: of one that stands for all addresses, the loopback one. */
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

function view(url: string, session: () => Session): Omit<MockSession, 'close'> {
  return {
    url,
    requests: () => session().journal.list(),
    transactions: () => session().ledger.list(),
    tenants: () => session().tenants.list(),
    enqueue: (...steps) => session().queue.add(steps),
    setScenario: (name) => session().setScenario(name),
  };
}

async function listen(server: Server, host: string, port: number): Promise<void> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new KitError('setup', `cannot listen on ${host}:${port}: ${whyNot(error)}`, { cause: error });
  }
}

function whyNot(error: unknown): string {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return 'the port is in use; stop what uses it, or give another with --port (0 takes a free one)';
    case 'EACCES':
      return 'the port is not allowed to this user; give one above 1023 with --port';
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'the address is not one of this machine; give another with --host';
    default:
      return reasonOf(error);
  }
}

async function closeServer(server: Server, graceMs: number): Promise<void> {
  if (!server.listening) return;
  const timer = setTimeout(() => server.closeAllConnections(), graceMs);
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  await closed;
  clearTimeout(timer);
}
