import type { Contract } from '../../spec/index.js';
import { criteriaOf, type RequestCriteria } from './criteria.js';
import type { JournalEntry } from './entry.js';
import { isClosing, type MockEvents } from './events.js';
import type { Journal } from './journal.js';
import { meets, UnmetError, verification } from './verify.js';

/** What is waited for, and how long. */
export interface WaitOptions {
  /** As many have to match. Default 1. */
  readonly count?: number;
  /** In milliseconds. Default 5000. */
  readonly timeoutMs?: number;
}

/** Where requests to wait for come from. */
export interface WaitSource {
  readonly events: MockEvents;
  readonly contract: Contract;
  readonly session: string | undefined;
  /** The session's journal as it now is: a session that begins anew has another one. */
  readonly journal: () => Pick<Journal, 'list' | 'find'>;
}

/**
 * Waits until enough requests match, those counted that are there already, and returns them, oldest first.
 * Whenever a request of the session has ended, the journal is looked at again: only at the requests that came or changed
 * since the last look, or a request would cost the whole journal for each open wait.
 *
 * @throws UnmetError when the time is up or the mock stops
 * @throws the signal's reason when it aborts
 */
export async function waitForRequests(
  { events, contract, session, journal }: WaitSource,
  criteria: RequestCriteria,
  { count = 1, timeoutMs = 5000 }: WaitOptions,
  signal?: AbortSignal,
): Promise<readonly JournalEntry[]> {
  signal?.throwIfAborted();
  const asked = criteriaOf(criteria, contract);
  const already = journal()
    .list()
    .filter((entry) => meets(entry, asked));
  if (already.length >= count) return already;
  const unmet = (why: string): UnmetError => {
    const received = { entries: journal().list(), contract };
    const { text, nearMisses } = verification(received, criteria, { min: count });
    return new UnmetError(`${why}: ${text}`, nearMisses);
  };
  if (isClosing(events)) throw unmet('the mock stops');
  return new Promise((resolve, reject) => {
    /** Ids of the requests that matched when they were looked at last; some may be forgotten by now. */
    const matching = new Set(already.map(({ id }) => id));
    /** Ids of those that came or changed since the last look. */
    const changed = new Set<string>();
    const look = (): void => {
      const { find } = journal();
      for (const id of changed) {
        const entry = find(id);
        if (entry && meets(entry, asked)) matching.add(id);
        else matching.delete(id);
      }
      changed.clear();
      if (matching.size < count) return;
      const found = [...matching].flatMap((id) => find(id) ?? []);
      if (found.length >= count) {
        end(() => resolve(found.sort((one, other) => Number(one.id) - Number(other.id))));
        return;
      }
      matching.clear();
      for (const { id } of found) matching.add(id);
    };
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      events.off('changed', onChanged);
      events.off('entry', onEntry);
      events.off('closing', onClosing);
      signal?.removeEventListener('abort', onAbort);
      settle();
    };
    const onChanged = (id: string, of: string | undefined): void => {
      if (of === session) changed.add(id);
    };
    const onEntry = ({ id }: JournalEntry, of: string | undefined): void => {
      if (of !== session) return;
      changed.add(id);
      look();
    };
    const onClosing = (): void => end(() => reject(unmet('the mock stops')));
    const onAbort = (): void => end(() => reject(signal?.reason));
    const timer = setTimeout(() => end(() => reject(unmet(`not within ${timeoutMs} ms`))), timeoutMs);
    events.on('changed', onChanged);
    events.on('entry', onEntry);
    events.on('closing', onClosing);
    signal?.addEventListener('abort', onAbort);
  });
}
