import { rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createMockServer, type MockServer } from '../../mock/index.js';
import { type Contract, shellWord } from '../../spec/index.js';
import type { TestCase } from '../cases/case.js';
import { runChecks } from '../checks/check.js';
import { clientChecks } from '../checks/client/index.js';
import { createClientEvidence } from '../evidence/client-evidence.js';
import { createEvidenceMask, secretsOfRequest, secretsOfRun } from '../evidence/mask.js';
import { type CaseResult, createCutShortResult, createSkippedResult, verdictOf } from '../evidence/verdict.js';
import { answerKind, expectationOf } from '../expectation/expectation.js';
import { drawnPictures } from '../pictures.js';
import { caseVariable, resultVariable } from '../protocol/protocol.js';
import { readResult } from '../protocol/result-file.js';
import { builtInCredentials } from '../wire/credentials.js';
import { createDrawing, type OnDrawing } from '../wire/drawing.js';
import { describeInterruption } from '../wire/interruption.js';
import { temporaryFolder } from '../wire/picture-folder.js';
import { bypassProxyForLoopback } from '../wire/proxy.js';
import { assessReport } from './assess-report.js';
import { writeCase } from './case-files.js';
import { runProcess } from './client-process.js';
import { readDeadEnd } from './dead-end.js';
import { openCaseSession } from './mock-session.js';
import { createStartGuard, type RanCase } from './start-guard.js';

/** A run of cases on a client. */
export interface ClientRunOptions {
  /** The client's program and its arguments. The run starts it once for each case. */
  readonly command: readonly [string, ...string[]];
  readonly contract: Contract;
  readonly cases: readonly TestCase[];
  /** The longest time that the client may take for one case, in milliseconds. */
  readonly limitMs: number;
  readonly signal: AbortSignal;
  /** Called before the run starts the client for a case, with the id of the case. */
  readonly onSend?: (caseId: string) => void;
  /** Called while the run draws pictures. Drawing does not count towards the time of a case. */
  readonly onDrawing?: OnDrawing;
}

/**
 * Gives the cases to a client one after another and yields each result as soon as it is known. Each case has a mock
 * session of its own.
 *
 * @throws KitError `setup` when the client cannot be started or ends before it does anything, or when the file system
 * refuses a file
 */
export async function* runClientCases(options: ClientRunOptions): AsyncGenerator<CaseResult, void, void> {
  const { contract, cases, signal, onDrawing } = options;
  const folder = await temporaryFolder('client');
  const removeFolder = (): void => rmSync(folder, { recursive: true, force: true });
  // The folder holds pictures and keys, so it goes even when the process is forced to exit.
  process.once('exit', removeFolder);
  using drawing = createDrawing(cases, drawnPictures, signal, onDrawing);
  try {
    await using mock = await createMockServer({ contract });
    const guard = createStartGuard(options.command);
    for (const testCase of cases) {
      if (!signal.aborted) await drawing.readyFor(testCase);
      if (signal.aborted) {
        const planned = { case: testCase, kind: answerKind(testCase, contract) };
        yield* guard.pass({ result: createCutShortResult(planned, describeInterruption(signal)) });
      } else yield* guard.pass(await runCase(testCase, { options, mock, folder }));
    }
    yield* guard.held();
  } finally {
    await rm(folder, { recursive: true, force: true });
    process.off('exit', removeFolder);
  }
}

/** The parts of a run that every case uses. */
interface ClientRun {
  readonly options: ClientRunOptions;
  readonly mock: MockServer;
  readonly folder: string;
}

/** The life of one case: mock session, client process, report, checks, verdict. */
async function runCase(testCase: TestCase, { options, mock, folder }: ClientRun): Promise<RanCase> {
  const { command, contract, limitMs, signal } = options;
  const kind = answerKind(testCase, contract);

  const session = openCaseSession(testCase, mock);
  const { caseFile, resultFile, parts, digests } = await writeCase(testCase, {
    folder,
    baseUrl: session.url,
    path: contract.path,
  });

  const secrets = secretsOfRequest({ method: 'POST', parts, isChunked: false });
  const mask = createEvidenceMask([...secretsOfRun(builtInCredentials), ...secrets]);

  options.onSend?.(testCase.id);
  const started = performance.now();
  const end = await runProcess({
    command,
    variables: { ...bypassProxyForLoopback(process.env), [caseVariable]: caseFile, [resultVariable]: resultFile },
    limitMs,
    signal,
    isDone: async () => 'report' in ((await readResult(resultFile)) ?? {}),
  });
  const durationMs = Math.round(performance.now() - started);

  const read = await readResult(resultFile);
  const { report, notes: remarks } = assessReport(read, end, limitMs);
  const notes = remarks.map(mask.text);
  const requests = session.requests();
  session.close();
  const evidence = createClientEvidence(requests, 'problem' in report ? undefined : report, mask);
  const kept = evidence ? { evidence } : {};
  const planned = { case: testCase, kind };
  if (signal.aborted)
    return { result: { ...createCutShortResult(planned, describeInterruption(signal), durationMs), ...kept } };
  if (!('problem' in report) && report.outcome === 'skip') {
    const reason = `the client skips it${report.reason ? `: ${mask.text(report.reason)}` : ''}`;
    return { result: { ...createSkippedResult(planned, reason, durationMs), ...withNotes(notes), ...kept } };
  }

  const expectation = expectationOf(testCase, contract);
  const context = { case: testCase, kind, expectation, parts, digests, requests, report };
  const checks = mask.checks(runChecks(clientChecks, context, kind));
  const checkNotes = checks.flatMap(({ note }) => note ?? []);
  const deadEnd = readDeadEnd({ command, end, hasReport: read !== undefined, requestCount: requests.length });
  return {
    result: {
      ...planned,
      verdict: verdictOf(checks),
      checks,
      ...withNotes([...notes, ...checkNotes]),
      durationMs,
      reproduce: `eendigo-kit conformance client --only ${testCase.id} -- ${command.map(shellWord).join(' ')}`,
      ...kept,
    },
    ...(deadEnd ? { deadEnd } : {}),
  };
}

function withNotes(notes: readonly string[]): Pick<CaseResult, 'notes'> {
  return notes.length === 0 ? {} : { notes };
}
