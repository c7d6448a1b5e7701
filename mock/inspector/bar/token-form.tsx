import { useState } from 'preact/hooks';
import { unlock } from '../state/connection.js';

/** Asks for the admin token. */
export function TokenForm({ wrong }: { readonly wrong: boolean }) {
  const [token, setToken] = useState('');
  return (
    <main class="token">
      <h1>This mock requires its admin token</h1>
      <p>It was printed when the mock started, or it is the one in its configuration.</p>
      <form
        class="stacked"
        onSubmit={(event) => {
          event.preventDefault();
          void unlock(token);
        }}
      >
        <label class="stacked">
          Admin token
          <input
            type="password"
            autocomplete="off"
            value={token}
            onInput={({ currentTarget }) => setToken(currentTarget.value)}
          />
        </label>
        <button type="submit" disabled={token === ''}>
          Open the inspector
        </button>
      </form>
      {wrong && <p role="alert">This is not the token of the mock. Compare it with the one that the mock printed.</p>}
    </main>
  );
}
