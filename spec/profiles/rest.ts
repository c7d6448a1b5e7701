import type { ProfileDocument } from './schema.js';

/** Failures under the 4xx status that fits each: what a client meets if the service follows HTTP's own meanings. */
export const rest: ProfileDocument = {
  name: 'rest',
  summary: 'As documented, with each failure under the 4xx status that fits its meaning.',
  extends: 'documented',
  decisions: {
    status: {
      'insufficient-balance': 402,
      'parameter-invalid': 400,
      'invalid-credentials': 401,
      'image-too-large': 413,
      'face-compare-error': 422,
      'liveness-error': 422,
    },
  },
  provenance: {
    'status.insufficient-balance': { source: 'assumed', note: 'RFC 9110, 402 Payment Required' },
    'status.parameter-invalid': { source: 'assumed', note: 'RFC 9110, 400 Bad Request' },
    'status.invalid-credentials': { source: 'assumed', note: 'RFC 9110, 401 Unauthorized' },
    'status.image-too-large': { source: 'assumed', note: 'RFC 9110, 413 Content Too Large' },
    'status.face-compare-error': { source: 'assumed', note: 'RFC 9110, 422 Unprocessable Content' },
    'status.liveness-error': { source: 'assumed', note: 'RFC 9110, 422 Unprocessable Content' },
  },
};
