import type { ReadProblem } from '../../journal/received.js';
import { quotedUnlessPlain } from '../../privacy/shown-word.js';
import { hintForOtherBody } from './body-hints.js';

/** Returns the problem with a body's Content-Encoding; undefined for one that is not encoded. */
export function encodingProblem(encoding: string | undefined): ReadProblem | undefined {
  if (encoding === undefined || encoding.trim().toLowerCase() === 'identity') return undefined;
  return {
    code: 'malformed',
    text: `the body is encoded (Content-Encoding: ${quotedUnlessPlain(shorten(encoding))})`,
    hint: 'send the body uncompressed: servers do not unpack requests, and pictures do not shrink',
  };
}

const sendMultipart = 'send the body as multipart/form-data (with curl: -F, not -d)';

/** Returns the problem with a body that is not declared as multipart. */
export function notMultipart(declared: string | undefined): ReadProblem {
  const comma = /^\s*multipart\/form-data\s*,/i.test(declared ?? '');
  return {
    code: 'not-multipart',
    text:
      declared === undefined
        ? 'there is no Content-Type'
        : `the Content-Type is ${quotedUnlessPlain(shorten(declared))}`,
    hint: comma ? 'use a semicolon between multipart/form-data and boundary, not a comma' : sendMultipart,
  };
}

/** Refines the hint once the body has begun, if its first bytes identify it. */
export function withStart(problem: ReadProblem, start: Buffer): ReadProblem {
  if (problem.hint !== sendMultipart) return problem;
  const hint =
    start.subarray(0, 2).toString('latin1') === '--'
      ? 'the body is multipart, and Content-Type was set manually: leave it to the HTTP client, which adds the boundary to it'
      : hintForOtherBody(start, 'another type');
  return hint === undefined ? problem : { ...problem, hint };
}

/** Shortens a text for a message. */
export function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
