import type { TestCase } from '../cases/case.js';
import type { CheckResult } from '../checks/check.js';
import type { EarlierAnswer } from '../checks/server/context.js';
import type { CaseResult } from '../evidence/verdict.js';
import { whyNoOrder } from '../expectation/controls.js';
import { type AnsweredCase, probeOf } from '../expectation/limit-points.js';
import { isSettled, type Precedence, readPrecedence } from '../expectation/precedence.js';
import { parseJson } from '../wire/answer.js';
import { describeInterruption } from '../wire/interruption.js';
import type { NoAnswer, ReceivedAnswer } from '../wire/send.js';
import { sentRefNumber } from './ref-numbers.js';

/** Why a run skips a case that breaks two rules when it would show nothing new. */
export const settledReason = 'earlier answers show the order of both rules';

/** Transport errors in a row after which a run sends nothing more. */
const maxTransportErrors = 3;

/** The answers of a run so far, as far as later cases depend on them. */
export interface RunHistory {
  /** The `X-Trx-No` values of the answers, oldest first. */
  readonly trxNos: readonly string[];
  /** The answers, oldest first. */
  readonly answers: readonly EarlierAnswer[];
  /** The kinds of the answers, oldest first, those of an earlier part of the run included. */
  readonly kinds: readonly AnsweredCase[];
  readonly add: (testCase: TestCase, answer: ReceivedAnswer | NoAnswer, kind?: AnsweredCase['kind']) => void;
  /** Adds what the checks of a case observe of the order of rules. */
  readonly observe: (testCase: TestCase, checks: readonly CheckResult[]) => void;
  /** Adds a result of an earlier part of the run. Its transport errors do not stop this one. */
  readonly addEarlier: (result: CaseResult) => void;
  /**
   * Returns why a case cannot repeat the refNumber of an earlier one: the run has not sent that one. Undefined for a case
   * that repeats none.
   */
  readonly whyNotRepeatable: (testCase: TestCase) => string | undefined;
  /**
   * Returns why a case that breaks two rules would show nothing new: earlier answers show the order of both. Undefined
   * for any other case. An answer tells nothing of the order where the server accepts one of the breaches alone.
   */
  readonly whySettled: (testCase: TestCase) => string | undefined;
  /** Returns why the run sends nothing more, and undefined while it goes on. */
  readonly stopReason: () => string | undefined;
}

/** Creates an empty history. The signal interrupts the run. */
export function createRunHistory(signal: AbortSignal): RunHistory {
  const trxNos: string[] = [];
  const precedences: (Precedence & { readonly shownBy: TestCase })[] = [];
  const answers: EarlierAnswer[] = [];
  const kinds: AnsweredCase[] = [];
  const sent = new Set<string>();
  let transportErrors = 0;
  const observe = (shownBy: TestCase, checks: readonly CheckResult[]): void => {
    const shown = checks.flatMap(({ observed = [] }) => observed);
    for (const { ambiguity, value } of shown) {
      const precedence = ambiguity === 'check-order' ? readPrecedence(value) : undefined;
      if (precedence) precedences.push({ ...precedence, shownBy });
    }
  };
  return {
    trxNos,
    answers,
    kinds,
    observe,
    whyNotRepeatable: ({ request }) => {
      const repeated = 'raw' in request ? undefined : request.sameRefNumberAs;
      if (repeated === undefined || sent.has(repeated)) return undefined;
      return `repeats the refNumber of ${repeated}, which this run does not send; add that case to the run`;
    },
    whySettled: ({ breaks }) => {
      if (breaks === undefined) return undefined;
      const known = precedences.filter(({ shownBy }) => whyNoOrder(shownBy, kinds) === undefined);
      return isSettled(breaks, known) ? settledReason : undefined;
    },
    addEarlier: (result) => {
      const { case: testCase, evidence } = result;
      if (sentRefNumber(result) !== undefined) sent.add(testCase.id);
      const { trxNo } = evidence?.answer ?? {};
      observe(testCase, result.checks);
      if (result.answered !== undefined) kinds.push({ case: testCase, kind: result.answered });
      for (const probe of result.search?.probes ?? [])
        if (probe.answered !== undefined) kinds.push({ case: probeOf(testCase, probe), kind: probe.answered });
      if (trxNo !== undefined && !trxNo.includes('***')) trxNos.push(trxNo);
    },
    add: (testCase, answer, kind) => {
      if (kind !== undefined) kinds.push({ case: testCase, kind });
      sent.add(testCase.id);
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
