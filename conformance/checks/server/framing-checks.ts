import { contentCodings, framingOf } from '../../wire/body-bytes.js';
import { failed, inconclusive, notApplicable, passed } from '../check.js';
import { createObservation } from '../observations.js';
import type { ServerCheck } from './context.js';

/**
 * Checks on the bytes of an answer. A client's HTTP library reads the answer before the client does, so a defect here hides
 * behind that library: one client never sees it, another one fails. The check `answered` fails where no library can read the answer.
 */
export const framingChecks: readonly ServerCheck[] = [
  {
    id: 'body-end',
    title: 'the answer says where its body ends: by a Content-Length, or by its last chunk',
    source: { ambiguity: 'answer-end' },
    observe: ({ answer }) => createObservation('answer-end', framingOf(answer.headers)),
    judge: ({ answer: { headers } }) => {
      const coding = headers['transfer-encoding'];
      // RFC 9112, section 7.4: a client accepts a coding other than chunked only where its TE header names it.
      if (coding !== undefined && coding.trim().toLowerCase() !== 'chunked')
        return failed('no Transfer-Encoding but chunked, as the request names none', coding);
      // HTTP allows it, and the JSON is whole. Of another answer, the client cannot tell a part from the whole.
      return framingOf(headers) === 'connection-end'
        ? inconclusive('a Content-Length, or chunks', 'neither: the body ends where the connection does', {
            ambiguity: 'answer-end',
            reading: 'connection-end',
          })
        : passed;
    },
  },
  {
    id: 'content-encoding',
    title: 'the body is not compressed: the request excludes every content coding',
    source: { requirements: ['one-of-the-kinds'] },
    judge: ({ answer: { headers } }) => {
      const codings = contentCodings(headers['content-encoding']);
      return codings.length === 0
        ? passed
        : failed('no Content-Encoding, as the request has Accept-Encoding: identity', codings.join(', '));
    },
  },
  {
    id: 'utf-8',
    title: 'the body is valid UTF-8, as JSON between systems must be (RFC 8259, section 8.1)',
    source: { requirements: ['one-of-the-kinds'] },
    judge: ({ answer: { headers, invalidUtf8At } }) => {
      // A coding that the kit cannot undo leaves bytes that are no text.
      if (contentCodings(headers['content-encoding']).length > 0) return notApplicable;
      if (invalidUtf8At === undefined) return passed;
      return failed('valid UTF-8', `a byte at offset ${invalidUtf8At} that belongs to no character of UTF-8`);
    },
  },
];
