import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from '../../spec/index.js';
import { delayOf } from './delays.js';
import { type Fault, resolveFault } from './fault.js';
import { type Sent, sendWhole, type WireAnswer, waitUnlessClosed } from './wire.js';

/** Runs a fault's hook before the request's body is read. A stalled upload leaves unread bytes at the client. */
export async function beforeReading(response: ServerResponse, fault: Fault | undefined): Promise<void> {
  if (fault === undefined) return;
  const { spec, given } = resolveFault(fault);
  await spec.before?.(response, given);
}

/** Returns the answer as changed by the fault. */
export function applyFault(answer: Answer, fault: Fault | undefined, request: IncomingMessage): WireAnswer {
  if (fault === undefined) return answer;
  const { spec, given } = resolveFault(fault);
  return spec.change?.(answer, given, request) ?? answer;
}

/** Sends an answer as the fault prescribes. Returns the outcome. */
export async function sendAnswer(response: ServerResponse, answer: WireAnswer, fault?: Fault): Promise<Sent> {
  if (fault === undefined) return sendWhole(response, answer);
  const { spec, given } = resolveFault(fault);
  await waitUnlessClosed(response, delayOf(fault));
  return spec.send?.(response, answer, given) ?? sendWhole(response, answer);
}
