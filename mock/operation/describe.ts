import type { Answer } from '../../spec/index.js';
import type { Fault } from '../faults/index.js';
import type { JournalAnswer } from '../schemas/journal-types.js';
import type { Rendered } from './render.js';

/** Describes an answer for the journal: the status on the wire, and the answer as it was before the fault. */
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
