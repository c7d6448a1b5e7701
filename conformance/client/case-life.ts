import { createHash, randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JournalEntry, MockServer } from '../../mock/index.js';
import type { Contract } from '../../spec/index.js';
import type { TestCase } from '../cases/case.js';
import { runChecks } from '../checks/check.js';
import type { ExpectedCall } from '../checks/client/context.js';
import { clientChecks } from '../checks/client/index.js';
import { createClientEvidence } from '../evidence/client-evidence.js';
import { createEvidenceMask, secretsOfRequest, secretsOfRun } from '../evidence/mask.js';
import { type CaseResult, createCutShortResult, createSkippedResult, verdictOf } from '../evidence/verdict.js';
import { answerKind, expectationOf } from '../expectation/expectation.js';
import { drawnPictures, pictureFile } from '../pictures.js';
import { type ClientCase, type ClientRequest, protocolVersion } from '../protocol/protocol.js';
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
  const earlier = (testCase.earlier ?? []).map(({ request }) => partsOf({ ...testCase, request }));
  const session = openCaseSession(testCase, mock);
  // Each case has a folder of its own: a process that outlives its case cannot write into the next one.
  const folder = join(supplies.folder, `${testCase.id}-${randomBytes(4).toString('hex')}`);
  await mkdir(folder);
  const { request, digests } = await writePictures(parts, folder);
  const before = await Promise.all(earlier.map((sent) => writePictures(sent, folder)));
  const prefix = prefixOf(testCase, contract);
  const clientCase: ClientCase = {
    protocol: protocolVersion,
    id: testCase.id,
    title: testCase.title,
    baseUrl: `${session.url}${prefix}`,
    path: contract.path,
    timeoutMs: testCase.timeoutMs ?? defaultTimeoutMs,
    request,
    ...(before.length === 0 ? {} : { earlier: before.map((written) => written.request) }),
    ...(testCase.uses === undefined ? {} : { uses: testCase.uses }),
  };
  const output = createOutputKeeper();
  const givenAt = new Date();
  const started = performance.now();
  const end = await driver.give({ clientCase, folder, limitMs, signal, onOutput: output.add });
  const durationMs = Math.round(performance.now() - started);
  await rm(folder, { recursive: true, force: true });

  const requests = session.requests();
  session.close();
  const { report, notes } = end;
  const mask = createEvidenceMask([
    ...secretsOfRun(builtInCredentials),
    ...secretsOfRequest({ method: 'POST', parts, isChunked: false }),
  ]);
  const evidence = createClientEvidence({ requests, report, output: output.kept() }, mask, givenAt);
  const kept = evidence ? { evidence } : {};
  if (signal.aborted)
    return { result: { ...createCutShortResult(planned, describeInterruption(signal), durationMs), ...kept } };
  if (!('problem' in report) && report.outcome === 'skip') {
    const reason = `the client skips it${report.reason ? `: ${report.reason}` : ''}`;
    return { result: { ...createSkippedResult(planned, reason, durationMs), ...withNotes(notes), ...kept } };
  }

  const calls = [
    ...earlier.map((sent, index) => ({ parts: sent, digests: before[index]?.digests ?? new Map() })),
    { parts, digests },
  ];
  if (madeLastCallOnly(calls, requests)) {
    const reason = `the client made 1 call of ${calls.length}; make those of "earlier" first, or decline several-calls`;
    return { result: { ...createSkippedResult(planned, reason, durationMs), ...withNotes(notes), ...kept } };
  }
  const expectation = expectationOf(testCase, contract);
  const address = `${prefix}${contract.path}`;
  const checks = runChecks(
    clientChecks,
    { ...planned, expectation, address, calls, parts, digests, requests, report },
    planned.kind,
  );
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

/** The path before the operation's, in the environment whose address the client gets. */
function prefixOf({ environment }: TestCase, { prefixes }: Contract): string {
  return environment === undefined ? '' : (prefixes.find((prefix) => prefix !== '') ?? '');
}

/** Whether a client that knows nothing of `earlier` sent the one request that it knows of. */
function madeLastCallOnly(calls: readonly ExpectedCall[], requests: readonly JournalEntry[]): boolean {
  const [only, ...others] = requests;
  if (calls.length === 1 || only === undefined || others.length > 0) return false;
  const wanted = calls.at(-1)?.parts.find(({ name }) => name === 'refNumber');
  return only.parts.some(
    (part) =>
      part.type === 'text' && part.name === 'refNumber' && wanted?.type === 'text' && part.value === wanted.value,
  );
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
): Promise<{ readonly request: ClientRequest; readonly digests: ReadonlyMap<string, string> }> {
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
