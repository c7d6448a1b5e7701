import { KitError } from '../../spec/index.js';
import { createInputAssertion } from '../schemas/schema-problems.js';
import { namedTenantSchema, usualBalance } from '../schemas/session-schemas.js';
import type { Tenant } from '../schemas/session-types.js';
import type { DecidedChange, Standing } from './state.js';

/** A tenant's code and the values to change. The scenario null removes its scenario. */
export type TenantChange = Pick<Tenant, 'code'> &
  Partial<Pick<Tenant, 'key' | 'balance'>> & { readonly scenario?: Tenant['scenario'] | null };

/** The result of setting a tenant. */
export interface TenantSet {
  /** The tenant after the change. */
  readonly tenant: Tenant;
  /** Whether the tenant was added. */
  readonly isNew: boolean;
}

const validateTenant = createInputAssertion(namedTenantSchema, 'tenant');

/** Validates the values of a change. @throws KitError `usage` */
export function checkTenantChange(change: TenantChange): void {
  validateTenant(change);
}

/** Thrown for a new tenant without a key. */
export function noTenantYet(): KitError {
  return new KitError('usage', 'there is no tenant with this code yet; give a key');
}

/** Returns a tenant after a change. @throws KitError `usage` for a new one without key */
function changedTenant(before: Tenant | undefined, { code, ...change }: TenantChange): Tenant {
  const { key, balance = usualBalance, scenario } = { ...before, ...change };
  if (key === undefined) throw noTenantYet();
  return { code, key, balance, ...(scenario === undefined || scenario === null ? {} : { scenario }) };
}

/** Decides a change of a tenant. @throws KitError `usage` for a new one without key */
export function decideTenant(change: TenantChange, standing: Standing): DecidedChange<TenantSet> {
  const before = standing.tenant(change.code);
  const tenant = changedTenant(before, change);
  return { change: { type: 'tenant-set', tenant }, result: { tenant, isNew: !before } };
}

/** Decides the removal of a tenant; the result is whether it exists. */
export function decideRemoval(code: string, standing: Standing): DecidedChange<boolean> {
  return standing.tenant(code) ? { change: { type: 'tenant-removed', code }, result: true } : { result: false };
}
