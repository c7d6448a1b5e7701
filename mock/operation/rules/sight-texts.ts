import type { Sight } from '../../../fixtures/index.js';
import { sightSubjects, sightWordings } from '../../texts/picture-wordings.js';
import { joined, type Wording } from '../../texts/wording.js';

/**
 * The journal's texts for faults that the simulated face engine sees in a picture. All violate the guidance of section
 * 3. That they lead to an error answer is the register's default reading (`selfie-guidance`, `ktp-guidance`); the
 * vendor's behaviour is unknown.
 */
const faults: Readonly<Record<Exclude<Sight, 'face'>, Wording>> = sightWordings;

/** Describes what is wrong with a picture, for the journal; undefined for a proper face. */
export function faultOf(part: 'img1' | 'img2', sees: Sight): Wording | undefined {
  return sees === 'face' ? undefined : joined`${sightSubjects[part]} ${faults[sees]}`;
}
