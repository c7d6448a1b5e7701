import type { IncomingMessage } from 'node:http';
import { type Answer, reasonOf } from '../../spec/index.js';
import { problem } from '../http/problem.js';
import { headerOf } from '../http/request.js';
import { withDelay } from './delays.js';
import { type Fault, faultNames, noFault, parseFault } from './fault.js';
import type { FaultPlan } from './schedule.js';

/** What is to be done to one request's answer. */
export interface FaultChoice {
  readonly fault?: Fault;
  /** For a request that goes away before anything was done to it. */
  readonly giveBack: () => void;
}

/** A header that cannot be read, and the answer to it. */
export interface WrongFault {
  readonly reason: string;
  readonly answer: Answer;
}

/**
 * The fault that a request asks for in `X-Mock-Fault`, else its session's, made later by `X-Mock-Delay` (milliseconds).
 * `listens`: whether requests may ask at all.
 */
export function faultFor(request: IncomingMessage, plan: FaultPlan, listens: boolean): FaultChoice | WrongFault {
  const named = listens ? headerOf(request, 'x-mock-fault') : undefined;
  const delay = listens ? headerOf(request, 'x-mock-delay') : undefined;
  if (named === undefined && delay === undefined) return plan.next();
  // Both are read before the schedule is asked: a misspelt one uses nothing up.
  const asked = named === undefined ? {} : read('X-Mock-Fault', named);
  const later = delay === undefined ? {} : read('X-Mock-Delay', `delay; ms=${delay}`);
  if ('reason' in asked) return asked;
  if ('reason' in later) return later;
  const { fault, giveBack }: FaultChoice =
    named === undefined
      ? plan.next()
      : { ...(asked.fault === undefined ? {} : { fault: plan.drawn(asked.fault) }), giveBack: () => {} };
  const done = later.fault === undefined ? fault : withDelay(fault, plan.drawn(later.fault));
  return { ...(done === undefined ? {} : { fault: done }), giveBack };
}

function read(header: string, text: string): { readonly fault?: Fault } | WrongFault {
  try {
    const fault = parseFault(text);
    return fault === undefined ? {} : { fault };
  } catch (error) {
    const reason = `${header}: ${reasonOf(error)}`;
    return { reason, answer: problem(400, `Wrong value of ${header}`, reason, { faults: [...faultNames, noFault] }) };
  }
}
