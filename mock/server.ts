import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Contract, KitError, type LoadedProfile, loadContract, loadProfile, reasonOf } from '../spec/index.js';
import { checkOrigins } from './admin/origins.js';
import { type Channel, channels } from './channels.js';
import { createEvents } from './events.js';
import type { FaceEngineMode } from './face-engine.js';
import { createHandler } from './handler.js';
import { checkSession, type MockSession, openMockSession } from './mock-session.js';
import type { SessionOptions } from './session.js';
import { createSessions } from './sessions.js';
import { builtInTenants, type Tenant } from './tenants.js';

/** What a mock is made with, whoever listens for it. Everything has a default. */
export interface MockOptions {
  /** The profile to answer under, as `loadProfile` returns it; `documented` unless another is given. */
  readonly profile?: LoadedProfile;
  /** The contract to keep, e.g. from an edited OpenAPI file; the profile's unless another is given. */
  readonly contract?: Contract;
  /** Tenants of the mock's own session; the built-in ones unless others are given. */
  readonly tenants?: readonly Tenant[];
  /** Whether answers carry `X-Mock-*` headers. Default true. */
  readonly mockHeaders?: boolean;
  /** The ways in which a scenario may be asked for; all of them unless some are named. */
  readonly channels?: readonly Channel[];
  /** How much the simulated face engine looks at: `full` (default), `marks` alone, or `off`. */
  readonly faceEngine?: FaceEngineMode;
  /** Keep the pictures that come, in memory alone, for somebody who wants to see them. Default false. */
  readonly keepImages?: boolean;
  /** Bearer token that the admin API asks for; without it, anyone who reaches the port may use it. */
  readonly adminToken?: string;
  /** File that keeps the tenants, the numbering and the ledger of the mock's own session over restarts and kills. */
  readonly state?: string;
  /** Answer only when the disk has what `state` keeps, so that a loss of power does no harm either. Default false. */
  readonly stateSync?: boolean;
  /** Origins of pages that may use the admin API from a browser, e.g. `http://localhost:5173`; none unless listed. */
  readonly corsOrigins?: readonly string[];
}

/** What a mock server is started with. Everything has a default. */
export interface MockServerOptions extends MockOptions {
  /** Default `127.0.0.1`. */
  readonly host?: string;
  /** Default 0: a free one. */
  readonly port?: number;
}

/** The control over a mock from inside its process: its own session, and those that it opens. */
export interface MockControl extends Omit<MockSession, 'close'> {
  readonly contract: Contract;
  /** What was mended at the start, in words: a record of the state file that a kill has cut off. */
  readonly warnings: readonly string[];
  /**
   * Opens an isolated world with tenants, journal and ledger of its own, reached under `/s/<id>` or by the header
   * `X-Mock-Session`.
   *
   * @throws KitError `usage` for an id that is not letters, digits, dots and dashes, at most 100, or an unknown
   * scenario or fault
   */
  readonly session: (id: string, options?: SessionOptions) => MockSession;
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
 * @throws KitError `setup` when it cannot listen (port in use, no such address, not allowed), two tenants share a code, one of
 *   `corsOrigins` is no origin, or the state file cannot be used
 */
export async function createMockServer(options: MockServerOptions = {}): Promise<MockServer> {
  const { host = '127.0.0.1', port = 0 } = options;
  const mock = await setUpMock(options);
  const server = createServer(mock.handler);
  await listen(server, host, port).catch(async (error: unknown) => {
    await mock.close();
    throw error;
  });
  const bound = (server.address() as AddressInfo).port;
  const close = async (graceMs = 10_000): Promise<void> => {
    if (!server.listening) return;
    await mock.close(() => closeServer(server, graceMs));
  };
  return {
    ...mock.controlAt(`http://${reachable(host)}:${bound}`),
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
  /** Ends the event streams, lets `finish` end what else is in flight, and closes the state file. */
  readonly close: (finish?: () => Promise<void>) => Promise<void>;
}

/** Makes all of a mock but the listening. */
export async function setUpMock(options: MockOptions): Promise<MockParts> {
  const profile = options.profile ?? (options.contract ? undefined : await loadProfile('documented'));
  const contract = options.contract ?? (await loadContract(profile?.profile));
  const events = createEvents();
  const { tenants, keepImages = false, corsOrigins = [] } = options;
  checkOrigins(corsOrigins);
  const state = await openState(options);
  const sessions = createSessions({ keepImages, ...(tenants ? { tenants } : {}) }, events, state);
  const handler = createHandler({
    contract,
    profile,
    mockHeaders: options.mockHeaders ?? true,
    channels: options.channels ?? channels,
    faceEngine: options.faceEngine ?? 'full',
    token: options.adminToken,
    corsOrigins,
    sessions,
    events,
  });
  const controlAt = (url: string): MockControl => {
    const view = (id?: string): MockSession =>
      openMockSession({ url: id === undefined ? url : `${url}/s/${id}`, id, contract, sessions, events });
    return {
      ...view(),
      contract,
      warnings: state?.warnings ?? [],
      session: (id, sessionOptions = {}) => {
        checkSession(contract, sessionOptions);
        sessions.open(id, sessionOptions);
        return view(id);
      },
    };
  };
  const close = async (finish = async (): Promise<void> => {}): Promise<void> => {
    events.emit('closing');
    await finish();
    await state?.close();
  };
  return { handler, controlAt, close };
}

async function openState({ state, stateSync = false, tenants = builtInTenants }: MockOptions) {
  if (state === undefined) return undefined;
  const { openStateFile } = await import('./state/state-file.js');
  return openStateFile(state, { tenants, sync: stateSync });
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
