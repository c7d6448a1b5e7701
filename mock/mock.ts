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
import { boundRequest } from './http/guard.js';
import type { Limits } from './http/limits.js';
import { checkOrigins } from './http/origins.js';
import type { Refusal } from './http/refusal.js';
import { announceClosing, createEvents } from './journal/events.js';
import { type Admit, createAdmit } from './operation/pages.js';

import { checkSession, type MockSession, openMockSession } from './sessions/mock-session.js';
import { createSessions } from './sessions/sessions.js';
import type { FileStore } from './store/file/file-store.js';
import { builtInTenants } from './store/tenants.js';
import { logEvents, logOf } from './telemetry/log.js';
import { createMetrics } from './telemetry/metrics.js';

export type { MockChange, MockOptions } from './config/option-types.js';

/** What the routes are made of; a change of any of these makes others. */
const routeOptions = changeableIn('mock');

/** The options that a mock goes by now. */
type InForce = Omit<MockOptions, keyof ContractOptions> & ContractInForce;

/** The control over a mock from inside its process: its own session, and those that it opens. */
export interface MockControl extends Omit<MockSession, 'close'> {
  readonly contract: Contract;
  /** What was mended at the start or will not do, in words: a record of the state file that a kill has cut off, a certificate that is not valid now. */
  readonly warnings: readonly string[];
  /**
   * Has everything that begins from now on go by other options. Requests in flight end under the ones that they began
   * with; journal, ledger, and balances of tenants that stay the same are kept.
   *
   * It is in force at once; the promise ends when other tenants are on the state file as well.
   *
   * @throws KitError `usage` for what cannot be, such as an unknown scenario, two tenants of one code or a limit of NaN,
   *   `setup` for an origin that is none; then nothing is changed. `unwritable` when the state file cannot be written; then all is in force, and goes on file with what comes next
   */
  readonly update: (change: MockChange) => Promise<void>;
  /**
   * Opens an isolated world with tenants, journal and ledger of its own, reached under `/s/<id>` or by the header
   * `X-Mock-Session`.
   *
   * @throws KitError `usage` for an id that is not letters, digits, dots and dashes, at most 100, is dots alone, or is a key
   * or looks like a NIK, and for an unknown scenario or fault
   */
  readonly session: (id: string, options?: SessionOptions) => MockSession;
}

/** A mock that nobody listens for yet. */
export interface MockParts {
  /** The Express application that answers. */
  readonly app: RequestListener;
  /** Sets the headers that let a listed page read an answer: for what is refused before it reaches the application. */
  readonly admit: Admit;
  /** Hears of each connection or request that was refused for a limit. */
  readonly onRefused: (refusal: Refusal) => void;
  /** The limits that are in force. */
  readonly limits: () => Limits;
  /** The token that is asked for now. */
  readonly adminToken: () => string | undefined;
  /** Loads the image library soon, while no picture waits for it. The process does not stay alive for that. */
  readonly loadAhead: () => void;
  /** The control over it, once it is known at which address it is reached. */
  readonly controlAt: (url: string) => MockControl;
  /** Ends the event streams, lets `finish` end what else is in flight, and closes the state file and the log. Once: a second call waits for the first. */
  readonly close: (finish?: () => Promise<void>) => Promise<void>;
}

/**
 * Makes all of a mock but the listening.
 *
 * @throws KitError `setup` when one of `corsOrigins` is no origin, or the state file cannot be used;
 *   `usage` for what cannot be, such as an unknown scenario
 */
export async function setUpMock(options: MockOptions): Promise<MockParts> {
  // Before a state file is opened, which would have to be closed again.
  checkOrigins(options.corsOrigins ?? []);
  // Here, not at the top: who imports the folder for something else does not wait for Express.
  const { createApp, createRoutes } = await import('./app.js');
  // One after the other: Jest loads no two modules at once that have a third in common.
  const { imageLibrary } = await import('../fixtures/index.js');
  const documented = await loadProfile('documented');
  const inForce: InForce = { ...options, ...contractInForce(options, documented) };
  checkSession(inForce.contract, inForce);
  const log = logOf(options.log);
  const state = await openState(options, (text) => log?.always('error', 'notice', { text }));
  try {
    const parts = partsOf(options, inForce, documented, { state, log, createApp, createRoutes });
    return { ...parts, loadAhead: () => void setTimeout(loadFirst, 0, imageLibrary).unref() };
  } catch (error) {
    // Its lock would keep the next start out.
    await state?.close();
    throw error;
  }
}

/** Loads what the first picture needs. Where it cannot be loaded, the inspection of that picture says why. */
function loadFirst(load: () => unknown): void {
  try {
    load();
  } catch {}
}

/** What a mock is put together from once its options have been checked. */
interface Opened extends Pick<typeof import('./app.js'), 'createApp' | 'createRoutes'> {
  readonly state: FileStore | undefined;
  readonly log: Log | undefined;
}

/** What there is to a mock once its state file is open. */
function partsOf(
  options: MockOptions,
  atStart: InForce,
  documented: LoadedProfile,
  { state, log, createApp, createRoutes }: Opened,
): Omit<MockParts, 'loadAhead'> {
  let current = atStart;
  const limitsOf = (of: Pick<MockOptions, 'limits'>): Limits => ({ ...defaultLimits, ...of.limits });
  const events = createEvents();
  if (log) logEvents(events, log.line);
  const sessions = createSessions(picked(options, namesIn('session')), events, {
    store: state?.store,
    ...(options.sessions === undefined ? {} : { most: options.sessions }),
    ...(options.sessionIdle === undefined ? {} : { idleMs: options.sessionIdle }),
    tell: (text) => log?.line('warn', 'notice', { text }),
  });
  const metrics = options.metrics ? createMetrics(events, sessions, () => current.contract) : undefined;
  const makeRoutes = (of: InForce) =>
    createRoutes({
      contract: of.contract,
      profile: of.profile,
      mockHeaders: of.mockHeaders ?? defaults.mockHeaders,
      channels: of.channels ?? defaults.channels,
      requestFaults: of.requestFaults ?? defaults.requestFaults,
      faceEngine: of.faceEngine ?? defaults.faceEngine,
      token: of.adminToken,
      corsOrigins: of.corsOrigins ?? defaults.corsOrigins,
      limits: limitsOf(of),
      sessions,
      events,
      trouble: () => state?.trouble(),
      ...(metrics ? { metrics: metrics.render } : {}),
    });
  const makeAdmit = ({ corsOrigins = [], contract }: InForce): Admit => createAdmit(corsOrigins, contract);
  let routes = makeRoutes(current);
  let admit = makeAdmit(current);
  const update = async (change: MockChange): Promise<void> => {
    checkOptions(change, changeSchemas);
    const next = { ...current, ...change, ...changedContract(current, change, documented) } as InForce;
    checkOrigins(next.corsOrigins ?? []);
    checkSession(next.contract, next);
    // New routes have to warm up: only for what they are made of.
    const isRebuilt = routeOptions.some((name) => !isDeepStrictEqual(current[name], next[name]));
    const nextRoutes = isRebuilt ? makeRoutes(next) : routes;
    const nextAdmit = isRebuilt ? makeAdmit(next) : admit;
    const onFile = sessions.change(picked(next, changeableIn('session')));
    [current, routes, admit] = [next, nextRoutes, nextAdmit];
    await onFile;
  };
  const controlAt = (url: string): MockControl => {
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
      get contract() {
        return current.contract;
      },
      warnings: state?.warnings ?? [],
      update,
      session: (id, sessionOptions = {}) => {
        checkOptions(sessionOptions, sessionSchemas);
        checkSession(current.contract, sessionOptions);
        sessions.open(id, sessionOptions);
        return view(id);
      },
    };
  };
  const close = async (finish?: () => Promise<void>): Promise<void> => {
    announceClosing(events);
    await finish?.();
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
    app,
    admit: (request, response) => admit(request, response),
    onRefused,
    limits,
    adminToken: () => current.adminToken,
    controlAt,
    close: (finish) => {
      closed ??= close(finish);
      return closed;
    },
  };
}

async function openState(
  { state, stateSync = false, tenants = builtInTenants }: MockOptions,
  lost: (text: string) => void,
) {
  if (state === undefined) {
    if (!stateSync) return undefined;
    throw new KitError('usage', 'no state file is given that could wait for the disk; add --state <file>');
  }
  const { createFileStore } = await import('./store/file/file-store.js');
  return createFileStore(state, { tenants, sync: stateSync, lost });
}

/** What is given of some options. */
function picked<Name extends keyof MockOptions>(
  options: { readonly [Option in Name]?: MockOptions[Option] | undefined },
  names: readonly Name[],
): Pick<MockOptions, Name> {
  const given = names.filter((name) => options[name] !== undefined);
  return Object.fromEntries(given.map((name) => [name, options[name]])) as Pick<MockOptions, Name>;
}
