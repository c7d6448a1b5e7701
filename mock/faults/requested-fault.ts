import type { IncomingMessage } from 'node:http';
import { type Answer, reasonOf } from '../../spec/index.js';
import { problem } from '../http/problem.js';
import { headerOf } from '../http/request.js';
import { withDelay } from './delays.js';
import { type Fault, faultNames, noFault, parseFault } from './fault.js';
import type { FaultPlan } from './schedule.js';

/** The fault for one request's answer. */
export interface FaultChoice {
  readonly fault?: Fault;
  /** Called if the request ends before the fault was applied. */
  readonly release: () => void;
}

/** An invalid header, and the answer to it. */
export interface WrongFault {
  readonly reason: string;
  readonly answer: Answer;
}

/**
 * Returns the fault that a request selects by `X-Mock-Fault`, else its session's. `X-Mock-Delay` (milliseconds) delays
 * either. `listens` says whether requests may select faults.
 */
export function faultFor(request: IncomingMessage, plan: FaultPlan, listens: boolean): FaultChoice | WrongFault {
  const named = listens ? headerOf(request, 'x-mock-fault') : undefined;
  const delay = listens ? headerOf(request, 'x-mock-delay') : undefined;
  if (named === undefined && delay === undefined) return plan.next();
  // Both headers are parsed before the schedule advances, so that an invalid one uses nothing up.
  const requested = named === undefined ? {} : parseHeader('X-Mock-Fault', named);
  const later = delay === undefined ? {} : parseHeader('X-Mock-Delay', `delay; ms=${delay}`);
  if ('reason' in requested) return requested;
  if ('reason' in later) return later;
  const { fault, release }: FaultChoice =
    named === undefined
      ? plan.next()
      : { ...(requested.fault === undefined ? {} : { fault: plan.drawn(requested.fault) }), release: () => {} };
  const done = later.fault === undefined ? fault : withDelay(fault, plan.drawn(later.fault));
  return { ...(done === undefined ? {} : { fault: done }), release };
}

function parseHeader(header: string, text: string): { readonly fault?: Fault } | WrongFault {
  try {
    const fault = parseFault(text);
    return fault === undefined ? {} : { fault };
  } catch (error) {
    const reason = `${header}: ${reasonOf(error)}`;
    return { reason, answer: problem(400, `Wrong value of ${header}`, reason, { faults: [...faultNames, noFault] }) };
  }
}
