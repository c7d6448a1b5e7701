import { KitError, parts } from '../../spec/index.js';
import { shownWord } from '../privacy/shown-word.js';
import type { Tenant } from '../schemas/session-types.js';

const example = (name: string): string => parts.find((part) => part.name === name)?.example ?? '';

/** The tenants of a fresh mock: the document's example pair with plenty of balance, and one that has used its balance up. */
export const builtInTenants: readonly [funded: Tenant, empty: Tenant] = [
  { code: example('tenant_code'), key: example('key'), balance: 1_000_000 },
  { code: `${example('tenant_code')}_EMPTY`, key: `${example('key')}_empty`, balance: 0 },
];

/** Whether a tenant is one that every mock has: its key is the document's sample, and no secret. */
export function isBuiltIn(tenant: Tenant): boolean {
  return builtInTenants.some(({ code, key }) => code === tenant.code && key === tenant.key);
}

/** The tenants of one session, with balances that change. */
export interface Tenants {
  /** The tenant of that code, if the key is its own. Whether capitals matter in the code is the contract's to say. */
  readonly find: (code: string, key: string, codeCase: 'exact' | 'ignored') => Tenant | undefined;
  readonly get: (code: string) => Tenant | undefined;
  /** Takes one off the balance, where one is left. */
  readonly charge: (code: string) => void;
  /** Puts a tenant in place of the one that has its code, or behind the others. */
  readonly set: (tenant: Tenant) => void;
  readonly remove: (code: string) => void;
  /** Puts others in place of all. Each has a code of its own. */
  readonly replace: (tenants: readonly Tenant[]) => void;
  readonly list: () => readonly Tenant[];
  /** Calls the listener now and after each change with the keys. */
  readonly watchKeys: (listener: (keys: readonly string[]) => void) => void;
}

/** Makes sure that each tenant has a code of its own. @throws KitError `usage` that names the place of the first that has not */
export function checkCodes(tenants: readonly Tenant[]): void {
  const codes = new Set<string>();
  for (const [place, { code }] of tenants.entries()) {
    if (codes.has(code))
      throw new KitError(
        'usage',
        `tenants[${place}].code: ${shownWord(code)} is there twice; give each tenant a code of its own`,
      );
    codes.add(code);
  }
}

/** Makes the tenants of a session. Each has a code of its own. */
export function createTenants(tenants: readonly Tenant[]): Tenants {
  let byCode = new Map(tenants.map((tenant) => [tenant.code, tenant]));
  const listeners: ((keys: readonly string[]) => void)[] = [];
  const keys = (): readonly string[] => [...byCode.values()].map(({ key }) => key);
  const tellKeys = (): void => {
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
      tellKeys();
    },
    remove: (code) => {
      byCode.delete(code);
      tellKeys();
    },
    replace: (others) => {
      byCode = new Map(others.map((tenant) => [tenant.code, tenant]));
      tellKeys();
    },
    list: () => [...byCode.values()],
    watchKeys: (listener) => {
      listeners.push(listener);
      listener(keys());
    },
  };
}
