import { isDeepStrictEqual } from 'node:util';
import { journalEntries } from '../config/defaults.js';
import { type FaultInput, type FaultPlan, openFaultPlan } from '../faults/index.js';
import type { MockEvents } from '../journal/events.js';
import { type Journal, type JournalSupplies, openJournal } from '../journal/journal.js';
import { createHider, type HideSecrets } from '../privacy/hide-secrets.js';
import type { QueueInput, ScenarioName, Tenant } from '../schemas/session-types.js';
import type { LedgerBudget } from '../store/ledger-budget.js';
import { createMemoryStore } from '../store/memory-store.js';
import type { LocalStore } from '../store/store.js';
import { builtInTenants } from '../store/tenants.js';
import { openQueue, type Queue } from './queue.js';

/** What a session is opened with. */
export interface SessionOptions {
  /** Its tenants; the built-in ones unless others are given. */
  readonly tenants?: readonly Tenant[];
  /** The scenario that answers where nothing else asks for another; without it the rules decide. */
  readonly scenario?: ScenarioName;
  /** Scenarios that answer one after another, before the session's scenario or the rules do; a text has commas between them. */
  readonly queue?: QueueInput;
  /** Done to every answer, or by plan; a text as in the header X-Mock-Fault: `delay; ms=500`. */
  readonly fault?: FaultInput;
  /** Journal `key` and `nik` as they came, for a session whose secrets are inventions. Default false. */
  readonly keepSecrets?: boolean;
  /** Keep the pictures that come, in memory alone, for somebody who wants to see them. Default false. */
  readonly keepImages?: boolean;
  /** How many requests the journal holds; beyond them the oldest go. Default {@link journalEntries}. */
  readonly journalEntries?: number;
}

/** What can be changed of a session while it is open, all of it at once. What it keeps of requests is settled when it is opened. */
export type SessionChange = Omit<SessionOptions, 'keepSecrets' | 'keepImages' | 'journalEntries'>;

/** An isolated world inside one mock: its own tenants, balances, journal and ledger. */
export interface Session {
  /** Its tenants, balances and ledger. */
  readonly store: LocalStore;
  /** What it is called in paths and headers; undefined for the mock's own. */
  readonly id: string | undefined;
  /** What it is shown as in logs, lists and paths: its id, or where that may be a secret another name that finds it; undefined for the mock's own. */
  readonly name: () => string | undefined;
  /** Its id has turned out to be a secret. */
  readonly hideName: () => void;
  /** What it was opened with, or last changed to. */
  readonly options: SessionOptions;
  /**
   * Takes over what is different in other options, and leaves journal, ledger and all balances that are not. At once;
   * the promise ends when the tenants are on the state file as well.
   *
   * What is wrong with them is found before, by `checkSession`.
   */
  readonly change: (options: SessionChange) => Promise<void> | undefined;
  readonly queue: Queue;
  /** The session's scenario; undefined where the rules decide. */
  readonly scenario: () => string | undefined;
  readonly setDefault: (name: string | undefined) => void;
  readonly faults: FaultPlan;
  readonly journal: Journal;
  /** Forgets what came and what was charged, and keeps nothing from now on: the session is there no more. */
  readonly close: () => void;
  /** Hides in a text that is told its tenants' keys and what else is secret. */
  readonly hide: HideSecrets;
  /** Makes what hides these as well. */
  readonly hideAlso: (secrets: readonly string[]) => HideSecrets;
}

/** What all sessions of one mock share. */
export interface SessionSupplies extends JournalSupplies {
  /** The memory that their ledgers may fill together. */
  readonly ledgers: LedgerBudget;
}

/** How the sessions of a mock are shown. */
export interface Naming {
  /** Whether an id may be shown as it is. */
  readonly isShown: (id: string) => boolean;
  /** What a session is shown as whose id may not. */
  readonly alias: (id: string) => string;
}

/** Every id is shown. */
const plainNaming: Naming = { isShown: () => true, alias: (id) => id };

/**
 * Opens a session with options that `checkSession` has let pass; `events` hears of its requests, and its journal and its ledger
 * are kept with the supplies of all. Its store is a new one in memory unless one is given.
 */
export function openSession(
  id: string | undefined,
  options: SessionOptions,
  events: MockEvents,
  supplies: SessionSupplies,
  store: LocalStore = createMemoryStore(options.tenants ?? builtInTenants),
  { isShown, alias }: Naming = plainNaming,
): Session {
  const { keepSecrets = false, keepImages = false, journalEntries: capacity = journalEntries } = options;
  let current = options;
  let scenario = options.scenario;
  const queue = openQueue(options.queue);
  const faults = openFaultPlan(options.fault);
  const hiding = createHider();
  let isNameSecret = false;
  const name = (): string | undefined => (id === undefined || (isShown(id) && !isNameSecret) ? id : alias(id));
  let keys: readonly string[] = [];
  store.watchKeys((now) => {
    keys = now;
  });
  const journal = openJournal({
    supplies,
    capacity,
    keepSecrets,
    keepImages,
    secrets: () => keys,
    onChange: (entryId) => events.emit('changed', entryId, id),
    onClose: (entry) => events.emit('entry', entry, id, name()),
  });
  store.joinBudget(supplies.ledgers, id);
  const hideAlso = (secrets: readonly string[]): HideSecrets => {
    const hide = hiding(keys, secrets);
    // With the bytes that quoting has made readable.
    return (text) => hide(text.replaceAll('\\u0000', '\0'));
  };
  return {
    store,
    id,
    name,
    hideName: () => {
      isNameSecret = true;
    },
    get options() {
      return current;
    },
    change: (next) => {
      const isNew = (key: keyof SessionChange): boolean => !isDeepStrictEqual(next[key], current[key]);
      const changed = isNew('tenants');
      // The one that may be refused comes first, so that nothing has changed then.
      if (isNew('queue')) queue.replace(next.queue ?? []);
      const configured = changed ? store.configure(next.tenants ?? builtInTenants) : undefined;
      if (isNew('scenario')) scenario = next.scenario;
      if (isNew('fault')) faults.set(next.fault);
      current = { ...next, keepSecrets, keepImages, journalEntries: capacity };
      return configured;
    },
    queue,
    scenario: () => scenario,
    setDefault: (name) => {
      scenario = name;
    },
    faults,
    journal,
    close: () => {
      journal.close();
      void store.drop();
    },
    hide: (text) => hideAlso([])(text),
    hideAlso,
  };
}
