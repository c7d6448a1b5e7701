import { drawnPictures } from './drawn-pictures.test-helper.js';
import { answered, eachAnswer, type Flip, type Flips, inBodies, livenessPlaces } from './flip.test-helper.js';
import type { SentRequest } from './profile-observer.test-helper.js';
import {
  goodRequest,
  requestWithout,
  requestWithSelfie,
  requestWithTooManyBytes,
  requestWithWrongKey,
} from './witness-requests.test-helper.js';

/** The witness of the text of a short failure. */
const text = (kind: string, printed: string, witness: SentRequest, balance?: number): Flip => ({
  value: 'Access denied',
  requests: [witness],
  ...(balance === undefined ? {} : { balance }),
  answers: answered(kind, kind),
  places: [
    /^components\/schemas\/\w+\/properties\/message\/const$/,
    new RegExp(`^components/examples/${kind}/value/message$`),
  ],
  changes: inBodies(printed, 'Access denied'),
});

/** Witnesses of the decisions on the form of an answer. */
export const answerFlips = {
  'answers.contentType': {
    value: 'application/json; charset=utf-8',
    requests: [goodRequest],
    answers: answered('success', 'success'),
    places: [/^responses\/200\/content\//, /^components\/examples\/[^/]+\/x-headers\/Content-Type$/],
    changes: eachAnswer((answer) => ({ ...answer, contentType: 'application/json; charset=utf-8' })),
  },
  'answers.result': {
    value: 'list',
    requests: [goodRequest],
    answers: answered('success', 'success'),
    places: [
      /^components\/schemas\/(Success|LivenessError)\/properties\/result/,
      /^components\/examples\/(success|liveness-error)[^/]*\/value\/result/,
      /^components\/examples\/success[^/]*\/x-fresh/,
    ],
    changes: inBodies(/"result":(\{.*\}),"status"/g, '"result":[$1],"status"'),
  },
  'answers.statusWords.success': {
    value: 'SUCCESS',
    requests: [goodRequest],
    answers: answered('success', 'success'),
    places: [/^components\/schemas\/Success\/properties\/status/, /^components\/examples\/success[^/]*\/value\/status/],
    changes: inBodies('"status":"Success"', '"status":"SUCCESS"'),
  },
  'answers.statusWords.failure': {
    value: 'Failed',
    requests: [requestWithWrongKey],
    answers: answered('invalid-credentials', 'invalid-credentials'),
    places: [
      /^components\/schemas\/(?!Success)\w+\/properties\/status/,
      /^components\/examples\/(?!success)[^/]+\/value\/status/,
    ],
    changes: inBodies('"status":"FAILED"', '"status":"Failed"'),
  },
  'answers.dateKeys.success': {
    value: 'datetime',
    requests: [goodRequest],
    answers: answered('success', 'success'),
    places: [/^components\/schemas\/Success\//, /^components\/examples\/success[^/]*\/(value|x-fresh)/],
    changes: inBodies('"date":', '"datetime":', 'success'),
  },
  'answers.dateKeys.livenessError': {
    value: 'date',
    requests: [requestWithSelfie(drawnPictures.dim)],
    answers: answered('liveness-error', 'liveness-error'),
    places: [...livenessPlaces, /^components\/examples\/liveness-error[^/]*\/x-fresh/],
    changes: inBodies('"datetime":', '"date":', 'liveness-error'),
  },
  'answers.imageTooLargeMessage': {
    value: 'Input Image Invalid',
    requests: [requestWithTooManyBytes],
    answers: answered('image-too-large', 'image-too-large'),
    places: [
      /^components\/schemas\/ImageTooLarge\/properties\/message\/const$/,
      /^components\/examples\/image-too-large\/value\/message$/,
      // Two kinds with one body: `anyOf` takes the place of `oneOf`.
      /^responses\/200\/content\/[^/]+\/schema\/(oneOf|anyOf)$/,
    ],
    changes: inBodies('Image too large', 'Input Image Invalid'),
  },
  'answers.threshold': {
    value: '0.7',
    requests: [goodRequest],
    answers: answered('success', 'success'),
    places: [
      /^components\/schemas\/(Success|LivenessError)\/.*\/threshold\/const$/,
      /^components\/examples\/(success|liveness-error)[^/]*\/value\/.*\/threshold$/,
      /^components\/examples\/success-at-threshold\/value\/.*\/similarity$/,
      /^components\/examples\/success[^/]*\/x-fresh\/\d+\/(minimum|maximum)$/,
    ],
    changes: inBodies('"threshold":"0.8"', '"threshold":"0.7"'),
  },
  'answers.falseWord': {
    value: 'false',
    requests: [requestWithSelfie(drawnPictures.notLive)],
    answers: answered('success-not-live', 'success-not-live'),
    places: [
      /^components\/schemas\/Success\/.*\/(compare|live)\/enum\/1$/,
      /^components\/examples\/success-not[^/]*\/value\//,
    ],
    changes: inBodies('"False"', '"false"'),
  },
  'answers.texts.success': {
    value: 'OK',
    requests: [goodRequest],
    answers: answered('success', 'success'),
    places: [
      /^components\/schemas\/Success\/properties\/message\/const$/,
      /^components\/examples\/success[^/]*\/value\/message$/,
    ],
    changes: inBodies('"message":""', '"message":"OK"', 'success'),
  },
  'answers.texts.insufficient-balance': text('insufficient-balance', 'Insufficient balance', goodRequest, 0),
  'answers.texts.parameter-invalid': text(
    'parameter-invalid',
    'Parameter invalid, please check your request',
    requestWithout('key'),
  ),
  'answers.texts.invalid-credentials': text(
    'invalid-credentials',
    'Invalid API key or tenant code',
    requestWithWrongKey,
  ),
  'answers.texts.face-compare-error': text(
    'face-compare-error',
    'Input Image Invalid',
    requestWithSelfie(drawnPictures.cut),
  ),
  'answers.texts.liveness-error': {
    value: 'No face',
    requests: [requestWithSelfie(drawnPictures.dim)],
    answers: answered('liveness-error', 'liveness-error'),
    places: [/^components\/examples\/liveness-error\/value\/error$/],
    changes: inBodies('The light is too dim; the face is covered; do not shake ', 'No face'),
  },
} satisfies Flips;
