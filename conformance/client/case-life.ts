import { randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { JournalEntry, MockServer } from '../../mock/index.js';
import type { Contract } from '../../spec/index.js';
import type { TestCase } from '../cases/case.js';
import { runChecks } from '../checks/check.js';
import { requestsElsewhere } from '../checks/client/arrival-checks.js';
import type { CaseTiming, ExpectedCall, Leak, NextCase } from '../checks/client/context.js';
import { clientChecks } from '../checks/client/index.js';
import { createClientEvidence } from '../evidence/client-evidence.js';
import { createEvidenceMask, type EvidenceMask, secretsOfRequest, secretsOfRun } from '../evidence/mask.js';
import { type CaseResult, createCutShortResult, createSkippedResult, verdictOf } from '../evidence/verdict.js';
import { answerKind, type Expectation, expectationOf } from '../expectation/expectation.js';
import { type ClientCase, protocolVersion } from '../protocol/protocol.js';
import { builtInCredentials, credentialFor } from '../wire/credentials.js';
import { describeInterruption } from '../wire/interruption.js';
import { createRequest, type PartToSend } from '../wire/request.js';
import { createOutputSearch, leaksOnWire, secretsToSeek } from './case-leaks.js';
import { writePictures } from './case-pictures.js';
import { type ClientOutput, createOutputKeeper, type OutputStream } from './client-output.js';
import { type ClientPace, createClientPace, watchStandstill } from './client-pace.js';
import type { CaseEnd, ClientDriver } from './driver.js';
import { openCaseSession } from './mock-session.js';
import type { RanCase } from './start-guard.js';
import { tapWire } from './wire-tap.js';

/** How long a client waits for an answer, in milliseconds. Long, because a slow machine is no defect of the client. */
const defaultTimeoutMs = 20_000;

/** What a case of a client runs with. */
export interface CaseSupplies {
  readonly driver: ClientDriver;
  /** Answers under the contract of the case. */
  readonly mock: MockServer;
  /** Returns what the mock has refused to read as a request since it started, in words. */
  readonly refusals: () => readonly string[];
  /** Whether the mock serves this case alone, so that its address needs no prefix. */
  readonly hasOwnPort: boolean;
  /** The folder of the run. */
  readonly folder: string;
  /** The longest time that the client may take, in milliseconds. */
  readonly limitMs: number;
  /** How fast the client is in this run. Default: nothing is known of that. */
  readonly pace?: ClientPace;
  readonly signal: AbortSignal;
  /** A command line that runs the case again. */
  readonly reproduce?: string;
}

/** What happened between the client and the mock in a case. */
interface Exchange {
  readonly end: CaseEnd;
  readonly requests: readonly JournalEntry[];
  readonly charges: number;
  readonly leaks: readonly Leak[];
  readonly elsewhere: readonly string[];
  readonly refusals: readonly string[];
  /** The calls that the client had to make, in order. */
  readonly calls: readonly ExpectedCall[];
  readonly output: ClientOutput;
  readonly timing: CaseTiming;
  readonly mask: EvidenceMask;
  readonly givenAt: Date;
  readonly durationMs: number;
}

/** Gives the client a case, with a mock session and pictures of its own, and watches both sides. */
async function exchange(testCase: TestCase, supplies: CaseSupplies): Promise<Exchange> {
  const { driver, mock, limitMs, signal } = supplies;
  const { contract } = mock;
  const parts = partsOf(testCase);
  const earlier = (testCase.earlier ?? []).map(({ request }) => partsOf({ ...testCase, request }));
  const session = openCaseSession(testCase, mock, supplies.hasOwnPort);
  // Each case has a folder of its own: a process that outlives its case cannot write into the next one.
  const folder = join(supplies.folder, `${testCase.id}-${randomBytes(4).toString('hex')}`);
  await mkdir(folder);
  const { request, digests, pictures } = await writePictures(parts, folder);
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
  const secrets = secretsToSeek(parts, pictures);
  const search = createOutputSearch(secrets);
  using tap = tapWire(session.url);
  const standstill = watchStandstill();
  const refusedBefore = supplies.refusals().length;
  const givenAt = new Date();
  const started = performance.now();
  const onOutput = (stream: OutputStream, text: string): void => {
    output.add(stream, text);
    search.add(stream, text);
  };
  const mask = createEvidenceMask([
    ...secretsOfRun(builtInCredentials),
    ...secretsOfRequest({ method: 'POST', parts, isChunked: false }),
  ]);
  const end = await driver.give({
    clientCase,
    folder,
    limitMs,
    signal,
    onOutput,
    mask: mask.text,
    allowOrigins: (corsOrigins) => mock.update({ corsOrigins }),
  });
  const durationMs = Math.round(performance.now() - started);
  await rm(folder, { recursive: true, force: true });

  const last = { parts, digests };
  const requests = session.requests();
  const charges = session.transactions().filter(({ charged }) => charged).length;
  session.close();
  const printed = search.leaks();
  const takenAt = end.takenAt ?? givenAt.getTime();
  const { pace = createClientPace() } = supplies;
  const paces = pacesOf(takenAt, end.reportedAt, requests[0]);
  if (testCase.fault === undefined) for (const ms of paces) pace.record(ms);
  return {
    end,
    requests,
    charges,
    leaks: [...leaksOnWire(secrets, tap.inside), ...printed],
    elsewhere: tap.outside.map(({ address }) => address.replace(/\?.*$/s, '')),
    refusals: supplies.refusals().slice(refusedBefore),
    calls: [...earlier.map((sent, index) => ({ parts: sent, digests: before[index]?.digests ?? new Map() })), last],
    output: withoutPictures(output.kept(), printed),
    timing: {
      takenAt,
      ...(end.reportedAt === undefined ? {} : { reportedAt: end.reportedAt }),
      hasTimedOut: end.hasTimedOut,
      limitMs,
      timeoutMs: clientCase.timeoutMs,
      // The time before the request of the case itself counts too: the run may have no other case.
      paceMs: Math.max(pace.slowest(), paces[0] ?? 0),
      standstillMs: standstill.end(),
    },
    mask,
    givenAt,
    durationMs,
  };
}

/** The life of one case: mock session, case and pictures, client, report, checks, verdict. */
export async function runCase(testCase: TestCase, supplies: CaseSupplies): Promise<RanCase> {
  const { mock, signal, reproduce } = supplies;
  const { contract } = mock;
  const planned = { case: testCase, kind: answerKind(testCase, contract) };
  const exchanged = await exchange(testCase, supplies);
  const { end, requests, calls, charges, leaks, timing, mask, givenAt, durationMs } = exchanged;
  const { report } = end;
  const notes = end.notes.map(mask.text);
  const { parts = [], digests = new Map() } = calls.at(-1) ?? {};
  const evidence = createClientEvidence({ requests, report, output: exchanged.output, charges }, mask, givenAt);
  const kept = evidence ? { evidence } : {};
  if (signal.aborted)
    return { result: { ...createCutShortResult(planned, describeInterruption(signal), durationMs), ...kept } };
  if (!('problem' in report) && report.outcome === 'skip') {
    const reason = `the client skips it${report.reason ? `: ${mask.text(report.reason)}` : ''}`;
    return { result: { ...createSkippedResult(planned, reason, durationMs), ...withNotes(notes), ...kept } };
  }

  if (madeLastCallOnly(calls, requests)) {
    const reason = `the client made 1 call of ${calls.length}; make those of "earlier" first, or decline several-calls`;
    return { result: { ...createSkippedResult(planned, reason, durationMs), ...withNotes(notes), ...kept } };
  }
  const expectation = (): Expectation => expectationOf(testCase, contract);
  const next = await nextCase(testCase, supplies, exchanged);
  const elsewhere = exchanged.elsewhere.map((path) => mask.text(path).slice(0, 200));
  const address = `${prefixOf(testCase, contract)}${contract.path}`;
  const { refusals } = exchanged;
  const sent = { address, calls, parts, digests, requests, refusals, isOutputSeen: !supplies.driver.hidesOutput };
  // Where no request came to the case, a check fails and names the others.
  const missed = requests.length === 0 ? elsewhere : [];
  const strayNotes = requests.length === 0 || elsewhere.length === 0 ? [] : [requestsElsewhere(elsewhere)];
  const seen = { ...sent, report, timing, charges, leaks, elsewhere: missed, ...(next ? { next } : {}) };
  const checks = mask.checks(runChecks(clientChecks, { ...planned, expectation, ...seen }, planned.kind));
  const checkNotes = checks.flatMap(({ note }) => note ?? []);
  return {
    result: {
      ...planned,
      verdict: verdictOf(checks),
      checks,
      ...withNotes([...notes, ...strayNotes, ...checkNotes]),
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

/** After a fault, gives a client that stays the same case without the fault. One that hung was ended by the run. */
async function nextCase(testCase: TestCase, supplies: CaseSupplies, after: Exchange): Promise<NextCase | undefined> {
  const { fault, scenario, timeoutMs, earlier, ...plain } = testCase;
  const { driver, signal } = supplies;
  const hadFault = fault !== undefined && after.requests.length > 0;
  if (!hadFault || !driver.keepsClient || after.end.hasTimedOut || signal.aborted) return undefined;
  const { end, requests } = await exchange({ ...plain, id: `${testCase.id}-next` }, supplies);
  return signal.aborted ? undefined : { report: end.report, requests };
}

/** The times that the client took before its first request, and for its report on a whole answer, in milliseconds. */
function pacesOf(
  takenAt: number,
  reportedAt: number | undefined,
  request: JournalEntry | undefined,
): readonly number[] {
  if (request === undefined) return [];
  const arrival = Date.parse(request.at);
  const { state, durationMs } = request;
  const answered = state === 'answered' && durationMs !== null ? arrival + durationMs : undefined;
  return [arrival - takenAt, ...(reportedAt === undefined || answered === undefined ? [] : [reportedAt - answered])];
}

/** Leaves out a stream that holds a picture: a run keeps no bytes of pictures. */
function withoutPictures(output: ClientOutput, leaks: readonly Leak[]): ClientOutput {
  const shown = (stream: OutputStream): string =>
    leaks.some(({ where, secret }) => where === stream && secret.isPicture)
      ? '(not shown: it holds a picture)'
      : output[stream];
  return { stdout: shown('stdout'), stderr: shown('stderr') };
}

/** The parts that the client must send. */
function partsOf(testCase: TestCase): readonly PartToSend[] {
  const credential = credentialFor(testCase.tenant ?? 'funded', builtInCredentials) ?? builtInCredentials.funded;
  const form = 'raw' in testCase.request ? undefined : testCase.request.refNumberLike;
  const refNumber = form ?? `KIT${randomBytes(4).toString('hex').toUpperCase()}`;
  const planned = createRequest(testCase, credential, refNumber);
  return 'parts' in planned ? planned.parts : [];
}

function withNotes(notes: readonly string[]): Pick<CaseResult, 'notes'> {
  return notes.length === 0 ? {} : { notes };
}
