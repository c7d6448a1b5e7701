import { selectedEntry } from '../state/requests.js';

/** What the mock answered to the selected request. */
export function AnswerPane() {
  const answer = selectedEntry.value?.answer;
  return (
    <section class="pane answer" aria-labelledby="answer-title">
      <h2 id="answer-title">Answer</h2>
      {answer && <pre>{answer.body}</pre>}
    </section>
  );
}
