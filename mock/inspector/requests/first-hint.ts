import { findingInWords, firstFinding } from '../../journal/finding-in-words.js';
import type { JournalEntry } from '../../schemas/journal-types.js';
import { defaultLanguage } from '../../texts/wording.js';
import { isForced } from './outcome.js';

/** Returns what a reader should know first of a request, in the words of the log; empty if there is nothing to say. */
export function firstHint(entry: JournalEntry): string {
  const { answer, parts, violations, lang = defaultLanguage } = entry;
  // The request may have a finding that is not the reason of an answer outside the contract.
  if (answer && answer.kind === undefined) return answer.reason;
  const first = firstFinding(violations);
  if (first && !(isForced(entry) && first.outcome === 'accepted')) {
    const sent = first.likelyPartIndex === undefined ? undefined : parts[first.likelyPartIndex]?.name;
    return findingInWords(first, lang, sent === undefined ? undefined : JSON.stringify(sent));
  }
  if (answer?.fault) return `fault ${answer.fault.type}`;
  return answer && answer.kind !== 'success' ? answer.reason : '';
}
