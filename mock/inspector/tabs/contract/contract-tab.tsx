import { curlFor } from '../../api/call-admin.js';
import { operationOf } from '../../api/served-contract.js';
import { adminPath } from '../../page-address.js';
import { page } from '../../state/page.js';
import { contract, session } from '../../state/world.js';
import { CurlBlock } from '../curl-block.js';
import { LoadState } from '../loading/load-state.js';
import { useLoaded } from '../loading/use-loaded.js';
import { loadOffered } from '../scenarios/load-scenarios.js';
import { ExportLines } from './export-lines.js';
import { TryIt } from './try-it.js';

/** The parts of the contract, in a form that sends a request. */
export function ContractTab() {
  const tenants = session.value?.tenants.map(({ code, balance }) => `${code} ${balance > 0}`).join('\n');
  const [offer, again] = useLoaded(loadOffered, [tenants]);
  const served = contract.value;
  const ofMock = { ...page, session: undefined };
  return (
    <>
      <header class="tab-head">
        <h2>Contract and try-it</h2>
        <p class="soft">
          {served && `${served.info.title}${served['x-profile'] ? `, profile ${served['x-profile']}` : ''}. `}
          One form with these parts, in this order. It is filled with a request that succeeds: send it, or change it and
          see what the mock answers. <a href={adminPath(ofMock, '/docs')}>API reference</a>,{' '}
          <a href={adminPath(ofMock, '/openapi.json')}>OpenAPI</a>
        </p>
      </header>
      {served === undefined ? (
        <p class="soft" role="status">
          Loading the contract …
        </p>
      ) : (
        <LoadState of={offer} what="the contract" again={again}>
          {(value) => <TryIt operation={operationOf(served)} offer={value} />}
        </LoadState>
      )}
      <CurlBlock
        curl={curlFor({ method: 'GET', path: '/openapi.json', ofMock: true })}
        label="Copy the curl line of the contract"
      />
      {served && <ExportLines profile={served['x-profile']} />}
    </>
  );
}
