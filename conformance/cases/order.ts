import { type RuleName, ruleNames } from '../../spec/index.js';
import type { FileToSend, TenantRole, TestCase } from './case.js';
import { fixtureFile } from './picture-case.js';

/** What breaks one rule: a change of the good request, in a place that the other rule of the pair does not use. */
interface Breach {
  readonly tenant?: TenantRole;
  readonly omit?: readonly 'refNumber'[];
  readonly img1?: FileToSend;
  readonly img2?: FileToSend;
}

const tooHeavy = fixtureFile('selfie-over-3mb');
const cutOff = fixtureFile('selfie-truncated');
const noPerson = fixtureFile('selfie-no-face');
const noPortrait = fixtureFile('ktp-no-face');

const parameters: Breach = { omit: ['refNumber'] };
const credentials: Breach = { tenant: 'wrong-key' };
const balance: Breach = { tenant: 'empty' };
const size: Breach = { img1: tooHeavy };
const liveness: Breach = { img1: noPerson };
const faceCompare: Breach = { img2: noPortrait };

/**
 * Every two rules that one request can break, with the breach of each. Both have answers of different kinds. Wrong
 * credentials and an empty balance exclude each other.
 */
const pairs: readonly (readonly [RuleName, Breach, RuleName, Breach])[] = [
  ['parameters', parameters, 'credentials', credentials],
  ['parameters', parameters, 'balance', balance],
  ['parameters', parameters, 'size', size],
  ['parameters', parameters, 'format', { img1: cutOff }],
  ['parameters', parameters, 'dimensions', { img1: fixtureFile('selfie-too-large') }],
  ['parameters', parameters, 'liveness', liveness],
  ['parameters', parameters, 'face-compare', faceCompare],
  ['credentials', credentials, 'size', size],
  ['credentials', credentials, 'format', { img1: cutOff }],
  ['credentials', credentials, 'dimensions', { img1: fixtureFile('selfie-too-small') }],
  ['credentials', credentials, 'liveness', liveness],
  ['credentials', credentials, 'face-compare', faceCompare],
  ['balance', balance, 'size', size],
  ['balance', balance, 'format', { img1: cutOff }],
  ['balance', balance, 'dimensions', { img1: fixtureFile('selfie-too-small') }],
  ['balance', balance, 'liveness', liveness],
  ['balance', balance, 'face-compare', faceCompare],
  ['size', size, 'format', { img2: fixtureFile('ktp-text') }],
  ['size', size, 'dimensions', { img2: fixtureFile('ktp-too-small') }],
  ['size', { img2: fixtureFile('ktp-over-2mb') }, 'liveness', liveness],
  ['size', size, 'face-compare', faceCompare],
  ['format', { img1: cutOff }, 'dimensions', { img2: fixtureFile('ktp-too-small') }],
  ['format', { img2: fixtureFile('ktp-text') }, 'liveness', liveness],
  ['format', { img1: { fixture: 'selfie-max', filename: 'blob' } }, 'face-compare', faceCompare],
  ['dimensions', { img2: fixtureFile('ktp-too-small') }, 'liveness', liveness],
  ['dimensions', { img1: fixtureFile('selfie-too-small') }, 'face-compare', faceCompare],
  ['liveness', liveness, 'face-compare', faceCompare],
];

/** Rules that are next to each other in the document's order come first: they settle most orders with few calls. */
const distance = ([one, , other]: (typeof pairs)[number]): number => ruleNames.indexOf(other) - ruleNames.indexOf(one);

/** Requests that break two rules at once: the answer shows which rule the server checks first. */
export const orderCases: readonly TestCase[] = pairs
  .toSorted((pair, next) => distance(pair) - distance(next))
  .map(([one, breach, other, otherBreach]): TestCase => {
    const { tenant, omit, ...files } = { ...breach, ...otherBreach };
    return {
      id: `order-${one}-${other}`,
      title: `the request breaks two rules: ${one} and ${other}`,
      ...(tenant ? { tenant } : {}),
      request: { ...(Object.keys(files).length > 0 ? { files } : {}), ...(omit ? { omit } : {}) },
      breaks: [one, other],
      needs: [
        ...(tenant === 'empty' ? (['empty-tenant'] as const) : []),
        ...([one, other].some((rule) => rule === 'liveness' || rule === 'face-compare')
          ? (['real-face'] as const)
          : []),
      ],
      directions: ['server'],
      requirements: [],
      ambiguities: ['check-order'],
      tags: ['order'],
    };
  });
