import { type PartName, parts } from '../../spec/index.js';
import type { TestCase } from './case.js';

/** The common properties of a success: it is charged, needs a real face, and runs in both directions. */
const success = {
  needs: ['real-face'],
  directions: ['server', 'client'],
  ambiguities: [],
  tags: ['answer'],
} as const satisfies Partial<TestCase>;

/** The optional parts of section 1, each with its requirement. */
const optionalParts: readonly (readonly [PartName, string])[] = [
  ['source', 'source-optional'],
  ['loginId', 'login-id-optional'],
  ['nik', 'nik-optional'],
  ['officeCode', 'office-code-optional'],
  ['officeName', 'office-name-optional'],
  ['question', 'question-optional'],
];

/** Valid requests, and every result that a success can have. */
export const successCases: readonly TestCase[] = [
  {
    ...success,
    id: 'success-all-parts',
    title: 'all eleven parts, matching pictures',
    request: {},
    requirements: [
      'method-post',
      'content-type-multipart',
      'content-type-required',
      'img1-file',
      'img1-selfie',
      'img2-file',
      'img2-ktp',
      'key-text',
      'key-grants-use',
      'tenant-code-text',
      'tenant-code-owns-key',
      'ref-number-text',
      'source-text',
      'login-id-text',
      'nik-text',
      'office-code-text',
      'office-name-text',
      'question-text',
      'source-names-device',
      'login-id-names-caller',
      'nik-of-selfie-owner',
      'office-code-names-office',
      'office-name-names-office',
      'kind-success',
      'success-when',
      'selfie-brightness-best',
      'selfie-style-best',
      'selfie-accessories-best',
      'selfie-others-best',
    ],
  },
  {
    ...success,
    id: 'documented-example',
    title: "the document's example request, file names and values as printed, with a new refNumber",
    request: {
      files: {
        img1: { fixture: 'selfie-max', filename: 'Foto_selfie.jpg' },
        img2: { fixture: 'ktp-max', filename: 'Foto_KTP.jpg' },
      },
      refNumberLike: 'REF202209230001',
    },
    requirements: parts.map(({ name }) => `sample-${kebab(name)}`),
    ambiguities: [],
  },
  {
    ...success,
    id: 'success-again',
    title: 'the same pictures again',
    request: {},
    requirements: ['x-trx-no-on-success', 'x-trx-no-number', 'x-trx-no-reconciliation', 'ref-number-unique'],
    ambiguities: ['trx-no-sequence', 'trx-no-format'],
  },
  {
    ...success,
    id: 'success-required-parts-only',
    title: 'only the five required parts',
    uses: ['omitted-parts'],
    request: { omit: optionalParts.map(([name]) => name) },
    requirements: optionalParts.map(([, requirement]) => requirement),
    ambiguities: ['required-parts'],
    tags: ['answer', 'parameters'],
  },
  ...optionalParts.map(
    ([name, requirement]): TestCase => ({
      ...success,
      id: `without-${kebab(name)}`,
      title: `${name} missing`,
      uses: ['omitted-parts'],
      request: { omit: [name] },
      requirements: name === 'loginId' ? [requirement, 'login-id-falls-back'] : [requirement],
      ambiguities:
        name === 'nik' ? ['required-parts'] : name === 'officeCode' || name === 'officeName' ? ['office-pair'] : [],
      tags: ['parameters'],
    }),
  ),
  {
    ...success,
    id: 'success-not-matched',
    title: 'selfie and KTP of different people',
    scenario: 'success-not-matched',
    request: { files: { img2: { fixture: 'ktp-other-person' } } },
    requirements: ['success-compare', 'success-both-results'],
    ambiguities: ['not-matched', 'false-word'],
  },
  {
    ...success,
    id: 'success-not-live',
    title: 'a photo of a screen as the selfie',
    scenario: 'success-not-live',
    request: { files: { img1: { fixture: 'selfie-screen' } } },
    requirements: ['success-live', 'success-both-results'],
    ambiguities: ['not-live', 'false-word', 'compare-when-not-live'],
  },
  {
    ...success,
    id: 'success-at-threshold',
    title: 'the client understands a similarity at the threshold as matched',
    scenario: 'success-at-threshold',
    directions: ['client'],
    request: {},
    requirements: ['success-similarity', 'success-threshold'],
    ambiguities: ['threshold-comparison'],
  },
  {
    ...success,
    id: 'two-at-once',
    title: 'two requests at the same time',
    again: 'at-once',
    needs: ['real-face', 'loopback'],
    directions: ['server'],
    request: {},
    requirements: ['x-trx-no-reconciliation'],
  },
  {
    ...success,
    id: 'repeated-ref-number',
    title: 'a refNumber of an earlier request',
    directions: ['server'],
    request: { sameRefNumberAs: 'success-all-parts' },
    requirements: ['ref-number-unique'],
    ambiguities: ['repeated-ref-number'],
    tags: ['parameters'],
  },
];

/** Converts a part's name for use in an id: `officeCode` to `office-code`. */
export function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).replaceAll('_', '-');
}
