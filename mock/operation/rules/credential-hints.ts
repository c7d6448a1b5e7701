import { nearest } from '../../../spec/index.js';
import { toVisibleForm } from '../../privacy/characters.js';
import type { Tenant } from '../../schemas/session-types.js';
import { hintForValue } from './value-hints.js';

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
  const alike = disguised(code, tenants, ({ code: right }) => right);
  if (alike) {
    const differs = `this tenant_code differs from it only in ${alike.in}`;
    return { part: 'tenant_code', hint: `there is a tenant ${quoted(alike.tenant.code)}: ${differs}` };
  }
  const odd = hintForValue('tenant_code', code);
  if (odd !== undefined) return { part: 'tenant_code', hint: odd };
  const codes = tenants.slice(0, mostCompared).map((tenant) => tenant.code);
  const meant = nearest(code, codes);
  const hint =
    meant === undefined
      ? 'no tenant has this tenant_code: GET /__admin/tenants lists those that there are'
      : `no tenant has this tenant_code; there is one called ${quoted(meant)}`;
  return { part: 'tenant_code', hint };
}

function wrongKey(owner: Tenant, key: string, tenants: readonly Tenant[]): string {
  const { code } = owner;
  const other = tenants.find((tenant) => tenant.key === key);
  if (other) return `this is the key of the tenant ${quoted(other.code)}, and not that of ${quoted(code)}`;
  const alike = disguised(key, [owner], ({ key: right }) => right);
  if (alike) return `the key of ${quoted(code)} differs from this one only in ${alike.in}`;
  return (
    hintForValue('key', key) ??
    `the tenant ${quoted(code)} is known, and has another key: PUT /__admin/tenants/<code> sets it`
  );
}

/** A way in which a right value comes to look otherwise: how it is undone, and what it is called. */
interface Disguise {
  readonly undo: (text: string) => string;
  readonly in: string;
}

/** One line for each; the first that gives a right value counts. Capitals, blanks and quotes are undone in all of them. */
const disguises: readonly Disguise[] = [
  { undo: (text) => text, in: 'capitals, or in blanks or quotes around it, which count' },
  { undo: toVisibleForm, in: 'characters that are not seen, or that look like others, and all count: type it anew' },
  { undo: percentDecoded, in: 'being percent-encoded: values of a multipart form are sent as they are' },
  { undo: withoutEntities, in: 'HTML entities: send the characters themselves' },
  { undo: (text) => text.replace(/^[\w-]{2,20}\s*[=:]\s*/, ''), in: 'the name before it: send the bare value' },
  {
    undo: (text) => text.replace(/^(?:bearer|basic|token|apikey|api-key)\s+/i, ''),
    in: 'the scheme before it: send it alone',
  },
  { undo: (text) => text.replace(/^b(['"])(.*)\1$/s, '$2'), in: "the b'...' of Python bytes: decode() them first" },
  { undo: (text) => Buffer.from(text, 'base64').toString('utf8'), in: 'being in base64: send it as it is' },
];

/** Which tenant a value is right for, but for a disguise. */
function disguised(
  came: string,
  tenants: readonly Tenant[],
  right: (tenant: Tenant) => string,
): { readonly tenant: Tenant; readonly in: string } | undefined {
  for (const { undo, in: what } of disguises) {
    const undone = plain(undo(came));
    const tenant = undone === '' ? undefined : tenants.find((one) => plain(right(one)) === undone);
    if (tenant) return { tenant, in: what };
  }
  return undefined;
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

function withoutEntities(text: string): string {
  return text
    .replaceAll(/&#(\d{1,6});/g, (_, number: string) => String.fromCharCode(Number(number)))
    .replaceAll(/&#x([0-9a-f]{1,5});/gi, (_, number: string) => String.fromCharCode(Number.parseInt(number, 16)))
    .replaceAll(/&(amp|lt|gt|quot|apos|nbsp);/g, (_, name: string) => entities[name] ?? '');
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
