import { act } from '../state/act.js';
import { isSessionOpen } from '../state/page.js';
import { loadRequests } from '../state/requests.js';

/** Clears the journal of the session. */
export function ClearButton() {
  const clear = async () => {
    const answer = await act('Cleared the list of requests', { method: 'DELETE', path: '/requests' });
    if (answer.ok) await loadRequests();
  };
  return (
    <button type="button" disabled={!isSessionOpen.value} onClick={clear}>
      Clear
    </button>
  );
}
