import { useState } from 'preact/hooks';
import { faults, scenarios, sessionIds } from '../../state/world.js';
import { CurlBlock } from '../curl-block.js';
import { actOnSessions, openCall, openCurl, type SessionFields } from './session-calls.js';
import { TenantRows } from './tenant-rows.js';

const empty: SessionFields = { id: '', scenario: '', queue: '', fault: '', tenants: [] };

/** Opens a session with options. */
export function OpenSessionForm() {
  const [fields, setFields] = useState(empty);
  const [problem, setProblem] = useState<string>();
  const set = (change: Partial<SessionFields>) => {
    setFields({ ...fields, ...change });
    setProblem(undefined);
  };
  const open = async () => {
    const answer = await actOnSessions(`Opened the session ${fields.id}`, openCall(fields), openCurl(fields));
    if (answer.ok) setFields(empty);
    else setProblem(answer.problem);
  };
  const isKnown = sessionIds.value.includes(fields.id);
  return (
    <details class="card">
      <summary>Open a session</summary>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void open();
        }}
      >
        <div class="fields">
          <label class="field">
            <span>Id</span>
            <input
              required
              maxLength={100}
              pattern="[A-Za-z0-9_.\-]+"
              title="Letters, digits, dots and dashes"
              autocomplete="off"
              value={fields.id}
              onInput={({ currentTarget }) => set({ id: currentTarget.value })}
            />
          </label>
          <label class="field">
            <span>First answers</span>
            <input
              autocomplete="off"
              placeholder="liveness-error, success"
              value={fields.queue}
              onInput={({ currentTarget }) => set({ queue: currentTarget.value })}
            />
          </label>
          <label class="field">
            <span>Then</span>
            <select value={fields.scenario} onChange={({ currentTarget }) => set({ scenario: currentTarget.value })}>
              <option value="">as the mock is set</option>
              {scenarios.value.map(({ name }) => (
                <option key={name} value={name}>
                  always {name}
                </option>
              ))}
            </select>
          </label>
          <label class="field">
            <span>Fault</span>
            <select value={fields.fault} onChange={({ currentTarget }) => set({ fault: currentTarget.value })}>
              <option value="">as the mock is set</option>
              {faults.value.map(({ name, header }) => (
                <option key={name} value={header.replace(/^X-Mock-Fault: /, '')}>
                  {header.replace(/^X-Mock-Fault: /, '')}
                </option>
              ))}
            </select>
          </label>
        </div>
        <TenantRows tenants={fields.tenants} onChange={(tenants) => set({ tenants })} />
        <p class="buttons">
          <button type="submit" class="main">
            {isKnown ? 'Replace the session' : 'Open the session'}
          </button>
          {isKnown && <span class="soft">It is open. Its requests and its ledger will be gone.</span>}
        </p>
        {problem !== undefined && (
          <p class="failed" role="alert">
            {problem}
          </p>
        )}
        <CurlBlock curl={openCurl({ ...fields, id: fields.id || 'my-test' })} />
      </form>
    </details>
  );
}
