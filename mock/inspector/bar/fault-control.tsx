import { useState } from 'preact/hooks';
import type { ListedFault } from '../api/admin-types.js';
import { act } from '../state/act.js';
import { faults } from '../state/world.js';
import { closeSheet } from './sheet.js';

/** Chooses a fault and a delay, once or always. */
export function FaultControl() {
  const [name, setName] = useState('');
  const [delay, setDelay] = useState('');
  const fault = faultToSend(
    faults.value.find((one) => one.name === name),
    Number(delay),
  );
  const words = fault === undefined ? '' : Object.values(fault).join(', ');
  const put = async (what: string, body: unknown) => {
    const answer = await act(what, { method: 'PUT', path: '/fault', body });
    if (answer.ok) closeSheet();
  };
  const once = () => put(`The next answer gets the fault ${words}`, { rules: [{ fault, first: 1 }] });
  const always = () => put(`Every answer gets the fault ${words}`, fault);
  return (
    <fieldset class="control">
      <legend>Fault</legend>
      <select aria-label="Fault" value={name} onChange={({ currentTarget }) => setName(currentTarget.value)}>
        <option value="">none</option>
        {faults.value
          .filter((one) => one.name !== 'delay')
          .map((one) => (
            <option key={one.name} value={one.name} title={one.summary}>
              {one.name}
            </option>
          ))}
      </select>
      <label class="delay">
        <span>delay</span>
        <input
          type="number"
          min="0"
          max="600000"
          step="100"
          placeholder="0"
          value={delay}
          onInput={({ currentTarget }) => setDelay(currentTarget.value)}
        />
        <span>ms</span>
      </label>
      <button type="button" disabled={fault === undefined} onClick={() => void once()}>
        Once
      </button>
      <button type="button" disabled={fault === undefined} onClick={() => void always()}>
        Always
      </button>
    </fieldset>
  );
}

/** Returns the body for a fault with a delay; undefined for neither. */
function faultToSend(
  fault: ListedFault | undefined,
  delay: number,
): Readonly<Record<string, string | number>> | undefined {
  const isDelayed = Number.isFinite(delay) && delay > 0;
  if (!fault) return isDelayed ? { type: 'delay', ms: delay } : undefined;
  return { type: fault.name, ...(isDelayed ? { delay } : {}) };
}
