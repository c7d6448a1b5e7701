import type { JournalEntry } from '../../schemas/journal-types.js';
import { isForced, rejectedBy } from './outcome.js';

/** Returns what a reader should know first of a request, in one line; empty if there is nothing to say. */
export function firstHint(entry: JournalEntry): string {
  const [first] = [...rejectedBy(entry), ...entry.violations];
  const { answer, parts } = entry;
  if (first && !(isForced(entry) && first.outcome === 'accepted')) {
    const named = first.part === undefined ? first.text : `${first.part} ${shortened(first.text)}`;
    const sent = first.likelyPartIndex === undefined ? undefined : parts[first.likelyPartIndex]?.name;
    return sent === undefined ? named : `${named}; you sent “${sent}”`;
  }
  if (answer?.fault) return `fault ${answer.fault.type}`;
  return answer && answer.kind !== 'success' ? answer.reason : '';
}

/** Leaves out what follows the finding itself: `is missing; it is required`. */
function shortened(text: string): string {
  return text.replace(/;.*$/s, '');
}
