import { describeInterruption } from '../wire/interruption.js';
import type { NoAnswer, ReceivedAnswer } from '../wire/send.js';

/** Transport errors in a row after which a run sends nothing more. */
const maxTransportErrors = 3;

/** The answers of a run so far, as far as later cases depend on them. */
export interface RunHistory {
  /** The `X-Trx-No` values of the answers, oldest first. */
  readonly trxNos: readonly string[];
  readonly add: (answer: ReceivedAnswer | NoAnswer) => void;
  /** Returns why the run sends nothing more, and undefined while it goes on. */
  readonly stopReason: () => string | undefined;
}

/** Creates an empty history. The signal interrupts the run. */
export function createRunHistory(signal: AbortSignal): RunHistory {
  const trxNos: string[] = [];
  let transportErrors = 0;
  return {
    trxNos,
    add: (answer) => {
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
