import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from '../../spec/index.js';
import { delayOf } from './delays.js';
import { doingOf, type Fault } from './fault.js';
import { type Sent, sendWhole, type WireAnswer, waitUnlessClosed } from './wire.js';

/** Does what a fault does before a request's body is read: where it stalls the upload, what is not read piles up at the client. */
export async function beforeReading(response: ServerResponse, fault: Fault | undefined): Promise<void> {
  if (fault === undefined) return;
  const { spec, given } = doingOf(fault);
  await spec.before?.(response, given);
}

/** What a fault makes of an answer to a request, before it is sent. */
export function spoilt(answer: Answer, fault: Fault | undefined, request: IncomingMessage): WireAnswer {
  if (fault === undefined) return answer;
  const { spec, given } = doingOf(fault);
  return spec.change?.(answer, given, request) ?? answer;
}

/** Sends an answer, with what its fault does to the sending, and tells what became of it. */
export async function sendAnswer(response: ServerResponse, answer: WireAnswer, fault?: Fault): Promise<Sent> {
  if (fault === undefined) return sendWhole(response, answer);
  const { spec, given } = doingOf(fault);
  await waitUnlessClosed(response, delayOf(fault));
  return spec.send?.(response, answer, given) ?? sendWhole(response, answer);
}
