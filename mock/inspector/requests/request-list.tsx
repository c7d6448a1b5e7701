import { entries } from '../state/requests.js';
import { EmptyList } from './empty-list.js';
import { FilterSentence } from './filter-sentence.js';
import { HarLink } from './har-link.js';
import { shownEntries } from './list-state.js';
import { RowList } from './row-list.js';

/** The requests, newest first. */
export function RequestList() {
  const [total, shown] = [entries.value.length, shownEntries.value.length];
  return (
    <section class="pane requests" aria-labelledby="requests-title">
      <header>
        <h2 id="requests-title">Requests</h2>
        <p class="soft small" role="status">
          {total === 0 ? '' : shown === total ? countInWords(total) : `${shown} of ${countInWords(total)}`}
        </p>
        {total > 0 && <HarLink />}
        <p class="keys soft small">
          <kbd>j</kbd> <kbd>k</kbd> walk · <kbd>/</kbd> search · <kbd>p</kbd> pause
        </p>
      </header>
      {total === 0 ? (
        <EmptyList />
      ) : (
        <>
          <FilterSentence />
          {shown === 0 ? <p class="empty">No request matches the filter.</p> : <RowList />}
        </>
      )}
    </section>
  );
}

function countInWords(count: number): string {
  return count === 1 ? '1 request' : `${count} requests`;
}
