import { LRUCache } from 'lru-cache';
import { KitError } from '../../spec/index.js';
import type { MockEvents } from '../journal/events.js';
import { hidesSecrets } from '../journal/hide-secrets.js';
import { createJournalSupplies } from '../journal/journal.js';
import type { StateFile } from '../state/state-file.js';
import { openSession, type Session, type SessionChange, type SessionOptions } from './session.js';

/** The sessions of one mock: its own, and those that have an id. */
export interface Sessions {
  /** The session of that id, opened now if there is none; the mock's own for undefined; undefined for an id that cannot be one. */
  readonly get: (id: string | undefined) => Session | undefined;
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
   * @throws KitError `setup` when two tenants share a code, `usage` for a queue that is too long; then all stays as it was
   */
  readonly change: (options: SessionChange) => Promise<void> | undefined;
  /** The session that has journalled the request of that id; to be looked at, it does not count as used. */
  readonly withRequest: (requestId: string) => Session | undefined;
  /** Ids, the ones used last first; the mock's own has none. */
  readonly list: () => readonly string[];
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

/** Sessions beyond this many push out the one that was used longest ago. */
const mostSessions = 1000;
/** A session that was not used for this long is forgotten, in milliseconds. */
const idleMs = 30 * 60_000;

/**
 * Makes the sessions of a mock. `options` are what its own session, and one that is opened by its first use, starts with;
 * `state` keeps the books of its own session.
 */
export function createSessions(options: SessionOptions, events: MockEvents, state?: StateFile): Sessions {
  let fallback = options;
  const supplies = createJournalSupplies();
  const sessions = new LRUCache<string, Session>({
    max: mostSessions,
    ttl: idleMs,
    updateAgeOnGet: true,
    // Closed, expired, pushed out or replaced: what its journal held is free again.
    dispose: ({ journal }) => journal.close(),
  });
  let own = openSession(undefined, fallback, events, supplies, state?.books);
  const open = (id: string, its: SessionOptions): Session => {
    const { keepImages = false, journalEntries } = fallback;
    const inherited = { keepImages, ...(journalEntries === undefined ? {} : { journalEntries }) };
    const session = openSession(id, { ...inherited, ...its }, events, supplies);
    sessions.set(id, session);
    return session;
  };
  // An id stands in logs and lists. With the keys hidden as well, a key shows itself.
  const isSecret = (id: string): boolean => hasNik(id) || own.hide(id) !== hideOthers(id);
  const canBe = (id: string): boolean => sessionIdPattern.test(id) && !isSecret(id);
  const close = (id: string | undefined): void => {
    if (id !== undefined) return void sessions.delete(id);
    const { journal } = own;
    own = openSession(undefined, fallback, events, supplies, state?.reset());
    journal.close();
  };
  return {
    get: (id) => {
      if (id === undefined) return own;
      return sessions.get(id) ?? (canBe(id) ? open(id, fallback) : undefined);
    },
    own: () => own,
    open: (id, its) => {
      if (!canBe(id))
        throw new KitError(
          'usage',
          `${JSON.stringify(own.hide(id))} cannot be a session's id; use ${sessionIdInWords}`,
        );
      return open(id, its);
    },
    close,
    reset: (id) => {
      const options = id === undefined ? undefined : sessions.get(id)?.options;
      if (id !== undefined && options) open(id, options);
      else close(id);
    },
    change: (next) => {
      const onFile = own.change(next);
      fallback = own.options;
      return onFile;
    },
    withRequest: (requestId) => {
      for (const session of [own, ...sessions.values()]) if (session.journal.find(requestId)) return session;
      return undefined;
    },
    list: () => [...sessions.keys()],
  };
}
