import { useComputed } from '@preact/signals';
import { entries } from '../state/requests.js';
import { type RequestFilter, shownWords, tenantsIn } from './filter.js';
import { requestFilter, searchId } from './list-state.js';

/** The filter as a sentence, and the search. */
export function FilterSentence() {
  const tenants = useComputed(() => tenantsIn(entries.value));
  const { shown, tenant, search } = requestFilter.value;
  const change = (next: Partial<RequestFilter>) => {
    requestFilter.value = { ...requestFilter.value, ...next };
  };
  return (
    <search class="filter">
      <p>
        Show{' '}
        <select
          aria-label="Which requests"
          value={shown}
          onChange={({ currentTarget }) => change({ shown: currentTarget.value as RequestFilter['shown'] })}
        >
          {shownWords.map((word) => (
            <option key={word}>{word}</option>
          ))}
        </select>{' '}
        of{' '}
        <select
          aria-label="Of which tenant"
          value={tenant ?? ''}
          onChange={({ currentTarget }) => change({ tenant: currentTarget.value || undefined })}
        >
          <option value="">all tenants</option>
          {tenant !== undefined && !tenants.value.includes(tenant) && <option value={tenant}>{tenant}</option>}
          {tenants.value.map((code) => (
            <option key={code} value={code}>
              {code}
            </option>
          ))}
        </select>
      </p>
      <input
        id={searchId}
        type="search"
        placeholder="refNumber"
        aria-label="Search by refNumber"
        value={search}
        onInput={({ currentTarget }) => change({ search: currentTarget.value })}
      />
    </search>
  );
}
