import { KitError, parts } from '../../spec/index.js';
import { shownWord } from '../privacy/shown-word.js';
import { usualBalance } from '../schemas/session-schemas.js';
import type { Tenant, TenantInput } from '../schemas/session-types.js';

const example = (name: string): string => parts.find((part) => part.name === name)?.example ?? '';

/** The tenants of a new mock: the document's example pair with a large balance, and one with an empty balance. */
export const builtInTenants: readonly [funded: Tenant, empty: Tenant] = [
  { code: example('tenant_code'), key: example('key'), balance: usualBalance },
  { code: `${example('tenant_code')}_EMPTY`, key: `${example('key')}_empty`, balance: 0 },
];

/** Returns the tenants of a configuration, or the built-in ones. */
export function tenantsOf(configured: readonly TenantInput[] | undefined): readonly Tenant[] {
  return configured?.map((tenant) => ({ ...tenant, balance: tenant.balance ?? usualBalance })) ?? builtInTenants;
}

/** Whether a tenant is built in: its key is the document's sample, and no secret. */
export function isBuiltIn(tenant: Tenant): boolean {
  return builtInTenants.some(({ code, key }) => code === tenant.code && key === tenant.key);
}

/** The tenants of one session, with their balances. */
export interface Tenants {
  /** Finds the tenant with this code and key. The contract decides whether the code is case-sensitive. */
  readonly find: (code: string, key: string, codeCase: 'exact' | 'ignored') => Tenant | undefined;
  readonly get: (code: string) => Tenant | undefined;
  /** Subtracts 1 from the balance, if any is left. */
  readonly charge: (code: string) => void;
  /** Replaces the tenant with the same code, or appends a new one. */
  readonly set: (tenant: Tenant) => void;
  readonly remove: (code: string) => void;
  /** Replaces all tenants. Each must have a unique code. */
  readonly replace: (tenants: readonly Tenant[]) => void;
  readonly list: () => readonly Tenant[];
  /** Calls the listener now and after each change with the keys. */
  readonly watchKeys: (listener: (keys: readonly string[]) => void) => void;
}

/** Checks that codes are unique. @throws KitError `usage` that names the position of the first duplicate */
export function checkCodes(tenants: readonly Pick<Tenant, 'code'>[]): void {
  const codes = new Set<string>();
  for (const [place, { code }] of tenants.entries()) {
    if (codes.has(code))
      throw new KitError(
        'usage',
        `tenants[${place}].code: ${shownWord(code)} is used twice; give each tenant a unique code`,
      );
    codes.add(code);
  }
}

/** Creates the tenants of a session. Each must have a unique code. */
export function createTenants(tenants: readonly Tenant[]): Tenants {
  let byCode = new Map(tenants.map((tenant) => [tenant.code, tenant]));
  const listeners: ((keys: readonly string[]) => void)[] = [];
  const keys = (): readonly string[] => [...byCode.values()].map(({ key }) => key);
  const notifyListeners = (): void => {
    for (const listener of listeners) listener(keys());
  };
  return {
    find: (code, key, codeCase) => {
      if (codeCase === 'exact') {
        const tenant = byCode.get(code);
        return tenant?.key === key ? tenant : undefined;
      }
      const plain = code.toLowerCase();
      return [...byCode.values()].find((tenant) => tenant.key === key && tenant.code.toLowerCase() === plain);
    },
    get: (code) => byCode.get(code),
    charge: (code) => {
      const tenant = byCode.get(code);
      if (tenant && tenant.balance > 0) byCode.set(code, { ...tenant, balance: tenant.balance - 1 });
    },
    set: (tenant) => {
      byCode.set(tenant.code, tenant);
      notifyListeners();
    },
    remove: (code) => {
      byCode.delete(code);
      notifyListeners();
    },
    replace: (others) => {
      byCode = new Map(others.map((tenant) => [tenant.code, tenant]));
      notifyListeners();
    },
    list: () => [...byCode.values()],
    watchKeys: (listener) => {
      listeners.push(listener);
      listener(keys());
    },
  };
}
