import { entries } from '../state/requests.js';
import { EmptyList } from './empty-list.js';
import { RequestRow } from './request-row.js';

/** The requests, newest first. */
export function RequestList() {
  return (
    <section class="pane requests" aria-labelledby="requests-title">
      <h2 id="requests-title">Requests</h2>
      {entries.value.length === 0 ? (
        <EmptyList />
      ) : (
        <ol class="rows">
          {entries.value.map((entry) => (
            <RequestRow key={entry.id} entry={entry} />
          ))}
        </ol>
      )}
    </section>
  );
}
