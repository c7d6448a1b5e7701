import type { MockEvents } from '../journal/events.js';
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
  /** All of them; to be looked at, they do not count as used. */
  readonly all: () => readonly Session[];
  /** Ids, the ones used last first. */
  readonly ids: () => readonly string[];
}

interface Kept {
  readonly session: Session;
  readonly onPurpose: boolean;
  usedAt: number;
}

/** Sessions that were opened on purpose and whose options are remembered; an id and some options weigh little. */
const mostRemembered = 10_000;

/**
 * Keeps sessions, and forgets those that are one too many or idle. Those that were opened on purpose outlive those that
 * began by being used, and what they were opened with outlives them.
 */
export function keepSessions({ most, idleMs, tell }: KeepOptions, events: MockEvents): KeptSessions {
  /** The one used longest ago first. */
  const kept = new Map<string, Kept>();
  const opened = new Map<string, SessionOptions>();
  const told = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const tellOnce = (what: string, text: string): void => {
    if (told.has(what)) return;
    told.add(what);
    tell(text);
  };
  const forget = (id: string): void => {
    // What its journal and its ledger held is free again.
    kept.get(id)?.session.close();
    kept.delete(id);
  };
  const makeRoom = (newest: string): void => {
    const others = [...kept].filter(([id]) => id !== newest);
    const [id] = others.find(([, { onPurpose }]) => !onPurpose) ?? others[0] ?? [];
    if (id === undefined) return;
    const name = kept.get(id)?.session.name();
    forget(id);
    tellOnce(
      'many',
      `more than ${most} sessions are open, so ${name} was forgotten, and others will be; delete those that are not needed, or raise sessions`,
    );
  };
  const forgetIdle = (): void => {
    timer = undefined;
    for (const [id, { usedAt, onPurpose, session }] of kept) {
      const left = usedAt + idleMs - performance.now();
      if (left > 0) {
        wait(left);
        return;
      }
      const name = session.name();
      forget(id);
      if (onPurpose)
        tellOnce(
          'idle',
          `session ${name} was not used for ${idleMs} ms, so what it held was forgotten, and of others it will be; raise sessionIdle to keep it longer`,
        );
    }
  };
  const onClosing = (): void => clearTimeout(timer);
  const wait = (ms: number): void => {
    if (timer) return;
    timer = setTimeout(forgetIdle, Math.ceil(ms)).unref();
    events.off('closing', onClosing).once('closing', onClosing);
  };
  return {
    use: (id) => {
      const found = kept.get(id);
      if (!found) return undefined;
      found.usedAt = performance.now();
      kept.delete(id);
      kept.set(id, found);
      return found.session;
    },
    keep: (id, session, options) => {
      opened.delete(id);
      if (options) opened.set(id, options);
      const [oldest] = opened.keys();
      if (opened.size > mostRemembered && oldest !== undefined) opened.delete(oldest);
      forget(id);
      kept.set(id, { session, onPurpose: options !== undefined, usedAt: performance.now() });
      if (kept.size > most) makeRoom(id);
      wait(idleMs);
    },
    openedWith: (id) => opened.get(id),
    remove: (id) => {
      forget(id);
      opened.delete(id);
    },
    all: () => [...kept.values()].map(({ session }) => session),
    ids: () => [...kept.keys()].reverse(),
  };
}
