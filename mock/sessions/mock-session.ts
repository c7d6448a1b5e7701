import { type Contract, KitError } from '../../spec/index.js';
import { checkOptions, sessionSchemas } from '../config/check-options.js';
import { scenarioProblem } from '../config/scenario-names.js';
import { type FaultInput, scheduleOf } from '../faults/index.js';
import type { MockEvents } from '../journal/events.js';
import { type Har, harOf } from '../journal/har.js';
import { matching, type Received, UnmetError, type Verification, verification } from '../journal/verify.js';
import { sequenceVerification } from '../journal/verify-sequence.js';
import { waitForRequests } from '../journal/wait.js';
import type { ScenarioName } from '../schemas/choices.js';
import { waitOptionsSchema } from '../schemas/criteria-schemas.js';
import type { NumberTest, RequestCriteria, WaitOptions } from '../schemas/criteria-types.js';
import type { JournalEntry } from '../schemas/journal-types.js';
import { createInputAssertion } from '../schemas/schema-problems.js';
import type { QueueItem, Tenant, TenantInput, Transaction } from '../schemas/session-types.js';
import { isLocal, type LocalStore } from '../store/store.js';
import { checkTenantChange, type TenantChange } from '../store/tenant-change.js';
import { checkCodes } from '../store/tenants.js';
import { createClock } from './clock.js';
import { scenariosIn } from './queue.js';
import type { Session, SessionOptions } from './session.js';
import type { Sessions } from './sessions.js';

/** In-process control of a session. The admin API runs the same code. */
export interface MockSession {
  /** Base URL: the part before `/biometric/facecompareliveness`. */
  readonly url: string;
  /** Returns the recorded requests, oldest first, filtered by the criteria. */
  readonly requests: (criteria?: RequestCriteria) => readonly JournalEntry[];
  /** Returns the same requests as an HTTP Archive (HAR 1.2), without the bytes of pictures. */
  readonly har: (criteria?: RequestCriteria) => Har;
  /**
   * Waits for a request that meets the criteria, existing ones included. With `count`, waits for that many and returns
   * the last one.
   *
   * @throws UnmetError on timeout, or when the mock stops, with near misses
   * @throws KitError `usage` for an invalid count or timeout
   */
  readonly waitForRequest: (criteria?: RequestCriteria, options?: WaitOptions) => Promise<JournalEntry>;
  /**
   * Asserts that `count` requests meet the criteria. Default: at least one.
   *
   * @throws UnmetError if they do not, with near misses
   */
  readonly verify: (criteria: RequestCriteria, options?: { readonly count?: NumberTest }) => void;
  /**
   * Asserts that requests met these criteria in order. Other requests may come between them.
   *
   * @throws UnmetError if they did not, with the unmet step and its near misses
   */
  readonly verifySequence: (sequence: readonly RequestCriteria[]) => void;
  /** Returns the ledger, oldest row first. @throws KitError `usage` if the state is on a server; use `readTransactions` */
  readonly transactions: () => readonly Transaction[];
  /** Returns the tenants. @throws KitError `usage` as `transactions` does */
  readonly tenants: () => readonly Tenant[];
  /** Returns the ledger, wherever the state is. @throws KitError `unwritable` if it is out of reach */
  readonly readTransactions: () => Promise<readonly Transaction[]>;
  /** Returns the tenants, wherever the state is. @throws KitError `unwritable` if it is out of reach */
  readonly readTenants: () => Promise<readonly Tenant[]>;
  /**
   * Adds a tenant, or changes the given properties of one. The change is in memory at once. The promise resolves when
   * it is in the state file, if there is one.
   *
   * @throws KitError `usage` for a new tenant without key, and for an unknown scenario
   */
  readonly setTenant: (tenant: TenantChange) => Promise<Tenant>;
  /**
   * Appends scenarios to the queue: names or `{ scenario, times }`. At the end, `{ then: name }` repeats one scenario
   * and `{ repeat: true }` restarts the queue.
   *
   * @throws KitError `usage` for an unknown scenario
   */
  readonly queue: (...items: readonly QueueItem[]) => void;
  /**
   * Sets the default scenario. Undefined leaves the answer to the rules.
   *
   * @throws KitError `usage` for an unknown scenario
   */
  readonly setDefault: (name: ScenarioName | undefined) => void;
  /**
   * Sets the fault for requests that select none: a fault, a text (`delay; ms=500`), a schedule, or undefined for none.
   *
   * @throws KitError `usage` for an invalid fault
   */
  readonly setFault: (fault: FaultInput | undefined) => void;
  /** Resets the session to its initial options. @throws KitError `unwritable` when it cannot be saved */
  readonly reset: () => void;
  /** Closes the session. A later request to its address opens a new one. */
  readonly close: () => void;
}

/** Dependencies of the control. */
export interface MockSessionOptions {
  readonly url: string;
  readonly id: string | undefined;
  readonly contract: () => Contract;
  readonly sessions: Sessions;
  readonly events: MockEvents;
}

/** Creates the control of a session. It looks the session up by id on each call, so it survives a reset. */
export function createMockSession({ url, id, contract, sessions, events }: MockSessionOptions): MockSession {
  const session = (): Session => {
    const open = sessions.get(id);
    if (!open) throw new KitError('internal', `session ${id}: its id was taken when it was opened, and is not now`);
    return open;
  };
  const altered = (): void => void events.emit('altered', id);
  const received = (): Received => ({ entries: session().journal.list(), contract: contract() });
  return {
    url,
    requests: (criteria) => matching(received(), criteria),
    har: (criteria) => harOf(matching(received(), criteria), new URL(url).origin),
    waitForRequest: async (criteria = {}, options = {}) => {
      assertWaitOptions(options);
      const source = { events, contract: contract(), session: id, journal: () => session().journal };
      const found = await waitForRequests(source, criteria, options);
      // The wait returns that many requests or throws.
      return found[(options.count ?? 1) - 1] as JournalEntry;
    },
    verify: (criteria, { count } = {}) => {
      if (count !== undefined) assertCount(count);
      assertVerified(verification(received(), criteria, count));
    },
    verifySequence: (sequence) => assertVerified(sequenceVerification(received(), sequence)),
    transactions: () => localOf(session(), 'readTransactions()').view.transactions(),
    tenants: () => localOf(session(), 'readTenants()').view.tenants(),
    readTransactions: async () => {
      const { transactions } = await session().store.transactions({ offset: 0, limit: Number.POSITIVE_INFINITY });
      return transactions;
    },
    readTenants: () => session().store.tenants(),
    setTenant: async (change) => {
      checkTenantChange(change);
      if (typeof change.scenario === 'string') checkScenarios(contract(), [change.scenario]);
      const { tenant } = await session().store.setTenant(change);
      altered();
      return tenant;
    },
    queue: (...items) => {
      checkOptions({ queue: items }, sessionSchemas);
      checkSession(contract(), { queue: items });
      localOf(session(), 'POST /__admin/queue');
      session().queue.add(items);
      altered();
    },
    setDefault: (name) => {
      checkOptions({ scenario: name }, sessionSchemas);
      checkSession(contract(), { scenario: name });
      localOf(session(), 'PUT /__admin/scenario/default');
      session().setDefault(name);
      altered();
    },
    setFault: (fault) => {
      checkOptions({ fault }, sessionSchemas);
      checkSession(contract(), { fault });
      localOf(session(), 'PUT /__admin/fault');
      session().faults.set(fault);
      altered();
    },
    reset: () => {
      localOf(session(), 'POST /__admin/reset');
      void sessions.reset(id);
      altered();
    },
    close: () => {
      localOf(session(), id === undefined ? 'POST /__admin/reset' : 'DELETE /__admin/sessions/<id>');
      void sessions.close(id);
      altered();
    },
  };
}

/** @throws KitError `usage` if the store is on a server, which answers later */
function localOf({ store }: Session, address: string): LocalStore {
  if (isLocal(store)) return store;
  throw new KitError('usage', `the state is on a server, which answers later; call ${address}`);
}

function assertVerified({ ok, text, nearMisses }: Verification): void {
  if (!ok) throw new UnmetError(text, nearMisses);
}

const assertCount = createInputAssertion('NumberTest', 'count', { open: true });
const assertWaitOptions = createInputAssertion(waitOptionsSchema, 'options of waitForRequest', { open: true });
const assertFault = createInputAssertion('FaultOrSchedule', 'fault', { open: true });

/** The options of a session that have rules beyond their schemas. */
type CheckedOptions = {
  readonly [Option in 'tenants' | 'scenario' | 'queue' | 'fault' | 'clock']?: SessionOptions[Option] | undefined;
};

/** Checks session options against the contract. @throws KitError `usage` that names the invalid value */
export function checkSession(
  contract: Contract,
  { tenants = [], scenario, queue = [], fault, clock }: CheckedOptions,
): void {
  createClock(clock);
  checkCodes(tenants);
  checkTenantScenarios(contract, tenants);
  checkScenarios(contract, [...(scenario === undefined ? [] : [scenario]), ...scenariosIn(queue)]);
  if (fault === undefined) return;
  assertFault(fault);
  scheduleOf(fault);
}

/** Checks the scenarios of tenants. @throws KitError `usage` that names the place of an unknown one */
export function checkTenantScenarios(contract: Contract, tenants: readonly TenantInput[]): void {
  for (const [place, { scenario }] of tenants.entries())
    if (scenario !== undefined) checkScenarios(contract, [scenario], `tenants[${place}].scenario: `);
}

function checkScenarios(contract: Contract, names: readonly string[], place = ''): void {
  const problem = scenarioProblem(contract, names);
  if (problem !== undefined) throw new KitError('usage', `${place}${problem}`);
}
