import { useState } from 'preact/hooks';
import type { ListedTenant } from '../api/admin-types.js';
import { Popover } from '../shared/popover.js';
import { act } from '../state/act.js';
import { session } from '../state/world.js';

/** The balance of each tenant, and the controls that set it. */
export function Balances() {
  const tenants = session.value?.tenants ?? [];
  return (
    <Popover label={labelOf(tenants)}>
      {tenants.length === 0 && <p class="soft">The first request opens this session.</p>}
      <ul class="balances">
        {tenants.map((tenant) => (
          <Balance key={tenant.code} tenant={tenant} />
        ))}
      </ul>
    </Popover>
  );
}

/** Names the first tenant and its balance, which most sessions charge. */
function labelOf([first, ...others]: readonly ListedTenant[]): string {
  if (!first) return 'Balances';
  const code = first.code.length > 12 ? `${first.code.slice(0, 11)}…` : first.code;
  return `Balance ${code} ${first.balance}${others.length === 0 ? '' : ` +${others.length}`}`;
}

function Balance({ tenant: { code, balance, configured } }: { readonly tenant: ListedTenant }) {
  const [text, setText] = useState('');
  const set = (next: number, what: string) =>
    act(`${what} of ${code}`, {
      method: 'PUT',
      path: `/tenants/${encodeURIComponent(code)}`,
      body: { balance: next },
    });
  const wanted = /^\d{1,13}$/.test(text) ? Number(text) : undefined;
  return (
    <li>
      <span class="tenant">
        <code>{code}</code> <b>{balance}</b>
      </span>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (wanted !== undefined) void set(wanted, `Set the balance to ${wanted}`).then(() => setText(''));
        }}
      >
        <input
          inputMode="numeric"
          aria-label={`New balance of ${code}`}
          value={text}
          placeholder={String(balance)}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
        <button type="submit" disabled={wanted === undefined}>
          Set
        </button>
        <button type="button" aria-label={`Balance of ${code} to 0`} onClick={() => void set(0, 'Emptied the balance')}>
          0
        </button>
        <button
          type="button"
          aria-label={`Reset the balance of ${code}`}
          disabled={configured === null || configured === balance}
          onClick={() => void set(configured ?? 0, 'Reset the balance')}
        >
          Reset
        </button>
      </form>
    </li>
  );
}
