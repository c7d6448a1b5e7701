import { nearest } from '../../spec/index.js';
import type { Tenant } from '../books/tenants.js';

/** Which of the two is wrong, or is wrong first, and what probably happened. No hint repeats what came: it may be a key. */
export interface WrongCredentials {
  readonly part: 'tenant_code' | 'key';
  readonly hint: string;
}

/** Tenants whose codes are compared letter by letter, which takes its time: any wrong request may ask for it. */
const mostCompared = 50;

/** Says of a tenant_code and a key that go with no tenant what is wrong with them. */
export function wrongCredentials(
  { code, key }: { readonly code: string; readonly key: string },
  tenants: readonly Tenant[],
  codeCase: 'exact' | 'ignored',
): WrongCredentials {
  const inCase = (text: string): string => (codeCase === 'ignored' ? text.toLowerCase() : text);
  const owner = tenants.find((tenant) => inCase(tenant.code) === inCase(code));
  if (owner) return { part: 'key', hint: wrongKey(owner, key, tenants) };
  if (tenants.some((tenant) => tenant.key === code || tenant.code === key))
    return { part: 'tenant_code', hint: 'tenant_code and key seem to be exchanged' };
  const alike = tenants.find((tenant) => plain(tenant.code) === plain(code));
  if (alike) {
    const differs = 'this tenant_code differs from it only in capitals, or in blanks or quotes around it, which count';
    return { part: 'tenant_code', hint: `there is a tenant ${quoted(alike.code)}: ${differs}` };
  }
  const codes = tenants.slice(0, mostCompared).map((tenant) => tenant.code);
  const meant = nearest(code, codes);
  const hint =
    meant === undefined
      ? 'no tenant has this tenant_code: GET /__admin/tenants lists those that there are'
      : `no tenant has this tenant_code; there is one called ${quoted(meant)}`;
  return { part: 'tenant_code', hint };
}

function wrongKey({ code, key: right }: Tenant, key: string, tenants: readonly Tenant[]): string {
  const other = tenants.find((tenant) => tenant.key === key);
  if (other) return `this is the key of the tenant ${quoted(other.code)}, and not that of ${quoted(code)}`;
  if (plain(right) === plain(key))
    return `the key of ${quoted(code)} differs from this one only in capitals, or in blanks or quotes around it, which count`;
  return `the tenant ${quoted(code)} is known, and has another key: PUT /__admin/tenants/<code> sets it`;
}

/** A text without what people get wrong about it: capitals, and blanks or quotes around it. */
function plain(text: string): string {
  return text
    .trim()
    .replace(/^(["'])(.*)\1$/s, '$2')
    .trim()
    .toLowerCase();
}

function quoted(code: string): string {
  return JSON.stringify(code.slice(0, 60));
}
