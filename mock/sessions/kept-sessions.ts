import { LRUCache } from 'lru-cache';
import type { Session, SessionOptions } from './session.js';

/** How many sessions are kept, and how long. */
export interface KeepOptions {
  /** Sessions beyond this many push others out. */
  readonly most: number;
  /** A session that was not used for this long is forgotten, in milliseconds. */
  readonly idleMs: number;
  /** Hears of the first session that is pushed out, and of the first that was opened on purpose and is forgotten. */
  readonly tell: (text: string) => void;
}

/** A mock's sessions that have an id, the last used ones of them. */
export interface KeptSessions {
  /** The session of that id, which counts as used by it. */
  readonly use: (id: string) => Session | undefined;
  /** Keeps a session in place of one that has its id; `opened` is what it was opened with on purpose. */
  readonly keep: (id: string, session: Session, opened: SessionOptions | undefined) => void;
  /** What a session that was opened on purpose was opened with, also once it has been forgotten for being idle or one too many. */
  readonly openedWith: (id: string) => SessionOptions | undefined;
  readonly remove: (id: string) => void;
  /** All of them, the ones used last first; to be looked at, they do not count as used. */
  readonly all: () => readonly Session[];
  /** Clears the idle timers. The sessions of a mock that has ended can still be read. */
  readonly stopExpiry: () => void;
}

interface Kept {
  readonly session: Session;
  readonly onPurpose: boolean;
}

/** Sessions that were opened on purpose and whose options are remembered; an id and some options weigh little. */
const mostRemembered = 10_000;

/**
 * Keeps sessions, and forgets those that are one too many or idle. Those that were opened on purpose outlive those that
 * began by being used, and what they were opened with outlives them.
 */
export function keepSessions({ most, idleMs, tell }: KeepOptions): KeptSessions {
  const opened = new LRUCache<string, SessionOptions>({ max: mostRemembered });
  const told = new Set<string>();
  const tellOnce = (what: string, text: string): void => {
    if (told.has(what)) return;
    told.add(what);
    tell(text);
  };
  const kept = new LRUCache<string, Kept>({
    max: most,
    ttl: idleMs,
    ttlAutopurge: true,
    updateAgeOnGet: true,
    ttlResolution: 0,
    perf: performance,
    // Not `dispose`, which is called in the middle of a change to the cache.
    disposeAfter: ({ session, onPurpose }, _, reason) => {
      const name = session.name();
      // What its journal and its ledger held is free again.
      session.close();
      if (reason === 'expire' && onPurpose)
        tellOnce(
          'idle',
          `session ${name} was not used for ${idleMs} ms, so what it held was forgotten, and of others it will be; raise sessionIdle to keep it longer`,
        );
    },
  });
  const makeRoom = (): void => {
    const oldestFirst = [...kept.rkeys()];
    const id = oldestFirst.find((each) => !kept.peek(each)?.onPurpose) ?? oldestFirst[0];
    if (id === undefined) return;
    const name = kept.peek(id)?.session.name();
    kept.delete(id);
    tellOnce(
      'many',
      `more than ${most} sessions are open, so ${name} was forgotten, and others will be; delete those that are not needed, or raise sessions`,
    );
  };
  return {
    use: (id) => kept.get(id)?.session,
    keep: (id, session, options) => {
      if (options) opened.set(id, options);
      else opened.delete(id);
      if (kept.size >= most && !kept.has(id)) makeRoom();
      kept.set(id, { session, onPurpose: options !== undefined });
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
