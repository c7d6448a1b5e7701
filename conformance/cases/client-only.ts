import type { TestCase } from './case.js';

const livenessError = {
  needs: [],
  request: {},
  directions: ['client'],
  requirements: ['liveness-error-text'],
  ambiguities: ['liveness-error-wording'],
  tags: ['answer'],
} as const satisfies Partial<TestCase>;

/** Cases for clients only: answers that no good request produces. */
export const clientOnlyCases: readonly TestCase[] = [
  {
    ...livenessError,
    id: 'liveness-error-dim-only',
    title: 'a liveness error that names dim light only',
    scenario: 'liveness-error-dim',
  },
  {
    ...livenessError,
    id: 'liveness-error-covered-only',
    title: 'a liveness error that names a covered face only',
    scenario: 'liveness-error-covered',
  },
  {
    id: 'printed-sample',
    title: "the document's printed sample, which is not valid JSON: not a success",
    scenario: 'success-printed',
    rightReport: 'transport-error',
    needs: [],
    request: {},
    directions: ['client'],
    requirements: [],
    ambiguities: ['trailing-comma'],
    tags: ['answer', 'fault'],
  },
];
