import type { UploadedPicture } from '../reference/pictures.js';
import { type ReferenceFailure, type ReferenceRule, referenceFacts } from '../reference/rules.js';
import { answering, onReference } from './on-reference.js';
import type { Vendor } from './vendor.js';

const parts = ['img1', 'img2'] as const;

/** Looks at each picture that came, the selfie first. */
const each =
  (judge: (picture: UploadedPicture, part: (typeof parts)[number]) => ReferenceFailure | undefined): ReferenceRule =>
  ({ files }) => {
    const found = parts.map((part) => files[part] && files[part].bytes > 0 && judge(files[part], part));
    return found.find((failure) => failure !== undefined && failure !== false);
  };

const content = each(({ format }) =>
  format !== undefined && !['jpeg', 'png'].includes(format) ? 'face-compare-error' : undefined,
);
const decoding = each(({ decodes }, part) => {
  if (decodes) return undefined;
  return part === 'img1' ? 'liveness-error' : 'face-compare-error';
});
/** A service that looks at the pictures before it asks who sends them, and at what is in them rather than at their names. */
export const photoDesk: Vendor = onReference({
  id: 'photo-desk',
  habits: () => ({
    facts: {
      img1: { ...referenceFacts.img1, bytes: 2_999_999 },
      img2: { ...referenceFacts.img2, bytes: 1_999_999 },
    },
    rules: ({ size, minimum, maximum, parameters, credentials, balance, faceCompare, liveness }) => ({
      size,
      content,
      decoding,
      minimum: answering('face-compare-error', minimum),
      maximum: answering('parameter-invalid', maximum),
      parameters: answering('face-compare-error', parameters),
      credentials,
      balance,
      faceCompare,
      liveness,
    }),
    behave: () => ({
      wrongContentType: (reply) => reply('invalid-credentials'),
      malformed: (reply) => reply('invalid-credentials'),
      wrongMethod: (reply) => reply('invalid-credentials'),
    }),
  }),
  shows: {
    'parts.missing': 'face-compare-error',
    'parts.empty': 'face-compare-error',
    'pictures.sizeLimit': 'exclusive',
    'pictures.tooSmall': 'face-compare-error',
    'pictures.tooLarge': 'parameter-invalid',
    'pictures.extension': 'content',
    'pictures.wrongExtension': 'face-compare-error',
    'pictures.emptyFile': 'face-compare-error',
    'pictures.unreadableSelfie': 'liveness-error',
    order: ['size', 'format', 'dimensions', 'parameters', 'credentials', 'balance', 'face-compare', 'liveness'],
    'wrongMethod.status': 200,
    'wrongMethod.kind': 'invalid-credentials',
    'wrongContentType.kind': 'invalid-credentials',
    'malformedForm.kind': 'invalid-credentials',
  },
  // The names of files have no effect, so neither have their capitals.
  leavesOpen: ['pictures.extensionCase'],
  fails: ['kind'],
});
