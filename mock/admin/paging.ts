import type { Request } from 'express';
import { sentText } from '../store/ledger-text.js';
import type { AdminCall } from './operation.js';
import { shownBase } from './shown-base.js';

/** Sends a page as JSON, or another value in its place, with the next page's address in `Link`. */
export async function sendPage(
  call: Paged,
  page: { readonly next?: number },
  shown: object = page,
): Promise<undefined> {
  const { response } = call;
  if (page.next !== undefined) response.setHeader('Link', `<${await addressOf(call, page.next)}>; rel="next"`);
  response.setHeader('Content-Type', 'application/json');
  response.end(`${JSON.stringify(shown, null, 2)}\n`);
}

/** The parts of a call that paging needs. */
type Paged = Pick<AdminCall, 'options' | 'session' | 'request' | 'response'>;

/** Returns the address of the next page with secrets masked. A masked value finds the same entries. */
async function addressOf({ request, options, session }: Paged, offset: number): Promise<string> {
  const { name, store, hide } = session;
  const parameters = queryOf(request);
  parameters.set('offset', String(offset));
  // The next address must not repeat a token.
  parameters.delete('token');
  const shown = name();
  if (shown !== undefined && parameters.has('session')) parameters.set('session', shown);
  for (const text of ['tenant', 'refNumber', 'refNumberContains']) {
    const value = parameters.get(text);
    if (value !== null) parameters.set(text, await store.maskText(sentText(value, hide)));
  }
  return `${shownBase(request, options.sessions)}${request.path}?${parameters}`;
}

/** Returns the query parameters of a request. */
export function queryOf({ originalUrl }: Request): URLSearchParams {
  return new URL(originalUrl, 'http://mock').searchParams;
}
