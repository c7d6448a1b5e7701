import type { ReadProblem } from '../../journal/received.js';
import { bodyWordings as words } from '../../texts/body-wordings.js';
import type { Wording } from '../../texts/wording.js';
import type { PartHead } from './part-head.js';

/** Returns the problem with a body that is larger than the limit. */
export function tooLarge(limit: number): ReadProblem {
  return { code: 'too-large', text: words.tooLarge({ limit }) };
}

/** Returns the problem with a body that has too many parts. */
export function tooManyParts(limit: number): ReadProblem {
  return {
    code: 'too-many',
    text: words.tooManyParts({ limit }),
    hint: words.tooManyPartsHint,
  };
}

/** Returns the problem with one part that is too large; `excess` is the message. */
export function tooLargePart({ filename }: PartHead, excess: Wording): ReadProblem {
  return filename === undefined
    ? { code: 'too-many', text: excess, hint: words.tooLargeTextHint }
    : { code: 'too-large', text: excess };
}
