import type { FixtureId } from '../../fixtures/index.js';
import type { TestCase } from './case.js';
import { createPictureCase, fixtureFile } from './picture-case.js';

/** A fixture that section 3's photo guidance describes, with the ambiguity that leaves its answer open. */
type Guidance = readonly [fixture: FixtureId, title: string, requirements: readonly string[], open: string];

const selfies: readonly Guidance[] = [
  ['selfie-bright', 'an overexposed selfie', ['selfie-high-brightness', 'selfie-clear-and-bright'], 'selfie-guidance'],
  ['selfie-shadow', 'half the face in shadow', ['selfie-shadow', 'selfie-clear-and-bright'], 'selfie-guidance'],
  ['selfie-tilted-head', 'the head tilted', ['selfie-tilt-head', 'selfie-head-upright'], 'selfie-guidance'],
  ['selfie-tilted-body', 'the body tilted', ['selfie-tilt-body', 'selfie-head-upright'], 'selfie-guidance'],
  ['selfie-rolled', 'the whole picture tilted', ['selfie-tilt-pose', 'selfie-straight-and-sharp'], 'selfie-guidance'],
  ['selfie-blurred', 'a selfie with motion blur', ['selfie-blur', 'selfie-straight-and-sharp'], 'selfie-guidance'],
  ['selfie-far', 'the face far away', ['selfie-face-visible'], 'selfie-guidance'],
  ['selfie-mask', 'a mask over mouth and nose', ['selfie-covered-face', 'selfie-face-visible'], 'covered-face'],
  ['selfie-hand', 'a hand over the eyes', ['selfie-covered-face', 'selfie-face-visible'], 'covered-face'],
  ['selfie-sunglasses', 'sunglasses', ['selfie-covered-by-accessories', 'selfie-no-accessories'], 'accessories'],
  ['selfie-hat', 'a cap over the eyes', ['selfie-covered-by-accessories', 'selfie-no-accessories'], 'accessories'],
  ['selfie-glasses', 'plain glasses', ['selfie-glasses', 'selfie-no-accessories'], 'accessories'],
  ['selfie-two-people', 'two people on the selfie', ['selfie-crowded', 'selfie-one-face'], 'two-faces'],
  ['selfie-three-people', 'three people on the selfie', ['selfie-crowded', 'selfie-one-face'], 'two-faces'],
];

const cards: readonly Guidance[] = [
  ['ktp-dark', 'a KTP in the dark', ['ktp-clear-and-bright'], 'ktp-guidance'],
  ['ktp-on-its-side', 'a KTP turned by 90 degrees', ['ktp-upright'], 'ktp-guidance'],
  ['ktp-askew', 'a KTP at an angle', ['ktp-upright'], 'ktp-guidance'],
  ['ktp-skewed', 'a KTP seen from a corner', ['ktp-upright'], 'ktp-guidance'],
  ['ktp-small', 'a KTP that does not fill the photo', ['ktp-fills-photo'], 'ktp-guidance'],
  ['ktp-cut-off', 'a KTP that exceeds the photo', ['ktp-fills-photo'], 'ktp-guidance'],
  ['ktp-glare', 'the reflection of a lamp on the KTP', ['ktp-no-glare'], 'ktp-guidance'],
  ['ktp-blurred', 'a KTP out of focus', ['ktp-text-sharp'], 'ktp-guidance'],
  ['ktp-far', 'a KTP far away', ['ktp-not-far'], 'ktp-guidance'],
  ['ktp-upside-down', 'a KTP upside down', ['ktp-not-reversed'], 'ktp-guidance'],
  ['ktp-back', 'the back of a KTP', ['ktp-not-reversed', 'face-compare-error-no-face'], 'ktp-guidance'],
  ['ktp-without-portrait', 'a KTP without portrait', ['face-compare-error-no-face'], 'ktp-guidance'],
  ['ktp-library-card', 'a library card instead of the KTP', ['img2-ktp', 'face-compare-error-no-face'], 'ktp-guidance'],
  ['ktp-book', 'a book instead of the KTP', ['img2-ktp', 'face-compare-error-no-face'], 'ktp-guidance'],
  ['ktp-mirrored', 'a KTP mirrored as front cameras do', ['ktp-not-reversed'], 'ktp-reversed-meaning'],
];

/** Every picture of section 3's photo guidance. The guidance names no answer for a photo that breaks it. */
export const pictureGuidanceCases: readonly TestCase[] = [...selfies, ...cards].map(
  ([fixture, title, requirements, open]) =>
    createPictureCase({
      id: `guidance-${fixture}`,
      title,
      file: fixtureFile(fixture),
      ambiguities: [open],
      requirements,
      tags: ['picture', 'guidance'],
    }),
);
