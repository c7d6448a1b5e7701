import type { JournalEntry } from '../../schemas/journal-types.js';

/** Returns entries with more of them, newest first and each once; a later version of an entry replaces the earlier. */
export function mergedEntries(known: readonly JournalEntry[], more: readonly JournalEntry[]): readonly JournalEntry[] {
  const [only, ...others] = more;
  if (only === undefined) return known;
  // The usual case: one new request.
  if (others.length === 0 && Number(only.id) > Number(known[0]?.id ?? 0)) return [only, ...known];
  const byId = new Map([...known, ...more].map((entry) => [entry.id, entry]));
  return [...byId.values()].sort((one, other) => Number(other.id) - Number(one.id));
}

/** Entries beyond those of the journal that a list may have: its length was read a moment ago. */
const slack = 200;

/** Returns entries without the oldest ones that a journal of this length has dropped. */
export function trimmedEntries(known: readonly JournalEntry[], journalLength: number): readonly JournalEntry[] {
  return known.length > journalLength + slack ? known.slice(0, journalLength) : known;
}
