import { useState } from 'preact/hooks';
import { curlFor } from '../../api/call-admin.js';
import { adminPath } from '../../page-address.js';
import { connection } from '../../state/connection.js';
import { page } from '../../state/page.js';
import { CurlBlock } from '../curl-block.js';
import { LoadState } from '../loading/load-state.js';
import { useLoaded } from '../loading/use-loaded.js';
import { type AdminDocument, documentCall, loadAdminDocument } from './admin-document.js';
import { OperationCard } from './operation-card.js';

/** The admin API, rendered from its OpenAPI document. */
export function AdminApiTab() {
  const [document, again] = useLoaded(loadAdminDocument, [connection.value.state]);
  return (
    <>
      <header class="tab-head">
        <h2>Admin API</h2>
        <p class="soft">
          Whatever this page does, a script can do with these addresses. They are rendered from the{' '}
          <a href={adminPath({ ...page, session: undefined }, documentCall.path)}>OpenAPI document of the admin API</a>.
        </p>
      </header>
      <LoadState of={document} what="the admin API" again={again}>
        {(value) => <Operations of={value} />}
      </LoadState>
      <CurlBlock curl={curlFor(documentCall)} />
    </>
  );
}

function Operations({ of: { groups, schemas } }: { readonly of: AdminDocument }) {
  const [search, setSearch] = useState('');
  const found = groups
    .map(({ name, operations }) => ({
      name,
      operations: operations.filter(({ method, path, summary }) =>
        `${method} /__admin${path} ${summary}`.toLowerCase().includes(search.trim().toLowerCase()),
      ),
    }))
    .filter(({ operations }) => operations.length > 0);
  return (
    <>
      <form class="fields" onSubmit={(event) => event.preventDefault()}>
        <label class="field">
          <span>Operations with the text</span>
          <input
            type="search"
            autocomplete="off"
            value={search}
            onInput={({ currentTarget }) => setSearch(currentTarget.value)}
          />
        </label>
      </form>
      {found.length === 0 && <p role="status">No operation matches. Change the text.</p>}
      {found.map(({ name, operations }) => (
        <section key={name} aria-label={`Operations: ${name}`}>
          <h3 class="topic">{name}</h3>
          <ul class="cards">
            {operations.map((operation) => (
              <OperationCard key={`${operation.method} ${operation.path}`} operation={operation} schemas={schemas} />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
