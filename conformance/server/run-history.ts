import type { Contract } from '../../spec/index.js';
import type { TestCase } from '../cases/case.js';
import type { EarlierAnswer } from '../checks/server/context.js';
import type { CaseResult } from '../evidence/verdict.js';
import { isSettled, type Precedence, precedenceShown } from '../expectation/precedence.js';
import { kindsOf, parseJson } from '../wire/answer.js';
import { describeInterruption } from '../wire/interruption.js';
import type { NoAnswer, ReceivedAnswer } from '../wire/send.js';
import { sentRefNumber } from './ref-numbers.js';

/** Transport errors in a row after which a run sends nothing more. */
const maxTransportErrors = 3;

/** The answers of a run so far, as far as later cases depend on them. */
export interface RunHistory {
  /** The `X-Trx-No` values of the answers, oldest first. */
  readonly trxNos: readonly string[];
  /** The answers, oldest first. */
  readonly answers: readonly EarlierAnswer[];
  readonly add: (testCase: TestCase, answer: ReceivedAnswer | NoAnswer) => void;
  /** Adds a result of an earlier part of the run. Its transport errors do not stop this one. */
  readonly addEarlier: (result: CaseResult) => void;
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
  const answers: EarlierAnswer[] = [];
  const sent = new Set<string>();
  let transportErrors = 0;
  const addPrecedence = (testCase: TestCase, body: string): void => {
    if (testCase.breaks === undefined) return;
    // A body that two kinds share does not tell which rule was first.
    const [kind, ...others] = kindsOf(parseJson(body), contract);
    const shown = others.length > 0 ? undefined : precedenceShown(testCase, contract, kind);
    if (shown) precedences.push(shown);
  };
  return {
    trxNos,
    answers,
    whyNotRepeatable: ({ request }) => {
      const repeated = 'raw' in request ? undefined : request.sameRefNumberAs;
      if (repeated === undefined || sent.has(repeated)) return undefined;
      return `repeats the refNumber of ${repeated}, which this run does not send; add that case to the run`;
    },
    whySettled: ({ breaks }) =>
      breaks !== undefined && isSettled(breaks, precedences)
        ? `the order of ${breaks[0]} and ${breaks[1]} follows from earlier answers`
        : undefined,
    addEarlier: (result) => {
      const { case: testCase, evidence } = result;
      if (sentRefNumber(result) !== undefined) sent.add(testCase.id);
      const { body, trxNo } = evidence?.answer ?? {};
      if (body !== undefined) addPrecedence(testCase, body);
      if (trxNo !== undefined && !trxNo.includes('***')) trxNos.push(trxNo);
    },
    add: (testCase, answer) => {
      sent.add(testCase.id);
      if ('text' in answer) addPrecedence(testCase, answer.text);
      transportErrors = 'transportError' in answer ? transportErrors + 1 : 0;
      const trxNo = 'headers' in answer ? answer.headers['x-trx-no'] : undefined;
      if (trxNo !== undefined) trxNos.push(trxNo);
      if ('headers' in answer) answers.push({ case: testCase, answer, body: parseJson(answer.text) });
    },
    stopReason: () => {
      if (signal.aborted) return describeInterruption(signal);
      return transportErrors >= maxTransportErrors
        ? `not sent after ${maxTransportErrors} transport errors in a row`
        : undefined;
    },
  };
}
