import { KitError, parts } from '../../spec/index.js';
import { shownWord } from '../privacy/shown-word.js';
import type { Tenant } from '../schemas/session-types.js';

const example = (name: string): string => parts.find((part) => part.name === name)?.example ?? '';

/** A tenant by its code, with what is to be new of it. */
export type TenantChange = Pick<Tenant, 'code'> & Partial<Tenant>;

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
export interface TenantBook {
  /** The tenant of that code, if the key is its own. Whether capitals matter in the code is the contract's to say. */
  readonly find: (code: string, key: string, codeCase: 'exact' | 'ignored') => Tenant | undefined;
  /** Takes one off the balance, where there is one left. Returns whether it did. */
  readonly charge: (code: string) => boolean;
  /** Puts so many onto the balance, or takes them off, of one that has been changed in the meantime too. */
  readonly adjust: (code: string, by: number) => void;
  /**
   * Adds a tenant, or changes what is given of the one that has the code. Returns it as it is now.
   *
   * @throws KitError `usage` for a new one without key or balance
   */
  readonly set: (tenant: TenantChange) => Tenant;
  /** Takes a tenant out. Returns whether there was one of that code. */
  readonly remove: (code: string) => boolean;
  readonly list: () => readonly Tenant[];
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

/** Opens a book with these tenants, each of which has a code of its own. */
export function openTenantBook(tenants: readonly Tenant[]): TenantBook {
  const byCode = new Map(tenants.map((tenant) => [tenant.code, tenant]));
  const adjust = (code: string, by: number): void => {
    const tenant = byCode.get(code);
    if (tenant) byCode.set(code, { ...tenant, balance: tenant.balance + by });
  };
  return {
    find: (code, key, codeCase) => {
      const plain = code.toLowerCase();
      const tenants =
        codeCase === 'exact'
          ? [byCode.get(code)]
          : [...byCode.values()].filter((tenant) => tenant.code.toLowerCase() === plain);
      return tenants.find((tenant) => tenant?.key === key);
    },
    charge: (code) => {
      const isLeft = (byCode.get(code)?.balance ?? 0) > 0;
      if (isLeft) adjust(code, -1);
      return isLeft;
    },
    adjust,
    set: ({ code, ...change }) => {
      const { key, balance } = { ...byCode.get(code), ...change };
      if (key === undefined || balance === undefined)
        throw new KitError('usage', 'there is no tenant of this code yet; give a key and a balance');
      const tenant = { code, key, balance };
      byCode.set(code, tenant);
      return tenant;
    },
    remove: (code) => byCode.delete(code),
    list: () => [...byCode.values()],
  };
}
