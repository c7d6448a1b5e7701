import type { ReadProblem } from '../../journal/received.js';
import { hintForOtherBody } from './body-hints.js';

/** What is wrong with a body by its headers alone, when it is not the form that is wanted; undefined for a form. */
export function encodingProblem(encoding: string | undefined): ReadProblem | undefined {
  if (encoding === undefined || encoding.trim().toLowerCase() === 'identity') return undefined;
  return {
    code: 'malformed',
    text: `the body is encoded (Content-Encoding: ${shorten(encoding)})`,
    hint: 'send the body plain: servers do not unpack requests, and pictures do not shrink',
  };
}

const sendMultipart = 'send the body as multipart/form-data (with curl: -F, not -d)';

/** The problem with a body that is not said to be multipart. */
export function notMultipart(declared: string | undefined): ReadProblem {
  const comma = /^\s*multipart\/form-data\s*,/i.test(declared ?? '');
  return {
    code: 'not-multipart',
    text: declared === undefined ? 'there is no Content-Type' : `the Content-Type is ${shorten(declared)}`,
    hint: comma ? 'a semicolon belongs between multipart/form-data and boundary, not a comma' : sendMultipart,
  };
}

/** The same problem once the body has begun. Where its first bytes say what it is, the hint is another one. */
export function withStart(problem: ReadProblem, start: Buffer): ReadProblem {
  if (problem.hint !== sendMultipart) return problem;
  const hint =
    start.subarray(0, 2).toString('latin1') === '--'
      ? 'the body is multipart, and Content-Type was set by hand: leave it to the HTTP client, which writes the boundary into it'
      : hintForOtherBody(start, 'another type');
  return hint === undefined ? problem : { ...problem, hint };
}

/** A text as a message repeats it. */
export function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
