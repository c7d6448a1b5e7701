import type { Transaction } from '../../../schemas/session-types.js';
import { hashOf } from '../../page-route.js';
import { entries } from '../../state/requests.js';
import { scenarios } from '../../state/world.js';
import { timeOf } from '../time.js';

/** Rows of the ledger. */
export function LedgerTable({ rows }: { readonly rows: readonly Transaction[] }) {
  const requests = new Map(entries.value.flatMap(({ id, answer }) => (answer?.trxNo ? [[answer.trxNo, id]] : [])));
  const kinds = new Map(scenarios.value.map(({ name, kind }) => [name, kind]));
  return (
    <div class="scroll">
      <table class="stacking">
        <thead>
          <tr>
            <th scope="col">X-Trx-No</th>
            <th scope="col">Time</th>
            <th scope="col">refNumber</th>
            <th scope="col">Tenant</th>
            <th scope="col">loginId</th>
            <th scope="col">Scenario</th>
            <th scope="col">Charged</th>
            <th scope="col">Request</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, place) => (
            <LedgerRow
              key={row.trxNo || place}
              row={row}
              request={requests.get(row.trxNo)}
              kind={kinds.get(row.scenario)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function LedgerRow({
  row: { trxNo, at, refNumber, tenantCode, loginId, scenario, charged },
  request,
  kind,
}: {
  readonly row: Transaction;
  readonly request: string | undefined;
  readonly kind: string | undefined;
}) {
  return (
    <tr>
      <th scope="row" data-label="X-Trx-No">
        <code>{trxNo || 'none'}</code>
      </th>
      <td data-label="Time">
        <time dateTime={at}>{timeOf(at)}</time>
      </td>
      <td data-label="refNumber" class="long">
        <code>{refNumber}</code>
      </td>
      <td data-label="Tenant">{tenantCode}</td>
      <td data-label="loginId">{loginId}</td>
      <td data-label="Scenario">
        <span class={`badge kind-${kind ?? 'none'}`}>{scenario}</span>
      </td>
      <td data-label="Charged">{charged ? 'yes' : 'no'}</td>
      <td data-label="Request">
        {request === undefined ? (
          <span class="soft">not listed</span>
        ) : (
          <a href={hashOf({ view: 'request', id: request })}>#{request}</a>
        )}
      </td>
    </tr>
  );
}
