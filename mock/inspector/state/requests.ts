import { computed, signal } from '@preact/signals';
import type { JournalEntry } from '../../schemas/journal-types.js';
import type { AdminResult, ListedRequests } from '../api/admin-types.js';
import { callAdmin } from '../api/call-admin.js';
import { mergedEntries, trimmedEntries } from './journal.js';
import { selectedId } from './page.js';

/** The requests of the session, newest first. */
export const entries = signal<readonly JournalEntry[]>([]);
/** Whether the list is held still. Requests that arrive meanwhile wait in {@link heldEntries}. */
export const isPaused = signal(false);
/** Requests that arrived while the list is held still. */
export const heldEntries = signal<readonly JournalEntry[]>([]);

/** The request in the detail pane, if the journal still has it. */
export const selectedEntry = computed(() => entries.value.find(({ id }) => id === selectedId.value));

/** Number of requests that one call loads. */
const pageLength = 500;
let loading = 0;
/** Requests that the stream has brought since the last load began. The answers of that load may lack them. */
let arrivals: readonly JournalEntry[] = [];

/** Loads all requests anew, the newest first. Returns the first answer that is a problem. */
export async function loadRequests(): Promise<AdminResult<ListedRequests>> {
  const run = ++loading;
  arrivals = [];
  const get = (query: string) =>
    callAdmin<ListedRequests>({ method: 'GET', path: `/requests?${query}`, readsSession: true });
  const first = await get('limit=0');
  let loaded: readonly JournalEntry[] = [];
  if (run !== loading || (!first.ok && first.status !== 404)) return first;
  let end = first.ok ? first.value.total : 0;
  if (end === 0) entries.value = arrivals;
  while (end > 0 && run === loading) {
    const start = Math.max(0, end - pageLength);
    const answer = await get(`offset=${start}&limit=${end - start}`);
    if (!answer.ok) return answer;
    if (run !== loading) break;
    const isFirst = loaded.length === 0;
    loaded = mergedEntries(loaded, answer.value.requests);
    // The first page replaces the list: after a restart of the mock, the same ids are other requests.
    entries.value = isFirst ? mergedEntries(loaded, arrivals) : mergedEntries(entries.value, answer.value.requests);
    end = start;
  }
  return first;
}

/** Loads the list anew if another caller has cleared the journal. */
export async function reloadIfFewer(): Promise<void> {
  const known = entries.value.length + heldEntries.value.length;
  const answer = await callAdmin<ListedRequests>({ method: 'GET', path: '/requests?limit=0', readsSession: true });
  if (answer.status === 404 || (answer.ok && answer.value.total < known)) {
    heldEntries.value = [];
    await loadRequests();
  }
}

/** Adds a request that has arrived. */
export function receiveEntry(entry: JournalEntry): void {
  arrivals = mergedEntries(arrivals, [entry]);
  if (isPaused.value) heldEntries.value = mergedEntries(heldEntries.value, [entry]);
  else entries.value = mergedEntries(entries.value, [entry]);
}

/** Holds the list still, or lets the waiting requests in. */
export function setPaused(paused: boolean): void {
  isPaused.value = paused;
  if (paused) return;
  entries.value = mergedEntries(entries.value, heldEntries.value);
  heldEntries.value = [];
}

/** Forgets the oldest requests, which the journal of this length no longer has. */
export function trimRequests(journalLength: number): void {
  entries.value = trimmedEntries(entries.value, journalLength);
  arrivals = trimmedEntries(arrivals, journalLength);
}
