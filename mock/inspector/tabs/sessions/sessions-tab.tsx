import { curlFor } from '../../api/call-admin.js';
import { sessionIds } from '../../state/world.js';
import { CurlBlock } from '../curl-block.js';
import { LoadState } from '../loading/load-state.js';
import { useLoaded } from '../loading/use-loaded.js';
import { OpenSessionForm } from './open-session-form.js';
import { listCall, loadSessions } from './session-calls.js';
import { SessionTable } from './session-table.js';

/** The open sessions, and a form that opens one. */
export function SessionsTab() {
  // The list of ids is loaded anew after each request and each change of a session.
  const [sessions, again] = useLoaded(loadSessions, [sessionIds.value]);
  return (
    <>
      <header class="tab-head">
        <h2>Sessions</h2>
        <p class="soft">
          A session is a mock of its own: its own tenants, balances, requests and ledger. Give each test its own, and
          tests that run at once do not disturb each other. A client enters one by its base URL, or by the header{' '}
          <code>X-Mock-Session</code>.
        </p>
      </header>
      <OpenSessionForm />
      <LoadState of={sessions} what="the sessions" again={again}>
        {({ own, named }) => <SessionTable sessions={[own, ...named]} />}
      </LoadState>
      <CurlBlock curl={curlFor(listCall)} />
    </>
  );
}
