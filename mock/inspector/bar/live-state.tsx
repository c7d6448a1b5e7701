import { connection } from '../state/connection.js';
import { heldEntries, isPaused, setPaused } from '../state/requests.js';

/** Whether requests appear as they arrive, and the button that holds the list still. */
export function LiveState() {
  const { value } = connection;
  if (value.state !== 'live')
    return (
      <p class={`live ${value.state}`} role="status">
        {value.state === 'lost' ? `Not connected. ${value.why} Trying again …` : 'Connecting …'}
      </p>
    );
  const waiting = heldEntries.value.length;
  return (
    <button type="button" class="live" aria-pressed={isPaused.value} onClick={() => setPaused(!isPaused.value)}>
      {isPaused.value ? `Paused${waiting === 0 ? '' : `, ${waiting} new`}` : 'Live'}
    </button>
  );
}
