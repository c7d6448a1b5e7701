import { useState } from 'preact/hooks';
import type { AdminRequest } from '../api/admin-types.js';
import { act } from '../state/act.js';
import { scenarios, session } from '../state/world.js';
import { closeSheet } from './sheet.js';

/** Chooses the next answer: by the rules, or any scenario, once or always. */
export function AnswerControl() {
  const [chosen, setChosen] = useState('');
  const { scenario, queue } = session.value ?? { scenario: null, queue: undefined };
  const isByRules = scenario === null && (queue?.steps.length ?? 0) === 0 && (queue?.then ?? null) === null;
  const set = async (what: string, request: AdminRequest) => {
    const answer = await act(what, request);
    if (answer.ok) closeSheet();
  };
  const once = () => set(`The next answer is ${chosen}`, { method: 'POST', path: '/queue', body: [chosen] });
  const always = () =>
    set(`Every answer is ${chosen}`, { method: 'PUT', path: '/scenario/default', body: { scenario: chosen } });
  return (
    <fieldset class="control">
      <legend>Next answer</legend>
      <select aria-label="Next answer" value={chosen} onChange={({ currentTarget }) => setChosen(currentTarget.value)}>
        <option value="">{isByRules ? 'by the rules' : 'choose …'}</option>
        {[...new Set(scenarios.value.map(({ kind }) => kind))].map((kind) => (
          <optgroup key={kind} label={kind}>
            {scenarios.value
              .filter((one) => one.kind === kind)
              .map(({ name }) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
          </optgroup>
        ))}
      </select>
      <button type="button" disabled={chosen === ''} onClick={() => void once()}>
        Once
      </button>
      <button type="button" disabled={chosen === ''} onClick={() => void always()}>
        Always
      </button>
    </fieldset>
  );
}
