import { adminPath } from '../page-address.js';
import { isSessionOpen, page } from '../state/page.js';
import type { AdminRequest, AdminResult } from './admin-types.js';
import { adminCurlLine } from './curl-line.js';
import { needsToken } from './token.js';

/**
 * Calls the admin API in the session of the page. It never rejects. A call that reads a session which is not open is not
 * sent: its result is that of the mock, 404.
 */
export async function callAdmin<Value = unknown>(request: AdminRequest): Promise<AdminResult<Value>> {
  const { method, body } = request;
  if (request.readsSession && !isSessionOpen.value)
    return { ok: false, status: 404, problem: 'No request has opened this session yet.' };
  try {
    const response = await fetch(pathOf(request), {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
    });
    const isJson = /\bjson\b/.test(response.headers.get('Content-Type') ?? '');
    const value: unknown = isJson ? await response.json() : await response.text();
    if (response.ok) return { ok: true, status: response.status, value: value as Value };
    return { ok: false, status: response.status, problem: problemIn(value) ?? `The mock answered ${response.status}.` };
  } catch {
    return { ok: false, status: 0, problem: 'The mock cannot be reached. Is it still running?' };
  }
}

/** Returns the curl line that does the same as a call of this page. */
export function curlFor(request: AdminRequest): string {
  return adminCurlLine(request, `${location.origin}${pathOf(request)}`, needsToken.value);
}

function pathOf({ path, ofMock }: AdminRequest): string {
  return adminPath(ofMock ? { ...page, session: undefined } : page, path);
}

function problemIn(value: unknown): string | undefined {
  const { detail } = Object(value) as { readonly detail?: unknown };
  return typeof detail === 'string' ? detail : undefined;
}
