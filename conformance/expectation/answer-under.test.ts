import { expect, test } from 'vitest';
import { documented, loadContract, type ResponseKind, type RuleName } from '../../spec/index.js';
import { answerUnder } from './answer-under.js';
import { factsOf } from './facts.js';
import { serverCases, wrongDerivations } from './flips.test-helper.js';

/** The failures that the documented profile demands, read off the document by hand. Every other case is a success. */
const failures = {
  'parameter-invalid': [
    'selfie-too-low',
    'ktp-too-low',
    'img1-without-file-name',
    'img2-without-file-name',
    'selfie-webp-named-jpg',
    'method-get',
    'method-put',
    'method-delete',
    'content-type-json',
    'content-type-urlencoded',
    'content-type-missing',
    'multipart-without-boundary',
    'multipart-other-boundary',
    'multipart-cut-off',
    'multipart-empty',
    'missing-img1',
    'missing-img2',
    'missing-key',
    'missing-tenant-code',
    'missing-ref-number',
    'empty-img1',
    'empty-img2',
    'empty-key',
    'empty-tenant-code',
    'empty-ref-number',
    'img1-as-text',
    'img2-as-text',
    'text-as-file',
    'part-name-case',
    'selfie-extension-missing',
    'ktp-extension-wrong',
    'selfie-too-small',
    'ktp-too-small',
  ],
  'invalid-credentials': [
    'credentials-unknown-tenant',
    'credentials-wrong-key',
    'credentials-key-with-line-end',
    'credentials-code-in-small-letters',
    'credentials-other-tenants-key',
    'credentials-key-in-other-capitals',
    'credentials-key-cut-short',
    'credentials-key-with-more',
    'keep-alive',
  ],
  'insufficient-balance': ['balance-used-up'],
  'image-too-large': [
    'selfie-too-large',
    'ktp-too-large',
    'selfie-one-byte-over',
    'selfie-over-size',
    'ktp-one-byte-over',
    'ktp-over-size',
    'selfie-too-high',
    'ktp-too-high',
    'selfie-over-size-and-dimension',
  ],
  'liveness-error': [
    'selfie-no-face',
    'selfie-dim',
    'selfie-covered',
    'guidance-selfie-bright',
    'guidance-selfie-shadow',
    'guidance-selfie-tilted-head',
    'guidance-selfie-tilted-body',
    'guidance-selfie-rolled',
    'guidance-selfie-blurred',
    'guidance-selfie-far',
    'guidance-selfie-mask',
    'guidance-selfie-hand',
    'guidance-selfie-sunglasses',
    'guidance-selfie-hat',
    'guidance-selfie-glasses',
    'guidance-selfie-two-people',
    'guidance-selfie-three-people',
  ],
  'face-compare-error': [
    'selfie-truncated',
    'selfie-not-a-picture',
    'ktp-no-face',
    'ktp-truncated',
    'ktp-not-a-picture',
    'guidance-ktp-dark',
    'guidance-ktp-on-its-side',
    'guidance-ktp-askew',
    'guidance-ktp-skewed',
    'guidance-ktp-small',
    'guidance-ktp-cut-off',
    'guidance-ktp-glare',
    'guidance-ktp-blurred',
    'guidance-ktp-far',
    'guidance-ktp-upside-down',
    'guidance-ktp-back',
    'guidance-ktp-without-portrait',
    'guidance-ktp-library-card',
    'guidance-ktp-book',
  ],
} as Readonly<Record<string, readonly string[]>>;

/** The kind of the rule that the documented profile checks first. The later rule of a pair decides how the format is broken. */
function firstOf([first, later]: readonly [RuleName, RuleName]): ResponseKind {
  const kinds: Readonly<Partial<Record<RuleName, ResponseKind>>> = {
    parameters: 'parameter-invalid',
    credentials: 'invalid-credentials',
    balance: 'insufficient-balance',
    size: 'image-too-large',
    format: later === 'face-compare' ? 'parameter-invalid' : 'face-compare-error',
    dimensions: 'parameter-invalid',
  };
  return kinds[first] ?? 'liveness-error';
}

test('every case is derived the answer that a reader of the document expects', async () => {
  const contract = await loadContract();
  for (const testCase of serverCases) {
    const { kind, result } = answerUnder(factsOf(testCase), contract, contract.decisions);
    if (testCase.breaks) {
      expect([testCase.id, kind]).toEqual([testCase.id, firstOf(testCase.breaks)]);
      continue;
    }
    const [expected = 'success'] = Object.entries(failures).find(([, ids]) => ids.includes(testCase.id)) ?? [];
    expect(kind, testCase.id).toBe(expected);
    if (kind === 'success')
      expect(result, testCase.id).toEqual({
        matched: testCase.id !== 'success-not-matched',
        live: testCase.id !== 'success-not-live',
      });
  }
  const named = Object.values(failures).flat();
  expect(named.filter((id) => !serverCases.some((testCase) => testCase.id === id))).toEqual([]);
});

test('the mock answers every case as derived under the documented profile', async () => {
  expect(await wrongDerivations(documented, serverCases)).toEqual([]);
});
