import type { JournalEntry } from '../../../mock/index.js';

/** Whether a request did not arrive whole, so that its parts show nothing of what the client meant to send. */
export function isDamaged(request: JournalEntry): boolean {
  return isCutOff(request) || malformation(request) !== undefined;
}

/**
 * Says why a request did not arrive whole. Undefined for a whole request, and for one whose content type is to blame, which
 * has a check of its own. `refusals`: what the mock refused to read as a request in the same case.
 */
export function describeDamage(request: JournalEntry, refusals: readonly string[]): string | undefined {
  const { headers } = request;
  const length = headers['content-length'];
  if (isCutOff(request)) {
    const missing = length === undefined ? 'the last chunk' : `the ${length} bytes of its Content-Length`;
    return `a request whose connection ends before ${missing} had come`;
  }
  const found = malformation(request);
  if (found === undefined || !/boundary=/i.test(headers['content-type'] ?? '')) return undefined;
  if (refusals.length === 0) return `${found.text}${found.hint === undefined ? '' : `; ${found.hint}`}`;
  if (headers['transfer-encoding'] !== undefined) return `${found.text}; what follows it is no request`;
  return length === undefined
    ? `${found.text}: the request has neither Content-Length nor Transfer-Encoding, so what follows its head belongs to none`
    : `${found.text}: more bytes follow it, so its Content-Length of ${length} is too small`;
}

/** Whether the connection ended before the body that the request announces. */
function isCutOff({ answer, state }: JournalEntry): boolean {
  return state === 'aborted' && answer?.scenario === undefined;
}

/** What makes the form unreadable as a whole. */
function malformation({ violations }: JournalEntry): JournalEntry['violations'][number] | undefined {
  return violations.find(({ ownAnswer }) => ownAnswer === 'malformedForm');
}
