import type { JournalEntry } from '../../schemas/journal-types.js';

/** The order of the parts and the recorded headers, on demand. */
export function SentAs({ entry: { parts, headers } }: { readonly entry: JournalEntry }) {
  return (
    <div class="sent-as small">
      <details>
        <summary>The parts as they were sent, in their order</summary>
        <ol class="order">
          {parts.map(({ name, head }, place) => (
            <li key={`${place}-${name}`}>
              {head === undefined ? <code>{name === '' ? '(no name)' : name}</code> : <pre class="block">{head}</pre>}
            </li>
          ))}
        </ol>
        {parts.length === 0 && <p class="soft">No part could be read.</p>}
      </details>
      <details>
        <summary>Request headers that the mock records</summary>
        <dl class="headers">
          {Object.entries(headers).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </details>
    </div>
  );
}
