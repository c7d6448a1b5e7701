import { KitError } from '../../spec/index.js';
import type { MockEvents } from '../journal/events.js';
import type { StateFile } from '../state/state-file.js';
import { defaultKeep, type KeepOptions, keepSessions } from './kept-sessions.js';
import { openSession, type Session, type SessionChange, type SessionOptions } from './session.js';

/** The sessions of one mock: its own, and those that have an id. */
export interface Sessions {
  /** The session of that id, opened now if there is none; the mock's own for undefined; undefined for an id that cannot be one. */
  readonly get: (id: string | undefined) => Session | undefined;
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
  /** Ids, the ones used last first; the mock's own has none. */
  readonly list: () => readonly string[];
}

const idPattern = /^[\w.-]{1,100}$/;

/** Whether a session may be called so. */
export function isSessionId(id: string): boolean {
  return idPattern.test(id);
}

/** What sessions are made with beside what they start with. */
export interface SessionsOptions extends Partial<KeepOptions> {
  /** Keeps the books of the mock's own session. */
  readonly state?: StateFile | undefined;
}

/** Makes the sessions of a mock. `options` are what its own session, and one that is opened by its first use, starts with. */
export function createSessions(
  options: SessionOptions,
  events: MockEvents,
  { state, most = defaultKeep.most, idleMs = defaultKeep.idleMs, tell = () => {} }: SessionsOptions = {},
): Sessions {
  let fallback = options;
  const kept = keepSessions({ most, idleMs, tell }, events);
  let own = openSession(undefined, fallback, events, state?.books);
  /** Opens a session: on purpose with options of its own, or because it is used. */
  const open = (id: string, its?: SessionOptions): Session => {
    const { keepImages = false } = fallback;
    const session = openSession(id, its ? { keepImages, ...its } : fallback, events);
    kept.keep(id, session, its);
    return session;
  };
  const close = (id: string | undefined): void => {
    if (id === undefined) own = openSession(undefined, fallback, events, state?.reset());
    else kept.remove(id);
  };
  const find = (id: string): Session | undefined => kept.use(id) ?? reopened(id);
  /** One that was opened on purpose and has been forgotten is not to be another world. */
  const reopened = (id: string): Session | undefined => {
    const opened = kept.openedWith(id);
    return opened && open(id, opened);
  };
  return {
    get: (id) => {
      if (id === undefined) return own;
      return isSessionId(id) ? (find(id) ?? open(id)) : undefined;
    },
    find: (id) => (id === undefined ? own : find(id)),
    own: () => own,
    open: (id, its) => {
      if (!isSessionId(id))
        throw new KitError(
          'usage',
          `${JSON.stringify(id)} cannot be a session's id; use letters, digits, dots and dashes, at most 100`,
        );
      return open(id, its);
    },
    close,
    reset: (id) => {
      const before = id === undefined ? undefined : find(id);
      if (id === undefined || !before) close(id);
      else kept.keep(id, openSession(id, before.options, events), kept.openedWith(id));
    },
    change: (next) => {
      const onFile = own.change(next);
      fallback = own.options;
      return onFile;
    },
    list: kept.ids,
  };
}
