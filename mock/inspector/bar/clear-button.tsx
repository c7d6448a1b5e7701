import { act } from '../state/act.js';
import { forgetRequests } from '../state/requests.js';

/** Clears the journal of the session. */
export function ClearButton() {
  const clear = async () => {
    const answer = await act('Cleared the list of requests', { method: 'DELETE', path: '/requests' });
    if (answer.ok) forgetRequests();
  };
  return (
    <button type="button" onClick={clear}>
      Clear
    </button>
  );
}
