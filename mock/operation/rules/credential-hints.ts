import { nearest } from '../../../spec/index.js';
import { toVisibleForm } from '../../privacy/characters.js';
import type { Tenant } from '../../schemas/session-types.js';
import { credentialWordings as words } from '../../texts/credential-wordings.js';
import type { Wording } from '../../texts/wording.js';
import { hintForValue } from './value-hints.js';

/**
 * Which credential is wrong, or the first wrong one, and the probable cause. No hint repeats the value: it may be a
 * key.
 */
export interface WrongCredentials {
  readonly part: 'tenant_code' | 'key';
  readonly hint: Wording;
}

/** Limits the number of codes compared by edit distance, because any wrong request can trigger it. */
const mostCompared = 50;

/**
 * Maximum length of a value that is searched for alterations. A code or a key has at most 500 characters, and an encoding
 * makes at most 12 of each. Searching 12 MB would block the mock for seconds.
 */
const longestAltered = 6000;

/** Explains why a tenant_code and a key match no tenant. */
export function wrongCredentials(
  { code, key }: { readonly code: string; readonly key: string },
  tenants: readonly Tenant[],
  codeCase: 'exact' | 'ignored',
): WrongCredentials {
  const inCase = (text: string): string => (codeCase === 'ignored' ? text.toLowerCase() : text);
  const owner = tenants.find((tenant) => inCase(tenant.code) === inCase(code));
  if (owner) return { part: 'key', hint: wrongKey(owner, key, tenants) };
  if (tenants.some((tenant) => tenant.key === code || tenant.code === key))
    return { part: 'tenant_code', hint: words.swapped };
  const alike = findAltered(code, tenants, ({ code: right }) => right);
  if (alike) {
    const { tenant, difference } = alike;
    return { part: 'tenant_code', hint: words.alikeCode({ code: quoted(tenant.code), difference }) };
  }
  const odd = hintForValue('tenant_code', code);
  if (odd !== undefined) return { part: 'tenant_code', hint: odd };
  const codes = tenants.slice(0, mostCompared).map((tenant) => tenant.code);
  const meant = nearest(code, codes);
  const hint = meant === undefined ? words.unknownCode : words.nearCode({ code: quoted(meant) });
  return { part: 'tenant_code', hint };
}

function wrongKey(owner: Tenant, key: string, tenants: readonly Tenant[]): Wording {
  const code = quoted(owner.code);
  const other = tenants.find((tenant) => tenant.key === key);
  if (other) return words.otherKey({ other: quoted(other.code), code });
  const alike = findAltered(key, [owner], ({ key: right }) => right);
  if (alike) return words.alikeKey({ code, difference: alike.difference });
  return hintForValue('key', key) ?? words.wrongKey({ code });
}

/** A way in which a client alters a right value, its reverse, and its name. */
interface Alteration {
  readonly undo: (text: string) => string;
  readonly difference: Wording;
  /** Whether nothing else may differ. Otherwise capitals, and blanks or quotes around the value, may. */
  readonly isOnlyOne?: true;
}

/** One line per alteration; the first that yields a right value applies. */
const alterations: readonly Alteration[] = [
  { undo: (text) => text.replace(/^"(.*)"$/s, '$1'), difference: words.jsonQuotes, isOnlyOne: true },
  { undo: (text) => text, difference: words.capitals },
  {
    undo: toVisibleForm,
    difference: words.invisible,
  },
  { undo: percentDecoded, difference: words.percent },
  { undo: withoutEntities, difference: words.entities },
  { undo: (text) => text.replace(/^[\w-]{2,20}\s*[=:]\s*/, ''), difference: words.nameBefore },
  {
    undo: (text) => text.replace(/^(?:bearer|basic|token|apikey|api-key)\s+/i, ''),
    difference: words.schemeBefore,
  },
  {
    undo: (text) => text.replace(/^b(['"])(.*)\1$/s, '$2'),
    difference: words.pythonBytes,
  },
  { undo: (text) => Buffer.from(text, 'base64').toString('utf8'), difference: words.base64 },
];

/** Finds the tenant whose value matches after an alteration is undone. */
function findAltered(
  value: string,
  tenants: readonly Tenant[],
  right: (tenant: Tenant) => string,
): { readonly tenant: Tenant; readonly difference: Wording } | undefined {
  if (value.length > longestAltered) return undefined;
  for (const { undo, difference, isOnlyOne } of alterations) {
    const comparable = isOnlyOne ? asIs : plain;
    const undone = comparable(undo(value));
    const tenant = undone === '' ? undefined : tenants.find((one) => comparable(right(one)) === undone);
    if (tenant) return { tenant, difference };
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

const asIs = (text: string): string => text;

/** Normalizes common mistakes in a text: capitals, and blanks or quotes around it. */
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
