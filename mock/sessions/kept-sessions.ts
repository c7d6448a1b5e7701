import { LRUCache } from 'lru-cache';
import type { Session, SessionOptions } from './session.js';

/** Limits on the kept sessions. */
export interface KeepOptions {
  /** Maximum number of sessions. Beyond it, the oldest is removed. */
  readonly maxSessions: number;
  /** Idle time after which a session is removed, in milliseconds. */
  readonly idleMs: number;
  /** Called for the first evicted session, and for the first explicitly opened session that expires. */
  readonly warn: (text: string) => void;
  /** Called when a session was stored under a new id, or removed. */
  readonly onChange?: () => void;
}

/** A mock's most recently used sessions with an id. */
export interface KeptSessions {
  /** Returns the session of that id and marks it as used. */
  readonly use: (id: string) => Session | undefined;
  /** Stores a session, replacing one of that id. `opened` holds its options if it was opened explicitly. */
  readonly keep: (id: string, session: Session, opened: SessionOptions | undefined) => void;
  /** Returns the options of an explicitly opened session, even after it was evicted or expired. */
  readonly openedWith: (id: string) => SessionOptions | undefined;
  readonly remove: (id: string) => void;
  /** Returns all sessions, most recently used first, without marking them as used. */
  readonly all: () => readonly Session[];
  /** Clears the idle timers. The sessions of a mock that has ended can still be read. */
  readonly stopExpiry: () => void;
}

interface Kept {
  readonly session: Session;
  readonly isExplicit: boolean;
}

/** Number of explicitly opened sessions whose options are remembered. */
const mostRemembered = 10_000;

/**
 * Creates the store of sessions. It evicts implicitly opened sessions before explicitly opened ones, and remembers the
 * options of the latter.
 */
export function createKeptSessions({ maxSessions, idleMs, warn, onChange = () => {} }: KeepOptions): KeptSessions {
  const opened = new LRUCache<string, SessionOptions>({ max: mostRemembered });
  const warned = new Set<string>();
  const warnOnce = (what: string, text: string): void => {
    if (warned.has(what)) return;
    warned.add(what);
    warn(text);
  };
  const kept = new LRUCache<string, Kept>({
    max: maxSessions,
    ttl: idleMs,
    ttlAutopurge: true,
    updateAgeOnGet: true,
    ttlResolution: 0,
    perf: performance,
    // Not `dispose`, which the cache calls while it is changing.
    disposeAfter: ({ session, isExplicit }, _, reason) => {
      const name = session.name();
      // Releases the memory of its journal and ledger.
      session.close();
      if (reason !== 'set') onChange();
      if (reason === 'expire' && isExplicit)
        warnOnce(
          'idle',
          `session ${name} was idle for ${idleMs} ms and was removed, as other idle sessions will be; raise sessionIdle to keep them longer`,
        );
    },
  });
  const makeRoom = (): void => {
    const oldestFirst = [...kept.rkeys()];
    const id = oldestFirst.find((each) => !kept.peek(each)?.isExplicit) ?? oldestFirst[0];
    if (id === undefined) return;
    const name = kept.peek(id)?.session.name();
    kept.delete(id);
    warnOnce(
      'many',
      `more than ${maxSessions} sessions are open, so ${name} was removed, as others will be; delete unused sessions, or raise sessions`,
    );
  };
  return {
    use: (id) => kept.get(id)?.session,
    keep: (id, session, options) => {
      if (options) opened.set(id, options);
      else opened.delete(id);
      if (kept.size >= maxSessions && !kept.has(id)) makeRoom();
      const isNew = !kept.has(id);
      kept.set(id, { session, isExplicit: options !== undefined });
      if (isNew) onChange();
    },
    openedWith: (id) => opened.peek(id),
    remove: (id) => {
      kept.delete(id);
      opened.delete(id);
    },
    all: () => [...kept.values()].map(({ session }) => session),
    stopExpiry: () => {
      for (const id of [...kept.rkeys()]) kept.set(id, kept.peek(id), { ttl: 0 });
    },
  };
}
