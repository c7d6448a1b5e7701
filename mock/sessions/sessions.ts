import { createHmac, randomBytes } from 'node:crypto';
import { KitError } from '../../spec/index.js';
import { defaults } from '../config/in-process.js';
import type { MockEvents } from '../journal/events.js';
import { createJournalSupplies } from '../journal/journal.js';
import { hidesSecrets, masked } from '../privacy/hide-secrets.js';
import { isPlainName } from '../privacy/shown-word.js';
import { createLedgerBudget } from '../store/ledger-budget.js';
import type { LocalStore } from '../store/store.js';
import { type KeepOptions, keepSessions } from './kept-sessions.js';
import {
  type Naming,
  openSession,
  type Session,
  type SessionChange,
  type SessionOptions,
  type SessionSupplies,
} from './session.js';

/** The sessions of one mock: its own, and those that have an id. */
export interface Sessions {
  /** The session of that id, opened now if there is none; the mock's own for undefined; undefined for an id that cannot be one. */
  readonly get: (id: string | undefined) => Session | undefined;
  /**
   * The session of that id for a request that does not open one: where none is open, one that is not kept, and whose
   * requests are journalled with the mock's own. Undefined for an id that cannot be one.
   */
  readonly visit: (id: string | undefined) => Session | undefined;
  /** The session of that id; undefined where nobody has opened one. The mock's own for undefined. */
  readonly find: (id: string | undefined) => Session | undefined;
  /** The mock's own session. */
  readonly own: () => Session;
  /** Opens a session anew, in place of one that has the id. @throws KitError `usage` for an id that cannot be one */
  readonly open: (id: string, options: SessionOptions) => Session;
  /** Forgets a session: its id opens a fresh one from then on. The mock's own, for undefined, begins anew. */
  readonly close: (id: string | undefined) => void;
  /** Begins a session anew, with what it was opened with. */
  readonly reset: (id: string | undefined) => void;
  /**
   * Has the mock's own session, and those that are opened by their first use from now on, go by other options.
   *
   * It is in force at once; the promise, where there is one, ends when other tenants are on the state file.
   *
   * What is wrong with them is found before, by `checkSession`.
   */
  readonly change: (options: SessionChange) => Promise<void> | undefined;
  /** The session that has journalled the request of that id; to be looked at, it does not count as used. */
  readonly withRequest: (requestId: string) => Session | undefined;
  /** What they are shown as, the ones used last first; the mock's own has no id. */
  readonly list: () => readonly string[];
  /** Whether a session may have the id: it is one, and no secret. */
  readonly canBe: (id: string) => boolean;
  /** What may be shown of an id: the name that a session which is open is shown as, or itself; undefined where it may be a secret. */
  readonly nameFor: (id: string) => string | undefined;
  /** The same as a message repeats it: in quotes, or by its length. */
  readonly shownId: (id: string) => string;
  /** Clears the idle timers. The sessions of a mock that has ended can still be read. */
  readonly stopExpiry: () => void;
}

/** What an id has to be. Clients make nothing of `/s/./` and `/s/../` before they send it. */
export const sessionIdPattern = /^(?!\.{1,2}$)[\w.-]{1,100}$/;

/** The same for a person, and what is refused besides: an id is logged and listed. */
export const sessionIdInWords =
  'letters, digits, dots and dashes, at most 100, not dots alone, and nothing that is a key or looks like a NIK';

const hideOthers = hidesSecrets([]);

/** Whether a NIK stands in an id. In a word with letters, such as a digest in hex, digits are none, however many follow each other. */
function hasNik(id: string): boolean {
  const numbers = id.replaceAll(/[a-z\d]*[a-z][a-z\d]*/gi, 'x');
  return hideOthers(numbers) !== numbers;
}

/** What sessions are made with beside what they start with. */
export interface SessionsOptions extends Partial<KeepOptions> {
  /** The store of the mock's own session; one in memory unless it is given. */
  readonly store?: LocalStore | undefined;
}

/** Bytes that the ledgers of all sessions take up at most, by an estimate. */
const mostLedgerBytes = 128 * 1024 * 1024;

/** Makes the sessions of a mock. `options` are what its own session, and one that is opened by its first use, starts with. */
export function createSessions(
  options: SessionOptions,
  events: MockEvents,
  { store, most = defaults.sessions, idleMs = defaults.sessionIdle, tell = () => {} }: SessionsOptions = {},
): Sessions {
  let fallback = options;
  const supplies: SessionSupplies = {
    ...createJournalSupplies(),
    ledgers: createLedgerBudget(
      mostLedgerBytes,
      tellOfShedding(tell, (id) => shownId(id)),
    ),
  };
  const kept = keepSessions({ most, idleMs, tell });
  const aliasKey = randomBytes(32);
  const naming: Naming = {
    // One that was opened on purpose was called so by its opener; what a request named may be a key in the wrong place.
    isShown: (id) => !isSecret(id) && (kept.openedWith(id) !== undefined || isPlainName(id)),
    // Its beginning, to know it by, and a keyed digest of the rest. No id has a tilde.
    alias: (id) =>
      `${id.slice(0, Math.min(4, Math.floor(id.length / 4)))}~${createHmac('sha256', aliasKey).update(id).digest('hex').slice(0, 8)}`,
  };
  const begin = (id: string | undefined, its: SessionOptions, itsStore?: LocalStore): Session =>
    openSession(id, its, events, supplies, itsStore, naming);
  let own = begin(undefined, fallback, store);
  /** Opens a session: on purpose with options of its own, or because it is used. */
  const open = (id: string, its?: SessionOptions): Session => {
    const { keepImages = false, journalEntries } = fallback;
    const inherited = { keepImages, ...(journalEntries === undefined ? {} : { journalEntries }) };
    const session = begin(id, its ? { ...inherited, ...its } : fallback);
    kept.keep(id, session, its);
    return session;
  };
  // An id stands in logs and lists. With the keys hidden as well, a key shows itself.
  const isSecret = (id: string): boolean => hasNik(id) || own.hide(id) !== hideOthers(id);
  const canBe = (id: string): boolean => sessionIdPattern.test(id) && !isSecret(id);
  const nameFor = (id: string): string | undefined => {
    const open = kept.all().find((session) => session.id === id || session.name() === id);
    if (open) return open.name();
    return !isSecret(id) && isPlainName(id) ? id : undefined;
  };
  const shownId = (id: string): string => {
    const name = nameFor(id);
    return name === undefined ? masked(id) : JSON.stringify(name);
  };
  const close = (id: string | undefined): void => {
    if (id !== undefined) {
      kept.remove(id);
      return;
    }
    const before = own;
    own = begin(undefined, fallback, before.store.resetNow());
    before.close();
  };
  const find = (id: string): Session | undefined => kept.use(id) ?? reopened(id) ?? called(id);
  /** One that is shown by another name than its id. */
  const called = (name: string): Session | undefined => {
    const found = name.includes('~') ? kept.all().find((session) => session.name() === name) : undefined;
    return found?.id === undefined ? undefined : kept.use(found.id);
  };
  /** One that was opened on purpose and has been forgotten is not to be another world. */
  const reopened = (id: string): Session | undefined => {
    const opened = kept.openedWith(id);
    return opened && open(id, opened);
  };
  return {
    get: (id) => {
      if (id === undefined) return own;
      return find(id) ?? (canBe(id) ? open(id) : undefined);
    },
    visit: (id) => {
      if (id === undefined) return own;
      const known = find(id);
      if (known || !canBe(id)) return known;
      return { ...begin(id, fallback), journal: own.journal };
    },
    find: (id) => (id === undefined ? own : find(id)),
    own: () => own,
    open: (id, its) => {
      // Who writes without types may give anything.
      if (typeof id !== 'string') throw new KitError('usage', `a session's id must be a text; use ${sessionIdInWords}`);
      if (!canBe(id)) throw new KitError('usage', `${shownId(id)} cannot be a session's id; use ${sessionIdInWords}`);
      return open(id, its);
    },
    close,
    reset: (id) => {
      const before = id === undefined ? undefined : find(id);
      if (id === undefined || !before) close(id);
      else kept.keep(before.id ?? id, begin(before.id ?? id, before.options), kept.openedWith(before.id ?? id));
    },
    change: (next) => {
      const onFile = own.change(next);
      fallback = own.options;
      return onFile;
    },
    withRequest: (requestId) => [own, ...kept.all()].find(({ journal }) => journal.find(requestId)),
    list: () => kept.all().map((session) => session.name() ?? ''),
    canBe,
    nameFor,
    shownId,
    stopExpiry: kept.stopExpiry,
  };
}

/** Tells of the first session whose ledger has to make room for others. */
function tellOfShedding(tell: KeepOptions['tell'], shownId: (id: string) => string): (id: string) => void {
  let told = false;
  return (id) => {
    if (told) return;
    told = true;
    tell(
      `the ledgers of all sessions have filled their ${mostLedgerBytes / 1024 / 1024} MB, so the oldest transactions of ${shownId(id)} were forgotten, and of others they will be; delete sessions that are not needed`,
    );
  };
}
