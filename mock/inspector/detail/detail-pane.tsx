import { selectedEntry } from '../state/requests.js';

/** What the selected request sent, and what was wrong with it. */
export function DetailPane() {
  const entry = selectedEntry.value;
  return (
    <section class="pane detail" aria-labelledby="detail-title">
      <h2 id="detail-title">{entry ? `Request #${entry.id}` : 'Request'}</h2>
      {entry ? <p>{entry.answer?.reason}</p> : <p class="empty">Choose a request to see what it sent.</p>}
    </section>
  );
}
