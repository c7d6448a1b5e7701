import type { Answer } from '../../spec/index.js';
import type { Fault } from '../faults/index.js';
import type { JournalAnswer } from '../journal/journal.js';
import type { Rendered } from './render.js';

/** An answer as the journal keeps it: the status that goes over the wire, and what was answered without the fault. */
export function describeAnswer(
  { answer, origin }: Rendered,
  sent: Pick<Answer, 'status'>,
  fault: Fault | undefined,
): JournalAnswer {
  return {
    status: sent.status,
    ...(sent.status === answer.status ? {} : { intendedStatus: answer.status }),
    ...origin,
    body: answer.body,
    ...(fault === undefined ? {} : { fault }),
  };
}
