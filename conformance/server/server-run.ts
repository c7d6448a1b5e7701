import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Dispatcher } from 'undici';
import type { FixtureId } from '../../fixtures/index.js';
import { type Contract, reasonOf } from '../../spec/index.js';
import type { Case } from '../cases/case.js';
import { type CheckResult, runChecks } from '../checks/check.js';
import { bodySchemaCheck, type ServerContext, serverChecks } from '../checks/server/index.js';
import { type CaseResult, verdictOf } from '../evidence/verdict.js';
import { type PictureSource, pictureFile } from '../pictures.js';
import { type CurlSurroundings, curlLine } from '../reports/curl.js';
import { kindOf, parseJson } from '../wire/answer.js';
import { type Credentials, credentialFor } from '../wire/credentials.js';
import { createDrawing, type OnDrawing } from '../wire/drawing.js';
import { requireRightPlace } from '../wire/first-answer.js';
import { following, interruptionOf } from '../wire/interruption.js';
import { reach } from '../wire/reach.js';
import { requestOf } from '../wire/request.js';
import { createCarrier, encodeRequest, type NoAnswer, type ReceivedAnswer, sendRequest } from '../wire/send.js';

/** A run of cases against a server. */
export interface ServerRunOptions {
  /** What stands before the operation's path, e.g. `http://127.0.0.1:8080/demo`. */
  readonly target: URL;
  readonly contract: Contract;
  readonly cases: readonly Case[];
  readonly credentials: Credentials;
  readonly pictures: PictureSource;
  /** Cases that are left out, with the reason. */
  readonly skip?: (of: Case) => string | undefined;
  /** The HTTP proxy to go through, its user name and password in it. Default: none. */
  readonly proxy?: URL;
  /** How long one answer may take, in milliseconds. */
  readonly timeoutMs: number;
  /** Least time between two requests, in milliseconds. 0 for none. */
  readonly intervalMs: number;
  readonly signal: AbortSignal;
  /** Called as the pictures of the cases are drawn, which is in no case's time. */
  readonly onDrawing?: OnDrawing;
  /** The file in which a curl line finds a fixture's picture. Default: the user's own, or a name without a folder. */
  readonly fileOf?: (id: FixtureId) => string;
  /** How the curl lines get to the target. Default: as the environment of the shell says. */
  readonly curlProxy?: CurlSurroundings['proxy'];
}

/** Transport errors in a row after which nothing more is sent: the server is not there. */
const mostTransportErrors = 3;
/** How long an answer is waited for after an interruption, in milliseconds: it may have been charged. */
const graceMs = 2000;

/**
 * Puts the cases to a server one after another and yields each result as it is known.
 * Nothing is sent twice, and nothing is sent any more after three transport errors in a row or when interrupted.
 * Pictures are drawn before the first case that needs one.
 *
 * @throws KitError `setup` when the target cannot be reached, or is at another place than it was said to be
 */
export async function* runServerCases(options: ServerRunOptions): AsyncGenerator<CaseResult, void, void> {
  const { target, proxy, cases, signal, timeoutMs, intervalMs, skip } = options;
  const toSend = cases.filter((of) => skip?.(of) === undefined);
  if (toSend.length > 0) await reach(target, proxy, timeoutMs, signal);
  using drawing = createDrawing(toSend, options.pictures, signal, options.onDrawing);
  // Without pauses it would slow down the cases before it; with them it costs those cases nothing.
  if (intervalMs > 0) drawing.start();
  using inFlight = following(signal, graceMs);
  const carrier = createCarrier(proxy);
  const refNumbers = refNumbersFor(cases);
  const trxNos: string[] = [];
  let transportErrors = 0;
  let sent = 0;
  let isRightPlace = false;
  try {
    for (const of of cases) {
      const reason = skip?.(of);
      if (reason === undefined && !signal.aborted) await drawing.readyFor(of);
      if (reason === undefined && sent > 0 && intervalMs > 0)
        await wait(intervalMs, undefined, { signal }).catch(() => {});
      const cut = signal.aborted
        ? interruptionOf(signal)
        : transportErrors >= mostTransportErrors
          ? `not sent after ${mostTransportErrors} transport errors in a row`
          : undefined;
      if (reason !== undefined || cut !== undefined) {
        const why = reason === undefined ? { reason: cut ?? '', cutShort: true as const } : { reason };
        yield { case: of, verdict: 'skipped', checks: [], ...why, durationMs: 0 };
        continue;
      }
      sent++;
      const { result, answer } = await runCase(of, options, carrier, inFlight.signal, refNumbers(of), trxNos);
      if (!isRightPlace && !inFlight.signal.aborted) isRightPlace = await requireRightPlace(of, options, answer);
      transportErrors = 'transportError' in answer ? transportErrors + 1 : 0;
      if ('headers' in answer && answer.headers['x-trx-no'] !== undefined) trxNos.push(answer.headers['x-trx-no']);
      yield result;
    }
  } finally {
    await carrier.destroy();
  }
}

async function runCase(
  of: Case,
  options: ServerRunOptions,
  carrier: Dispatcher,
  signal: AbortSignal,
  refNumber: string,
  earlierTrxNos: readonly string[],
): Promise<{ result: CaseResult; answer: ReceivedAnswer | NoAnswer }> {
  const { target, contract, credentials, pictures, timeoutMs } = options;
  const credential = credentialFor(of.tenant ?? 'funded', credentials) ?? credentials.funded;
  const request = requestOf(of, credential, refNumber);
  const url = new URL(`${target.pathname.replace(/\/$/, '')}${contract.path}`, target);
  const answer = await sendRequest(url, await encodeRequest(request, pictures), { carrier, timeoutMs, signal });
  const surroundings: CurlSurroundings = {
    credentials,
    fileOf: options.fileOf ?? ((id) => pictures.ownFile(id) ?? pictureFile(id)),
    ...(options.curlProxy ? { proxy: options.curlProxy } : {}),
  };
  const base = {
    case: of,
    durationMs: answer.durationMs,
    reproduce: curlLine(url, request, of.tenant ?? 'funded', surroundings),
  };
  if ('transportError' in answer && signal.aborted) {
    const reason = `${interruptionOf(signal)} before the answer came; the server may have charged it`;
    return { answer, result: { ...base, verdict: 'skipped', checks: [], reason, cutShort: true } };
  }
  try {
    const checks = judgeAnswer(of, contract, answer, earlierTrxNos);
    return { answer, result: { ...base, verdict: verdictOf(checks), checks } };
  } catch (error) {
    return { answer, result: { ...base, verdict: 'error', checks: [], reason: reasonOf(error) } };
  }
}

/** Judges what came back for a case: every check that applies, with what it found. */
export function judgeAnswer(
  of: Case,
  contract: Contract,
  answer: ReceivedAnswer | NoAnswer,
  earlierTrxNos: readonly string[] = [],
): readonly CheckResult[] {
  const answered = {
    id: 'answered',
    title: 'the server answers',
    source: { requirements: ['one-of-the-kinds'] },
  };
  if ('transportError' in answer)
    return [{ ...answered, outcome: 'failed', expected: 'an HTTP answer', got: answer.transportError }];
  const body = parseJson(answer.text);
  const kind = kindOf(body, contract);
  const context: ServerContext = { case: of, contract, answer, body, kind, shape: kind ?? of.kind, earlierTrxNos };
  const checks: CheckResult[] = [
    { ...answered, outcome: 'passed' },
    ...runChecks(serverChecks, context, context.shape),
  ];
  return checks.every(({ outcome }) => outcome === 'passed')
    ? [...checks, ...runChecks([bodySchemaCheck], context, context.shape)]
    : checks;
}

/** A refNumber for each case, fresh in every run, and the same for cases that ask for another's. */
function refNumbersFor(cases: readonly Case[]): (of: Case) => string {
  const run = randomBytes(4).toString('hex').toUpperCase();
  const numbers = new Map(cases.map(({ id }, index) => [id, `KIT${run}${String(index + 1).padStart(4, '0')}`]));
  return (of) => {
    const same = 'raw' in of.request ? undefined : of.request.sameRefNumberAs;
    return numbers.get(same ?? of.id) ?? numbers.get(of.id) ?? `KIT${run}`;
  };
}
