import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { type Contract, reasonOf } from '../spec/index.js';
import { kindOf, parseJson } from './answer.js';
import type { Case } from './case.js';
import { type CheckResult, runChecks } from './check.js';
import { type Credentials, credentialFor } from './credentials.js';
import { curlLine } from './curl.js';
import type { PictureSource } from './pictures.js';
import { requestOf } from './request.js';
import { type NoAnswer, type ReceivedAnswer, send } from './send.js';
import { type ServerContext, schemaCheck, serverChecks } from './server-checks/index.js';
import { type CaseResult, verdictOf } from './verdict.js';

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
  /** How long one answer may take, in milliseconds. */
  readonly timeoutMs: number;
  /** Least time between two requests, in milliseconds. 0 for none. */
  readonly intervalMs: number;
  readonly signal: AbortSignal;
}

/** Transport errors in a row after which nothing more is sent: the server is not there. */
const mostTransportErrors = 3;

/**
 * Puts the cases to a server one after another and yields each result as it is known.
 * Nothing is sent twice, and nothing is sent any more after three transport errors in a row or when interrupted.
 */
export async function* runServerCases(options: ServerRunOptions): AsyncGenerator<CaseResult, void, void> {
  const { cases, signal, intervalMs, skip } = options;
  const refNumbers = refNumbersFor(cases);
  const trxNos: string[] = [];
  let transportErrors = 0;
  let sent = 0;
  for (const of of cases) {
    const reason =
      skip?.(of) ??
      (signal.aborted ? 'interrupted' : undefined) ??
      (transportErrors >= mostTransportErrors
        ? `not sent after ${mostTransportErrors} transport errors in a row`
        : undefined);
    if (reason !== undefined) {
      yield { case: of, verdict: 'skipped', checks: [], reason, durationMs: 0 };
      continue;
    }
    if (sent++ > 0 && intervalMs > 0) await wait(intervalMs, undefined, { signal }).catch(() => {});
    const { result, answer } = await runCase(of, options, refNumbers(of), trxNos);
    transportErrors = 'transportError' in answer ? transportErrors + 1 : 0;
    if ('headers' in answer && answer.headers['x-trx-no'] !== undefined) trxNos.push(answer.headers['x-trx-no']);
    yield result;
  }
}

async function runCase(
  of: Case,
  options: ServerRunOptions,
  refNumber: string,
  earlierTrxNos: readonly string[],
): Promise<{ result: CaseResult; answer: ReceivedAnswer | NoAnswer }> {
  const { target, contract, credentials, pictures, timeoutMs } = options;
  const credential = credentialFor(of.tenant ?? 'funded', credentials) ?? credentials.funded;
  const request = requestOf(of, credential, refNumber);
  const url = new URL(`${target.pathname.replace(/\/$/, '')}${contract.path}`, target);
  const started = performance.now();
  const answer = await send(url, request, pictures, timeoutMs);
  const durationMs = Math.round(performance.now() - started);
  const base = {
    case: of,
    durationMs,
    reproduce: curlLine(url, request, of.tenant ?? 'funded', credentials, pictures),
  };
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
    ? [...checks, ...runChecks([schemaCheck], context, context.shape)]
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
