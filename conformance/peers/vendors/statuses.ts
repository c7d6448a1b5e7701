import { onReference } from './on-reference.js';
import type { Vendor } from './vendor.js';

/** A service in the style of HTTP: each failure has its status, and the account comes before the request. */
export const restService: Vendor = onReference({
  id: 'rest-service',
  habits: () => ({
    statuses: {
      'insufficient-balance': 402,
      'parameter-invalid': 400,
      'invalid-credentials': 401,
      'image-too-large': 413,
      'face-compare-error': 422,
      'liveness-error': 422,
    },
    messages: {
      'insufficient-balance': 'Payment required',
      'parameter-invalid': 'Bad request',
      'invalid-credentials': 'Unauthorized',
      'image-too-large': 'Payload too large',
      'face-compare-error': 'Unprocessable image',
    },
    rules: ({ credentials, balance, parameters, ...rest }) => ({ credentials, balance, parameters, ...rest }),
    headers: () => ({
      'Content-Type': 'application/json; charset=utf-8',
      'X-Request-Id': crypto.randomUUID(),
      'Cache-Control': 'no-store',
    }),
  }),
  shows: {
    'status.insufficient-balance': 402,
    'status.parameter-invalid': 400,
    'status.invalid-credentials': 401,
    'status.image-too-large': 413,
    'status.face-compare-error': 422,
    'status.liveness-error': 422,
    'answers.contentType': 'application/json; charset=utf-8',
    'answers.texts.insufficient-balance': 'Payment required',
    'answers.texts.parameter-invalid': 'Bad request',
    'answers.texts.invalid-credentials': 'Unauthorized',
    'answers.texts.face-compare-error': 'Unprocessable image',
    'answers.imageTooLargeMessage': 'Payload too large',
    'credentials.missing': 'as-wrong-value',
    order: ['credentials', 'balance', 'parameters', 'size', 'format', 'dimensions', 'liveness', 'face-compare'],
    'ownAnswers.wrongMethod':
      'HTTP/1.1 405\nContent-Type: application/json\nAllow: POST\n\n{"status":"FAILED","message":"Parameter invalid, please check your request"}',
  },
  leavesOpen: ['wrongMethod.status', 'wrongMethod.kind'],
  fails: ['kind', 'message'],
  inexpressible: [{ habit: 'numbers its answers in a header of its own', drift: ['header x-request-id'] }],
});
