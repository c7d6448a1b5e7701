import type { AdminRequest, AdminResult, SessionState } from '../../api/admin-types.js';
import { callAdmin, curlFor } from '../../api/call-admin.js';
import { lastAct } from '../../state/act.js';
import { loadSession } from '../../state/world.js';

/** All sessions: the default one, and those with an id, most recently used first. */
export interface SessionList {
  readonly own: SessionState;
  readonly named: readonly SessionState[];
}

/** Loads the state of every session. That does not count as a use of them. */
export async function loadSessions(): Promise<AdminResult<SessionList>> {
  const [own, named] = await Promise.all([
    callAdmin<SessionState>({ method: 'GET', path: '/session', ofMock: true }),
    callAdmin<{ readonly states: readonly SessionState[] }>(listCall),
  ]);
  if (!own.ok) return own;
  if (!named.ok) return named;
  return { ...named, value: { own: own.value, named: named.value.states } };
}

/** Lists all sessions with their states. */
export const listCall: AdminRequest = { method: 'GET', path: '/sessions?states=true', ofMock: true };

/** Resets a session; null is the default one. */
export function resetCall(id: string | null): AdminRequest {
  const query = id === null ? '' : `?session=${encodeURIComponent(id)}`;
  return { method: 'POST', path: `/reset${query}`, ofMock: true };
}

/** Closes a session. */
export function closeCall(id: string): AdminRequest {
  return { method: 'DELETE', path: `/sessions/${encodeURIComponent(id)}`, ofMock: true };
}

/** A tenant as the form has it. */
export interface TenantFields {
  readonly code: string;
  readonly key: string;
  readonly balance: string;
}

/** The form that opens a session. An empty field leaves the mock's own option in effect. */
export interface SessionFields {
  readonly id: string;
  readonly scenario: string;
  readonly queue: string;
  readonly fault: string;
  readonly tenants: readonly TenantFields[];
}

/** Opens a session. */
export function openCall({ id, scenario, queue, fault, tenants }: SessionFields): AdminRequest {
  return {
    method: 'PUT',
    path: `/sessions/${encodeURIComponent(id)}`,
    ofMock: true,
    body: {
      ...(scenario === '' ? {} : { scenario }),
      ...(queue === '' ? {} : { queue }),
      ...(fault === '' ? {} : { fault }),
      ...(tenants.length === 0
        ? {}
        : { tenants: tenants.map(({ code, key, balance }) => ({ code, key, balance: Number(balance) })) }),
    },
  };
}

/** Returns the curl line that opens a session. Keys are environment variables, so that screens do not show them. */
export function openCurl(fields: SessionFields): string {
  const names = fields.tenants.map((_, place) => `EENDIGO_KIT_KEY${place === 0 ? '' : `_${place + 1}`}`);
  const tenants = fields.tenants.map((tenant, place) => ({ ...tenant, key: `<${names[place]}>` }));
  const line = curlFor(openCall({ ...fields, tenants }));
  return names.reduce((text, name) => text.replace(`"<${name}>"`, `"'"$${name}"'"`), line);
}

/** Changes sessions on behalf of a click, shows the curl line, and loads the sessions anew. */
export async function actOnSessions(
  what: string,
  request: AdminRequest,
  curl = curlFor(request),
): Promise<AdminResult<unknown>> {
  const answer = await callAdmin(request);
  lastAct.value = { what, curl, ...(answer.ok ? {} : { problem: answer.problem }) };
  await loadSession();
  return answer;
}
