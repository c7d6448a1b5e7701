import { pipeline } from 'node:stream';
import { KitError } from '../../spec/index.js';
import { problem, sendOwnAnswer } from '../http/problem.js';
import { csvOf } from '../store/ledger-csv.js';
import { type LedgerPage, readLedgerQuery } from '../store/ledger-query.js';
import type { AdminCall } from './operation.js';
import { queryOf, sendPage } from './paging.js';

/** Default page size of the JSON answer. */
const pageLength = 1000;

/** Sends a page of the ledger as JSON, with the next page's address in `Link`. */
export async function sendTransactions(call: AdminCall): Promise<undefined> {
  const page = await pageFor(call, pageLength);
  return page && sendPage(call, page);
}

/** Sends the ledger as CSV, all rows by default. */
export async function sendTransactionsCsv(call: AdminCall): Promise<undefined> {
  const { response } = call;
  const page = await pageFor(call, Number.POSITIVE_INFINITY);
  if (!page) return;
  response.setHeader('Content-Type', 'text/csv; charset=utf-8');
  // A reader that disconnects midway is not an error.
  pipeline(csvOf(page.transactions), response, () => {});
}

/** Returns the requested page, or answers with a problem and returns undefined. */
async function pageFor({ request, response, session }: AdminCall, limit: number): Promise<LedgerPage | undefined> {
  try {
    return await session.store.transactions(readLedgerQuery(queryOf(request), limit));
  } catch (error) {
    if (!(error instanceof KitError)) throw error;
    sendOwnAnswer(response, problem(400, 'Wrong parameter', `${error.message}.`));
    return undefined;
  }
}
