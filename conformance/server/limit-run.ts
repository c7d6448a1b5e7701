import type { LimitSearch, TestCase } from '../cases/case.js';
import { kindOfAnswer } from '../checks/server/judge-answer.js';
import { limitCheck } from '../checks/server/limit-check.js';
import { createEvidenceMask, secretsOfRun } from '../evidence/mask.js';
import {
  type CaseResult,
  createCutShortResult,
  createSkippedResult,
  type Evidence,
  type SearchProbe,
} from '../evidence/verdict.js';
import { companionFor, limitPointsOf, probeOf } from '../expectation/limit-points.js';
import { mostProbes, type SearchState, searchState } from '../expectation/limit-search.js';
import { readingsThatPredict } from '../expectation/predictions.js';
import type { NoAnswer, ReceivedAnswer } from '../wire/send.js';
import type { createPacer } from './pacer.js';
import type { RunHistory } from './run-history.js';
import type { ServerRunOptions } from './run-options.js';
import type { BudgetRefusal } from './spend/budget.js';

/** Sends one request of a search, counted from 0, unless the budget refuses it. */
export type SendProbe = (
  probe: TestCase,
  at: number,
) => Promise<{ readonly answer: ReceivedAnswer | NoAnswer; readonly evidence: Evidence } | BudgetRefusal>;

/** The parts of a run that a search uses. */
interface SearchingRun {
  readonly planned: Pick<CaseResult, 'case' | 'kind'>;
  readonly options: ServerRunOptions;
  readonly history: RunHistory;
  readonly pacer: ReturnType<typeof createPacer>;
  readonly send: SendProbe;
}

/** Why a run skips a search: nothing tells it where to begin. */
const nothingAccepted = 'no answer of this run shows a picture that the server accepts';

/**
 * Looks for a limit, if earlier answers show that it is not where the document has it: sends good requests with pictures of
 * exact sizes until two neighbours are found, or the run stops, or its budget ends.
 */
export async function runSearch(testCase: TestCase, search: LimitSearch, run: SearchingRun): Promise<CaseResult> {
  const { planned, options, history } = run;
  const probes: SearchProbe[] = [];
  const state = (): SearchState => searchState(search, limitPointsOf(search.part, history.kinds));
  let durationMs = 0;
  let end: BudgetRefusal | undefined;
  for (let { next } = state(); next !== undefined && !end; { next } = state()) {
    end = whyNoFurther(next, search, probes) ?? (await waitForTurn(next, run));
    if (end) break;
    const companion = companionFor(search.part, history.kinds);
    const pictures = search.part === 'img1' ? { img1: next, img2: companion } : { img1: companion, img2: next };
    const probe = probeOf(testCase, pictures);
    const sent = await run.send(probe, probes.length);
    if ('reason' in sent) {
      end = sent;
      break;
    }
    const { answer, evidence } = sent;
    const answered = kindOfAnswer(probe, options.contract, answer);
    history.add(probe, answer, answered);
    probes.push({ ...pictures, ...(answered === undefined ? {} : { answered }), evidence });
    durationMs += answer.durationMs;
    if ('transportError' in answer)
      end = { reason: answer.transportError, ...(options.signal.aborted ? { isCutShort: true } : {}) };
  }
  const { next: _, ...found } = state();
  if (found.accepted === undefined && end === undefined) return createSkippedResult(planned, nothingAccepted);
  const ended = end && createEvidenceMask(secretsOfRun(options.credentials)).text(end.reason);
  const evidence = evidenceOf(probes);
  const answers = probes.flatMap(({ img1, img2, answered }) =>
    answered === undefined ? [] : [{ testCase: probeOf(testCase, { img1, img2 }), answered }],
  );
  const explainedBy = readingsThatPredict(answers, options.contract);
  const result = {
    checks: [limitCheck(search, { ...found, ended, explainedBy })],
    search: { ...found, ...(ended === undefined ? {} : { ended }), probes },
    ...(evidence ? { evidence } : {}),
  };
  return ended !== undefined && end?.isCutShort
    ? { ...createCutShortResult(planned, ended, durationMs), ...result }
    : { ...planned, verdict: 'passed', durationMs, ...result };
}

/** Why a picture is not sent. One whose answer shows nothing, e.g. for lack of balance, would be sent for ever. */
function whyNoFurther(
  next: string,
  { part, limit }: LimitSearch,
  probes: readonly SearchProbe[],
): BudgetRefusal | undefined {
  if (probes.some((probe) => probe[part] === next)) return { reason: `the answer to ${next} does not show the limit` };
  return probes.length >= mostProbes(limit) ? { reason: `after ${probes.length} requests` } : undefined;
}

/** Draws a picture while no request is under way, and waits until the next request may go. */
async function waitForTurn(
  next: Parameters<ServerRunOptions['pictures']['load']>[0],
  { options, history, pacer }: SearchingRun,
): Promise<BudgetRefusal | undefined> {
  await options.pictures.load(next);
  await pacer.wait();
  const reason = history.stopReason();
  return reason === undefined ? undefined : { reason, isCutShort: true };
}

/** The evidence of the last request of a search, with the calls of all of them. */
function evidenceOf(probes: readonly SearchProbe[]): Evidence | undefined {
  const last = probes.at(-1)?.evidence;
  const charged = probes.reduce((sum, { evidence }) => sum + evidence.mayHaveBeenCharged, 0);
  return last && { ...last, mayHaveBeenCharged: charged };
}
