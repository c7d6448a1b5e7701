import { session } from '../../state/world.js';
import { type LedgerFilter, ledgerFilter } from './ledger-filter.js';

/** Filters the ledger by tenant, refNumber and time. */
export function LedgerFilterForm() {
  const { tenant, refNumber, from, to } = ledgerFilter.value;
  const set = (change: Partial<LedgerFilter>) => {
    ledgerFilter.value = { ...ledgerFilter.value, ...change, page: 0 };
  };
  const codes = [...new Set([...(session.value?.tenants ?? []).map(({ code }) => code), ...(tenant ? [tenant] : [])])];
  return (
    <form class="fields" onSubmit={(event) => event.preventDefault()}>
      <label class="field">
        <span>Tenant</span>
        <select value={tenant} onChange={({ currentTarget }) => set({ tenant: currentTarget.value })}>
          <option value="">all tenants</option>
          {codes.map((code) => (
            <option key={code} value={code}>
              {code}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        <span>refNumber contains</span>
        <input
          type="search"
          autocomplete="off"
          value={refNumber}
          onInput={({ currentTarget }) => set({ refNumber: currentTarget.value })}
        />
      </label>
      <label class="field">
        <span>From</span>
        <input
          type="datetime-local"
          step="1"
          value={from}
          onInput={({ currentTarget }) => set({ from: currentTarget.value })}
        />
      </label>
      <label class="field">
        <span>Before</span>
        <input
          type="datetime-local"
          step="1"
          value={to}
          onInput={({ currentTarget }) => set({ to: currentTarget.value })}
        />
      </label>
    </form>
  );
}
