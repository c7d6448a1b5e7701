import { curlFor } from '../../api/call-admin.js';
import { adminPath } from '../../page-address.js';
import { lastAct } from '../../state/act.js';
import { isSessionOpen, page } from '../../state/page.js';
import { ledgerCall, ledgerFilter } from './ledger-filter.js';

/** Downloads the filtered ledger as CSV. */
export function CsvLink() {
  if (!isSessionOpen.value)
    return (
      <button type="button" disabled>
        Download CSV
      </button>
    );
  const call = ledgerCall('/transactions.csv', ledgerFilter.value);
  return (
    <a
      class="button"
      href={adminPath(page, call.path)}
      download={page.session === undefined ? 'ledger.csv' : `ledger-${page.session}.csv`}
      onClick={() => {
        lastAct.value = { what: 'Downloaded the ledger', curl: curlFor(call) };
      }}
    >
      Download CSV
    </a>
  );
}
