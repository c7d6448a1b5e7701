import { hashOf } from '../../page-route.js';
import { scenarios } from '../../state/world.js';
import type { TriedAnswer } from './send-and-stay.js';

/** One line about an answer, with a link to the request. */
export function AnswerLine({ answer }: { readonly answer: TriedAnswer }) {
  if (answer.state === 'failed') return <span class="failed">{answer.problem}</span>;
  const { status, scenario, ms, id } = answer;
  const kind = scenarios.value.find(({ name }) => name === scenario)?.kind;
  return (
    <span>
      Answered {scenario !== undefined && <span class={`badge kind-${kind ?? 'none'}`}>{scenario}</span>} with HTTP{' '}
      {status} in {ms} ms.{' '}
      {id === undefined ? (
        <span class="soft">The mock sends no X-Mock headers, so look it up in the list of requests.</span>
      ) : (
        <a href={hashOf({ view: 'request', id })}>See request #{id}</a>
      )}
    </span>
  );
}

/** A whole answer: status, headers and body. */
export function AnswerView({ answer }: { readonly answer: TriedAnswer }) {
  return (
    <section class="card" aria-label="Answer to the form">
      <p role="status">
        <AnswerLine answer={answer} />
      </p>
      {answer.state === 'answered' && (
        <>
          <pre class="block">{prettyJson(answer.body) || '(no body)'}</pre>
          <details>
            <summary>Headers</summary>
            <ul class="plain small">
              {answer.headers.map(([name, value]) => (
                <li key={name}>
                  <code>
                    {name}: {value}
                  </code>
                </li>
              ))}
            </ul>
          </details>
        </>
      )}
    </section>
  );
}

/** Indents a JSON text. Returns any other text as it is. */
function prettyJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
