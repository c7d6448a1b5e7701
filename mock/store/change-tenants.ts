import { holdTo } from '../schemas/schema-problems.js';
import { namedTenantSchema } from '../schemas/session-schemas.js';
import type { Tenant } from '../schemas/session-types.js';
import type { Books } from './books.js';
import type { TenantChange } from './tenants.js';

/**
 * Adds a tenant, or changes what is given of the one that has the code, on the state file too. Returns it as it is now.
 *
 * @throws KitError `usage` for a new one without key or balance, and for values that none can have
 * @throws when the state file cannot be written; then nothing has changed
 */
export async function setTenant(books: Books, change: TenantChange): Promise<Tenant> {
  hold(change);
  const before = tenantOf(books, change.code);
  const tenant = books.tenants.set(change);
  await onFile(books, () => {
    const now = tenantOf(books, tenant.code);
    if (!now) return;
    if (!before) {
      books.tenants.remove(tenant.code);
      return;
    }
    if (now.key === tenant.key) books.tenants.set({ code: tenant.code, key: before.key });
    // What was charged in the meantime stays charged.
    books.tenants.adjust(tenant.code, before.balance - tenant.balance);
  });
  return tenant;
}

/** Takes a tenant out, on the state file too. Returns whether there was one. @throws when that cannot be written */
export async function removeTenant(books: Books, code: string): Promise<boolean> {
  const before = tenantOf(books, code);
  if (!before) return false;
  books.tenants.remove(code);
  await onFile(books, () => {
    if (!tenantOf(books, code)) books.tenants.set(before);
  });
  return true;
}

const hold = holdTo(namedTenantSchema, 'tenant');

function tenantOf({ tenants }: Books, code: string): Tenant | undefined {
  return tenants.list().find((tenant) => tenant.code === code);
}

async function onFile(books: Books, undo: () => void): Promise<void> {
  try {
    await books.tenantsChanged();
  } catch (error) {
    undo();
    throw error;
  }
}
