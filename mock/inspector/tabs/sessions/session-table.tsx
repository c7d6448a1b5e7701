import { useState } from 'preact/hooks';
import type { SessionState } from '../../api/admin-types.js';
import { SessionRow } from './session-row.js';

/** Sessions that the table shows before the reader searches for others. */
const mostShown = 100;

/** The sessions, the default one first. */
export function SessionTable({ sessions }: { readonly sessions: readonly SessionState[] }) {
  const [search, setSearch] = useState('');
  const found = sessions.filter(({ id }) => (id ?? 'default').includes(search));
  const isLong = sessions.length > 10;
  return (
    <>
      <p class="count" role="status">
        {sessions.length === 1
          ? 'Only the default session is open. A request to another base URL opens a session too.'
          : `${sessions.length} sessions, the most recently used first`}
        {found.length > mostShown && `; ${mostShown} are shown, so search for the others`}
      </p>
      {isLong && (
        <label class="field">
          <span>Id contains</span>
          <input
            type="search"
            autocomplete="off"
            value={search}
            onInput={({ currentTarget }) => setSearch(currentTarget.value)}
          />
        </label>
      )}
      <div class="scroll">
        <table class="stacking">
          <thead>
            <tr>
              <th scope="col">Session</th>
              <th scope="col">Base URL</th>
              <th scope="col">Requests</th>
              <th scope="col">Ledger</th>
              <th scope="col">Next answer</th>
              <th scope="col">Balances</th>
              <th scope="col">Actions</th>
            </tr>
          </thead>
          <tbody>
            {found.slice(0, mostShown).map((session) => (
              <SessionRow key={session.id ?? ''} session={session} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
