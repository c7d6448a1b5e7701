import type { ReadProblem } from '../../journal/received.js';
import type { PartHead } from './part-head.js';

/** The problem with a body that is larger than what is read. */
export function tooLarge(limit: number): ReadProblem {
  return { code: 'too-large', text: `the body is larger than what is read, ${limit} bytes` };
}

/** The problem with a body that has more parts than are read. */
export function tooManyParts(limit: number): ReadProblem {
  return {
    code: 'too-many',
    text: `there are more than ${limit} parts`,
    hint: 'the document lists eleven; a loop that adds the same ones again is the usual reason',
  };
}

/** The problem with one part that is larger than what is read; `excess` says so in words. */
export function tooLargePart({ filename }: PartHead, excess: string): ReadProblem {
  return filename === undefined
    ? { code: 'too-many', text: excess, hint: 'a picture is sent as a file: give its part a filename="..."' }
    : { code: 'too-large', text: excess };
}
