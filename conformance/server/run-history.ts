import type { TestCase } from '../cases/case.js';
import type { EarlierAnswer } from '../checks/server/context.js';
import { parseJson } from '../wire/answer.js';
import { describeInterruption } from '../wire/interruption.js';
import type { NoAnswer, ReceivedAnswer } from '../wire/send.js';

/** Transport errors in a row after which a run sends nothing more. */
const maxTransportErrors = 3;

/** The answers of a run so far, as far as later cases depend on them. */
export interface RunHistory {
  /** The `X-Trx-No` values of the answers, oldest first. */
  readonly trxNos: readonly string[];
  /** The answers, oldest first. */
  readonly answers: readonly EarlierAnswer[];
  readonly add: (testCase: TestCase, answer: ReceivedAnswer | NoAnswer) => void;
  /** Returns why the run sends nothing more, and undefined while it goes on. */
  readonly stopReason: () => string | undefined;
}

/** Creates an empty history. The signal interrupts the run. */
export function createRunHistory(signal: AbortSignal): RunHistory {
  const trxNos: string[] = [];
  const answers: EarlierAnswer[] = [];
  let transportErrors = 0;
  return {
    trxNos,
    answers,
    add: (testCase, answer) => {
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
