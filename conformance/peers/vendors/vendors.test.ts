import { test } from 'vitest';
import { expectProof } from './judge-vendor.test-helper.js';
import { restService } from './statuses.js';

test(
  'everything that the answers of a vendor show is learned, and the mock under the learned profile answers as it does',
  {
    timeout: 120_000,
  },
  () => expectProof(restService),
);
