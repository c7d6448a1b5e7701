import type { Request } from 'express';
import { sentText } from '../store/ledger-text.js';
import type { AdminCall } from './operation.js';
import { shownBase } from './shown-base.js';

/** Sends a page as JSON; `Link` says where the next one is. */
export async function sendPage(call: Paged, page: { readonly next?: number }): Promise<undefined> {
  const { response } = call;
  if (page.next !== undefined) response.setHeader('Link', `<${await addressOf(call, page.next)}>; rel="next"`);
  response.setHeader('Content-Type', 'application/json');
  response.end(`${JSON.stringify(page, null, 2)}\n`);
}

/** What is to be known of a call to page its answer. */
type Paged = Pick<AdminCall, 'options' | 'session' | 'request' | 'response'>;

/** Where the next page is: the same address, as it may be shown. What is masked in it finds the same. */
async function addressOf({ request, options, session }: Paged, offset: number): Promise<string> {
  const { name, store, hide } = session;
  const parameters = queryOf(request);
  parameters.set('offset', String(offset));
  // A token that came in the address is not handed on in it.
  parameters.delete('token');
  const shown = name();
  if (shown !== undefined && parameters.has('session')) parameters.set('session', shown);
  for (const text of ['tenant', 'refNumber']) {
    const value = parameters.get(text);
    if (value !== null) parameters.set(text, await store.maskText(sentText(value, hide)));
  }
  return `${shownBase(request, options.sessions)}${request.path}?${parameters}`;
}

/** The parameters of an address. */
export function queryOf({ originalUrl }: Request): URLSearchParams {
  return new URL(originalUrl, 'http://mock').searchParams;
}
