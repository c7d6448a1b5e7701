import { ownScenarioName } from '../../spec/index.js';
import { drawnPictures } from './drawn-pictures.test-helper.js';
import type { Flip, Flips } from './flip.test-helper.js';
import type { SentRequest } from './profile-observer.test-helper.js';
import { requestWithSelfie, requestWithTooManyBytes } from './witness-requests.test-helper.js';

const page = 'HTTP/1.1 503\nContent-Type: text/html\n\n<h1>Service Unavailable</h1>\n';

const own = (name: Parameters<typeof ownScenarioName>[0], kind: string, request: SentRequest): Flip => ({
  value: page,
  requests: [request],
  answers: [[kind], [ownScenarioName(name)]],
  places: [/^responses\/503$/, new RegExp(`^components/examples/${ownScenarioName(name)}$`)],
});

/** Witnesses of the decisions on answers of none of the kinds. */
export const ownFlips = {
  'ownAnswers.wrongMethod': {
    ...own('wrongMethod', 'parameter-invalid', { method: 'GET', parts: [] }),
    also: ['wrongMethod.status', 'wrongMethod.kind'],
  },
  'ownAnswers.wrongContentType': {
    ...own('wrongContentType', 'parameter-invalid', { json: '{}', parts: [] }),
    also: ['wrongContentType.kind'],
  },
  'ownAnswers.malformedForm': {
    ...own('malformedForm', 'parameter-invalid', { parts: [], cutForm: true }),
    also: ['malformedForm.kind'],
  },
  'ownAnswers.tooManyBytes': {
    ...own('tooManyBytes', 'image-too-large', requestWithTooManyBytes),
    also: [
      'pictures.selfie.maximumBytes',
      'pictures.ktp.maximumBytes',
      'pictures.megabyte',
      'status.image-too-large',
      'answers.imageTooLargeMessage',
    ],
  },
  'ownAnswers.unreadablePicture': {
    ...own('unreadablePicture', 'face-compare-error', requestWithSelfie(drawnPictures.cut)),
    also: ['pictures.unreadableSelfie', 'status.face-compare-error', 'answers.texts.face-compare-error'],
  },
} satisfies Flips;
