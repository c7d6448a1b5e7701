import type { Contract } from '../../spec/index.js';
import type { TestCase } from '../cases/case.js';
import { isSettled, type Precedence, precedenceShown } from '../expectation/precedence.js';
import { kindsOf, parseJson } from '../wire/answer.js';
import { describeInterruption } from '../wire/interruption.js';
import type { NoAnswer, ReceivedAnswer } from '../wire/send.js';

/** Transport errors in a row after which a run sends nothing more. */
const maxTransportErrors = 3;

/** The answers of a run so far, as far as later cases depend on them. */
export interface RunHistory {
  /** The `X-Trx-No` values of the answers, oldest first. */
  readonly trxNos: readonly string[];
  readonly add: (testCase: TestCase, answer: ReceivedAnswer | NoAnswer) => void;
  /**
   * Returns why a case cannot repeat the refNumber of an earlier one: the run has not sent that one. Undefined for a case
   * that repeats none.
   */
  readonly whyNotRepeatable: (testCase: TestCase) => string | undefined;
  /**
   * Returns why a case that breaks two rules would show nothing new: earlier answers show the order of both. Undefined
   * for any other case.
   */
  readonly whySettled: (testCase: TestCase) => string | undefined;
  /** Returns why the run sends nothing more, and undefined while it goes on. */
  readonly stopReason: () => string | undefined;
}

/** Creates an empty history. The signal interrupts the run. */
export function createRunHistory(contract: Contract, signal: AbortSignal): RunHistory {
  const trxNos: string[] = [];
  const precedences: Precedence[] = [];
  const sent = new Set<string>();
  let transportErrors = 0;
  return {
    trxNos,
    whyNotRepeatable: ({ request }) => {
      const repeated = 'raw' in request ? undefined : request.sameRefNumberAs;
      if (repeated === undefined || sent.has(repeated)) return undefined;
      return `repeats the refNumber of ${repeated}, which this run does not send; add that case to the run`;
    },
    whySettled: ({ breaks }) =>
      breaks !== undefined && isSettled(breaks, precedences)
        ? `the order of ${breaks[0]} and ${breaks[1]} follows from earlier answers`
        : undefined,
    add: (testCase, answer) => {
      sent.add(testCase.id);
      if (testCase.breaks !== undefined && 'text' in answer) {
        // A body that two kinds share does not tell which rule was first.
        const [kind, ...others] = kindsOf(parseJson(answer.text), contract);
        const shown = others.length > 0 ? undefined : precedenceShown(testCase, contract, kind);
        if (shown) precedences.push(shown);
      }
      transportErrors = 'transportError' in answer ? transportErrors + 1 : 0;
      const trxNo = 'headers' in answer ? answer.headers['x-trx-no'] : undefined;
      if (trxNo !== undefined) trxNos.push(trxNo);
    },
    stopReason: () => {
      if (signal.aborted) return describeInterruption(signal);
      return transportErrors >= maxTransportErrors
        ? `not sent after ${maxTransportErrors} transport errors in a row`
        : undefined;
    },
  };
}
