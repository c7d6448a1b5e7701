import { drawnPictures } from './drawn-pictures.test-helper.js';
import { answered, type Flip, type Flips } from './flip.test-helper.js';
import {
  goodRequestWith,
  requestWithSelfie,
  requestWithTooManyBytes,
  sentFile,
} from './witness-requests.test-helper.js';

const limit = (name: string): RegExp => new RegExp(`^requestBody/.*/img[12]/x-picture/${name}$`);

const [wide, high, low, lower, narrow] = await Promise.all([
  drawnPictures.ofSize(1925, 1080),
  drawnPictures.ofSize(1920, 1085),
  drawnPictures.ofSize(1000, 580),
  drawnPictures.ofSize(1000, 710),
  drawnPictures.ofSize(950, 800),
]);
const smallest = await drawnPictures.ofSize(580, 550);

/** A wider limit of one picture, and a picture between it and the printed one. */
const ownLimit = (
  part: 'img1' | 'img2',
  value: number,
  picture: Buffer,
  before: string,
  place: string,
  more: Partial<Flip> = {},
): Flip => ({
  value,
  requests: [goodRequestWith(sentFile(part, 'photo.jpg', picture))],
  answers: answered(before, 'success'),
  places: [new RegExp(`^requestBody/.*/${part}/x-picture/${place}$`)],
  ...more,
});
const ownMinima = [
  'pictures.selfie.minimumWidth',
  'pictures.selfie.minimumHeight',
  'pictures.ktp.minimumWidth',
  'pictures.ktp.minimumHeight',
] as const;
const ownMaxima = [
  'pictures.selfie.maximumWidth',
  'pictures.selfie.maximumHeight',
  'pictures.ktp.maximumWidth',
  'pictures.ktp.maximumHeight',
] as const;
const tooManyBytes = ['pictures.megabyte', 'status.image-too-large', 'answers.imageTooLargeMessage'] as const;

/** Witnesses of the decisions on pictures. */
export const pictureFlips = {
  'pictures.selfie.maximumBytes': ownLimit(
    'img1',
    3_500_000,
    drawnPictures.ofBytes(3_300_000),
    'image-too-large',
    'maximumBytes',
  ),
  'pictures.selfie.minimumWidth': ownLimit('img1', 560, smallest, 'parameter-invalid', 'minimum/width', {
    under: { pictures: { selfie: { minimumHeight: 500 } } },
  }),
  'pictures.selfie.minimumHeight': ownLimit('img1', 560, low, 'parameter-invalid', 'minimum/height'),
  'pictures.selfie.maximumWidth': ownLimit('img1', 1930, wide, 'image-too-large', 'maximum/width'),
  'pictures.selfie.maximumHeight': ownLimit('img1', 1090, high, 'image-too-large', 'maximum/height'),
  'pictures.ktp.maximumBytes': ownLimit(
    'img2',
    2_500_000,
    drawnPictures.ofBytes(2_400_000),
    'image-too-large',
    'maximumBytes',
    { also: ['ownAnswers.tooManyBytes', ...tooManyBytes] },
  ),
  'pictures.ktp.minimumWidth': ownLimit('img2', 940, narrow, 'parameter-invalid', 'minimum/width'),
  'pictures.ktp.minimumHeight': ownLimit('img2', 700, lower, 'parameter-invalid', 'minimum/height'),
  'pictures.ktp.maximumWidth': ownLimit('img2', 1930, wide, 'image-too-large', 'maximum/width'),
  'pictures.ktp.maximumHeight': ownLimit('img2', 1090, high, 'image-too-large', 'maximum/height'),
  'pictures.megabyte': {
    value: 1_048_576,
    requests: [requestWithTooManyBytes],
    answers: answered('image-too-large', 'success'),
    places: [limit('maximumBytes')],
    also: ['ownAnswers.tooManyBytes', 'status.image-too-large', 'answers.imageTooLargeMessage'],
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
    also: ownMinima,
  },
  'pictures.tooLarge': {
    value: 'parameter-invalid',
    requests: [requestWithSelfie(drawnPictures.tooLarge)],
    answers: answered('image-too-large', 'parameter-invalid'),
    also: ownMaxima,
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
    also: ['ownAnswers.unreadablePicture', 'status.face-compare-error', 'answers.texts.face-compare-error'],
  },
  'pictures.endMarker': {
    value: 'required',
    requests: [requestWithSelfie(drawnPictures.withoutEnd)],
    answers: answered('success', 'face-compare-error'),
  },
} satisfies Flips;
