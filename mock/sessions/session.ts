import { isDeepStrictEqual } from 'node:util';
import { changeableIn, defaults, type OptionsIn } from '../config/in-process.js';
import type { SessionOptions } from '../config/option-types.js';
import { type FaultPlan, type FaultPosition, openFaultPlan } from '../faults/index.js';
import type { MockEvents } from '../journal/events.js';
import { createJournal, type Journal, type JournalSupplies } from '../journal/journal.js';
import { createCachedHider, type HideSecrets } from '../privacy/hide-secrets.js';
import type { JournalEntry } from '../schemas/journal-types.js';
import type { LedgerBudget } from '../store/ledger-budget.js';
import { createMemoryStore } from '../store/memory-store.js';
import { isLocal, type Store } from '../store/store.js';
import { tenantsOf } from '../store/tenants.js';
import { createClock } from './clock.js';
import { createQueue, type Queue, type QueueContents } from './queue.js';

export type { SessionOptions } from '../config/option-types.js';

/** Options that can change while a session is open. Journal settings are fixed when it opens. */
export type SessionChange = OptionsIn<'session', 'at-once'>;

/** Returns the options that hold from the opening of a session to its end. */
export function fixedOptions(options: SessionOptions): Omit<SessionOptions, keyof SessionChange> {
  const changeable: readonly string[] = changeableIn('session');
  return Object.fromEntries(Object.entries(options).filter(([name]) => !changeable.includes(name)));
}

/** An isolated world in a mock, with its own tenants, balances, journal and ledger. */
export interface Session {
  /** Its tenants, balances and ledger. */
  readonly store: Store;
  /** Id in paths and headers; undefined for the default session. */
  readonly id: string | undefined;
  /**
   * Displayed name in logs, lists and paths: the id, or an alias if the id may be secret. Undefined for the default
   * session.
   */
  readonly name: () => string | undefined;
  /** Hides the id, because it proved to be a secret. */
  readonly hideName: () => void;
  /** Initial options, with later changes. */
  readonly options: SessionOptions;
  /**
   * Applies changed options at once. Keeps journal, ledger and the balances of unchanged tenants. The promise resolves
   * when the tenants are in the state file.
   *
   * The caller validates the options with `checkSession`.
   */
  readonly change: (options: SessionChange) => Promise<void> | undefined;
  readonly queue: Queue;
  /** The default scenario; undefined leaves the answer to the rules. */
  readonly scenario: () => string | undefined;
  readonly setDefault: (name: string | undefined) => void;
  readonly faults: FaultPlan;
  /** Returns the place of the next answer in the session, from 0, and counts it. */
  readonly takePlace: () => number;
  /** Returns the number of places taken. */
  readonly placesTaken: () => number;
  /** Returns the time of the answer at a place. */
  readonly timeAt: (place: number) => Date;
  /** Whether the session has a time of its own. */
  readonly hasClock: boolean;
  /** The seed of the figures; undefined draws them by the pictures. */
  readonly seed: number | undefined;
  readonly journal: Journal;
  /** Whether the journal keeps the pictures of new requests. */
  readonly keepsImages: () => boolean;
  /** Keeps the pictures of later requests, or keeps none. Pictures of earlier ones stay as they are. */
  readonly setKeepImages: (keep: boolean) => void;
  /** Removes all entries of the journal, on all replicas. */
  readonly clearJournal: () => void | Promise<void>;
  /**
   * Runs a change of queue, faults or default scenario on their latest state, and saves it where replicas share it.
   * Returns a promise only then.
   */
  readonly alter: <Result>(change: () => Result) => Result | Promise<Result>;
  /**
   * Runs what may use up a step of the fault plan, or of queue, clock and seeded figures, as `alter` does if there is
   * one.
   */
  readonly takeStep: <Result>(of: 'answers' | 'faults', step: () => Result) => Result | Promise<Result>;
  /** Distinguishes sessions of one id that were open one after another. Empty unless replicas share it. */
  readonly generation: string;
  /** What `alter` changes, to share it. */
  readonly live: () => LiveState;
  readonly load: (live: LiveState) => void;
  /** Records changed options, without applying them. */
  readonly noteOptions: (options: SessionChange) => void;
  /** Clears the journal, and the ledger unless replicas share it, and records no more. */
  readonly close: () => void;
  /** Masks the tenants' keys and other secrets in a text. */
  readonly hide: HideSecrets;
  /** Returns a hider that also masks these secrets. */
  readonly hideAlso: (secrets: readonly string[]) => HideSecrets;
}

/** The state of a session that requests use up and that callers change. */
export interface LiveState {
  readonly scenario?: string | undefined;
  readonly queue: QueueContents;
  readonly faults: FaultPosition;
  /** Number of answers that have taken a place. */
  readonly places?: number;
}

/** How sessions are shared with other replicas. */
export interface SessionSharing {
  readonly replica: string;
  readonly alter: <Result>(session: Session, change: () => Result) => Promise<Result>;
  /** Sends an entry of a session, or without one that its journal was cleared. Never rejects. */
  readonly publish: (
    session: Pick<Session, 'id' | 'generation'>,
    entry?: JournalEntry,
    isEnded?: boolean,
  ) => Promise<void>;
}

/** Shared by all sessions of a mock. */
export interface SessionSupplies extends JournalSupplies {
  /** Shared memory budget of the ledgers. */
  readonly ledgers: LedgerBudget;
  readonly sharing?: SessionSharing | undefined;
}

/** Rules for displayed session names. */
export interface Naming {
  /** Returns whether an id may be shown. */
  readonly isShown: (id: string) => boolean;
  /** Returns the displayed name of a hidden id. */
  readonly alias: (id: string) => string;
}

/** Shows every id. */
const plainNaming: Naming = { isShown: () => true, alias: (id) => id };

/**
 * Creates a session with options that `checkSession` has accepted. `supplies` are shared by all sessions; `events`
 * reports its requests. The default store is in memory.
 */
export function createSession(
  id: string | undefined,
  options: SessionOptions,
  events: MockEvents,
  supplies: SessionSupplies,
  store: Store = createMemoryStore(tenantsOf(options.tenants), options.firstTrxNo),
  { isShown, alias }: Naming = plainNaming,
  generation = '',
): Session {
  const { sharing } = supplies;
  const { keepSecrets = defaults.keepSecrets, journalEntries: capacity = defaults.journalEntries } = options;
  let keepImages = options.keepImages ?? defaults.keepImages;
  let current = options;
  let scenario = options.scenario;
  const queue = createQueue(options.queue);
  const faults = openFaultPlan(options.fault, options.seed);
  const clock = createClock(options.clock);
  let places = 0;
  const hiding = createCachedHider();
  let isNameSecret = false;
  const name = (): string | undefined => (id === undefined || (isShown(id) && !isNameSecret) ? id : alias(id));
  let keys: readonly string[] = [];
  store.watchKeys((now) => {
    keys = now;
  });
  const journal = createJournal({
    supplies,
    capacity,
    keepSecrets,
    keepImages: () => keepImages,
    secrets: () => keys,
    onChange: (entryId) => events.emit('changed', entryId, id),
    onClose: (entry) => events.emit('entry', entry, id, name()),
    onReceived: (entry) => events.emit('received', entry, id, name()),
    sharing: sharing && {
      replica: sharing.replica,
      publish: (entry, isEnded) => sharing.publish({ id, generation }, entry, isEnded),
    },
  });
  if (isLocal(store)) store.joinBudget(supplies.ledgers, id);
  const hideAlso = (secrets: readonly string[]): HideSecrets => {
    const hide = hiding(keys, secrets);
    // Restores NUL bytes that JSON quoting has escaped.
    return (text, language) => hide(text.replaceAll('\\u0000', '\0'), language);
  };
  const alter = <Result>(change: () => Result): Result | Promise<Result> =>
    sharing ? sharing.alter(session, change) : change();
  const hasSteps = (of: 'answers' | 'faults'): boolean => {
    if (of === 'faults') return faults.show().rules.length > 0;
    if (clock.isStepping || options.seed !== undefined) return true;
    const { steps, repeat } = queue.show();
    return steps.length > 0 || repeat;
  };
  const session: Session = {
    store,
    id,
    name,
    alter,
    takeStep: (of, step) => (sharing && hasSteps(of) ? alter(step) : step()),
    clearJournal: () => {
      journal.clear();
      return sharing?.publish({ id, generation });
    },
    generation,
    live: () => ({ scenario, queue: queue.contents(), faults: faults.position(), places }),
    load: (live) => {
      scenario = live.scenario;
      queue.load(live.queue);
      faults.load(live.faults);
      places = live.places ?? 0;
    },
    noteOptions: (next) => {
      current = { ...fixedOptions(options), ...next };
    },
    hideName: () => {
      isNameSecret = true;
    },
    get options() {
      return current;
    },
    change: (next) => {
      const isNew = (key: keyof SessionChange): boolean => !isDeepStrictEqual(next[key], current[key]);
      const changed = isNew('tenants');
      // This step can throw, so it comes before any change.
      if (isNew('queue')) queue.replace(next.queue ?? []);
      const configured = changed ? store.configure(tenantsOf(next.tenants)) : undefined;
      if (isNew('scenario')) scenario = next.scenario;
      if (isNew('fault')) faults.set(next.fault);
      current = { ...fixedOptions(options), ...next };
      return configured;
    },
    queue,
    scenario: () => scenario,
    setDefault: (name) => {
      scenario = name;
    },
    faults,
    takePlace: () => places++,
    placesTaken: () => places,
    timeAt: clock.at,
    hasClock: options.clock !== undefined,
    seed: options.seed,
    journal,
    keepsImages: () => keepImages,
    setKeepImages: (keep) => {
      keepImages = keep;
    },
    close: () => {
      journal.close();
      // Other replicas may still use the store.
      if (!sharing) store.drop().catch(() => {});
    },
    hide: (text, language) => hideAlso([])(text, language),
    hideAlso,
  };
  return session;
}
