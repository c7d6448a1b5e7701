import type { TestCase } from './case.js';
import { createPictureCase, fixtureFile, type PictureCase } from './picture-case.js';

/** Pictures without a visible face and unreadable pictures, as section 2 describes them. */
export const pictureFaceCases: readonly TestCase[] = (
  [
    {
      id: 'selfie-no-face',
      title: 'a selfie without a person',
      file: fixtureFile('selfie-no-face'),
      requirements: ['liveness-error-no-face', 'kind-face-not-detected', 'selfie-face-visible'],
      ambiguities: ['face-not-detected', 'liveness-error-result'],
      tags: ['picture', 'answer'],
      isForClient: true,
      needsNoFace: true,
    },
    {
      id: 'selfie-dim',
      title: 'a selfie in the dark',
      file: fixtureFile('selfie-dim'),
      ambiguities: ['selfie-guidance', 'liveness-error-wording'],
      requirements: ['selfie-low-brightness', 'selfie-clear-and-bright', 'liveness-error-text'],
      tags: ['picture', 'answer'],
      isForClient: true,
      needsNoFace: true,
    },
    {
      id: 'selfie-covered',
      title: 'a selfie with the face covered',
      file: fixtureFile('selfie-covered'),
      ambiguities: ['covered-face', 'liveness-error-wording'],
      requirements: ['selfie-covered-face', 'selfie-face-visible'],
      tags: ['picture', 'answer'],
      isForClient: true,
      needsNoFace: true,
    },
    {
      id: 'after-liveness-error',
      title: 'a good selfie after one without a visible face',
      file: fixtureFile('selfie-max'),
      requirements: ['success-when', 'x-trx-no-on-success'],
      tags: ['picture', 'answer'],
    },
    {
      id: 'selfie-truncated',
      title: 'a selfie truncated in the middle',
      file: fixtureFile('selfie-truncated'),
      ambiguities: ['unreadable-selfie', 'own-answers'],
      requirements: ['face-compare-error-unreadable'],
      tags: ['picture', 'format'],
      needsNoFace: true,
    },
    {
      id: 'selfie-no-end-marker',
      title: 'a selfie that lacks only its end marker',
      file: fixtureFile('selfie-no-end-marker'),
      ambiguities: ['missing-end-marker'],
      requirements: [],
      tags: ['picture', 'format'],
    },
    {
      id: 'selfie-not-a-picture',
      title: 'a text file named .jpg as the selfie',
      file: fixtureFile('selfie-text'),
      ambiguities: ['unreadable-selfie'],
      requirements: ['face-compare-error-unreadable'],
      tags: ['picture', 'format'],
      needsNoFace: true,
    },
    {
      id: 'ktp-no-face',
      title: 'a KTP with an unrecognisable portrait',
      file: fixtureFile('ktp-no-face'),
      requirements: [
        'face-compare-error-no-face',
        'face-compare-error-answer',
        'kind-face-not-detected',
        'ktp-clear-and-bright',
      ],
      ambiguities: ['face-not-detected'],
      tags: ['picture', 'answer'],
      isForClient: true,
    },
    {
      id: 'ktp-truncated',
      title: 'a KTP truncated in the middle',
      file: fixtureFile('ktp-truncated'),
      requirements: ['face-compare-error-unreadable'],
      tags: ['picture', 'format'],
    },
    {
      id: 'ktp-not-a-picture',
      title: 'a text file named .jpg as the KTP',
      file: fixtureFile('ktp-text'),
      requirements: ['face-compare-error-unreadable'],
      tags: ['picture', 'format'],
    },
  ] satisfies readonly PictureCase[]
).map(createPictureCase);
