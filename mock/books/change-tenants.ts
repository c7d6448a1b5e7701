import type { Session } from '../sessions/session.js';
import type { Tenant, TenantChange } from './tenants.js';

/**
 * Adds a tenant, or changes what is given of the one that has the code, on the state file too. Returns it as it is now.
 *
 * @throws KitError `usage` for a new one without key or balance, and for a balance that is no whole number
 * @throws when the state file cannot be written; then nothing has changed
 */
export async function setTenant(session: Session, change: TenantChange): Promise<Tenant> {
  const restore = restorer(session, change.code);
  const tenant = session.tenants.set(change);
  await onFile(session, restore);
  return tenant;
}

/** Takes a tenant out, on the state file too. Returns whether there was one. @throws when that cannot be written */
export async function removeTenant(session: Session, code: string): Promise<boolean> {
  const restore = restorer(session, code);
  if (!session.tenants.remove(code)) return false;
  await onFile(session, restore);
  return true;
}

/** Puts a tenant back as it is now. */
function restorer({ tenants }: Session, code: string): () => void {
  const before = tenants.list().find((tenant) => tenant.code === code);
  return () => {
    if (before) tenants.set(before);
    else tenants.remove(code);
  };
}

async function onFile(session: Session, restore: () => void): Promise<void> {
  try {
    await session.tenantsChanged();
  } catch (error) {
    restore();
    throw error;
  }
}
