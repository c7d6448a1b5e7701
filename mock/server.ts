import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { isDeepStrictEqual } from 'node:util';
import { type Contract, KitError, type LoadedProfile, loadContract, loadProfile, reasonOf } from '../spec/index.js';
import { checkOrigins } from './admin/browsers.js';
import { type Channel, channels } from './channels.js';
import { createEvents } from './events.js';
import type { FaceEngineMode } from './face-engine.js';
import { guard, serverOptions } from './guard.js';
import { createHandler } from './handler.js';
import { defaultLimits, type Limits } from './limits.js';
import { type Log, type LogOptions, logEvents, openLog } from './log.js';
import { createMetrics } from './metrics.js';
import { checkSession, type MockSession, openMockSession } from './mock-session.js';
import type { SessionOptions } from './session.js';
import { createSessions } from './sessions.js';
import { openStateFile } from './state/state-file.js';
import { builtInTenants } from './tenants.js';
import { checkTlsPair, selfSigned, type TlsPair } from './tls.js';

/** What a mock server is started with. Everything has a default. What a session takes is for the mock's own one. */
export interface MockServerOptions extends SessionOptions {
  /** The profile to answer under, as `loadProfile` returns it; `documented` unless another is given. */
  readonly profile?: LoadedProfile;
  /** The contract to keep, e.g. from an edited OpenAPI file; the profile's unless another is given. */
  readonly contract?: Contract;
  /** Default `127.0.0.1`. */
  readonly host?: string;
  /** Default 0: a free one. */
  readonly port?: number;
  /** Whether answers carry `X-Mock-*` headers. Default true. */
  readonly mockHeaders?: boolean;
  /** The ways in which a scenario may be asked for; all of them unless some are named. */
  readonly channels?: readonly Channel[];
  /** How much the simulated face engine looks at: `full` (default), `marks` alone, or `off`. */
  readonly faceEngine?: FaceEngineMode;
  /** Bearer token that the admin API asks for; without it, anyone who reaches the port may use it. */
  readonly adminToken?: string;
  /** Origins of pages that may use the admin API from a browser, e.g. `http://localhost:5173`; none unless listed. */
  readonly corsOrigins?: readonly string[];
  /** File that keeps the tenants, the numbering and the ledger of the mock's own session over restarts and kills. */
  readonly state?: string;
  /** Answer only when the disk has what `state` keeps, so that a loss of power does no harm either. Default false. */
  readonly stateSync?: boolean;
  /** Speaks HTTPS, with this certificate or one that is generated for loopback, the host and these names. Default false. */
  readonly tls?: TlsPair | { readonly names: readonly string[] } | boolean;
  /** Bounds that are to be others than the default ones. */
  readonly limits?: Partial<Limits>;
  /** Logs each request; nothing is logged unless this is given. */
  readonly log?: LogOptions | Log;
  /** Measures for Prometheus at `/__admin/metrics`. Default false. */
  readonly metrics?: boolean;
}

/** What a request handler is made of; a change of any of these makes another one. */
const handlerOptions = [
  'profile',
  'contract',
  'mockHeaders',
  'channels',
  'faceEngine',
  'adminToken',
  'corsOrigins',
  'limits',
] as const;

/** What can be changed while a mock server runs. What is left out stays; undefined takes an option back to its default. */
export type MockChange = {
  readonly [Option in keyof SessionOptions | (typeof handlerOptions)[number]]?: MockServerOptions[Option] | undefined;
};

/** A running mock server. `await using` closes it. */
export interface MockServer extends AsyncDisposable, Omit<MockSession, 'close'> {
  readonly host: string;
  readonly port: number;
  readonly contract: Contract;
  /** What was mended at the start, in words: a record of the state file that a kill has cut off. */
  readonly warnings: readonly string[];
  /** The certificate that it serves, as PEM text, for clients to trust; undefined without TLS. */
  readonly certificate: string | undefined;
  /**
   * Has everything that begins from now on go by other options. Requests in flight end under the ones that they began
   * with; journal, ledger, and balances of tenants that stay the same are kept.
   *
   * It is in force at once; the promise ends when other tenants are on the state file as well.
   *
   * @throws KitError `setup` when two tenants share a code, `usage` for an unknown scenario or fault; then nothing is
   *   changed. `unwritable` when the state file cannot be written; then all is in force, and goes on file with what comes next
   */
  readonly update: (change: MockChange) => Promise<void>;
  /**
   * Opens an isolated world with tenants, journal and ledger of its own, reached under `/s/<id>` or by the header
   * `X-Mock-Session`.
   *
   * @throws KitError `usage` for an id that is not letters, digits, dots and dashes, at most 100, or an unknown
   * scenario or fault
   */
  readonly session: (id: string, options?: SessionOptions) => MockSession;
  /** Stops listening and ends when the requests in flight have been answered, or after `graceMs` (default 10 000). */
  readonly close: (graceMs?: number) => Promise<void>;
}

/**
 * Starts a mock server.
 *
 * @throws KitError `setup` when it cannot listen (port in use, no such address, not allowed), two tenants share a code, one of
 *   `corsOrigins` is no origin, or the state file or the certificate cannot be used; `usage` for an unknown scenario or fault
 */
export async function createMockServer(options: MockServerOptions = {}): Promise<MockServer> {
  const { host = '127.0.0.1', port = 0 } = options;
  // Before a state file is opened, which would have to be closed again.
  checkOrigins(options.corsOrigins ?? []);
  let current = await withContract(options);
  checkSession(current.contract, current);
  const limitsOf = (of: MockServerOptions): Limits => ({ ...defaultLimits, ...of.limits });
  const limits = (): Limits => limitsOf(current);
  const tls = options.tls ? await tlsPairFor(options.tls, host) : undefined;
  const events = createEvents();
  const log = options.log && 'line' in options.log ? options.log : options.log && openLog(options.log);
  if (log) logEvents(events, log.line);
  const state = await openState(options);
  const sessions = createSessions(sessionOptionsIn(options), events, state);
  const metrics = options.metrics ? createMetrics(events, sessions, () => current.contract) : undefined;
  const makeHandler = (of: typeof current) =>
    createHandler({
      contract: of.contract,
      profile: of.profile,
      mockHeaders: of.mockHeaders ?? true,
      channels: of.channels ?? channels,
      faceEngine: of.faceEngine ?? 'full',
      token: of.adminToken,
      corsOrigins: of.corsOrigins ?? [],
      limits: limitsOf(of),
      sessions,
      events,
      ...(metrics ? { metrics: metrics.render } : {}),
    });
  let handle: ReturnType<typeof makeHandler>;
  let server: Server;
  let guarding: ReturnType<typeof guard>;
  try {
    handle = makeHandler(current);
    server = tls ? createTlsServer({ ...serverOptions(limits()), ...tls }) : createServer(serverOptions(limits()));
    guarding = guard(server, limits, events, (request, response) => {
      metrics?.begin(request, response);
      handle(request, response);
    });
    await listen(server, host, port);
  } catch (error) {
    await state?.close();
    throw error;
  }
  const bound = (server.address() as AddressInfo).port;
  const url = `${tls ? 'https' : 'http'}://${reachable(host)}:${bound}`;
  const close = async (graceMs = 10_000): Promise<void> => {
    if (!server.listening) return;
    events.emit('closing');
    await closeServer(server, graceMs);
    await state?.close();
    await log?.flush();
  };
  const view = (id?: string): MockSession =>
    openMockSession({
      url: id === undefined ? url : `${url}/s/${id}`,
      id,
      contract: () => current.contract,
      sessions,
      events,
    });
  return {
    ...view(),
    host,
    port: bound,
    get contract() {
      return current.contract;
    },
    warnings: state?.warnings ?? [],
    certificate: tls?.cert,
    update: async (change) => {
      const next = { ...current, ...change, contract: change.contract ?? current.contract } as typeof current;
      checkSession(next.contract, next);
      // A new handler has to warm up: only for what it is made of.
      const rebuilt = handlerOptions.some((name) => !isDeepStrictEqual(current[name], next[name]));
      const nextHandle = rebuilt ? makeHandler(next) : handle;
      const onFile = sessions.change(sessionOptionsIn(next));
      [current, handle] = [next, nextHandle];
      guarding.apply(limits());
      await onFile;
    },
    session: (id, sessionOptions = {}) => {
      checkSession(current.contract, sessionOptions);
      sessions.open(id, sessionOptions);
      return view(id);
    },
    close,
    [Symbol.asyncDispose]: () => close(),
  };
}

/** The options with the contract that they come to, and with the profile unless that is an edited file's. */
async function withContract(options: MockServerOptions): Promise<MockServerOptions & { readonly contract: Contract }> {
  if (options.contract) return { ...options, contract: options.contract };
  const profile = options.profile ?? (await loadProfile('documented'));
  return { ...options, profile, contract: await loadContract(profile.profile) };
}

async function openState({ state, stateSync = false, tenants = builtInTenants }: MockServerOptions) {
  if (state !== undefined) return openStateFile(state, { tenants, sync: stateSync });
  if (stateSync) throw new KitError('usage', 'no state file is given that could wait for the disk; add --state <file>');
  return undefined;
}

/** What a session takes of a mock's options. */
function sessionOptionsIn(options: MockServerOptions): SessionOptions {
  const names = ['tenants', 'scenario', 'queue', 'fault', 'keepSecrets', 'keepImages'] as const;
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
  const timer = setTimeout(() => server.closeAllConnections(), graceMs);
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  await closed;
  clearTimeout(timer);
}
