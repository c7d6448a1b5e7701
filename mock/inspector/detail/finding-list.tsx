import type { JournalEntry, Violation } from '../../schemas/journal-types.js';
import { consequenceOf } from './sentence.js';

interface FindingListProps {
  readonly violations: readonly Violation[];
  /** The language of the findings; undefined for the default one. */
  readonly lang: JournalEntry['lang'];
}

/** What is wrong, what to change, and where the document says so. */
export function FindingList({ violations, lang }: FindingListProps) {
  return (
    <ul class="findings" lang={lang}>
      {violations.map((found, place) => (
        <li key={`${found.rule}-${place}`}>
          <p>
            <span class={found.outcome === 'accepted' ? 'warning' : 'failed'}>{found.text}</span>{' '}
            <span class="soft small">{consequenceOf(found, lang)}</span>
          </p>
          {found.hint !== undefined && <p class="hint">→ {found.hint}</p>}
        </li>
      ))}
    </ul>
  );
}
