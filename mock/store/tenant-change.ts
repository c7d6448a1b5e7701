import { KitError } from '../../spec/index.js';
import { createInputAssertion } from '../schemas/schema-problems.js';
import { namedTenantSchema } from '../schemas/session-schemas.js';
import type { Tenant } from '../schemas/session-types.js';
import type { DecidedChange, Standing } from './state.js';

/** A tenant by its code, with what is to be new of it. */
export type TenantChange = Pick<Tenant, 'code'> & Partial<Tenant>;

/** A tenant that was set. */
export interface TenantSet {
  /** As it is now. */
  readonly tenant: Tenant;
  /** Whether there was none of that code before. */
  readonly isNew: boolean;
}

const hold = createInputAssertion(namedTenantSchema, 'tenant');

/** Makes sure that a change has no value that a tenant cannot have. @throws KitError `usage` */
export function checkTenantChange(change: TenantChange): void {
  hold(change);
}

/** A tenant after a change. @throws KitError `usage` for a new one without key or balance */
function changedTenant(before: Tenant | undefined, { code, ...change }: TenantChange): Tenant {
  const { key, balance } = { ...before, ...change };
  if (key === undefined || balance === undefined)
    throw new KitError('usage', 'there is no tenant of this code yet; give a key and a balance');
  return { code, key, balance };
}

/** Decides what a tenant becomes by a change. @throws KitError `usage` for a new one without key or balance */
export function decideTenant(change: TenantChange, standing: Standing): DecidedChange<TenantSet> {
  const before = standing.tenant(change.code);
  const tenant = changedTenant(before, change);
  return { change: { type: 'tenant-set', tenant }, result: { tenant, isNew: !before } };
}

/** Decides whether there is a tenant to remove. */
export function decideRemoval(code: string, standing: Standing): DecidedChange<boolean> {
  return standing.tenant(code) ? { change: { type: 'tenant-removed', code }, result: true } : { result: false };
}
