import { outcomeOf } from '../requests/outcome.js';
import { selectedEntry } from '../state/requests.js';
import { BodyView } from './body-view.js';
import { ChargeFacts } from './charge-facts.js';
import { CopyAs } from './copy-as.js';
import { FaultNote } from './fault-note.js';
import { HeaderList } from './header-list.js';

/** What the mock answered to the selected request. */
export function AnswerPane() {
  const entry = selectedEntry.value;
  const answer = entry?.answer;
  if (!entry)
    return (
      <section class="pane answer" aria-labelledby="answer-title">
        <h2 id="answer-title">Answer</h2>
        <p class="empty">Here you see what the mock answered, and what it charged.</p>
      </section>
    );
  if (!answer)
    return (
      <section class="pane answer" aria-labelledby="answer-title">
        <h2 id="answer-title">Answer</h2>
        <p class="empty">Not decided yet.</p>
      </section>
    );
  const { className } = outcomeOf(entry);
  const decided = answer.intendedStatus ?? answer.status;
  const isChanged = answer.fault !== undefined || answer.intendedStatus !== undefined;
  return (
    <section class="pane answer" aria-labelledby="answer-title">
      <header>
        <h2 id="answer-title">Answer</h2>
        <p>
          <span class={`badge ${className}`}>{answer.scenario ?? 'outside the contract'}</span> status {decided}
          {isChanged && <span class="soft small"> as decided</span>}
        </p>
      </header>
      <FaultNote entry={entry} />
      {isChanged && answer.headers && <h3>Decided</h3>}
      {answer.headers && <HeaderList headers={answer.headers} />}
      {answer.body !== undefined && <BodyView body={answer.body} title="Body" />}
      <ChargeFacts answer={answer} />
      <CopyAs key={entry.id} entry={entry} />
    </section>
  );
}
