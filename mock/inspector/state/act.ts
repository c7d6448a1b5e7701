import { signal } from '@preact/signals';
import type { AdminRequest, AdminResult } from '../api/admin-types.js';
import { callAdmin, curlFor } from '../api/call-admin.js';
import { isSessionOpen } from './page.js';
import { loadSession } from './world.js';

/** What the last click did, and the curl line that does the same. */
export interface LastAct {
  readonly what: string;
  readonly curl: string;
  /** Why it failed. */
  readonly problem?: string;
}

export const lastAct = signal<LastAct | undefined>(undefined);

/** Changes the mock on behalf of a click: calls the admin API, shows the curl line, and loads the session anew. */
export async function act<Value = unknown>(what: string, request: AdminRequest): Promise<AdminResult<Value>> {
  const answer = await callAdmin<Value>(request);
  lastAct.value = { what, curl: curlFor(request), ...(answer.ok ? {} : { problem: answer.problem }) };
  // A change opens the session.
  if (answer.ok && !request.ofMock) isSessionOpen.value = true;
  await loadSession();
  return answer;
}
