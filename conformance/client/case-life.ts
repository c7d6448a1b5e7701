import { createHash, randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MockServer } from '../../mock/index.js';
import type { TestCase } from '../cases/case.js';
import { runChecks } from '../checks/check.js';
import { clientChecks } from '../checks/client/index.js';
import { createClientEvidence } from '../evidence/client-evidence.js';
import { createEvidenceMask, secretsOfRequest, secretsOfRun } from '../evidence/mask.js';
import { type CaseResult, createCutShortResult, createSkippedResult, verdictOf } from '../evidence/verdict.js';
import { answerKind, expectationOf } from '../expectation/expectation.js';
import { drawnPictures, pictureFile } from '../pictures.js';
import { type ClientCase, protocolVersion } from '../protocol/protocol.js';
import { builtInCredentials, credentialFor } from '../wire/credentials.js';
import { describeInterruption } from '../wire/interruption.js';
import { createRequest, type PartToSend } from '../wire/request.js';
import { createOutputKeeper } from './client-output.js';
import type { ClientDriver } from './driver.js';
import { openCaseSession } from './mock-session.js';
import type { RanCase } from './start-guard.js';

/** How long a client waits for an answer, in milliseconds. Long, because a slow machine is no defect of the client. */
const defaultTimeoutMs = 20_000;

/** What a case of a client runs with. */
export interface CaseSupplies {
  readonly driver: ClientDriver;
  /** Answers under the contract of the case. */
  readonly mock: MockServer;
  /** The folder of the run. */
  readonly folder: string;
  /** The longest time that the client may take, in milliseconds. */
  readonly limitMs: number;
  readonly signal: AbortSignal;
  /** A command line that runs the case again. */
  readonly reproduce?: string;
}

/** The life of one case: mock session, case and pictures, client, report, checks, verdict. */
export async function runCase(testCase: TestCase, supplies: CaseSupplies): Promise<RanCase> {
  const { driver, mock, limitMs, signal, reproduce } = supplies;
  const { contract } = mock;
  const planned = { case: testCase, kind: answerKind(testCase, contract) };
  const parts = partsOf(testCase);
  const session = openCaseSession(testCase, mock);
  // Each case has a folder of its own: a process that outlives its case cannot write into the next one.
  const folder = join(supplies.folder, `${testCase.id}-${randomBytes(4).toString('hex')}`);
  await mkdir(folder);
  const { request, digests } = await writePictures(parts, folder);
  const clientCase: ClientCase = {
    protocol: protocolVersion,
    id: testCase.id,
    title: testCase.title,
    baseUrl: session.url,
    path: contract.path,
    timeoutMs: testCase.timeoutMs ?? defaultTimeoutMs,
    request,
  };
  const output = createOutputKeeper();
  const givenAt = new Date();
  const started = performance.now();
  const end = await driver.give({ clientCase, folder, limitMs, signal, onOutput: output.add });
  const durationMs = Math.round(performance.now() - started);
  await rm(folder, { recursive: true, force: true });

  const requests = session.requests();
  session.close();
  const { report } = end;
  const mask = createEvidenceMask([
    ...secretsOfRun(builtInCredentials),
    ...secretsOfRequest({ method: 'POST', parts, isChunked: false }),
  ]);
  const notes = end.notes.map(mask.text);
  const evidence = createClientEvidence({ requests, report, output: output.kept() }, mask, givenAt);
  const kept = evidence ? { evidence } : {};
  if (signal.aborted)
    return { result: { ...createCutShortResult(planned, describeInterruption(signal), durationMs), ...kept } };
  if (!('problem' in report) && report.outcome === 'skip') {
    const reason = `the client skips it${report.reason ? `: ${mask.text(report.reason)}` : ''}`;
    return { result: { ...createSkippedResult(planned, reason, durationMs), ...withNotes(notes), ...kept } };
  }

  const expectation = expectationOf(testCase, contract);
  const judged = { ...planned, expectation, parts, digests, requests, report };
  const checks = mask.checks(runChecks(clientChecks, judged, planned.kind));
  const checkNotes = checks.flatMap(({ note }) => note ?? []);
  return {
    result: {
      ...planned,
      verdict: verdictOf(checks),
      checks,
      ...withNotes([...notes, ...checkNotes]),
      durationMs,
      ...(reproduce === undefined ? {} : { reproduce }),
      ...kept,
    },
    ...(end.deadEnd && requests.length === 0 ? { deadEnd: end.deadEnd } : {}),
  };
}

/** The parts that the client must send. */
function partsOf(testCase: TestCase): readonly PartToSend[] {
  const credential = credentialFor(testCase.tenant ?? 'funded', builtInCredentials) ?? builtInCredentials.funded;
  const form = 'raw' in testCase.request ? undefined : testCase.request.refNumberLike;
  const refNumber = form ?? `KIT${randomBytes(4).toString('hex').toUpperCase()}`;
  const planned = createRequest(testCase, credential, refNumber);
  return 'parts' in planned ? planned.parts : [];
}

/** Writes the pictures of a case. Returns the request as the client reads it, and the pictures' SHA-256 (hex) by part. */
async function writePictures(
  parts: readonly PartToSend[],
  folder: string,
): Promise<{ readonly request: ClientCase['request']; readonly digests: ReadonlyMap<string, string> }> {
  const digests = new Map<string, string>();
  const request: Record<string, string | { file: string; filename: string }> = {};
  for (const part of parts) {
    if (!('fixture' in part)) {
      request[part.name] = part.value;
      continue;
    }
    const bytes = await drawnPictures.load(part.fixture);
    const file = join(folder, pictureFile(part.fixture));
    await writeFile(file, bytes);
    digests.set(part.name, createHash('sha256').update(bytes).digest('hex'));
    request[part.name] = { file, filename: part.type === 'file' ? part.filename : part.fixture };
  }
  return { request, digests };
}

function withNotes(notes: readonly string[]): Pick<CaseResult, 'notes'> {
  return notes.length === 0 ? {} : { notes };
}
