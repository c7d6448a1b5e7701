import { curlFor } from '../../api/call-admin.js';
import { connection } from '../../state/connection.js';
import { session } from '../../state/world.js';
import { CurlBlock } from '../curl-block.js';
import { LoadState } from '../loading/load-state.js';
import { useLoaded } from '../loading/use-loaded.js';
import { CsvLink } from './csv-link.js';
import { isFiltered, type LedgerFilter, ledgerCall, ledgerFilter, loadLedger, rowsOnPage } from './ledger-filter.js';
import { LedgerFilterForm } from './ledger-filter-form.js';
import { LedgerTable } from './ledger-table.js';

/** The ledger of the session, newest row first, and its CSV. It grows as requests are answered. */
export function LedgerTab() {
  const filter = ledgerFilter.value;
  // The session is loaded anew after each request.
  const [ledger, again] = useLoaded(() => loadLedger(filter), [filter, session.value, connection.value.state]);
  return (
    <>
      <header class="tab-head">
        <h2>Ledger</h2>
        <p class="soft">
          Each answer that was charged to a tenant or has a transaction number (<code>X-Trx-No</code>).
        </p>
      </header>
      <div class="tools">
        <LedgerFilterForm />
        <CsvLink />
      </div>
      <LoadState of={ledger} what="the ledger" again={again}>
        {({ total, rows }) => (
          <>
            <p class="count" role="status">
              {countInWords(total, filter)}
            </p>
            {rows.length > 0 && <LedgerTable rows={rows} />}
            <Pages total={total} />
          </>
        )}
      </LoadState>
      <CurlBlock curl={curlFor(ledgerCall('/transactions', filter))} />
    </>
  );
}

function countInWords(total: number, filter: LedgerFilter): string {
  const found = isFiltered(filter);
  if (total === 0)
    return found
      ? 'No transaction matches. Change the filter.'
      : 'No transaction yet. A request that the mock answers with success adds the first.';
  return `${total} ${total === 1 ? 'transaction' : 'transactions'}${found ? ' found' : ''}, newest first`;
}

/** Buttons for older and newer rows, if there is more than one page. */
function Pages({ total }: { readonly total: number }) {
  const { page } = ledgerFilter.value;
  const last = Math.max(0, Math.ceil(total / rowsOnPage) - 1);
  const go = (to: number) => {
    ledgerFilter.value = { ...ledgerFilter.value, page: to };
  };
  if (last === 0 && page === 0) return null;
  return (
    <nav class="tools" aria-label="Pages of the ledger">
      <button type="button" disabled={page === 0} onClick={() => go(Math.max(0, page - 1))}>
        Newer
      </button>
      <span>
        Page {page + 1} of {last + 1}
      </span>
      <button type="button" disabled={page >= last} onClick={() => go(page + 1)}>
        Older
      </button>
    </nav>
  );
}
