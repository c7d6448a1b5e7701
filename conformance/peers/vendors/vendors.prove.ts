import { expect, test } from 'vitest';
import { vendors } from './index.js';
import { expectProof } from './judge-vendor.test-helper.js';
import type { Vendor } from './vendor.js';

test.each(vendors.map((vendor): [string, Vendor] => [vendor.id, vendor]))(
  'of the vendor %s, everything that its answers show is learned, and the mock answers as it does',
  (_, vendor) => expectProof(vendor),
);

test('a vendor has an id of its own', () => {
  expect(new Set(vendors.map(({ id }) => id)).size).toBe(vendors.length);
});
