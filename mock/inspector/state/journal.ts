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
