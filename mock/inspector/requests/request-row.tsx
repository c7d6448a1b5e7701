import type { JournalEntry } from '../../schemas/journal-types.js';
import { hashOf } from '../page-route.js';
import { selectedId } from '../state/page.js';

/** One request in the list. */
export function RequestRow({ entry: { id, answer, durationMs } }: { readonly entry: JournalEntry }) {
  return (
    <li>
      <a href={hashOf({ view: 'request', id })} aria-current={selectedId.value === id ? 'true' : undefined}>
        #{id} {answer?.kind ?? answer?.status ?? 'in progress'} {durationMs === null ? '' : `${durationMs} ms`}
      </a>
    </li>
  );
}
