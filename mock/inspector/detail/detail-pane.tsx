import { operationOf } from '../api/served-contract.js';
import { hashOf } from '../page-route.js';
import { outcomeOf, rejectedBy } from '../requests/outcome.js';
import { selectedId } from '../state/page.js';
import { entries, selectedEntry } from '../state/requests.js';
import { contract } from '../state/world.js';
import { FindingList } from './finding-list.js';
import { PartRowView } from './part-row.js';
import { partRows } from './part-rows.js';
import { SentAs } from './sent-as.js';
import { explainingSentence } from './sentence.js';

/** What the selected request sent, and what was wrong with it. */
export function DetailPane() {
  const entry = selectedEntry.value;
  if (!entry)
    return (
      <section class="pane detail" aria-labelledby="detail-title">
        <h2 id="detail-title">Request</h2>
        <p class="empty">{whyNone()}</p>
      </section>
    );
  const { rows, whole } = partRows(entry, contract.value ? operationOf(contract.value).parts : []);
  const { className, sign } = outcomeOf(entry);
  const hint = rejectedBy(entry)[0]?.hint;
  return (
    <section class="pane detail" aria-labelledby="detail-title">
      <header>
        <a class="back" href={hashOf({ view: 'list' })}>
          ← Requests
        </a>
        <h2 id="detail-title">Request #{entry.id}</h2>
        <p class="soft small">
          {entry.method} {entry.path} · <time dateTime={entry.at}>{new Date(entry.at).toLocaleString('en-GB')}</time>
          {entry.durationMs === null ? '' : ` · ${entry.durationMs} ms`}
        </p>
      </header>
      <p class={`why ${className}`} lang={entry.lang}>
        <span class="dot" aria-hidden="true">
          {sign}
        </span>
        <span>
          {explainingSentence(entry).map(({ text, strong }, place) =>
            strong ? <strong key={`${place}-${text}`}>{text}</strong> : text,
          )}
          {hint !== undefined && <span class="remedy">→ {hint}</span>}
        </span>
      </p>
      {whole.length > 0 && (
        <div class="whole">
          <h3>The request as a whole</h3>
          <FindingList violations={whole} lang={entry.lang} />
        </div>
      )}
      <h3 class="title">Parts, in the order of the document</h3>
      <ul class="parts">
        {rows.map((row) => (
          <PartRowView key={`${entry.id}-${row.key}`} row={row} lang={entry.lang} />
        ))}
      </ul>
      <SentAs entry={entry} />
    </section>
  );
}

function whyNone(): string {
  const id = selectedId.value;
  if (id === undefined)
    return entries.value.length === 0
      ? 'Here you see what a request sent, why the mock answered as it did, and what to change.'
      : 'Choose a request to see what it sent, why the mock answered as it did, and what to change.';
  return `The journal has no request #${id}. It keeps the latest, and starts anew with the mock.`;
}
