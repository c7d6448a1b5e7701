import { drawnPictures } from './drawn-pictures.test-helper.js';
import { answered, type Flips } from './flip.test-helper.js';
import {
  goodRequestWith,
  requestWithSelfie,
  requestWithTooManyBytes,
  sentFile,
} from './witness-requests.test-helper.js';

const limit = (name: string): RegExp => new RegExp(`^requestBody/.*/img[12]/x-picture/${name}$`);

/** Witnesses of the decisions on pictures. */
export const pictureFlips = {
  'pictures.megabyte': {
    value: 1_048_576,
    requests: [requestWithTooManyBytes],
    answers: answered('image-too-large', 'success'),
    places: [limit('maximumBytes')],
    also: ['status.image-too-large', 'answers.imageTooLargeMessage'],
  },
  'pictures.sizeLimit': {
    value: 'exclusive',
    requests: [goodRequestWith(sentFile('img2', 'ktp.jpg', drawnPictures.ofBytes(2_000_000)))],
    answers: answered('success', 'image-too-large'),
    places: [limit('maximumBytes')],
  },
  'pictures.orientation': {
    value: 'as-printed',
    requests: [requestWithSelfie(drawnPictures.upright)],
    answers: answered('success', 'image-too-large'),
  },
  'pictures.exif': {
    value: 'ignored',
    under: { pictures: { orientation: 'as-printed' } },
    requests: [requestWithSelfie(drawnPictures.lyingWithNote)],
    answers: answered('success', 'image-too-large'),
  },
  'pictures.tooSmall': {
    value: 'accepted',
    requests: [requestWithSelfie(drawnPictures.tooSmall)],
    answers: answered('parameter-invalid', 'success'),
  },
  'pictures.tooLarge': {
    value: 'parameter-invalid',
    requests: [requestWithSelfie(drawnPictures.tooLarge)],
    answers: answered('image-too-large', 'parameter-invalid'),
  },
  'pictures.minimumPixels': {
    value: 'enforced',
    requests: [requestWithSelfie(drawnPictures.small)],
    answers: answered('success', 'parameter-invalid'),
    places: [limit('minimumPixels')],
  },
  'pictures.extension': {
    value: 'content',
    requests: [requestWithSelfie(drawnPictures.good, 'selfie.txt')],
    answers: answered('parameter-invalid', 'success'),
    also: ['pictures.wrongExtension'],
  },
  'pictures.extensionCase': {
    value: 'lower-case-only',
    requests: [requestWithSelfie(drawnPictures.good, 'SELFIE.JPG')],
    answers: answered('success', 'parameter-invalid'),
  },
  'pictures.wrongExtension': {
    value: 'face-compare-error',
    requests: [requestWithSelfie(drawnPictures.good, 'selfie.gif')],
    answers: answered('parameter-invalid', 'face-compare-error'),
    also: ['pictures.extension'],
  },
  'pictures.withoutFilename': {
    value: 'accepted',
    requests: [goodRequestWith({ name: 'img1', content: drawnPictures.good, type: 'image/jpeg' })],
    answers: answered('parameter-invalid', 'success'),
  },
  'pictures.emptyFile': {
    value: 'accepted',
    requests: [requestWithSelfie(Buffer.alloc(0))],
    answers: answered('parameter-invalid', 'face-compare-error'),
  },
  'pictures.unreadableSelfie': {
    value: 'liveness-error',
    requests: [requestWithSelfie(drawnPictures.cut)],
    answers: answered('face-compare-error', 'liveness-error'),
    also: ['status.face-compare-error', 'answers.texts.face-compare-error'],
  },
  'pictures.endMarker': {
    value: 'required',
    requests: [requestWithSelfie(drawnPictures.withoutEnd)],
    answers: answered('success', 'face-compare-error'),
  },
} satisfies Flips;
