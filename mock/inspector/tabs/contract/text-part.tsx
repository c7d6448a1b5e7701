import type { ServedFormPart } from '../../api/served-contract.js';
import type { Offer } from '../scenarios/load-scenarios.js';
import { PartLabel } from './part-label.js';
import { changeForm, presetText, tryForm } from './try-state.js';

/** A text part of the form. An empty one is not sent. */
export function TextPart({ part, offer }: { readonly part: ServedFormPart; readonly offer: Offer }) {
  const { name, example, isRequired } = part;
  const { texts } = tryForm.value;
  const isHidden = name === 'key' && presetText(name, offer) === '';
  return (
    <li class="try-part">
      <PartLabel part={part} id={`try-${name}-label`} />
      <div class="try-control">
        <input
          aria-labelledby={`try-${name}-label`}
          autocomplete="off"
          {...(isHidden ? { type: 'password' as const } : {})}
          placeholder={example === undefined || isRequired ? 'not sent' : `not sent; e.g. ${example}`}
          value={texts[name] ?? presetText(name, offer)}
          onInput={({ currentTarget }) => changeForm({ texts: { ...texts, [name]: currentTarget.value } })}
        />
        {isHidden && <p class="soft small">The mock does not show the keys of your own tenants. Type it.</p>}
      </div>
    </li>
  );
}
