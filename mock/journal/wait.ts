import type { Contract } from '../../spec/index.js';
import { waitOptionsSchema } from '../schemas/criteria-schemas.js';
import type { RequestCriteria, WaitOptions } from '../schemas/criteria-types.js';
import type { JournalEntry } from '../schemas/journal-types.js';
import { criteriaOf } from './criteria.js';
import { isClosing, type MockEvents } from './events.js';
import type { Journal } from './journal.js';
import { meets, UnmetError, verification } from './verify.js';

const { properties: waitDefaults } = waitOptionsSchema;

/** Source of the requests. */
export interface WaitSource {
  readonly events: MockEvents;
  readonly contract: Contract;
  readonly session: string | undefined;
  /** Returns the session's current journal. A reset replaces it. */
  readonly journal: () => Pick<Journal, 'list' | 'find'>;
}

/**
 * Waits until enough requests match, existing ones included, and returns them, oldest first. After each request of the
 * session, it checks only the requests that changed. Rereading the whole journal for each open wait would be slow.
 *
 * @throws UnmetError on timeout, or when the mock stops
 * @throws the signal's reason when it aborts
 */
export async function waitForRequests(
  { events, contract, session, journal }: WaitSource,
  criteria: RequestCriteria,
  { count = waitDefaults.count.default, timeoutMs = waitDefaults.timeoutMs.default }: WaitOptions,
  signal?: AbortSignal,
): Promise<readonly JournalEntry[]> {
  signal?.throwIfAborted();
  const compiled = criteriaOf(criteria, contract);
  const already = journal()
    .list()
    .filter((entry) => meets(entry, compiled));
  if (already.length >= count) return already;
  const unmet = (why: string): UnmetError => {
    const received = { entries: journal().list(), contract };
    const { text, nearMisses } = verification(received, criteria, { min: count });
    return new UnmetError(`${why}: ${text}`, nearMisses);
  };
  if (isClosing(events)) throw unmet('the mock stops');
  return new Promise((resolve, reject) => {
    /** Ids of requests that matched at the last check. Some may have been removed since. */
    const matching = new Set(already.map(({ id }) => id));
    /** Ids of requests that changed since the last check. */
    const changed = new Set<string>();
    const evaluate = (): void => {
      const { find } = journal();
      for (const id of changed) {
        const entry = find(id);
        if (entry && meets(entry, compiled)) matching.add(id);
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
      events.off('received', onEntry);
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
      evaluate();
    };
    const onClosing = (): void => end(() => reject(unmet('the mock stops')));
    const onAbort = (): void => end(() => reject(signal?.reason));
    const timer = setTimeout(() => end(() => reject(unmet(`not within ${timeoutMs} ms`))), timeoutMs);
    events.on('changed', onChanged);
    events.on('entry', onEntry);
    events.on('received', onEntry);
    events.on('closing', onClosing);
    signal?.addEventListener('abort', onAbort);
  });
}
