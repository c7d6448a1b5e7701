import { drawnPictures } from './drawn-pictures.test-helper.js';
import { answered, type Flips, inBodies, livenessPlaces } from './flip.test-helper.js';
import { goodRequestWith, requestWithSelfie, sentFile } from './witness-requests.test-helper.js';

/** Witnesses of the decisions on how a comparison's outcome is answered. */
export const outcomeFlips = {
  'answers.livenessErrorKey': {
    value: 'message',
    requests: [requestWithSelfie(drawnPictures.dim)],
    answers: answered('liveness-error', 'liveness-error'),
    places: livenessPlaces,
    changes: inBodies('"error":', '"message":', 'liveness-error'),
  },
  'answers.livenessErrorResult': {
    value: 'absent',
    requests: [requestWithSelfie(drawnPictures.dim)],
    answers: answered('liveness-error', 'liveness-error'),
    places: livenessPlaces,
    changes: inBodies(/"result":\{.*\},(?="status")/g, '', 'liveness-error'),
  },
  'answers.livenessErrorText': {
    value: 'combined',
    requests: [requestWithSelfie(drawnPictures.dim)],
    answers: answered('liveness-error', 'liveness-error-dim'),
    also: [
      'status.liveness-error',
      'answers.dateKeys.livenessError',
      'answers.livenessErrorKey',
      'answers.livenessErrorResult',
      'answers.texts.liveness-error',
    ],
  },
  'answers.notMatched': {
    value: 'face-compare-error',
    requests: [
      goodRequestWith(
        sentFile('img1', 'selfie.jpg', drawnPictures.person),
        sentFile('img2', 'ktp.jpg', drawnPictures.other),
      ),
    ],
    answers: answered('success-not-matched', 'face-compare-error'),
  },
  'answers.notLive': {
    value: 'liveness-error',
    requests: [requestWithSelfie(drawnPictures.notLive)],
    answers: answered('success-not-live', 'liveness-error'),
    also: ['answers.falseWord'],
  },
} satisfies Flips;
