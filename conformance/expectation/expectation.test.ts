import { expect, test } from 'vitest';
import { loadContract } from '../../spec/index.js';
import { expectationOf } from './expectation.js';
import { serverCases } from './flips.test-helper.js';

const contract = await loadContract();
const expectationOfCase = (id: string) => {
  const testCase = serverCases.find((one) => one.id === id);
  if (!testCase) throw new Error(`no case is called ${id}`);
  return expectationOf(testCase, contract);
};

test.each(['img1', 'img2', 'key', 'tenant-code', 'ref-number'])(
  'a required part that is missing or empty must be refused, whatever is open: %s',
  (name) => {
    for (const id of [`missing-${name}`, `empty-${name}`]) {
      const { demanded, mustRefuse, alternatives } = expectationOfCase(id);
      expect(demanded.kind, id).toBe('parameter-invalid');
      expect(mustRefuse, id).toMatch(/marks .* as Required/);
      expect(
        alternatives.map(({ kind }) => kind),
        id,
      ).not.toContain('success');
    }
  },
);

test.each([
  ['method-get', /names the method POST only/],
  ['credentials-wrong-key', /the key the proof of the tenant/],
  ['credentials-other-tenants-key', /the key the proof of the tenant/],
  ['credentials-key-in-other-capitals', /the key the proof of the tenant/],
  ['credentials-key-cut-short', /the key the proof of the tenant/],
  ['method-delete', /POST only/],
  ['selfie-over-size', /limits the size of img1/],
  ['ktp-over-size', /limits the size of img2/],
])('%s must be refused, with the reason', (id, reason) => {
  expect(expectationOfCase(id).mustRefuse).toMatch(reason);
});

test.each([
  ['missing-key', 'missing-part', 'credentials-apart', 'invalid-credentials'],
  ['missing-img2', 'missing-part', 'by-part', 'face-compare-error'],
  ['selfie-one-byte-over', 'megabyte', 'binary', 'success'],
  ['credentials-code-in-small-letters', 'credential-case', 'tenant-code-ignores-case', 'success'],
  ['guidance-selfie-glasses', 'accessories', 'none-covering', 'success'],
  ['chunked-body', 'request-framing', 'length-required', 'outside'],
  ['success-not-matched', 'not-matched', 'error', 'face-compare-error'],
])('%s may be answered otherwise under %s: %s', (id, ambiguity, reading, kind) => {
  const allowed = expectationOfCase(id).alternatives.filter((alternative) => alternative.kind === kind);
  expect(allowed.flatMap(({ readings }) => readings)).toContainEqual({ ambiguity, reading });
});

test('the good request is right under every reading', () => {
  const { demanded, status, alternatives } = expectationOfCase('success-again');
  expect([demanded, status]).toEqual([{ kind: 'success', result: { matched: true, live: true } }, 200]);
  expect(alternatives).toEqual([]);
});

test('another method than POST has its own status, and may have any body', () => {
  expect(expectationOfCase('method-put')).toMatchObject({ status: 405, silentOn: 'wrong-method' });
});
