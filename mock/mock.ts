import type { RequestListener } from 'node:http';
import { isDeepStrictEqual } from 'node:util';
import { type Contract, KitError, type LoadedProfile, loadProfile } from '../spec/index.js';
import { createHandler } from './app.js';
import { changeSchemas, checkOptions, sessionSchemas } from './config/check-options.js';
import {
  type ContractInForce,
  type ContractOptions,
  changedContract,
  contractInForce,
} from './config/contract-in-force.js';
import { defaultLimits, type Limits } from './http/limits.js';
import { checkOrigins } from './http/origins.js';
import type { Refusal } from './http/refusal.js';
import { announceClosing, createEvents } from './journal/events.js';
import { type Admit, createAdmit } from './operation/pages.js';

import type { FaceEngineMode } from './schemas/choices.js';
import { type Channel, channels, type LogFormat } from './schemas/choices.js';
import { checkSession, type MockSession, openMockSession } from './sessions/mock-session.js';
import type { SessionChange, SessionOptions } from './sessions/session.js';
import { createSessions } from './sessions/sessions.js';
import type { FileStore } from './store/file/file-store.js';
import { builtInTenants } from './store/tenants.js';
import { type Log, logEvents, logOf } from './telemetry/log.js';
import type { LogOptions } from './telemetry/log-options.js';
import { createMetrics } from './telemetry/metrics.js';

/** What a mock is made with, whoever listens for it. Everything has a default. What a session takes is for the mock's own one. */
export interface MockOptions extends SessionOptions, ContractOptions {
  /** Whether answers carry `X-Mock-*` headers. Default true. */
  readonly mockHeaders?: boolean;
  /** The ways in which a scenario may be asked for; all of them unless some are named. */
  readonly channels?: readonly Channel[];
  /** Whether a request may ask for a fault itself, by `X-Mock-Fault` and `X-Mock-Delay`. Default true. */
  readonly requestFaults?: boolean;
  /** How much the simulated face engine looks at: `full` (default), `marks` alone, or `off`. */
  readonly faceEngine?: FaceEngineMode;
  /** Bearer token that the admin API asks for. Without it, anyone who reaches the port may use it, which a server allows on loopback alone. */
  readonly adminToken?: string;
  /** Origins of pages that may call the operation and use the admin API from a browser, e.g. `http://localhost:5173`; none unless listed. */
  readonly corsOrigins?: readonly string[];
  /** File that keeps the tenants, the numbering and the ledger of the mock's own session over restarts and kills. */
  readonly state?: string;
  /** Answer only when the disk has what `state` keeps, so that a loss of power does no harm either. Default false. */
  readonly stateSync?: boolean;
  /** Sessions that are kept at once. Default 1000; one more pushes another out, those that began by being used first. */
  readonly sessions?: number;
  /** How long a session is kept that nobody uses, in milliseconds. Default half an hour. */
  readonly sessionIdle?: number;
  /** Bounds that are to be others than the default ones. */
  readonly limits?: Partial<Limits>;
  /** Logs each request: `pretty` or `json` on standard output, or as the options say; nothing is logged unless this is given. */
  readonly log?: LogOptions | Log | LogFormat;
  /** Measures for Prometheus at `/__admin/metrics`. Default false. */
  readonly metrics?: boolean;
}

/** What a request handler is made of; a change of any of these makes another one. */
const handlerOptions = [
  'profile',
  'contract',
  'mockHeaders',
  'channels',
  'requestFaults',
  'faceEngine',
  'adminToken',
  'corsOrigins',
  'limits',
] as const;

/** What can be changed while a mock runs. What is left out stays; undefined takes an option back to its default. */
export type MockChange = {
  readonly [Option in keyof SessionChange | (typeof handlerOptions)[number]]?: MockOptions[Option] | undefined;
};

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
  readonly handler: RequestListener;
  /** Sets the headers that let a listed page read the answer; before anything is answered. */
  readonly admit: Admit;
  /** Hears of each connection or request that was refused before it reached the handler. */
  readonly onRefused: (refusal: Refusal) => void;
  /** The limits that are in force. */
  readonly limits: () => Limits;
  /** The token that is asked for now. */
  readonly adminToken: () => string | undefined;
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
  const documented = await loadProfile('documented');
  const inForce: InForce = { ...options, ...contractInForce(options, documented) };
  checkSession(inForce.contract, inForce);
  const log = logOf(options.log);
  const state = await openState(options, (text) => log?.always('error', 'notice', { text }));
  try {
    return partsOf(options, inForce, documented, { state, log });
  } catch (error) {
    // Its lock would keep the next start out.
    await state?.close();
    throw error;
  }
}

/** What there is to a mock once its state file is open. */
function partsOf(
  options: MockOptions,
  atStart: InForce,
  documented: LoadedProfile,
  { state, log }: { readonly state: FileStore | undefined; readonly log: Log | undefined },
): MockParts {
  let current = atStart;
  const { keepSecrets = false, keepImages = false, journalEntries } = options;
  const limitsOf = (of: Pick<MockOptions, 'limits'>): Limits => ({ ...defaultLimits, ...of.limits });
  const events = createEvents();
  if (log) logEvents(events, log.line);
  const sessions = createSessions(
    {
      ...sessionOptionsIn(options),
      keepSecrets,
      keepImages,
      ...(journalEntries === undefined ? {} : { journalEntries }),
    },
    events,
    {
      store: state?.store,
      ...(options.sessions === undefined ? {} : { most: options.sessions }),
      ...(options.sessionIdle === undefined ? {} : { idleMs: options.sessionIdle }),
      tell: (text) => log?.line('warn', 'notice', { text }),
    },
  );
  const metrics = options.metrics ? createMetrics(events, sessions, () => current.contract) : undefined;
  const makeHandler = (of: InForce): RequestListener =>
    createHandler({
      contract: of.contract,
      profile: of.profile,
      mockHeaders: of.mockHeaders ?? true,
      channels: of.channels ?? channels,
      requestFaults: of.requestFaults ?? true,
      faceEngine: of.faceEngine ?? 'full',
      token: of.adminToken,
      corsOrigins: of.corsOrigins ?? [],
      limits: limitsOf(of),
      sessions,
      events,
      trouble: () => state?.trouble(),
      ...(metrics ? { metrics: metrics.render } : {}),
    });
  const makeAdmit = ({ corsOrigins = [], contract }: InForce): Admit => createAdmit(corsOrigins, contract);
  let handle = makeHandler(current);
  let admit = makeAdmit(current);
  const update = async (change: MockChange): Promise<void> => {
    checkOptions(change, changeSchemas);
    const next = { ...current, ...change, ...changedContract(current, change, documented) } as InForce;
    checkOrigins(next.corsOrigins ?? []);
    checkSession(next.contract, next);
    // A new handler has to warm up: only for what it is made of.
    const isRebuilt = handlerOptions.some((name) => !isDeepStrictEqual(current[name], next[name]));
    const nextHandle = isRebuilt ? makeHandler(next) : handle;
    const nextAdmit = isRebuilt ? makeAdmit(next) : admit;
    const onFile = sessions.change(sessionOptionsIn(next));
    [current, handle, admit] = [next, nextHandle, nextAdmit];
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
  return {
    handler: (request, response) => {
      metrics?.begin(request, response);
      handle(request, response);
    },
    admit: (request, response) => admit(request, response),
    onRefused: (refusal) => events.emit('refused', refusal),
    limits: () => limitsOf(current),
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

/** What a session takes of a mock's options, and is changed to while the mock runs. */
function sessionOptionsIn(options: SessionChange): SessionChange {
  const names = ['tenants', 'scenario', 'queue', 'fault'] as const;
  return Object.fromEntries(names.filter((name) => options[name] !== undefined).map((name) => [name, options[name]]));
}
