import type { Sight } from '../../../fixtures/index.js';

/**
 * The journal's texts for faults that the simulated face engine sees in a picture. Each follows `the selfie` or `the
 * KTP photo`. All violate the guidance of section 3. That they lead to an error answer is the register's default
 * reading (`selfie-guidance`, `ktp-guidance`); the vendor's behaviour is unknown.
 */
const faults: Readonly<Record<Exclude<Sight, 'face'>, string>> = {
  'no-face': 'shows no face',
  dim: 'is too dim',
  bright: 'is too bright',
  shadow: 'has a hard shadow on the face',
  covered: 'shows a covered face',
  glasses: 'shows a face with glasses',
  tilted: 'is not straight: the content is tilted',
  rotated: 'is turned on its side or upside down',
  blurred: 'is blurred',
  crowd: 'shows more than one face',
  far: 'was taken from too far away',
  glare: 'reflects a lamp',
  unreadable: 'shows a face that is not recognizable',
};

/** Describes what is wrong with a picture, for the journal; undefined for a proper face. */
export function faultOf(part: 'img1' | 'img2', sees: Sight): string | undefined {
  return sees === 'face' ? undefined : `${part === 'img1' ? 'the selfie' : 'the KTP photo'} ${faults[sees]}`;
}
