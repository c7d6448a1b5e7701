import { inspectorPath } from '../page-address.js';
import { page } from '../state/page.js';
import { sessionIds } from '../state/world.js';

/** Goes to the inspector of another session. */
export function SessionChooser() {
  const { session } = page;
  const ids = [...new Set([...(session === undefined ? [] : [session]), ...sessionIds.value])];
  return (
    <label class="field">
      <span>Session</span>
      <select
        value={session ?? ''}
        onChange={({ currentTarget }) => {
          location.assign(inspectorPath(page, currentTarget.value || undefined));
        }}
      >
        <option value="">default</option>
        {ids.map((id) => (
          <option key={id} value={id}>
            {id}
          </option>
        ))}
      </select>
    </label>
  );
}
