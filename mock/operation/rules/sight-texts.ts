import type { Sight } from '../../../fixtures/index.js';

/**
 * What the journal says of a picture in which the simulated face engine sees something wrong. Each stands after `the selfie`
 * or `the KTP photo`. All are faults of the guidance of section 3; that they lead to an error answer is the register's
 * default reading of it (`selfie-guidance`, `ktp-guidance`), and nothing that is known of the vendor.
 */
const faults: Readonly<Record<Exclude<Sight, 'face'>, string>> = {
  'no-face': 'shows no face',
  dim: 'is too dim',
  bright: 'is too bright',
  shadow: 'has a hard shadow on the face',
  covered: 'shows a covered face',
  glasses: 'shows a face with glasses',
  tilted: 'is not straight: what it shows is tilted',
  rotated: 'is turned on its side or upside down',
  blurred: 'is blurred',
  crowd: 'shows more than one face',
  far: 'was taken from too far away',
  glare: 'reflects a lamp',
  unreadable: 'shows a face that cannot be made out',
};

/** What is wrong with a part, in words for the journal; undefined for a face as it should be. */
export function faultOf(part: 'img1' | 'img2', sees: Sight): string | undefined {
  return sees === 'face' ? undefined : `${part === 'img1' ? 'the selfie' : 'the KTP photo'} ${faults[sees]}`;
}
