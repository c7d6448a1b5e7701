import type { ProfileDocument } from './schema.js';

/** Each failure with its matching 4xx status, for a service that follows HTTP's own meanings. */
export const rest: ProfileDocument = {
  name: 'rest',
  summary: 'As documented, with the matching 4xx status for each failure.',
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
