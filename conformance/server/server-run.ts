import { reasonOf } from '../../spec/index.js';
import type { TestCase } from '../cases/case.js';
import { judgeAnswer, kindOfAnswer } from '../checks/server/judge-answer.js';
import { type CaseResult, createCutShortResult, createSkippedResult, verdictOf } from '../evidence/verdict.js';
import { answerKind } from '../expectation/expectation.js';
import { credentialFor } from '../wire/credentials.js';
import { createDrawing } from '../wire/drawing.js';
import { createServerConfirmation } from '../wire/first-answer.js';
import { createDelayedSignal, describeInterruption } from '../wire/interruption.js';
import { createRequest } from '../wire/request.js';
import { requireReachable } from '../wire/require-reachable.js';
import { createDispatcher, encodeRequest, sendRequest } from '../wire/send.js';
import { createPacer } from './pacer.js';
import { createRefNumbers } from './ref-numbers.js';
import { operationUrl, reproduceLine } from './reproduce.js';
import { createRunHistory } from './run-history.js';
import type { ServerRunOptions } from './run-options.js';

/** How long an interrupted run waits for the answer in flight, in milliseconds: the server may have charged it. */
const graceMs = 2000;

/**
 * Sends the cases to a server one after another and yields each result as soon as it is known.
 *
 * The run sends nothing twice. It stops sending after three transport errors in a row, and when it is interrupted.
 *
 * @throws KitError `setup` when the target is out of reach, or when another server answers in its place
 */
export async function* runServerCases(options: ServerRunOptions): AsyncGenerator<CaseResult, void, void> {
  const { target, proxy, cases, signal, timeoutMs, intervalMs, skip } = options;
  const casesToSend = cases.filter((testCase) => skip?.(testCase) === undefined);
  if (casesToSend.length > 0) await requireReachable(target, proxy, timeoutMs, signal);

  using drawing = createDrawing(casesToSend, options.pictures, signal, options.onDrawing);
  // The pauses between requests leave time to draw. Without pauses, drawing would slow down the first cases.
  if (intervalMs > 0) drawing.start();

  using inFlight = createDelayedSignal(signal, graceMs);
  const run: ServerRun = {
    options,
    dispatcher: createDispatcher(proxy),
    inFlight: inFlight.signal,
    refNumberOf: createRefNumbers(cases),
    confirmServer: createServerConfirmation(options),
    history: createRunHistory(signal),
  };
  const pacer = createPacer(intervalMs, signal);
  const plannedOf = (testCase: TestCase) => ({ case: testCase, kind: answerKind(testCase, options.contract) });
  try {
    for (const testCase of cases) {
      const skipReason = skip?.(testCase);
      if (skipReason !== undefined) {
        yield createSkippedResult(plannedOf(testCase), skipReason);
        continue;
      }
      if (run.history.stopReason() === undefined) {
        await drawing.readyFor(testCase);
        await pacer.wait();
      }
      const stopReason = run.history.stopReason();
      yield stopReason === undefined
        ? await runCase(testCase, run)
        : createCutShortResult(plannedOf(testCase), stopReason);
    }
  } finally {
    await run.dispatcher.destroy();
  }
}

/** The parts of a run that every case uses. */
interface ServerRun {
  readonly options: ServerRunOptions;
  readonly dispatcher: ReturnType<typeof createDispatcher>;
  /** Ends the request in flight. */
  readonly inFlight: AbortSignal;
  readonly refNumberOf: ReturnType<typeof createRefNumbers>;
  readonly confirmServer: ReturnType<typeof createServerConfirmation>;
  readonly history: ReturnType<typeof createRunHistory>;
}

/** The life of one case: request, answer, checks with their observations, verdict. */
async function runCase(testCase: TestCase, run: ServerRun): Promise<CaseResult> {
  const { options, dispatcher, inFlight, history } = run;
  const { contract, credentials, pictures, timeoutMs } = options;
  const planned = { case: testCase, kind: answerKind(testCase, contract) };

  const credential = credentialFor(testCase.tenant ?? 'funded', credentials) ?? credentials.funded;
  const request = createRequest(testCase, credential, run.refNumberOf(testCase));
  const encoded = await encodeRequest(request, pictures);

  const answer = await sendRequest(operationUrl(options), encoded, { dispatcher, timeoutMs, signal: inFlight });
  const { durationMs } = answer;
  const reproduce = reproduceLine(testCase, request, options);
  if ('transportError' in answer && inFlight.aborted) {
    const reason = `${describeInterruption(inFlight)} before the answer came; the server may have charged it`;
    return { ...createCutShortResult(planned, reason, durationMs), reproduce };
  }
  if (!inFlight.aborted) await run.confirmServer(testCase, answer);

  const earlierTrxNos = [...history.trxNos];
  history.add(answer);
  try {
    const checks = judgeAnswer(testCase, contract, answer, earlierTrxNos);
    const answered = kindOfAnswer(testCase, contract, answer);
    return {
      ...planned,
      ...(answered ? { answered } : {}),
      verdict: verdictOf(checks),
      checks,
      durationMs,
      reproduce,
      received: answer,
    };
  } catch (error) {
    return { ...planned, verdict: 'error', checks: [], reason: reasonOf(error), durationMs, reproduce };
  }
}
