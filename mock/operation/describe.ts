import { isUtf8 } from 'node:buffer';
import type { Answer } from '../../spec/index.js';
import type { Fault } from '../faults/index.js';
import type { JournalAnswer } from '../schemas/journal-types.js';
import type { Rendered } from './render.js';

/** What became of a rendered answer. */
export interface SentAnswer {
  /** With the headers that explain it. */
  readonly whole: Answer;
  /** As changed by the fault. */
  readonly wire: Pick<Answer, 'status' | 'headers'> & { readonly body: Buffer | string };
  readonly fault: Fault | undefined;
  readonly balance: JournalAnswer['balance'];
}

/** Maximum recorded length of a body that a fault has changed, in characters. */
const longestSentBody = 4000;

/** Describes an answer for the journal: the status on the wire, the answer before the fault, and what the fault sent. */
export function describeAnswer(
  { answer, origin }: Rendered,
  { whole, wire, fault, balance }: SentAnswer,
): JournalAnswer {
  return {
    status: wire.status,
    ...(wire.status === answer.status ? {} : { intendedStatus: answer.status }),
    ...origin,
    headers: whole.headers,
    body: answer.body,
    ...(fault === undefined ? {} : { fault }),
    ...(wire === whole ? {} : { sent: describeSent(wire) }),
    ...(balance === undefined ? {} : { balance }),
  };
}

function describeSent({ headers, body }: SentAnswer['wire']): NonNullable<JournalAnswer['sent']> {
  const bytes = Buffer.from(body);
  const isText = typeof body === 'string' || (isUtf8(body) && !body.includes(0));
  return {
    headers,
    bytes: bytes.length,
    ...(isText ? { body: bytes.toString('utf8').slice(0, longestSentBody) } : {}),
  };
}
