import { setTimeout as wait } from 'node:timers/promises';
import { reasonOf } from '../../../spec/index.js';
import type { ClientCase, ClientReport } from '../../protocol/protocol.js';
import { readReport } from '../../protocol/read-report.js';
import { aborted } from '../../wire/interruption.js';
import type { CaseEnd, ClientDriver, GivenCase } from '../driver.js';

/** Runs one case in this process: sends the request, and returns what the client understood. */
export type CallClient = (clientCase: ClientCase) => Promise<ClientReport> | ClientReport;

/**
 * Creates the driver for a client in this process. It has no output of its own, and a call that exceeds its time limit goes
 * on: nothing can end it.
 */
export function createInProcessDriver(call: CallClient): ClientDriver {
  return { give: (given) => runCase(call, given), close: async () => {} };
}

async function runCase(call: CallClient, { clientCase, limitMs, signal }: GivenCase): Promise<CaseEnd> {
  const over = new AbortController();
  const limit = wait(limitMs, 'late' as const, { signal: over.signal, ref: false }).catch(() => 'late' as const);
  try {
    const ended = await Promise.race([reportOf(call, clientCase), limit, aborted(signal)]);
    if (typeof ended === 'object') return { hasTimedOut: false, ...ended };
    const problem = `the call did not return within ${limitMs / 1000} s`;
    return { report: { problem }, notes: [], hasTimedOut: ended === 'late' };
  } finally {
    over.abort();
  }
}

/** Calls the client. What it throws is no report: a client reports a failed request as a transport error. */
async function reportOf(call: CallClient, clientCase: ClientCase): Promise<Omit<CaseEnd, 'hasTimedOut'>> {
  try {
    const returned = await call(clientCase);
    const reportedAt = Date.now();
    if (returned === undefined) return { report: { problem: 'the call returned nothing; return a report' }, notes: [] };
    const read = readReport(JSON.stringify(returned));
    if ('problem' in read) return { report: read, notes: [] };
    return { report: read.report, notes: read.notes, reportedAt };
  } catch (error) {
    const problem = `the call threw (${reasonOf(error)}); return a report, with the outcome "transport-error" where no usable answer came`;
    return { report: { problem }, notes: [] };
  }
}
