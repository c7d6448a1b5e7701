import { type Contract, reasonOf } from '../../spec/index.js';
import type { TestCase } from '../cases/case.js';
import { controlCase } from '../cases/control.js';
import { judgeAnswer, kindOfAnswer } from '../checks/server/judge-answer.js';
import type { EvidenceMask } from '../evidence/mask.js';
import { createRequestMasks } from '../evidence/request-masks.js';
import { createServerEvidence, refNumberOf } from '../evidence/server-evidence.js';
import {
  type CaseResult,
  createCutShortResult,
  createSkippedResult,
  type Evidence,
  verdictOf,
} from '../evidence/verdict.js';
import { costOf, worstCaseCalls } from '../expectation/cost.js';
import { answerKind } from '../expectation/expectation.js';
import type { PictureSource } from '../pictures.js';
import { credentialFor } from '../wire/credentials.js';
import { createDrawing, type Drawing } from '../wire/drawing.js';
import { createServerConfirmation } from '../wire/first-answer.js';
import { createDelayedSignal, describeInterruption } from '../wire/interruption.js';
import { createRequest, type RequestToSend } from '../wire/request.js';
import { requireReachable } from '../wire/require-reachable.js';
import { type SecondAnswer, sendBoth } from '../wire/second-request.js';
import { createDispatcher, encodeRequest, type NoAnswer, type ReceivedAnswer, sendRequest } from '../wire/send.js';
import { needsControl, noPictures, whyTenantUnknown } from './control.js';
import { runSearch, type SendProbe } from './limit-run.js';
import { createPacer } from './pacer.js';
import { createRefNumbers } from './ref-numbers.js';
import { operationUrl, reproduceLine } from './reproduce.js';
import { createRunHistory } from './run-history.js';
import type { ServerRunOptions } from './run-options.js';
import type { BudgetRefusal } from './spend/budget.js';
import { targetPlaceOf } from './target.js';

/** How long an interrupted run waits for the answer in flight, in milliseconds: the server may have charged it. */
const graceMs = 2000;

/**
 * Sends the cases to a server one after another and yields each result as soon as it is known. A control comes before
 * them: a request that shows whether judging makes sense.
 *
 * The run sends nothing twice. It stops sending after three transport errors in a row, and when it is interrupted.
 *
 * @throws KitError `setup` when the target is out of reach or does not answer, something else answers in its place, or it
 * refuses the credentials
 */
export async function* runServerCases(options: ServerRunOptions): AsyncGenerator<CaseResult, void, void> {
  const { target, proxy, cases, credentials, signal, timeoutMs, intervalMs, skip, earlier = [], tls } = options;
  yield* earlier;
  const casesToSend = cases.filter((testCase) => skip?.(testCase) === undefined);
  if (casesToSend.length > 0) await requireReachable(target, proxy, timeoutMs, signal, tls);

  using drawing = createDrawing(casesToSend, options.pictures, signal, options.onDrawing);
  using inFlight = createDelayedSignal(signal, graceMs);
  const dispatcher = await createDispatcher(proxy, tls);
  const limits = { dispatcher, timeoutMs, signal: inFlight.signal, ...(tls ? { tls } : {}) };
  const operation = operationUrl(options);
  const run: ServerRun = {
    options,
    operation,
    limits,
    refNumberOf: createRefNumbers(cases, earlier),
    confirmation: createServerConfirmation({
      ...options,
      operation,
      get: (url) => sendRequest(url, { method: 'GET', isChunked: false }, limits),
    }),
    history: createRunHistory(signal),
    maskOf: createRequestMasks(credentials),
  };
  for (const result of earlier) run.history.addEarlier(result);
  const pacer = createPacer(intervalMs, signal);
  try {
    if (!options.omitsControl && needsControl(casesToSend, credentials) && !signal.aborted) {
      await pacer.wait();
      await sendControl(run);
    }
    for (const testCase of cases) yield await runOrSkip(testCase, { run, pacer, drawing });
  } finally {
    await dispatcher.destroy();
  }
}

/** The parts of a run that every case uses. */
interface ServerRun {
  readonly options: ServerRunOptions;
  /** The address of the operation. */
  readonly operation: URL;
  /** Their signal ends the request in flight. */
  readonly limits: Parameters<typeof sendRequest>[2] & { readonly signal: AbortSignal };
  readonly refNumberOf: ReturnType<typeof createRefNumbers>;
  readonly confirmation: ReturnType<typeof createServerConfirmation>;
  readonly history: ReturnType<typeof createRunHistory>;
  readonly maskOf: ReturnType<typeof createRequestMasks>;
}

/** A request that was sent, and what came of it. */
interface Call {
  readonly request: RequestToSend;
  readonly answer: ReceivedAnswer | NoAnswer;
  /** Of a case that sends two requests. */
  readonly second: SecondAnswer | undefined;
  readonly evidence: Evidence;
  readonly mask: EvidenceMask;
}

/** Decides on one case: skip it, run it when its pictures are drawn and its time has come, or stop. */
async function runOrSkip(
  testCase: TestCase,
  {
    run,
    pacer,
    drawing,
  }: { readonly run: ServerRun; readonly pacer: ReturnType<typeof createPacer>; readonly drawing: Drawing },
): Promise<CaseResult> {
  const { options, history, confirmation } = run;
  const planned = plannedOf(testCase, options.contract);
  const plannedSkip = options.skip?.(testCase);
  const isAffordable =
    options.isBeyondBudget?.(testCase) && options.budget?.affords(worstCaseCalls(testCase, options.contract));
  if (plannedSkip !== undefined && !isAffordable) return createSkippedResult(planned, plannedSkip);
  const stopReason = history.stopReason();
  if (stopReason !== undefined) return createCutShortResult(planned, stopReason);
  const skipReason =
    history.whyNotRepeatable(testCase) ??
    history.whySettled(testCase) ??
    whyTenantUnknown(testCase, options.credentials, confirmation.isKitMock());
  if (skipReason !== undefined) return createSkippedResult(planned, skipReason);

  await drawing.readyFor(testCase);
  if (testCase.search) {
    const send: SendProbe = async (probe, at) =>
      call(probe, run, options.pictures, `${run.refNumberOf(testCase)}N${at + 1}`);
    return runSearch(testCase, testCase.search, { planned, options, history, pacer, send });
  }
  await pacer.wait();
  const interruption = history.stopReason();
  return interruption === undefined ? runCase(testCase, run) : createCutShortResult(planned, interruption);
}

/** Sends the request before the cases. Its answer gets no verdict. */
async function sendControl(run: ServerRun): Promise<void> {
  const sent = await call(controlCase, run, noPictures);
  // Without it, the first answers take its place.
  if ('reason' in sent) return;
  const { answer, evidence } = sent;
  run.options.onControl?.(evidence);
  if (run.limits.signal.aborted) return;
  await run.confirmation.examine(controlCase, answer);
  if (!('transportError' in answer)) run.history.add(controlCase, answer);
}

/** The life of one case: request, answer, checks with their observations, verdict. */
async function runCase(testCase: TestCase, run: ServerRun): Promise<CaseResult> {
  const { options, limits, history } = run;
  const { contract } = options;
  const planned = plannedOf(testCase, contract);
  const called = await call(testCase, run, options.pictures);
  if ('reason' in called)
    return called.isCutShort
      ? createCutShortResult(planned, called.reason)
      : createSkippedResult(planned, called.reason);
  const { request, answer, second, evidence, mask } = called;
  const { durationMs } = answer;
  const sent = { reproduce: reproduceLine(request, options), evidence };
  if ('transportError' in answer && limits.signal.aborted) {
    const reason = `${describeInterruption(limits.signal)} before the answer came; the server may have charged it`;
    return { ...createCutShortResult(planned, reason, durationMs), ...sent };
  }
  if (!limits.signal.aborted) await run.confirmation.examine(testCase, answer);

  const earlierTrxNos = [...history.trxNos];
  const received = { ...answer, beside: { earlier: [...history.answers], second } };
  const answered = kindOfAnswer(testCase, contract, answer);
  history.add(testCase, answer, answered);
  if (second) history.add(testCase, second.answer);
  try {
    const checks = mask.checks(judgeAnswer(testCase, contract, received, earlierTrxNos));
    history.observe(testCase, checks);
    return {
      ...planned,
      ...(answered ? { answered } : {}),
      verdict: verdictOf(checks),
      checks,
      durationMs,
      ...sent,
      received,
    };
  } catch (error) {
    return { ...planned, verdict: 'error', checks: [], reason: mask.text(reasonOf(error)), durationMs, ...sent };
  }
}

/** A case with the kind that the contract demands of its answer. */
function plannedOf(testCase: TestCase, contract: Contract): Pick<CaseResult, 'case' | 'kind'> {
  return { case: testCase, kind: answerKind(testCase, contract) };
}

/** Sends the request of a case and keeps its evidence. Sends nothing that the budget refuses. */
async function call(
  testCase: TestCase,
  run: ServerRun,
  pictures: PictureSource,
  refNumber = run.refNumberOf(testCase),
): Promise<Call | BudgetRefusal> {
  const { options, operation, limits } = run;
  const { contract, credentials, target, budget, onSend } = options;
  const credential = credentialFor(testCase.tenant ?? 'funded', credentials) ?? credentials.funded;
  const request = createRequest(testCase, credential, refNumber);
  const encoded = await encodeRequest(request, pictures);
  const mask = run.maskOf(request);
  // A connection to a proxy says nothing of the server behind it.
  const again = options.proxy ? undefined : testCase.again;
  const next = again && createRequest(testCase, credential, `${refNumber}B`);
  const encodedNext = next && (await encodeRequest(next, pictures));

  const sentRefNumber = refNumberOf(request);
  const reservation = budget?.reserve({
    caseId: testCase.id,
    ...(sentRefNumber === undefined ? {} : { refNumber: mask.text(sentRefNumber) }),
    calls: worstCaseCalls(testCase, contract),
  });
  if (reservation && 'reason' in reservation) return reservation;
  const sentAt = new Date();
  for (const sending of next ? [request, next] : [request]) onSend?.(testCase.id, refNumberOf(sending));
  const { answer, second } =
    again && encodedNext
      ? await sendBoth(operation, [encoded, encodedNext], again, limits)
      : { answer: await sendRequest(operation, encoded, limits), second: undefined };
  const evidenceOf = (received: ReceivedAnswer | NoAnswer): Evidence =>
    createServerEvidence(
      {
        request,
        sentAt,
        answer: received,
        cost: costOf(testCase, contract),
        ...(budget || targetPlaceOf(target) !== 'loopback' ? { chargingTarget: target } : {}),
      },
      contract,
      mask,
    );
  const evidence = evidenceOf(answer);
  const charged = evidence.mayHaveBeenCharged + (second ? evidenceOf(second.answer).mayHaveBeenCharged : 0);
  reservation?.settle(charged);
  return { request, answer, second, evidence: { ...evidence, mayHaveBeenCharged: charged }, mask };
}
