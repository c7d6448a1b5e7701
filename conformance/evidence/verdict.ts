import { exitCodes, type ResponseKind } from '../../spec/index.js';
import type { TestCase } from '../cases/case.js';
import type { CheckResult } from '../checks/check.js';
import type { JudgedAnswer } from '../checks/server/judge-answer.js';
import type { ClientReport } from '../protocol/protocol.js';

/**
 * The verdict on a case.
 *
 * - `inconclusive`: the document leaves a point open, and the answer differs from what the profile assumes.
 * - `known`: every check that is not passed is a failure that the file of known failures accepts.
 * - `error`: the kit itself failed.
 * - `skipped`: the run did not execute the case, for the reason in the result.
 */
export type Verdict = 'passed' | 'failed' | 'inconclusive' | 'known' | 'error' | 'skipped';

/** A case with its verdict and its checks. All reports are made from these. */
export interface CaseResult {
  readonly case: TestCase;
  /** The kind that the contract demands of a server, or the kind of the answer that a client gets. */
  readonly kind: ResponseKind;
  /** The kind of the server's answer, `outside` for one of none of the seven. Absent when there is no answer. */
  readonly answered?: ResponseKind | 'outside';
  readonly verdict: Verdict;
  readonly checks: readonly CheckResult[];
  /** Why the run skipped the case, or how the kit failed. Absent for other verdicts. */
  readonly reason?: string;
  /** Remarks for the reader, one line each, that change no verdict. Absent when there are none. */
  readonly notes?: readonly string[];
  /** Set when the run ended before the case started, or before its answer arrived. */
  readonly cutShort?: true;
  /** Duration in milliseconds of the request with its answer, or of the client process. Excludes the kit's own work. */
  readonly durationMs: number;
  /** A command line that sends the same request again. Absent when the run sent nothing. */
  readonly reproduce?: string;
  /** What the run keeps of the request and its answer, masked. Absent when the run sent nothing. */
  readonly evidence?: Evidence;
  /** The answer as it came, to judge it again under another contract. Never part of a report: nothing in it is masked. */
  readonly received?: JudgedAnswer;
}

/**
 * What a run keeps of the call of one case, to a server or by a client. Holds no key, no NIK and no picture.
 *
 * Of a client that sends several requests, `answer` and `refNumber` are those of the first one.
 */
export interface Evidence {
  /** Absent when the request has no refNumber. */
  readonly refNumber?: string;
  readonly sentAt: Date;
  /** The number of calls that the server may have charged. A call without an answer counts. */
  readonly mayHaveBeenCharged: number;
  /** The number of calls that the mock charged to a client. Absent in a run on a server, and when no request came. */
  readonly charged?: number;
  /** Absent when no answer came. */
  readonly answer?: AnswerEvidence;
  /** Why no answer came. */
  readonly transportError?: string;
  /** The requests of a client, as they were on the wire, oldest first. Absent in a run on a server. */
  readonly requests?: readonly WireEvidence[];
  /** What a client reported, if it did. */
  readonly report?: ClientReport;
  /** The last characters that a client printed, by stream. Absent when it printed nothing. */
  readonly output?: { readonly stdout?: string; readonly stderr?: string };
}

/** An answer, masked. */
export interface AnswerEvidence {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** The text of the body, masked, and cut off after 10,000 characters or where it stops being text. */
  readonly body: string;
  readonly trxNo?: string;
}

/** A request of a client, masked. */
export interface WireEvidence {
  readonly method: string;
  readonly path: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly parts: readonly PartEvidence[];
  /** The HTTP status of the answer. Absent when none was sent. */
  readonly status?: number;
}

/** A part of a client's request: a text with its value, or a file with its measures. */
export type PartEvidence =
  | { readonly name: string; readonly value: string }
  | { readonly name: string; readonly filename: string | null; readonly bytes: number; readonly sha256: string };

/** The number of cases with each verdict. */
export type Summary = Readonly<Record<Verdict, number>>;

/** Creates the result of a case that the run skips. */
export function createSkippedResult(
  planned: Pick<CaseResult, 'case' | 'kind'>,
  reason: string,
  durationMs = 0,
): CaseResult {
  return { ...planned, verdict: 'skipped', checks: [], reason, durationMs };
}

/** Creates the result of a case that the run did not finish because it was cut short. */
export function createCutShortResult(
  planned: Pick<CaseResult, 'case' | 'kind'>,
  reason: string,
  durationMs = 0,
): CaseResult {
  return { ...createSkippedResult(planned, reason, durationMs), cutShort: true };
}

/** Derives the verdict on a case from its checks. */
export function verdictOf(checks: readonly CheckResult[]): Verdict {
  const isOpen = (wanted: CheckResult['outcome']): boolean =>
    checks.some(({ outcome, known }) => outcome === wanted && known === undefined);
  if (isOpen('failed')) return 'failed';
  if (isOpen('inconclusive')) return 'inconclusive';
  return checks.some(({ known }) => known !== undefined) ? 'known' : 'passed';
}

/** Counts the verdicts. */
export function summarise(results: readonly CaseResult[]): Summary {
  const summary: Record<Verdict, number> = {
    passed: 0,
    failed: 0,
    inconclusive: 0,
    known: 0,
    error: 0,
    skipped: 0,
  };
  for (const { verdict } of results) summary[verdict]++;
  return summary;
}

/** How a run ended, as far as its exit code depends on it. */
export interface RunEnd {
  /** Whether the budget excluded some of the cases. */
  readonly isBudgetUsedUp?: boolean;
  /** Whether the run ended before its last case. */
  readonly isCutShort?: boolean;
  /** Whether an entry of the file of known failures does not hold: a finding like a failed case. */
  readonly hasWrongEntry?: boolean;
}

/**
 * The exit code of a run. The first that applies decides: cut short, a failed case or a wrong entry among the known failures,
 * an error of the kit, a used-up budget, an inconclusive case. A run that was cut short, or that executed no case, never passes.
 */
export function exitCodeOf(
  summary: Summary,
  { isBudgetUsedUp = false, isCutShort = false, hasWrongEntry = false }: RunEnd = {},
): number {
  if (isCutShort) return exitCodes.inconclusive;
  if (summary.failed > 0 || hasWrongEntry) return exitCodes.failed;
  if (summary.error > 0) return exitCodes.usage;
  if (isBudgetUsedUp) return exitCodes.budget;
  return summary.inconclusive > 0 || summary.passed + summary.known === 0 ? exitCodes.inconclusive : exitCodes.passed;
}

/** Executes a run to its end and returns all results. */
export async function collectResults(run: AsyncIterable<CaseResult>): Promise<readonly CaseResult[]> {
  const results: CaseResult[] = [];
  for await (const result of run) results.push(result);
  return results;
}
