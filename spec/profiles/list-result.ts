import type { ProfileDocument } from './schema.js';

const note = 'from public client code of 2023, not observed on a server';

/** The answers that public client code of 2023 expects: `result` is a list, `status` is spelled `Failed`. */
export const listResult: ProfileDocument = {
  name: 'list-result',
  summary:
    'What public client code of 2023 expects: result is a list with one object, a failure has the status Failed with HTTP 200, refNumber is optional.',
  extends: 'documented',
  decisions: {
    status: {
      'insufficient-balance': 200,
      'parameter-invalid': 200,
      'invalid-credentials': 200,
      'image-too-large': 200,
      'face-compare-error': 200,
      'liveness-error': 200,
    },
    answers: { result: 'list', statusWords: { failure: 'Failed' } },
    parts: { required: ['img1', 'img2', 'key', 'tenant_code'] },
  },
  provenance: {
    'status.insufficient-balance': { source: 'assumed', note },
    'status.parameter-invalid': { source: 'assumed', note },
    'status.invalid-credentials': { source: 'assumed', note },
    'status.image-too-large': { source: 'assumed', note },
    'status.face-compare-error': { source: 'assumed', note },
    'status.liveness-error': { source: 'assumed', note },
    'answers.result': { source: 'assumed', note },
    'answers.statusWords.failure': { source: 'assumed', note },
    'parts.required': { source: 'assumed', note },
  },
};
