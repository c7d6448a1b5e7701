import type { ReadProblem } from '../../journal/received.js';
import type { PartHead } from './part-head.js';

/** Returns the problem with a body that is larger than the limit. */
export function tooLarge(limit: number): ReadProblem {
  return { code: 'too-large', text: `the body is larger than the limit of ${limit} bytes` };
}

/** Returns the problem with a body that has too many parts. */
export function tooManyParts(limit: number): ReadProblem {
  return {
    code: 'too-many',
    text: `there are more than ${limit} parts`,
    hint: 'the document lists eleven; the usual cause is a loop that adds the same parts again',
  };
}

/** Returns the problem with one part that is too large; `excess` is the message. */
export function tooLargePart({ filename }: PartHead, excess: string): ReadProblem {
  return filename === undefined
    ? { code: 'too-many', text: excess, hint: 'send a picture as a file: give its part a filename="..."' }
    : { code: 'too-large', text: excess };
}
