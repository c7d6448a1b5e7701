import { KitError } from '../../spec/index.js';
import { createInputAssertion } from '../schemas/schema-problems.js';
import { namedTenantSchema } from '../schemas/session-schemas.js';
import type { Tenant } from '../schemas/session-types.js';
import type { DecidedChange, Standing } from './state.js';

/** A tenant's code and the values to change. */
export type TenantChange = Pick<Tenant, 'code'> & Partial<Tenant>;

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

/** Returns a tenant after a change. @throws KitError `usage` for a new one without key or balance */
function changedTenant(before: Tenant | undefined, { code, ...change }: TenantChange): Tenant {
  const { key, balance } = { ...before, ...change };
  if (key === undefined || balance === undefined)
    throw new KitError('usage', 'there is no tenant with this code yet; give a key and a balance');
  return { code, key, balance };
}

/** Decides a change of a tenant. @throws KitError `usage` for a new one without key or balance */
export function decideTenant(change: TenantChange, standing: Standing): DecidedChange<TenantSet> {
  const before = standing.tenant(change.code);
  const tenant = changedTenant(before, change);
  return { change: { type: 'tenant-set', tenant }, result: { tenant, isNew: !before } };
}

/** Decides the removal of a tenant; the result is whether it exists. */
export function decideRemoval(code: string, standing: Standing): DecidedChange<boolean> {
  return standing.tenant(code) ? { change: { type: 'tenant-removed', code }, result: true } : { result: false };
}
