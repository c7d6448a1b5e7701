import { signal } from '@preact/signals';
import type { ListedAddress, ListedFault, ListedScenario, SessionState } from '../api/admin-types.js';
import { callAdmin } from '../api/call-admin.js';
import type { ServedContract } from '../api/served-contract.js';

/** The session of the page. Undefined until it is loaded, and while it is not open. */
export const session = signal<SessionState | undefined>(undefined);
/** Ids of the open sessions. */
export const sessionIds = signal<readonly string[]>([]);
/** The contract in effect, as OpenAPI. */
export const contract = signal<ServedContract | undefined>(undefined);
/** The base URLs of the mock. */
export const addresses = signal<readonly ListedAddress[]>([]);
export const scenarios = signal<readonly ListedScenario[]>([]);
export const faults = signal<readonly ListedFault[]>([]);

/** Loads the state of the session, which requests and other callers change. */
export async function loadSession(): Promise<void> {
  const [state, list] = await Promise.all([
    callAdmin<SessionState>({ method: 'GET', path: '/session', readsSession: true }),
    callAdmin<{ readonly sessions: readonly string[] }>({ method: 'GET', path: '/sessions', ofMock: true }),
  ]);
  if (state.ok) session.value = state.value;
  else if (state.status === 404) session.value = undefined;
  if (list.ok) sessionIds.value = list.value.sessions;
}

/** Loads what changes only when the mock restarts or its contract is replaced. */
export async function loadOffer(): Promise<void> {
  const [served, offered, injectable, reached] = await Promise.all([
    callAdmin<ServedContract>({ method: 'GET', path: '/openapi.json', ofMock: true }),
    callAdmin<{ readonly scenarios: readonly ListedScenario[] }>({ method: 'GET', path: '/scenarios', ofMock: true }),
    callAdmin<{ readonly faults: readonly ListedFault[] }>({ method: 'GET', path: '/faults', ofMock: true }),
    callAdmin<{ readonly addresses: readonly ListedAddress[] }>({ method: 'GET', path: '/addresses', ofMock: true }),
  ]);
  if (served.ok) contract.value = served.value;
  if (offered.ok) scenarios.value = offered.value.scenarios;
  if (injectable.ok) faults.value = injectable.value.faults;
  if (reached.ok) addresses.value = reached.value.addresses;
}
