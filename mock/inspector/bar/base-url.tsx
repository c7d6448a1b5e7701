import { operationOf } from '../api/served-contract.js';
import { operationRoot } from '../page-address.js';
import { page } from '../state/page.js';
import { contract } from '../state/world.js';

/** The address for clients. */
export function BaseUrl() {
  if (!contract.value) return null;
  const { method, path } = operationOf(contract.value);
  return (
    <p>
      {method} <code>{`${location.origin}${operationRoot(page)}${path}`}</code>
    </p>
  );
}
