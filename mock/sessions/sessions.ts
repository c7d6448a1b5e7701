import { createHmac, randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { KitError } from '../../spec/index.js';
import { defaults } from '../config/in-process.js';
import type { MockEvents } from '../journal/events.js';
import { createJournalSupplies } from '../journal/journal.js';
import { createSecretHider, masked } from '../privacy/hide-secrets.js';
import { isPlainName } from '../privacy/shown-word.js';
import type { SharedState } from '../shared/shared-state.js';
import { createLedgerBudget } from '../store/ledger-budget.js';
import { isLocal, type Store } from '../store/store.js';
import { tenantsOf } from '../store/tenants.js';
import type { Language } from '../texts/wording.js';
import { createKeptSessions, type KeepOptions } from './kept-sessions.js';
import {
  createSession,
  fixedOptions,
  type Naming,
  type Session,
  type SessionChange,
  type SessionOptions,
  type SessionSupplies,
} from './session.js';
import { createSharing, type Mirror, newGeneration } from './sharing.js';

/** The sessions of a mock: the default session, and those with an id. */
export interface Sessions {
  /**
   * Returns the session of that id, and opens a missing one. Undefined selects the default session. Returns undefined
   * for an invalid id.
   */
  readonly get: (id: string | undefined) => Session | undefined;
  /**
   * Returns the session of that id without opening it. A missing session is temporary, and its requests go to the
   * default session's journal. Returns undefined for an invalid id.
   */
  readonly visit: (id: string | undefined) => Session | undefined;
  /** Returns the open session of that id, or undefined. An undefined id selects the default session. */
  readonly find: (id: string | undefined) => Session | undefined;
  /** Returns the default session. */
  readonly own: () => Session;
  /** Opens a session, replacing one of that id. @throws KitError `usage` for an invalid id */
  readonly open: (id: string, options: SessionOptions) => Session;
  /** Does the same as `open`, and shares the session. */
  readonly openShared: (id: string, options: SessionOptions) => Promise<Session>;
  /**
   * Closes a session. A later request opens a new one. Undefined resets the default session. Returns a promise only if
   * its store is not in this process.
   */
  readonly close: (id: string | undefined) => void | Promise<void>;
  /** Resets a session to its initial options. Returns a promise as `close` does. */
  readonly reset: (id: string | undefined) => void | Promise<void>;
  /**
   * Changes the options of the default session and of sessions that requests open later.
   *
   * The change takes effect at once. The promise, if any, resolves when new tenants are in the state file.
   *
   * The caller validates the options with `checkSession`.
   */
  readonly change: (options: SessionChange) => Promise<void> | undefined;
  /** Returns the session whose journal holds a request, without marking it as used. */
  readonly withRequest: (requestId: string) => Session | undefined;
  /** Returns the displayed names of sessions with an id, most recently used first. */
  readonly list: () => readonly string[];
  /** Returns the sessions with an id, most recently used first, without marking them as used. */
  readonly all: () => readonly Session[];
  /** Returns whether an id is valid and not a secret. */
  readonly canBe: (id: string) => boolean;
  /** Returns the displayed name of an id; undefined for one that may be a secret. */
  readonly nameFor: (id: string) => string | undefined;
  /** Returns the name quoted for a message, or the length of a secret. */
  readonly shownId: (id: string) => string;
  /** Clears the idle timers. The sessions of a mock that has ended can still be read. */
  readonly stopExpiry: () => void;
  /**
   * Where replicas share their sessions: brings the default one and another one of this replica up to date, or `all`.
   * Call it before each request, so that it can open a journal entry. Undefined if nothing is shared.
   */
  readonly sync: ((id: string | undefined | typeof all, isRequest?: boolean) => Promise<void>) | undefined;
  /** Resolves when the journals have what other replicas recorded before the call. */
  readonly catchUp: () => Promise<void>;
  /** Does the same as `get`, and shares an opened session. */
  readonly obtain: (id: string | undefined) => Session | undefined | Promise<Session | undefined>;
}

/** Selects all sessions in `sync`. */
export const all = Symbol('all sessions');

/** Valid session ids. Clients normalise `/s/./` and `/s/../` away. */
export const sessionIdPattern = /^(?!\.{1,2}$)[\w.-]{1,100}$/;

/** Describes a valid id for messages. Ids are logged and listed, so secrets are rejected. */
export const sessionIdInWords =
  'letters, digits, dots and dashes, at most 100, not dots alone, and nothing that is a key or looks like a NIK';

const hideOthers = createSecretHider([]);

/** Returns whether an id contains a NIK. Digits inside a word with letters, such as a hex digest, do not count. */
function hasNik(id: string): boolean {
  const numbers = id.replaceAll(/[a-z\d]*[a-z][a-z\d]*/gi, 'x');
  return hideOthers(numbers) !== numbers;
}

/** Options of the sessions as a whole. */
export interface SessionsOptions extends Partial<KeepOptions> {
  /** Store of the default session. Default: in memory. */
  readonly store?: Store | undefined;
  /** Where replicas share their sessions. */
  readonly shared?: SharedState | undefined;
  /** Returns the language in which requests are explained. Default: English. */
  readonly language?: () => Language;
}

/** Estimated memory limit for the ledgers of all sessions, in bytes. */
const mostLedgerBytes = 128 * 1024 * 1024;

/**
 * Creates the sessions of a mock. `options` are the initial options of the default session and of sessions that
 * requests open.
 */
export function createSessions(
  options: SessionOptions,
  events: MockEvents,
  {
    store,
    shared,
    maxSessions = defaults.sessions,
    idleMs = defaults.sessionIdle,
    warn = () => {},
    language,
  }: SessionsOptions = {},
): Sessions {
  let fallback = options;
  const sharing = shared && createSharing(shared, () => mirror);
  const journalSupplies = createJournalSupplies();
  const supplies: SessionSupplies = {
    ...journalSupplies,
    nextId: sharing?.nextId ?? journalSupplies.nextId,
    sharing,
    ...(language ? { language } : {}),
    ledgers: createLedgerBudget(
      mostLedgerBytes,
      createSheddingWarning(warn, (id) => shownId(id)),
    ),
  };
  const kept = createKeptSessions({ maxSessions, idleMs, warn, onChange: () => events.emit('sessions') });
  const aliasKey = randomBytes(32);
  const naming: Naming = {
    // The caller chose the id of an explicitly opened session. An id from a request may be a misplaced key.
    isShown: (id) => !isSecret(id) && (kept.openedWith(id) !== undefined || isPlainName(id)),
    // The first characters for recognition, and a keyed digest. No id contains a tilde.
    alias: (id) =>
      `${id.slice(0, Math.min(4, Math.floor(id.length / 4)))}~${createHmac('sha256', aliasKey).update(id).digest('hex').slice(0, 8)}`,
  };
  const begin = (id: string | undefined, its: SessionOptions, itsStore?: Store, generation?: string): Session =>
    createSession(id, its, events, supplies, itsStore, naming, generation);
  let own = begin(undefined, fallback, store, sharing ? newGeneration() : undefined);
  /** Opens a session, explicitly with options, or implicitly by its use. */
  const open = (id: string, its?: SessionOptions): Session => {
    // Invented secrets are a matter of each session.
    const { keepSecrets: _, ...inherited } = fixedOptions(fallback);
    const session = begin(id, its ? { ...inherited, ...its } : fallback);
    kept.keep(id, session, its);
    return session;
  };
  const mirror: Mirror = {
    find: (id) => (id === undefined ? own : kept.use(id)),
    begin: (id, its, itsStore, generation) => {
      if (id === undefined) {
        own.close();
        own = begin(undefined, fallback, itsStore, generation);
        return own;
      }
      const { keepSecrets: _, ...inherited } = fixedOptions(fallback);
      const session = begin(id, its ? { ...inherited, ...its } : fallback, itsStore, generation);
      kept.keep(id, session, its);
      return session;
    },
    remove: kept.remove,
    ids: () => kept.all().flatMap(({ id }) => id ?? []),
    fallback: () => fallback,
    maxSessions,
  };
  // Ids appear in logs and lists. Masking that also covers the keys reveals whether an id contains one.
  const isSecret = (id: string): boolean => hasNik(id) || own.hide(id) !== hideOthers(id);
  const isValidId = (id: string): boolean => sessionIdPattern.test(id) && !isSecret(id);
  const nameFor = (id: string): string | undefined => {
    const open = kept.all().find((session) => session.id === id || session.name() === id);
    if (open) return open.name();
    return !isSecret(id) && isPlainName(id) ? id : undefined;
  };
  const shownId = (id: string): string => {
    const name = nameFor(id);
    return name === undefined ? masked(id) : JSON.stringify(name);
  };
  const checkId = (id: string): void => {
    // An untyped caller may pass anything.
    if (typeof id !== 'string') throw new KitError('usage', `a session's id must be a text; use ${sessionIdInWords}`);
    if (!isValidId(id)) throw new KitError('usage', `${shownId(id)} cannot be a session's id; use ${sessionIdInWords}`);
  };
  const close = (id: string | undefined): void | Promise<void> => {
    if (sharing) return id === undefined ? sharing.reset(id) : sharing.close(id);
    if (id !== undefined) {
      kept.remove(id);
      return;
    }
    const before = own;
    const restart = (store: Store): void => {
      own = begin(undefined, fallback, store);
      before.close();
    };
    if (!isLocal(before.store)) return before.store.reset().then(restart);
    restart(before.store.resetNow());
  };
  const find = (id: string): Session | undefined => kept.use(id) ?? reopened(id) ?? findByAlias(id);
  /** Finds a session by its alias. */
  const findByAlias = (name: string): Session | undefined => {
    const found = name.includes('~') ? kept.all().find((session) => session.name() === name) : undefined;
    return found?.id === undefined ? undefined : kept.use(found.id);
  };
  /** Reopens an evicted session that was opened explicitly, with its options. */
  const reopened = (id: string): Session | undefined => {
    const opened = kept.openedWith(id);
    // What replicas share is all there is.
    return opened && !sharing ? open(id, opened) : undefined;
  };
  return {
    get: (id) => {
      if (id === undefined) return own;
      return find(id) ?? (isValidId(id) ? open(id) : undefined);
    },
    visit: (id) => {
      if (id === undefined) return own;
      const known = find(id);
      if (known || !isValidId(id)) return known;
      return { ...begin(id, fallback), journal: own.journal };
    },
    find: (id) => (id === undefined ? own : find(id)),
    own: () => own,
    obtain: (id) => {
      if (id === undefined) return own;
      const known = find(id);
      if (known || !isValidId(id)) return known;
      return sharing ? sharing.open(id) : open(id);
    },
    sync:
      sharing &&
      (async (id, isRequest = false) => {
        if (id === all) await sharing.prepareAll();
        else await sharing.prepare(id !== undefined && isValidId(id) ? id : undefined, isRequest);
      }),
    catchUp: async () => {
      await shared?.journal.catchUp();
    },
    openShared: async (id, its) => {
      checkId(id);
      return sharing ? sharing.open(id, its) : open(id, its);
    },
    open: (id, its) => {
      checkId(id);
      return open(id, its);
    },
    close,
    reset: (id) => {
      if (sharing) return sharing.reset(id);
      const before = id === undefined ? undefined : find(id);
      if (id === undefined || !before) return close(id);
      kept.keep(before.id ?? id, begin(before.id ?? id, before.options), kept.openedWith(before.id ?? id));
    },
    change: (next) => {
      if (!sharing) {
        const onFile = own.change(next);
        fallback = own.options;
        return onFile;
      }
      const before = own.options;
      own.noteOptions(next);
      fallback = own.options;
      const isSame = isDeepStrictEqual(before.tenants, next.tenants);
      const configured = isSame ? undefined : own.store.configure(tenantsOf(next.tenants));
      return Promise.all([configured, sharing.configure(next)]).then(() => {});
    },
    withRequest: (requestId) => [own, ...kept.all()].find(({ journal }) => journal.find(requestId)),
    list: () => kept.all().map((session) => session.name() ?? ''),
    all: kept.all,
    canBe: isValidId,
    nameFor,
    shownId,
    stopExpiry: kept.stopExpiry,
  };
}

/** Returns a callback that warns about the first session whose ledger was shortened. */
function createSheddingWarning(warn: KeepOptions['warn'], shownId: (id: string) => string): (id: string) => void {
  let hasWarned = false;
  return (id) => {
    if (hasWarned) return;
    hasWarned = true;
    warn(
      `the ledgers of all sessions have filled their ${mostLedgerBytes / 1024 / 1024} MB, so the oldest transactions of ${shownId(id)} were removed, as others will be; delete unused sessions`,
    );
  };
}
