import type { FromSchema } from 'json-schema-to-ts';
import { expect, test } from 'vitest';
import type { tenantProperties } from './session-schemas.js';
import type { Tenant } from './session-types.js';

interface TenantSchema {
  readonly type: 'object';
  readonly properties: typeof tenantProperties;
  readonly required: readonly ['code', 'key', 'balance'];
  readonly additionalProperties: false;
}

/** Fails to compile where the one is not the other. */
type Same<One, Other> = [One] extends [Other] ? ([Other] extends [One] ? true : never) : never;

test('a tenant is of the type that its schema allows', () => {
  expect(true satisfies Same<Tenant, FromSchema<TenantSchema>>).toBe(true);
});
