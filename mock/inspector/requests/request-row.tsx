import type { JournalEntry, JournalFile } from '../../schemas/journal-types.js';
import { hashOf } from '../page-route.js';
import { page, selectedId } from '../state/page.js';
import { firstHint } from './first-hint.js';
import { isForced, outcomeOf } from './outcome.js';

/** What a row of the list needs besides its request. */
export interface RequestRowProps {
  readonly entry: JournalEntry;
  /** Pixels from the top of the list. */
  readonly top: number;
  /** Of how many rows it is which one, from 1: most rows are not in the document. */
  readonly position: { readonly place: number; readonly of: number };
}

/** One request in the list. */
export function RequestRow({ entry, top, position }: RequestRowProps) {
  const { id, at, durationMs, answer } = entry;
  const { word, className, sign } = outcomeOf(entry);
  return (
    <li class="row" style={{ top: `${top}px` }} aria-posinset={position.place} aria-setsize={position.of}>
      <a href={hashOf({ view: 'request', id })} aria-current={selectedId.value === id ? 'true' : undefined}>
        <span class={`dot ${className}`} aria-hidden="true">
          {sign}
        </span>
        <span class="first-line">
          <b>#{id}</b> <span class="kind-name">{word}</span>
          {isForced(entry) && <span class="tag">forced</span>}
          {answer?.fault && <span class="tag">fault</span>}
        </span>
        <span class="hint small" lang={entry.lang}>
          {firstHint(entry)}
        </span>
        <span class="when soft small">
          <time dateTime={at}>{clockTime(at)}</time>
          {durationMs === null ? '' : ` · ${durationMs} ms`}
        </span>
        <span class="thumbnails" aria-hidden="true">
          {pictures(entry).map((picture, place) =>
            picture.image === undefined ? (
              <span key={`${id}-${place}`} class="no-picture" />
            ) : (
              <img key={`${id}-${place}`} src={`${page.root}${picture.image}`} alt="" loading="lazy" />
            ),
          )}
        </span>
      </a>
    </li>
  );
}

function pictures({ parts }: JournalEntry): readonly JournalFile[] {
  return parts.filter((part) => part.type === 'file').slice(0, 2);
}

function clockTime(at: string): string {
  return new Date(at).toLocaleTimeString('en-GB');
}
