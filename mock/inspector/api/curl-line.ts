import type { AdminRequest } from './admin-types.js';

/** Quotes a word for a POSIX shell, if it needs quotes. */
export function quoteForShell(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/**
 * Returns the curl line that does the same as a call. `url` is the absolute address of the call. The token of a mock that
 * requires one is an environment variable.
 */
export function adminCurlLine({ method, body }: AdminRequest, url: string, needsToken = false): string {
  const verb = method === 'GET' ? [] : ['-X', method];
  const data = body === undefined ? [] : ['--json', JSON.stringify(body)];
  const token = needsToken ? ' -H "Authorization: Bearer $EENDIGO_KIT_MOCK_ADMIN_TOKEN"' : '';
  return `${['curl', ...verb, url, ...data].map(quoteForShell).join(' ')}${token}`;
}
