import { useState } from 'preact/hooks';
import type { ListedSample } from '../../api/admin-types.js';
import { curlFor } from '../../api/call-admin.js';
import { session } from '../../state/world.js';
import { CurlBlock } from '../curl-block.js';
import { LoadState } from '../loading/load-state.js';
import { useLoaded } from '../loading/use-loaded.js';
import { loadOffered, type Offer, samplesCall, sampleText, scenariosCall } from './load-scenarios.js';
import { ScenarioCard } from './scenario-card.js';

/** The scenarios, each with the pictures that trigger it and the ways to force it. */
export function ScenariosTab() {
  // The samples name a tenant with balance, which each request may change.
  const tenants = session.value?.tenants.map(({ code, balance }) => `${code} ${balance > 0}`).join('\n');
  const [offer, again] = useLoaded(loadOffered, [tenants]);
  return (
    <>
      <header class="tab-head">
        <h2>Scenarios</h2>
        <p class="soft">
          A scenario is one complete answer of the API. Each box has a request that the mock answers with it: one click
          sends that request. Any other request can force a scenario, whatever is in it.
        </p>
      </header>
      <LoadState of={offer} what="the scenarios" again={again}>
        {(value) => <ScenarioCards offer={value} />}
      </LoadState>
      <CurlBlock curl={[scenariosCall, samplesCall].map(curlFor).join('\n')} label="Copy the curl lines" />
    </>
  );
}

function ScenarioCards({ offer }: { readonly offer: Offer }) {
  const [key, setKey] = useState('');
  const { scenarios, samples } = offer;
  const hidden = samples.samples.find((sample) => sampleText(sample, 'key') === null);
  return (
    <>
      {hidden && (
        <form class="fields" onSubmit={(event) => event.preventDefault()}>
          <label class="field">
            <span>key of the tenant {sampleText(hidden, 'tenant_code')}, which the mock does not show</span>
            <input
              type="password"
              autocomplete="off"
              value={key}
              onInput={({ currentTarget }) => setKey(currentTarget.value)}
            />
          </label>
        </form>
      )}
      <ul class="cards wide">
        {scenarios.map((scenario) => (
          <ScenarioCard
            key={scenario.name}
            scenario={scenario}
            sample={samples.samples.find((one: ListedSample) => one.scenario === scenario.name)}
            offer={offer}
            secret={key}
          />
        ))}
      </ul>
    </>
  );
}
