import type { ReadProblem } from '../../journal/received.js';
import { quotedUnlessPlain } from '../../privacy/shown-word.js';
import { bodyWordings as words } from '../../texts/body-wordings.js';
import { hintForOtherBody } from './body-hints.js';

/** Returns the problem with a body's Content-Encoding; undefined for one that is not encoded. */
export function encodingProblem(encoding: string | undefined): ReadProblem | undefined {
  if (encoding === undefined || encoding.trim().toLowerCase() === 'identity') return undefined;
  return {
    code: 'malformed',
    text: words.encoded({ encoding: quotedUnlessPlain(shorten(encoding)) }),
    hint: words.uncompressedHint,
  };
}

/** Returns the problem with a body that is not declared as multipart. */
export function notMultipart(declared: string | undefined): ReadProblem {
  const comma = /^\s*multipart\/form-data\s*,/i.test(declared ?? '');
  return {
    code: 'not-multipart',
    text: declared === undefined ? words.noType : words.otherType({ type: quotedUnlessPlain(shorten(declared)) }),
    hint: comma ? words.commaHint : words.sendMultipartHint,
  };
}

/** Refines the hint once the body has begun, if its first bytes identify it. */
export function withStart(problem: ReadProblem, start: Buffer): ReadProblem {
  if (problem.hint !== words.sendMultipartHint) return problem;
  const hint =
    start.subarray(0, 2).toString('latin1') === '--'
      ? words.typeSetByHandHint
      : hintForOtherBody(start, 'another type');
  return hint === undefined ? problem : { ...problem, hint };
}

/** Shortens a text for a message. */
export function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
