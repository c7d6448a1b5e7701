import type { MockEvents } from './events.js';
import type { Fault } from './faults/index.js';
import { type Journal, openJournal } from './journal.js';
import { type Ledger, openLedger } from './ledger.js';
import { openQueue, type Queue, type QueueStep } from './queue.js';
import { builtInTenants, openTenantBook, type Tenant, type TenantBook } from './tenants.js';

/** What a session is opened with. */
export interface SessionOptions {
  /** Its tenants; the built-in ones unless others are given. */
  readonly tenants?: readonly Tenant[];
  /** The scenario that answers where nothing else asks for another; without it the rules decide. */
  readonly scenario?: string;
  /** Scenarios that answer one after another, before the session's scenario or the rules do. */
  readonly queue?: readonly QueueStep[];
  /** Begin the queue again when it has come to its end. Default false. */
  readonly repeatQueue?: boolean;
  /** Done to every answer. */
  readonly fault?: Fault;
  /** Journal `key` and `nik` as they came, for a session whose secrets are inventions. Default false. */
  readonly keepSecrets?: boolean;
}

/** An isolated world inside one mock: its own tenants, balances, journal and ledger. */
export interface Session {
  /** What it is called in paths and headers; undefined for the mock's own. */
  readonly id: string | undefined;
  readonly options: SessionOptions;
  readonly queue: Queue;
  /** The session's scenario; undefined where the rules decide. */
  readonly scenario: () => string | undefined;
  readonly setScenario: (name: string | undefined) => void;
  readonly tenants: TenantBook;
  readonly journal: Journal;
  readonly ledger: Ledger;
}

/** The number that section 2's sample answer shows, so that the first success of a fresh mock is the document's. */
const firstTrxNo = 10_877;
const journalCapacity = 1000;

/** Opens a session; `events` hears of its requests. @throws KitError `setup` when two tenants share a code */
export function openSession(id: string | undefined, options: SessionOptions, events: MockEvents): Session {
  let scenario = options.scenario;
  const tenants = openTenantBook(options.tenants ?? builtInTenants);
  return {
    id,
    options,
    queue: openQueue(options.queue, options.repeatQueue),
    scenario: () => scenario,
    setScenario: (name) => {
      scenario = name;
    },
    tenants,
    journal: openJournal({
      capacity: journalCapacity,
      keepSecrets: options.keepSecrets ?? false,
      secrets: () => tenants.list().map(({ key }) => key),
      onClose: (entry) => events.emit('entry', entry, id),
    }),
    ledger: openLedger(firstTrxNo),
  };
}
