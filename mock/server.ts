import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { isDeepStrictEqual } from 'node:util';
import { type Contract, KitError, loadContract, reasonOf } from '../spec/index.js';
import { type Channel, channels } from './channels.js';
import { createEvents } from './events.js';
import { guard, serverOptions } from './guard.js';
import { createHandler } from './handler.js';
import type { JournalEntry } from './journal.js';
import type { Transaction } from './ledger.js';
import { defaultLimits, type Limits } from './limits.js';
import { type Log, type LogOptions, logEvents, openLog } from './log.js';
import { createMetrics } from './metrics.js';
import type { QueueStep } from './queue.js';
import type { Session, SessionOptions } from './session.js';
import { createSessions } from './sessions.js';
import type { Tenant } from './tenants.js';
import { checkTlsPair, selfSigned, type TlsPair } from './tls.js';

/** What a mock server is started with. Everything has a default. What a session takes is for the mock's own one. */
export interface MockServerOptions extends SessionOptions {
  /** The contract to keep; `documented` unless another is given. */
  readonly contract?: Contract;
  /** Default `127.0.0.1`. */
  readonly host?: string;
  /** Default 0: a free one. */
  readonly port?: number;
  /** Whether answers carry `X-Mock-*` headers. Default true. */
  readonly mockHeaders?: boolean;
  /** The ways in which a scenario may be asked for; all of them unless some are named. */
  readonly channels?: readonly Channel[];
  /** Bearer token that the admin API asks for; without it, anyone who reaches the port may use it. */
  readonly adminToken?: string;
  /** Speaks HTTPS, with this certificate or one that is generated for loopback, the host and these names. Default false. */
  readonly tls?: TlsPair | { readonly names: readonly string[] } | boolean;
  /** Bounds that are to be others than the default ones. */
  readonly limits?: Partial<Limits>;
  /** Logs each request; nothing is logged unless this is given. */
  readonly log?: LogOptions | Log;
  /** Measures for Prometheus at `/__admin/metrics`. Default false. */
  readonly metrics?: boolean;
}

/** What can be changed while a mock server runs. What is left out stays; undefined takes an option back to its default. */
export type MockChange = {
  readonly [Option in keyof SessionOptions | 'contract' | 'mockHeaders' | 'channels' | 'adminToken' | 'limits']?:
    | MockServerOptions[Option]
    | undefined;
};

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

/** A running mock server. `await using` closes it. */
export interface MockServer extends AsyncDisposable, Omit<MockSession, 'close'> {
  readonly host: string;
  readonly port: number;
  readonly contract: Contract;
  /** The certificate that it serves, as PEM text, for clients to trust; undefined without TLS. */
  readonly certificate: string | undefined;
  /**
   * Has everything that begins from now on go by other options. Requests in flight end under the ones that they began
   * with; journal, ledger, and balances of tenants that stay the same are kept.
   *
   * @throws KitError `setup` when two tenants share a code; then nothing is changed
   */
  readonly update: (change: MockChange) => void;
  /**
   * Opens an isolated world with tenants, journal and ledger of its own, reached under `/s/<id>` or by the header
   * `X-Mock-Session`.
   *
   * @throws KitError `usage` for an id that is not letters, digits, dots and dashes, at most 100
   */
  readonly session: (id: string, options?: SessionOptions) => MockSession;
  /** Sets the mock's own session back to its beginning. */
  readonly reset: () => void;
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
  const started = { ...options, contract: options.contract ?? (await loadContract()) };
  let current: MockServerOptions & { readonly contract: Contract } = started;
  const limits = (): Limits => ({ ...defaultLimits, ...current.limits });
  const tls = options.tls ? await tlsPairFor(options.tls, host) : undefined;
  const events = createEvents();
  const log = options.log && 'line' in options.log ? options.log : options.log && openLog(options.log);
  if (log) logEvents(events, log.line);
  const sessions = createSessions(sessionOptionsIn(options), events);
  const metrics = options.metrics ? createMetrics(events, sessions, () => current.contract) : undefined;
  const makeHandler = () =>
    createHandler({
      contract: current.contract,
      mockHeaders: current.mockHeaders ?? true,
      channels: current.channels ?? channels,
      token: current.adminToken,
      limits: limits(),
      sessions,
      events,
      metrics,
    });
  let handle = makeHandler();
  const server = tls ? createTlsServer({ ...serverOptions(limits()), ...tls }) : createServer(serverOptions(limits()));
  const guarding = guard(server, limits, events, (request, response) => {
    metrics?.begin(request, response);
    handle(request, response);
  });
  await listen(server, host, port);
  const bound = (server.address() as AddressInfo).port;
  const url = `${tls ? 'https' : 'http'}://${reachable(host)}:${bound}`;
  const close = async (graceMs = 10_000): Promise<void> => {
    await closeServer(server, graceMs);
    await log?.flush();
  };
  return {
    ...view(url, sessions.own),
    host,
    port: bound,
    get contract() {
      return current.contract;
    },
    certificate: tls?.cert,
    update: (change) => {
      const next = { ...current, ...change, contract: change.contract ?? current.contract } as typeof current;
      sessions.change(sessionOptionsIn(next));
      const rebuilt = handlerOptions.some((name) => !isDeepStrictEqual(current[name], next[name]));
      current = next;
      guarding.apply(limits());
      // A new handler has to warm up: only for what it is made of.
      if (rebuilt) handle = makeHandler();
    },
    session: (id, sessionOptions = {}) => {
      const session = sessions.open(id, sessionOptions);
      return { ...view(`${url}/s/${id}`, () => session), close: () => sessions.close(id) };
    },
    reset: () => sessions.close(undefined),
    close,
    [Symbol.asyncDispose]: () => close(),
  };
}

const handlerOptions = ['contract', 'mockHeaders', 'channels', 'adminToken', 'limits'] as const;

/** What a session takes of a mock's options. */
function sessionOptionsIn(options: MockServerOptions): SessionOptions {
  const names = ['tenants', 'scenario', 'queue', 'repeatQueue', 'fault', 'keepSecrets'] as const;
  return Object.fromEntries(names.filter((name) => options[name] !== undefined).map((name) => [name, options[name]]));
}

async function tlsPairFor(tls: NonNullable<MockServerOptions['tls']>, host: string): Promise<TlsPair> {
  if (typeof tls === 'object' && 'cert' in tls) {
    checkTlsPair(tls, { cert: 'tls.cert', key: 'tls.key' });
    return tls;
  }
  return selfSigned([host, ...(typeof tls === 'object' ? tls.names : [])]);
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
