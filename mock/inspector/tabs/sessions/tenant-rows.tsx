import type { TenantFields } from './session-calls.js';

/** The tenants of a new session. Without rows, it has those of the mock. */
export function TenantRows({
  tenants,
  onChange,
}: {
  readonly tenants: readonly TenantFields[];
  readonly onChange: (tenants: readonly TenantFields[]) => void;
}) {
  const change = (place: number, part: Partial<TenantFields>) =>
    onChange(tenants.map((tenant, index) => (index === place ? { ...tenant, ...part } : tenant)));
  return (
    <fieldset>
      <legend>Tenants</legend>
      {tenants.length === 0 && <p class="soft small">Those of the mock. Add one to give the session its own.</p>}
      {tenants.map(({ code, key, balance }, place) => (
        <div class="fields" key={place}>
          <label class="field">
            <span>tenant_code</span>
            <input
              required
              autocomplete="off"
              value={code}
              onInput={({ currentTarget }) => change(place, { code: currentTarget.value })}
            />
          </label>
          <label class="field">
            <span>key</span>
            <input
              required
              type="password"
              autocomplete="off"
              value={key}
              onInput={({ currentTarget }) => change(place, { key: currentTarget.value })}
            />
          </label>
          <label class="field">
            <span>Balance</span>
            <input
              required
              type="number"
              min="0"
              step="1"
              value={balance}
              onInput={({ currentTarget }) => change(place, { balance: currentTarget.value })}
            />
          </label>
          <button
            type="button"
            aria-label={`Remove the tenant ${code || place + 1}`}
            onClick={() => onChange(tenants.filter((_, index) => index !== place))}
          >
            Remove
          </button>
        </div>
      ))}
      <button type="button" onClick={() => onChange([...tenants, { code: '', key: '', balance: '100' }])}>
        Add a tenant
      </button>
    </fieldset>
  );
}
