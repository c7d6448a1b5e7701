import { drawnPictures } from './drawn-pictures.test-helper.js';
import { eachAnswer, type Flip, type Flips } from './flip.test-helper.js';
import type { SentRequest } from './profile-observer.test-helper.js';
import {
  goodRequest,
  requestWithout,
  requestWithSelfie,
  requestWithTooManyBytes,
  requestWithWrongKey,
} from './witness-requests.test-helper.js';

const status = (kind: string, value: number, witness: SentRequest, balance?: number): Flip => ({
  value,
  requests: [witness],
  ...(balance === undefined ? {} : { balance }),
  answers: [[kind], [kind]],
  places: [/^responses\//, /^components\/examples\/[^/]+\/x-status$/],
  // A wrong method has a status of its own.
  changes: eachAnswer((answer) =>
    answer.kind === kind && answer.status !== 405 ? { ...answer, status: value } : answer,
  ),
});

/** Witnesses of the decisions on the status of each kind. */
export const statusFlips = {
  'status.success': status('success', 201, goodRequest),
  'status.insufficient-balance': status('insufficient-balance', 402, goodRequest, 0),
  'status.parameter-invalid': status('parameter-invalid', 400, requestWithout('key')),
  'status.invalid-credentials': status('invalid-credentials', 401, requestWithWrongKey),
  'status.image-too-large': status('image-too-large', 413, requestWithTooManyBytes),
  'status.face-compare-error': status('face-compare-error', 422, requestWithSelfie(drawnPictures.cut)),
  'status.liveness-error': status('liveness-error', 422, requestWithSelfie(drawnPictures.dim)),
} satisfies Flips;
