import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { caseVariable, resultVariable } from '../../protocol/protocol.js';
import { readResult, reportTime } from '../../protocol/result-file.js';
import { bypassProxyForLoopback } from '../../wire/proxy.js';
import type { CaseEnd, ClientDriver, GivenCase } from '../driver.js';
import { assessReport } from './assess-report.js';
import { runProcess } from './client-process.js';
import { readDeadEnd } from './dead-end.js';

/** The number of characters of standard error in which a dead end finds its reason. */
const keptLength = 20_000;

/**
 * Creates the driver `exec`: it starts the client's program for each case. Two files, which the environment names, hold the
 * case and the report.
 */
export function createExecDriver(command: readonly [string, ...string[]]): ClientDriver {
  return { give: (given) => runCase(command, given), close: async () => {} };
}

async function runCase(
  command: readonly [string, ...string[]],
  { clientCase, folder, limitMs, signal, onOutput }: GivenCase,
): Promise<CaseEnd> {
  const caseFile = join(folder, 'case.json');
  const resultFile = join(folder, 'result.json');
  await writeFile(caseFile, JSON.stringify(clientCase, null, 2));
  let stderr = '';
  const end = await runProcess({
    command,
    variables: { ...bypassProxyForLoopback(process.env), [caseVariable]: caseFile, [resultVariable]: resultFile },
    limitMs,
    signal,
    isDone: async () => 'report' in ((await readResult(resultFile)) ?? {}),
    onOutput: (stream, text) => {
      if (stream === 'stderr') stderr = (stderr + text).slice(-keptLength);
      onOutput(stream, text);
    },
  });
  const read = await readResult(resultFile);
  const reportedAt = read && 'report' in read ? await reportTime(resultFile) : undefined;
  const deadEnd = readDeadEnd({ command, end, hasReport: read !== undefined, stderr: stderr.trim() });
  return {
    ...assessReport(read, end, limitMs),
    hasTimedOut: end.hasTimedOut,
    ...(reportedAt === undefined ? {} : { reportedAt }),
    ...(deadEnd ? { deadEnd } : {}),
  };
}
