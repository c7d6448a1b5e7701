import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contractUnder, documented, profilePaths } from '../../spec/index.js';
import { otherValuesOf } from '../expectation/flips.test-helper.js';
import { createDemands } from './demands.js';
import { derivedRun } from './derived-run.test-helper.js';
import { learnFrom } from './learn.js';
import { expectLearned } from './round-trip.test-helper.js';
import { anyVendor, unlearned, vendorWith, wronglyObserved } from './vendors.test-helper.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-learn-'));
});
afterAll(() => rm(folder, { recursive: true }));

const demands = createDemands(contractUnder(documented));

test(
  'a vendor with one text for two kinds and failures in place of negative results is learned',
  {
    timeout: 180_000,
  },
  () =>
    expectLearned(
      {
        'status.parameter-invalid': 422,
        'answers.texts.parameter-invalid': 'Input Image Invalid',
        'answers.texts.liveness-error': 'Wajah tidak ditemukan',
        'answers.texts.success': 'OK',
        'answers.livenessErrorKey': 'message',
        'answers.livenessErrorResult': 'absent',
        'answers.dateKeys.livenessError': 'date',
        'answers.imageTooLargeMessage': 'Ukuran foto terlalu besar',
        'answers.threshold': '0.75',
        'answers.notMatched': 'face-compare-error',
        'answers.notLive': 'liveness-error',
        'credentials.tenantCodeCase': 'ignored',
        'parts.required': ['img1', 'img2', 'key', 'tenant_code'],
        'parts.trimmed': true,
        'pictures.unreadableSelfie': 'liveness-error',
        'pictures.extension': 'content',
        'wrongContentType.kind': 'invalid-credentials',
      },
      folder,
    ),
);

test('every value of every decision is learned, or gives the same answers', { timeout: 600_000 }, () => {
  for (const path of profilePaths)
    for (const value of otherValuesOf(path)) {
      const vendor = vendorWith({ [path]: value });
      const learned = learnFrom(derivedRun(vendor), demands);
      const about = `${path}: ${JSON.stringify(value)}`;
      expect(unlearned(vendor, learned), about).toEqual([]);
      expect(wronglyObserved(learned, vendor), about).toEqual([]);
      expect(learned, about).toMatchObject({ contradictions: [], unexplained: [] });
    }
});

test('of many vendors that differ in up to ten decisions, learning finds what gives the same answers', {
  timeout: 1_200_000,
}, () => {
  fc.assert(
    fc.property(anyVendor, (vendor) => {
      expect(unlearned(vendor, learnFrom(derivedRun(vendor)))).toEqual([]);
    }),
    { numRuns: 30, seed: 20_260_401 },
  );
});
