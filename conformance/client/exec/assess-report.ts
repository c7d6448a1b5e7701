import { type ClientReport, type NoReport, type ReadReport, resultVariable } from '../../protocol/protocol.js';
import type { ProcessEnd } from './client-process.js';

/** The report to judge a client by, or its problem, with notes for the reader. */
export interface AssessedReport {
  readonly report: ClientReport | NoReport;
  readonly notes: readonly string[];
}

/**
 * Combines a client's report with the end of its process. A complete report counts, whatever the exit code and even if
 * the run ended the process. A note says so.
 */
export function assessReport(read: ReadReport | undefined, end: ProcessEnd, limitMs: number): AssessedReport {
  const leftProcesses = end.hasLeftProcesses
    ? [
        'the client exited while a process that it had started was running, which the run ended; wait for it in the client',
      ]
    : [];
  if (read !== undefined && 'report' in read) {
    const late = end.hasTimedOut
      ? [
          `the client wrote its report but did not exit within ${limitMs / 1000} s; the run ended it and judges that ` +
            'report; let the client exit when it is done',
        ]
      : [];
    return { report: read.report, notes: [...read.notes, ...late, ...leftProcesses] };
  }
  const problem = describeProblem(read, end, limitMs);
  return { report: { problem, ...(read === undefined ? { isMissing: true } : {}) }, notes: leftProcesses };
}

function describeProblem(
  read: { readonly problem: string } | undefined,
  { hasTimedOut, exitCode }: ProcessEnd,
  limitMs: number,
): string {
  if (hasTimedOut)
    return `the client did not end within ${limitMs / 1000} s, and the run ended it; ${read?.problem ?? `no file at ${resultVariable}`}`;
  if (read !== undefined) return read.problem;
  return `no file at ${resultVariable}; the client ended with ${exitCode === null ? 'a signal' : `exit code ${exitCode}`}`;
}
