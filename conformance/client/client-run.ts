import { createHash, randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { builtInTenants, createMockServer, type MockServer } from '../../mock/index.js';
import { type Contract, defaultScenario, shellWord } from '../../spec/index.js';
import type { Case } from '../cases/case.js';
import { runChecks } from '../checks/check.js';
import { clientChecks } from '../checks/client/index.js';
import { type CaseResult, verdictOf } from '../evidence/verdict.js';
import { drawnPictures, pictureFile } from '../pictures.js';
import { type ClientCase, caseVariable, protocolVersion, resultVariable } from '../protocol/protocol.js';
import { readResult } from '../protocol/result-file.js';
import { builtInCredentials, credentialFor } from '../wire/credentials.js';
import { createDrawing, type OnDrawing } from '../wire/drawing.js';
import { interruptionOf } from '../wire/interruption.js';
import { temporaryFolder } from '../wire/picture-folder.js';
import { directToLoopback } from '../wire/proxy.js';
import { type PartToSend, requestOf } from '../wire/request.js';
import { runProcess } from './client-process.js';
import { judgeable } from './judgeable.js';

/** How long a client is told to wait for an answer that does come, in milliseconds: a slow machine is no defect of it. */
const patientTimeoutMs = 20_000;

/** A run of cases on a client. */
export interface ClientRunOptions {
  /** The client's program and its arguments, one run of it a case. */
  readonly command: readonly [string, ...string[]];
  readonly contract: Contract;
  readonly cases: readonly Case[];
  /** How long the client may take for one case, in milliseconds, before it is ended. */
  readonly limitMs: number;
  readonly signal: AbortSignal;
  /** Called as the pictures of the cases are drawn, which is in no case's time. */
  readonly onDrawing?: OnDrawing;
}

/**
 * Gives the cases to a client one after another, each with a mock of its own to talk to, and yields each result as it
 * is known: what went over the wire, and what the client says that it understood.
 *
 * @throws KitError `setup` when the client cannot be started or the file system refuses
 */
export async function* runClientCases(options: ClientRunOptions): AsyncGenerator<CaseResult, void, void> {
  const folder = await temporaryFolder('client');
  const removeNow = (): void => rmSync(folder, { recursive: true, force: true });
  // Also where the process is made to exit: pictures and keys are in it.
  process.once('exit', removeNow);
  using drawing = createDrawing(options.cases, drawnPictures, options.signal, options.onDrawing);
  try {
    await using mock = await createMockServer({ contract: options.contract });
    for (const of of options.cases) {
      if (!options.signal.aborted) await drawing.readyFor(of);
      if (options.signal.aborted) yield interruptedCase(of, options.signal);
      else yield await runCase(of, options, mock, folder);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
    process.off('exit', removeNow);
  }
}

function interruptedCase(of: Case, signal: AbortSignal, durationMs = 0): CaseResult {
  return { case: of, verdict: 'skipped', checks: [], reason: interruptionOf(signal), cutShort: true, durationMs };
}

async function runCase(of: Case, options: ClientRunOptions, mock: MockServer, folder: string): Promise<CaseResult> {
  const credential = credentialFor(of.tenant ?? 'funded', builtInCredentials) ?? builtInCredentials.funded;
  const request = requestOf(of, credential, `KIT${randomBytes(4).toString('hex').toUpperCase()}`);
  const parts = 'parts' in request ? request.parts : [];
  const digests = new Map<string, string>();
  const clientRequest: Record<string, string | { file: string; filename: string }> = {};
  for (const part of parts) clientRequest[part.name] = await writePart(part, folder, digests);

  // Unguessable, so that no stray request of another case or program can be taken for this one's.
  const session = mock.session(randomBytes(12).toString('hex'), {
    tenants: builtInTenants,
    scenario: of.scenario ?? defaultScenario(of.kind),
    keepSecrets: true,
    ...(of.fault ? { fault: of.fault } : {}),
  });
  const clientCase: ClientCase = {
    protocol: protocolVersion,
    id: of.id,
    title: of.title,
    baseUrl: session.url,
    path: options.contract.path,
    timeoutMs: of.timeoutMs ?? patientTimeoutMs,
    request: clientRequest,
  };
  // Named by the case: a process that outlives its case by hiding cannot write into the next one.
  const caseFile = join(folder, `${of.id}.case.json`);
  const resultFile = join(folder, `${of.id}.result.json`);
  await writeFile(caseFile, JSON.stringify(clientCase, null, 2));
  const started = performance.now();
  const end = await runProcess({
    command: options.command,
    variables: { ...directToLoopback(process.env), [caseVariable]: caseFile, [resultVariable]: resultFile },
    limitMs: options.limitMs,
    signal: options.signal,
    isDone: async () => 'report' in ((await readResult(resultFile)) ?? {}),
  });
  const durationMs = Math.round(performance.now() - started);
  const { report, notes } = judgeable(await readResult(resultFile), end, options.limitMs);
  const requests = session.requests();
  session.close();

  const base = { case: of, durationMs };
  if (options.signal.aborted) return interruptedCase(of, options.signal, durationMs);
  if (!('problem' in report) && report.outcome === 'skip')
    return {
      ...base,
      verdict: 'skipped',
      checks: [],
      reason: `the client skips it${report.reason ? `: ${report.reason}` : ''}`,
      ...noted(notes),
    };
  const checks = runChecks(clientChecks, { case: of, parts, digests, requests, report }, of.kind);
  const reproduce = `eendigo-kit conformance client --only ${of.id} -- ${options.command.map(shellWord).join(' ')}`;
  const all = [...notes, ...checks.flatMap(({ note }) => note ?? [])];
  return { ...base, verdict: verdictOf(checks), checks, ...noted(all), reproduce };
}

function noted(notes: readonly string[]): Pick<CaseResult, 'notes'> {
  return notes.length === 0 ? {} : { notes };
}

/** Puts a picture where the client finds it, and notes its digest. */
async function writePart(
  part: PartToSend,
  folder: string,
  digests: Map<string, string>,
): Promise<string | { file: string; filename: string }> {
  if (!('fixture' in part)) return part.value;
  const bytes = await drawnPictures.load(part.fixture);
  const file = join(folder, pictureFile(part.fixture));
  await writeFile(file, bytes);
  digests.set(part.name, createHash('sha256').update(bytes).digest('hex'));
  return { file, filename: part.type === 'file' ? part.filename : part.fixture };
}
