import { pipeline } from 'node:stream';
import { KitError } from '../../spec/index.js';
import { problem, sendOwnAnswer } from '../http/problem.js';
import { csvOf } from '../store/ledger-csv.js';
import { type LedgerPage, readLedgerQuery } from '../store/ledger-query.js';
import type { AdminCall } from './operation.js';
import { queryOf, sendPage } from './paging.js';

/** Rows of a JSON answer where no limit is given. */
const pageLength = 1000;

/** Sends a page of the ledger as JSON; `Link` says where the next one is. */
export async function sendTransactions(call: AdminCall): Promise<undefined> {
  const page = await pageFor(call, pageLength);
  return page && sendPage(call, page);
}

/** Sends the ledger as CSV, all of it unless less is asked for. */
export async function sendTransactionsCsv(call: AdminCall): Promise<undefined> {
  const { response } = call;
  const page = await pageFor(call, Number.POSITIVE_INFINITY);
  if (!page) return;
  response.setHeader('Content-Type', 'text/csv; charset=utf-8');
  // A reader that goes away in the middle is nobody's fault.
  pipeline(csvOf(page.transactions), response, () => {});
}

/** The page that is asked for; where it cannot be one, that is answered. */
async function pageFor({ request, response, session }: AdminCall, limit: number): Promise<LedgerPage | undefined> {
  try {
    return await session.store.transactions(readLedgerQuery(queryOf(request), limit));
  } catch (error) {
    if (!(error instanceof KitError)) throw error;
    sendOwnAnswer(response, problem(400, 'Wrong parameter', `${error.message}.`));
    return undefined;
  }
}
