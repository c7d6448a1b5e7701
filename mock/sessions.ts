import { LRUCache } from 'lru-cache';
import { KitError } from '../spec/index.js';
import { openSession, type Session, type SessionOptions } from './session.js';

/** The sessions of one mock, by id. */
export interface Sessions {
  /** The session of that id, opened now if there is none; undefined for an id that cannot be one. */
  readonly get: (id: string) => Session | undefined;
  /** Opens a session anew, in place of one that has the id. */
  readonly open: (id: string, options: SessionOptions) => Session;
  readonly close: (id: string) => void;
  /** Ids, the ones used last first. */
  readonly list: () => readonly string[];
}

const idPattern = /^[\w.-]{1,100}$/;
/** Sessions beyond this many push out the one that was used longest ago. */
const mostSessions = 1000;
/** A session that was not used for this long is forgotten, in milliseconds. */
const idleMs = 30 * 60_000;

/** Makes the sessions of a mock. `fallback` is what a session that is opened by its first use starts with. */
export function createSessions(fallback: SessionOptions): Sessions {
  const sessions = new LRUCache<string, Session>({ max: mostSessions, ttl: idleMs, updateAgeOnGet: true });
  const open = (id: string, options: SessionOptions): Session => {
    const session = openSession(options);
    sessions.set(id, session);
    return session;
  };
  return {
    get: (id) => (idPattern.test(id) ? (sessions.get(id) ?? open(id, fallback)) : undefined),
    open: (id, options) => {
      if (!idPattern.test(id))
        throw new KitError(
          'usage',
          `${JSON.stringify(id)} cannot be a session's id; use letters, digits, dots and dashes, at most 100`,
        );
      return open(id, options);
    },
    close: (id) => {
      sessions.delete(id);
    },
    list: () => [...sessions.keys()],
  };
}
