import { type Contract, KitError } from '../../spec/index.js';
import { checkOptions, sessionSchemas } from '../config/check-options.js';
import { scenarioProblem } from '../config/scenario-names.js';
import { type FaultInput, scheduleOf } from '../faults/index.js';
import type { NumberTest, RequestCriteria } from '../journal/criteria.js';
import type { MockEvents } from '../journal/events.js';
import type { JournalEntry } from '../journal/journal.js';
import { matching, type Received, UnmetError, type Verification, verification } from '../journal/verify.js';
import { sequenceVerification } from '../journal/verify-sequence.js';
import { type WaitOptions, waitForRequests } from '../journal/wait.js';
import { holdTo } from '../schemas/schema-problems.js';
import type { QueueItem, ScenarioName, Tenant } from '../schemas/session-types.js';
import type { Transaction } from '../store/ledger.js';
import type { TenantChange } from '../store/tenant-change.js';
import { checkCodes } from '../store/tenants.js';
import { scenariosIn } from './queue.js';
import type { Session, SessionChange } from './session.js';
import type { Sessions } from './sessions.js';

/** A session of a mock server, as the in-process user sees it. What it does, the admin API does by the same code. */
export interface MockSession {
  /** Base address: what stands before `/biometric/facecompareliveness`. */
  readonly url: string;
  /** What it received and still holds, oldest first; with criteria, those that meet them. */
  readonly requests: (criteria?: RequestCriteria) => readonly JournalEntry[];
  /**
   * Waits for a request that meets the criteria, one that is there already counted, and returns it; with `count`, for
   * so many, and returns the last of these.
   *
   * @throws UnmetError when the time is up or the mock stops, with the requests that came near
   * @throws KitError `usage` for a count or a time that is none
   */
  readonly waitForRequest: (criteria?: RequestCriteria, options?: WaitOptions) => Promise<JournalEntry>;
  /**
   * Makes sure that as many requests as wanted meet the criteria, at least one unless said otherwise.
   *
   * @throws UnmetError where they do not, with the requests that came near
   */
  readonly verify: (criteria: RequestCriteria, options?: { readonly count?: NumberTest }) => void;
  /**
   * Makes sure that requests came which meet these criteria one after another; others may have come between them.
   *
   * @throws UnmetError where they did not, with the step that was not met and the requests that came near to it
   */
  readonly verifySequence: (sequence: readonly RequestCriteria[]) => void;
  /** What it charged and what it gave a number to, oldest first. */
  readonly transactions: () => readonly Transaction[];
  readonly tenants: () => readonly Tenant[];
  /**
   * Adds a tenant, or changes what is given of one; in memory at once, with a state file when it is on the file and the promise ends.
   *
   * @throws KitError `usage` for a new one without key or balance
   */
  readonly setTenant: (tenant: TenantChange) => Promise<Tenant>;
  /**
   * Puts scenarios behind those that are to answer next: names, `{ scenario, times }`, and for what comes after them
   * `{ then: name }`, which stays, or `{ repeat: true }`.
   *
   * @throws KitError `usage` for a name that no scenario has
   */
  readonly queue: (...items: readonly QueueItem[]) => void;
  /**
   * Sets the scenario that answers where nothing else asks for another; undefined leaves it to the rules.
   *
   * @throws KitError `usage` for a name that no scenario has
   */
  readonly setDefault: (name: ScenarioName | undefined) => void;
  /**
   * Sets what is done to answers whose requests bring no fault of their own: a fault, also in words (`delay; ms=500`), a
   * schedule, or nothing.
   *
   * @throws KitError `usage` for what is none
   */
  readonly setFault: (fault: FaultInput | undefined) => void;
  /** Begins it anew, with what it was opened with. @throws KitError `setup` when the state file cannot be written */
  readonly reset: () => void;
  /** Forgets the session; its address opens a fresh one from then on. */
  readonly close: () => void;
}

/** What the view of a session is made of. */
export interface MockSessionOptions {
  readonly url: string;
  readonly id: string | undefined;
  readonly contract: () => Contract;
  readonly sessions: Sessions;
  readonly events: MockEvents;
}

/** Makes the view of a session. It speaks of whichever session has the id, so it outlives a reset. */
export function openMockSession({ url, id, contract, sessions, events }: MockSessionOptions): MockSession {
  const session = (): Session => {
    const open = sessions.get(id);
    if (!open) throw new KitError('internal', `session ${id}: its id was taken when it was opened, and is not now`);
    return open;
  };
  const received = (): Received => ({ entries: session().journal.list(), contract: contract() });
  return {
    url,
    requests: (criteria) => matching(received(), criteria),
    waitForRequest: async (criteria = {}, options = {}) => {
      holdWait(options);
      const source = { events, contract: contract(), session: id, journal: () => session().journal };
      const found = await waitForRequests(source, criteria, options);
      // As many as were asked for, or it has thrown.
      return found[(options.count ?? 1) - 1] as JournalEntry;
    },
    verify: (criteria, { count } = {}) => {
      if (count !== undefined) holdCount(count);
      insist(verification(received(), criteria, count));
    },
    verifySequence: (sequence) => insist(sequenceVerification(received(), sequence)),
    transactions: () => session().store.view.transactions(),
    tenants: () => session().store.view.tenants(),
    setTenant: async (change) => (await session().store.setTenant(change)).tenant,
    queue: (...items) => {
      checkOptions({ queue: items }, sessionSchemas);
      checkSession(contract(), { queue: items });
      session().queue.add(items);
    },
    setDefault: (name) => {
      checkOptions({ scenario: name }, sessionSchemas);
      checkSession(contract(), { scenario: name });
      session().setDefault(name);
    },
    setFault: (fault) => {
      checkOptions({ fault }, sessionSchemas);
      checkSession(contract(), { fault });
      session().faults.set(fault);
    },
    reset: () => sessions.reset(id),
    close: () => sessions.close(id),
  };
}

function insist({ ok, text, nearMisses }: Verification): void {
  if (!ok) throw new UnmetError(text, nearMisses);
}

const holdCount = holdTo('NumberTest', 'count', { open: true });
const holdWait = holdTo(
  {
    type: 'object',
    properties: {
      count: { type: 'integer', minimum: 1 },
      // No timer waits longer, and of a longer time Node makes a millisecond.
      timeoutMs: { type: 'number', minimum: 0, maximum: 2 ** 31 - 1 },
    },
    additionalProperties: false,
  },
  'options of waitForRequest',
  { open: true },
);
const holdFault = holdTo('FaultOrSchedule', 'fault', { open: true });

/** Makes sure that a session can be as it is told to. @throws KitError `usage` that names what cannot be */
export function checkSession(
  contract: Contract,
  {
    tenants = [],
    scenario,
    queue = [],
    fault,
  }: { readonly [Option in 'tenants' | 'scenario' | 'queue' | 'fault']?: SessionChange[Option] | undefined },
): void {
  checkCodes(tenants);
  const problem = scenarioProblem(contract, [...(scenario === undefined ? [] : [scenario]), ...scenariosIn(queue)]);
  if (problem !== undefined) throw new KitError('usage', problem);
  if (fault === undefined) return;
  holdFault(fault);
  scheduleOf(fault);
}
