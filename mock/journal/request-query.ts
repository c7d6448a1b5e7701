import { KitError, responseKinds } from '../../spec/index.js';
import { shownWord } from '../privacy/shown-word.js';
import type { JournalEntry } from '../schemas/journal-types.js';
import { wholeNumberIn } from '../store/ledger-query.js';

/** A page of requests. */
export interface RequestPage {
  /** Number of requests on all pages. */
  readonly total: number;
  readonly requests: readonly JournalEntry[];
  /** Offset of the next page; absent on the last one. */
  readonly next?: number;
}

const states: readonly JournalEntry['state'][] = ['open', 'answered', 'aborted'];

/** Query parameters, with descriptions. */
export const requestParameters = {
  since: 'Only requests after the one of this id.',
  state: `Only requests in this state: ${states.join(', ')}.`,
  kind: `Only requests answered with this kind: ${responseKinds.join(', ')}.`,
  offset: 'Number of requests to skip.',
  limit: 'Maximum number of requests. Default: all.',
  format: 'json, the default, or har: an HTTP Archive 1.2 with the requests, without the bytes of pictures.',
} as const satisfies Record<string, string>;

/** Returns the page that a query selects, oldest request first. @throws KitError `usage` for an invalid value */
export function requestPage(entries: readonly JournalEntry[], parameters: URLSearchParams): RequestPage {
  const state = oneOf(parameters, 'state', states);
  const kind = oneOf(parameters, 'kind', responseKinds);
  const since = wholeNumberIn(parameters, 'since') ?? 0;
  const offset = wholeNumberIn(parameters, 'offset') ?? 0;
  const limit = wholeNumberIn(parameters, 'limit') ?? Number.POSITIVE_INFINITY;
  const selected = entries.filter(
    (entry) =>
      Number(entry.id) > since &&
      (state === undefined || entry.state === state) &&
      (kind === undefined || entry.answer?.kind === kind),
  );
  const requests = selected.slice(offset, offset + limit);
  const next = offset + requests.length;
  return { total: selected.length, requests, ...(next < selected.length && requests.length > 0 ? { next } : {}) };
}

/** Returns the format that a query names. @throws KitError `usage` for an unknown one */
export function requestFormat(parameters: URLSearchParams): 'json' | 'har' {
  return oneOf(parameters, 'format', ['json', 'har']) === 'har' ? 'har' : 'json';
}

function oneOf(parameters: URLSearchParams, name: string, known: readonly string[]): string | undefined {
  const value = parameters.get(name);
  if (value === null || known.includes(value)) return value ?? undefined;
  throw new KitError('usage', `${name} is ${shownWord(value, known)}; give one of ${known.join(', ')}`);
}
