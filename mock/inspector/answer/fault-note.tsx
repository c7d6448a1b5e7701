import type { JournalEntry } from '../../schemas/journal-types.js';
import { faults } from '../state/world.js';
import { BodyView } from './body-view.js';
import { HeaderList } from './header-list.js';

/** What was sent in place of the decided answer. */
export function FaultNote({ entry: { answer, state } }: { readonly entry: JournalEntry }) {
  if (!answer?.fault && state !== 'aborted') return null;
  const summary = faults.value.find(({ name }) => name === answer?.fault?.type)?.summary;
  return (
    <section class="sent" aria-label="Sent">
      <h3>Sent: {answer?.status === 0 ? 'no answer' : `status ${answer?.status ?? 'none'}`}</h3>
      {answer?.fault && (
        <p class="small">
          Fault <code>{faultInWords(answer.fault)}</code>
          {summary === undefined ? '' : `: ${summary}.`}
        </p>
      )}
      {state === 'aborted' && <p class="small">The connection ended before the whole answer was sent.</p>}
      {answer?.sent && (
        <>
          <HeaderList headers={answer.sent.headers} />
          {answer.sent.body === undefined ? (
            <p class="small soft">A body of {answer.sent.bytes} bytes that is no text in UTF-8.</p>
          ) : (
            <BodyView body={answer.sent.body} title="Body as sent" />
          )}
        </>
      )}
    </section>
  );
}

/** Returns a fault as in the header X-Mock-Fault. */
export function faultInWords({ type, ...given }: { readonly type: string; readonly [name: string]: unknown }): string {
  return [type, ...Object.entries(given).map(([name, value]) => `${name}=${value}`)].join('; ');
}
