import type { TenantRole } from '../cases/case.js';
import type { RecordedFacts } from '../evidence/recorded-request.js';
import type { Credential, Credentials } from '../wire/credentials.js';
import type { SentCredentials } from './exchange.js';

/**
 * Finds the role of the tenant that a request names: by the credentials of the recording, and by those that an answer has
 * vouched for with a success. The recorder cannot know whether the target has any other tenant.
 */
export function roleOf(
  sent: SentCredentials,
  credentials: Credentials | undefined,
  vouched: readonly Credential[],
): RecordedFacts['tenant'] {
  const { code = '', key = '' } = sent;
  const { empty, wrong } = credentials ?? {};
  const funded = [...(credentials ? [credentials.funded] : []), ...vouched];
  const isSame = (one: Credential | undefined): boolean => one?.code === code && one.key === key;
  if (funded.some(isSame)) return 'funded';
  if (isSame(empty)) return 'empty';
  if (isSame(wrong)) return 'wrong-key';
  // A request without one of the two is rejected for that, whatever the other is.
  if (code === '' || key === '')
    return isPartOf(sent, funded) ? 'funded' : isPartOf(sent, empty ? [empty] : []) ? 'empty' : 'not-known';
  for (const one of funded) {
    if (one.code === code) return roleOfKey(key, one.key, empty?.key);
    if (one.key === key && one.code.toLowerCase() === code.toLowerCase() && code === code.toLowerCase())
      return 'lower-case-code';
  }
  return credentials?.isBuiltIn ? 'unknown' : 'not-known';
}

function isPartOf({ code = '', key = '' }: SentCredentials, known: readonly Credential[]): boolean {
  if (code === '' && key === '') return known.length > 0;
  return known.some((one) => (code === '' ? one.key === key : one.code === code));
}

/** The role of a tenant with another key than its own. */
function roleOfKey(key: string, right: string, ofEmpty: string | undefined): TenantRole {
  if (key === ofEmpty) return 'other-tenants-key';
  if (key.trim() === right.trim()) return 'padded-key';
  if (key.toLowerCase() === right.toLowerCase()) return 'key-in-other-capitals';
  if (right.startsWith(key)) return 'key-cut-short';
  return key.startsWith(right) ? 'key-with-more' : 'wrong-key';
}
