import type { Tenant } from '../schemas/session-types.js';

/**
 * Merges the tenants from a state file with the configured ones. Changes in the configuration since the last start
 * apply. New tenants are added, changed keys, balances and scenarios replace the saved ones, and deleted tenants are
 * removed.
 * Everything else, balances included, stays as saved.
 */
export function tenantsAtStart(
  saved: readonly Tenant[],
  configuredBefore: readonly Tenant[],
  configured: readonly Tenant[],
): readonly Tenant[] {
  const [kept, before, now] = [byCode(saved), byCode(configuredBefore), byCode(configured)];
  const remaining = saved
    .filter(({ code }) => now.has(code) || !before.has(code))
    .map((tenant) => changed(tenant, before.get(tenant.code), now.get(tenant.code)));
  const added = configured.filter(({ code }) => !kept.has(code) && !before.has(code));
  return [...remaining, ...added];
}

function changed(kept: Tenant, before: Tenant | undefined, now: Tenant | undefined): Tenant {
  const scenario = now && now.scenario !== before?.scenario ? now.scenario : kept.scenario;
  return {
    code: kept.code,
    key: now && now.key !== before?.key ? now.key : kept.key,
    balance: now && now.balance !== before?.balance ? now.balance : kept.balance,
    ...(scenario === undefined ? {} : { scenario }),
  };
}

function byCode(tenants: readonly Tenant[]): ReadonlyMap<string, Tenant> {
  return new Map(tenants.map((tenant) => [tenant.code, tenant]));
}
