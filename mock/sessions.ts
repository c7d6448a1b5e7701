import { LRUCache } from 'lru-cache';
import { KitError } from '../spec/index.js';
import type { MockEvents } from './events.js';
import { openSession, type Session, type SessionOptions } from './session.js';

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
  /** Has the mock's own session, and those that are opened by their first use from now on, go by other options. */
  readonly change: (options: SessionOptions) => void;
  /** Ids, the ones used last first; the mock's own has none. */
  readonly list: () => readonly string[];
}

const idPattern = /^[\w.-]{1,100}$/;
/** Sessions beyond this many push out the one that was used longest ago. */
const mostSessions = 1000;
/** A session that was not used for this long is forgotten, in milliseconds. */
const idleMs = 30 * 60_000;

/** Makes the sessions of a mock. `options` are what its own session, and one that is opened by its first use, starts with. */
export function createSessions(options: SessionOptions, events: MockEvents): Sessions {
  let fallback = options;
  const sessions = new LRUCache<string, Session>({ max: mostSessions, ttl: idleMs, updateAgeOnGet: true });
  let own = openSession(undefined, fallback, events);
  const open = (id: string, its: SessionOptions): Session => {
    const session = openSession(id, its, events);
    sessions.set(id, session);
    return session;
  };
  return {
    get: (id) => {
      if (id === undefined) return own;
      return idPattern.test(id) ? (sessions.get(id) ?? open(id, fallback)) : undefined;
    },
    own: () => own,
    open: (id, its) => {
      if (!idPattern.test(id))
        throw new KitError(
          'usage',
          `${JSON.stringify(id)} cannot be a session's id; use letters, digits, dots and dashes, at most 100`,
        );
      return open(id, its);
    },
    close: (id) => {
      if (id === undefined) own = openSession(undefined, fallback, events);
      else sessions.delete(id);
    },
    change: (next) => {
      own.change(next);
      fallback = next;
    },
    list: () => [...sessions.keys()],
  };
}
