import type { RequestListener } from 'node:http';
import { isDeepStrictEqual } from 'node:util';
import { type Contract, KitError, type LoadedProfile, loadProfile } from '../spec/index.js';
import { changeSchemas, checkOptions, sessionSchemas } from './config/check-options.js';
import {
  type ContractInForce,
  type ContractOptions,
  changedContract,
  contractInForce,
} from './config/contract-in-force.js';
import { changeableIn, defaultLimits, defaults, namesIn } from './config/in-process.js';
import type { Log } from './config/log-options.js';
import type { MockChange, MockOptions, SessionOptions } from './config/option-types.js';
import { isServerAddress } from './config/state-address.js';
import { boundRequest } from './http/guard.js';
import type { Limits } from './http/limits.js';
import { checkOrigins } from './http/origins.js';
import type { Refusal } from './http/refusal.js';
import type { ServedAt } from './http/served-at.js';
import { announceClosing, createEvents } from './journal/events.js';
import { createCorsHandler, type HandleCors } from './operation/pages.js';

import { checkSession, createMockSession, type MockSession } from './sessions/mock-session.js';
import { createSessions } from './sessions/sessions.js';
import type { SharedState } from './shared/shared-state.js';
import type { StoreEngine } from './store/engine.js';
import type { RedisEngine } from './store/redis/redis-engine.js';
import { tenantsOf } from './store/tenants.js';
import { logEvents, resolveLog } from './telemetry/log.js';
import { createMetrics } from './telemetry/metrics.js';

export type { MockChange, MockOptions } from './config/option-types.js';

/** Options that the routes depend on. Changing one rebuilds the routes. */
const routeOptions = changeableIn('mock');

/** The options in effect. */
type InForce = Omit<MockOptions, keyof ContractOptions> & ContractInForce;

/** In-process control of a mock: its default session, and the sessions that it opens. */
export interface MockControl extends Omit<MockSession, 'close'> {
  readonly contract: Contract;
  /** Problems that do not prevent the start, e.g. an expired certificate. */
  readonly warnings: readonly string[];
  /**
   * Changes options while the mock runs. Requests in flight keep their options. Journal, ledger and the balances of
   * unchanged tenants are kept.
   *
   * The change takes effect immediately. The promise resolves when new tenants are written to the state file.
   *
   * @throws KitError `usage` for an invalid value, such as an unknown scenario, a duplicate tenant code or a limit of
   *   NaN; `setup` for an invalid origin. Nothing changes then. `unwritable` when the state cannot be saved; the change
   *   is in effect, and changed tenants with the next write
   */
  readonly update: (change: MockChange) => Promise<void>;
  /**
   * Opens an isolated session with its own tenants, journal and ledger. Clients reach it under `/s/<id>` or by the
   * header `X-Mock-Session`.
   *
   * @throws KitError `usage` for an id that is not 1 to 100 letters, digits, dots and dashes, that is only dots, or
   *   that is a key or looks like a NIK, and for an unknown scenario or fault
   */
  readonly session: (id: string, options?: SessionOptions) => MockSession;
}

/** A mock that does not listen yet. */
export interface MockParts {
  /** The Express application. */
  readonly app: RequestListener;
  /** Sets the CORS headers on answers that are sent before the application runs. */
  readonly admit: HandleCors;
  /** Receives each connection and request that a limit has rejected. */
  readonly onRefused: (refusal: Refusal) => void;
  /** Returns the limits in effect. */
  readonly limits: () => Limits;
  /** Records where the server listens, for the addresses that the admin API lists. */
  readonly noteServedAt: (at: ServedAt) => void;
  /** Returns the admin token in effect. */
  readonly adminToken: () => string | undefined;
  /** Loads the image library soon, before the first picture needs it. The timer does not keep the process alive. */
  readonly loadAhead: () => void;
  /** Returns the control of the mock at this base URL. */
  readonly controlAt: (url: string) => MockControl;
  /**
   * Ends the event streams, runs `finish` to end other requests, and closes the state file and the log. A second call
   * returns the first promise.
   */
  readonly close: (finish?: () => Promise<void>) => Promise<void>;
}

/**
 * Creates a mock that does not listen.
 *
 * @throws KitError `setup` when one of `corsOrigins` is not an origin, or the state file cannot be used; `usage` for an
 *   invalid value, such as an unknown scenario
 */
export async function createMock(options: MockOptions): Promise<MockParts> {
  // Checked before the state file is opened, which an error would leave open.
  checkOrigins(options.corsOrigins ?? []);
  // A lazy import, so that importing the folder does not load Express.
  const { createApp, createRoutes } = await import('./app.js');
  // One after the other: Jest loads no two modules at once that have a third in common.
  const { imageLibrary } = await import('../fixtures/index.js');
  const documented = await loadProfile('documented');
  const inForce: InForce = { ...options, ...contractInForce(options, documented) };
  checkSession(inForce.contract, inForce);
  const log = resolveLog(options.log);
  const state = await openState(options);
  try {
    const shared = await openShared(state, options);
    const { begin, ...mock } = assembleMock(options, inForce, documented, {
      state,
      shared,
      log,
      createApp,
      createRoutes,
    });
    await begin();
    return { ...mock, loadAhead: () => void setTimeout(loadFirst, 0, imageLibrary).unref() };
  } catch (error) {
    // Otherwise the file would stay open.
    await state?.close();
    throw error;
  }
}

/** Loads what the first picture needs. If that fails, the inspection of that picture says why. */
function loadFirst(load: () => unknown): void {
  try {
    load();
  } catch {}
}

/** What a mock is built from, besides its options. */
interface MockDependencies extends Pick<typeof import('./app.js'), 'createApp' | 'createRoutes'> {
  readonly state: StoreEngine | undefined;
  readonly shared: SharedState | undefined;
  readonly log: Log | undefined;
}

/** Builds the mock once its state file is open. */
function assembleMock(
  options: MockOptions,
  atStart: InForce,
  documented: LoadedProfile,
  { state, shared, log, createApp, createRoutes }: MockDependencies,
): Omit<MockParts, 'loadAhead'> & { readonly begin: () => Promise<void> } {
  let current = atStart;
  let servedAt: ServedAt | undefined;
  const limitsOf = ({ limits }: Pick<MockOptions, 'limits'>): Limits => ({ ...defaultLimits, ...limits });
  const events = createEvents();
  if (log) logEvents(events, log.line, () => current.contract);
  const sessions = createSessions(picked(options, namesIn('session')), events, {
    store: state?.store,
    shared,
    ...(options.sessions === undefined ? {} : { maxSessions: options.sessions }),
    ...(options.sessionIdle === undefined ? {} : { idleMs: options.sessionIdle }),
    warn: (text) => log?.line('warn', 'notice', { text }),
  });
  const metrics = options.metrics ? createMetrics(events, sessions, () => current.contract) : undefined;
  const makeRoutes = (inForce: InForce) =>
    createRoutes({
      contract: inForce.contract,
      profile: inForce.profile,
      mockHeaders: inForce.mockHeaders ?? defaults.mockHeaders,
      channels: inForce.channels ?? defaults.channels,
      requestFaults: inForce.requestFaults ?? defaults.requestFaults,
      faceEngine: inForce.faceEngine ?? defaults.faceEngine,
      token: inForce.adminToken,
      corsOrigins: inForce.corsOrigins ?? defaults.corsOrigins,
      limits: limitsOf(inForce),
      sessions,
      events,
      servedAt: () => servedAt,
      healthProblem: async () => state?.trouble(),
      ...(metrics ? { metrics: metrics.render } : {}),
    });
  const makeAdmit = ({ corsOrigins = [], contract }: InForce): HandleCors => createCorsHandler(corsOrigins, contract);
  let routes = makeRoutes(current);
  let admit = makeAdmit(current);
  const update = async (change: MockChange): Promise<void> => {
    checkOptions(change, changeSchemas);
    const next = { ...current, ...change, ...changedContract(current, change, documented) } as InForce;
    checkOrigins(next.corsOrigins ?? []);
    checkSession(next.contract, next);
    // New routes start cold, so they are rebuilt only when an option that they use changes.
    const isRebuilt = routeOptions.some((name) => !isDeepStrictEqual(current[name], next[name]));
    const nextRoutes = isRebuilt ? makeRoutes(next) : routes;
    const nextAdmit = isRebuilt ? makeAdmit(next) : admit;
    const onFile = sessions.change(picked(next, changeableIn('session')));
    [current, routes, admit] = [next, nextRoutes, nextAdmit];
    await onFile;
  };
  const controlAt = (url: string): MockControl => {
    const view = (id?: string): MockSession =>
      createMockSession({
        url: id === undefined ? url : `${url}/s/${id}`,
        id,
        contract: () => current.contract,
        sessions,
        events,
      });
    return {
      ...view(),
      get contract() {
        return current.contract;
      },
      warnings: state?.warnings ?? [],
      update,
      session: (id, sessionOptions = {}) => {
        checkOptions(sessionOptions, sessionSchemas);
        checkSession(current.contract, sessionOptions);
        if (shared)
          throw new KitError('usage', 'the state is on a server, which answers later; call PUT /__admin/sessions/<id>');
        sessions.open(id, sessionOptions);
        return view(id);
      },
    };
  };
  const close = async (finish?: () => Promise<void>): Promise<void> => {
    announceClosing(events);
    sessions.stopExpiry();
    await finish?.();
    shared?.journal.close();
    await state?.close();
    await log?.flush();
  };
  let closed: Promise<void> | undefined;
  const onRefused = (refusal: Refusal): void => void events.emit('refused', refusal);
  const limits = (): Limits => limitsOf(current);
  const app = createApp({
    admit: (request, response, next) => {
      admit(request, response);
      next();
    },
    limit: (request, response, next) => {
      if (boundRequest(request, response, limits(), onRefused)) next();
    },
    measure:
      metrics &&
      ((request, response, next) => {
        metrics.begin(request, response);
        next();
      }),
    routes: () => routes,
  });
  return {
    /** Takes over what other replicas share, and shares what is new in this one's configuration. */
    begin: async () => {
      await sessions.sync?.(undefined);
      if (shared) await sessions.change(picked(options, changeableIn('session')));
    },
    app,
    admit: (request, response) => admit(request, response),
    onRefused,
    limits,
    noteServedAt: (at) => {
      servedAt = at;
    },
    adminToken: () => current.adminToken,
    controlAt,
    close: (finish) => {
      closed ??= close(finish);
      return closed;
    },
  };
}

/** Opens what keeps the state, loaded only when it is needed. */
async function openState({
  state,
  stateSync = false,
  tenants,
  firstTrxNo,
}: MockOptions): Promise<StoreEngine | undefined> {
  if (state === undefined) {
    if (!stateSync) return undefined;
    throw new KitError('usage', 'stateSync needs a state file; add --state <file>');
  }
  if (isServerAddress(state)) {
    if (stateSync)
      throw new KitError(
        'usage',
        'stateSync needs a state file; the server of an address decides itself, see its appendfsync',
      );
    const { createRedisEngine } = await import('./store/redis/redis-engine.js');
    return createRedisEngine(state, tenantsOf(tenants), firstTrxNo);
  }
  const { createLmdbStore } = await import('./store/lmdb/lmdb-store.js');
  return createLmdbStore(state, { tenants: tenantsOf(tenants), firstTrxNo, sync: stateSync });
}

/** Opens what replicas share besides the store; undefined unless the state is on a server. */
async function openShared(
  state: StoreEngine | undefined,
  { sessionIdle = defaults.sessionIdle }: MockOptions,
): Promise<SharedState | undefined> {
  if (!state || !('connection' in state)) return undefined;
  const { createRedisSharedState } = await import('./shared/redis-shared-state.js');
  return createRedisSharedState((state as RedisEngine).connection, sessionIdle);
}

/** Returns the given options that have a value. */
function picked<Name extends keyof MockOptions>(
  options: { readonly [Option in Name]?: MockOptions[Option] | undefined },
  names: readonly Name[],
): Pick<MockOptions, Name> {
  const given = names.filter((name) => options[name] !== undefined);
  return Object.fromEntries(given.map((name) => [name, options[name]])) as Pick<MockOptions, Name>;
}
