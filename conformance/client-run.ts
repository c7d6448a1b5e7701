import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtInTenants, createMockServer, type MockServer } from '../mock/index.js';
import { type Contract, defaultScenario, KitError, readTextFile, reasonOf, shellWord } from '../spec/index.js';
import type { Case } from './case.js';
import { runChecks } from './check.js';
import { clientChecks } from './client-checks/index.js';
import { type ProcessEnd, runProcess } from './client-process.js';
import { builtInCredentials, credentialFor } from './credentials.js';
import { drawnPictures, pictureFile } from './pictures.js';
import {
  type ClientCase,
  type ClientReport,
  caseVariable,
  protocolVersion,
  readReport,
  resultVariable,
} from './protocol.js';
import { type PartToSend, requestOf } from './request.js';
import { type CaseResult, verdictOf } from './verdict.js';

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
}

/**
 * Gives the cases to a client one after another, each with a mock of its own to talk to, and yields each result as it
 * is known: what went over the wire, and what the client says that it understood.
 *
 * @throws KitError `setup` when the client cannot be started or the file system refuses
 */
export async function* runClientCases(options: ClientRunOptions): AsyncGenerator<CaseResult, void, void> {
  const folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-client-')).catch((error: unknown) => {
    throw new KitError(
      'setup',
      `${tmpdir()}: no folder can be made there (${reasonOf(error)}); set TMPDIR to one that is writable`,
      { cause: error },
    );
  });
  try {
    await using mock = await createMockServer({ contract: options.contract });
    for (const of of options.cases) {
      if (options.signal.aborted)
        yield { case: of, verdict: 'skipped', checks: [], reason: 'interrupted', durationMs: 0 };
      else yield await runCase(of, options, mock, folder);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runCase(of: Case, options: ClientRunOptions, mock: MockServer, folder: string): Promise<CaseResult> {
  const started = performance.now();
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
  const caseFile = join(folder, 'case.json');
  const resultFile = join(folder, 'result.json');
  await writeFile(caseFile, JSON.stringify(clientCase, null, 2));
  await rm(resultFile, { force: true });
  const end = await runProcess(
    options.command,
    { [caseVariable]: caseFile, [resultVariable]: resultFile },
    options.limitMs,
    options.signal,
  );
  const report = await readResult(resultFile, end);
  const requests = session.requests();
  session.close();

  const base = { case: of, durationMs: Math.round(performance.now() - started) };
  if (options.signal.aborted) return { ...base, verdict: 'skipped', checks: [], reason: 'interrupted' };
  if (!('problem' in report) && report.outcome === 'skip')
    return {
      ...base,
      verdict: 'skipped',
      checks: [],
      reason: `the client skips it${report.reason ? `: ${report.reason}` : ''}`,
    };
  const checks = runChecks(clientChecks, { case: of, parts, digests, requests, report }, of.kind);
  const reproduce = `eendigo-kit conformance client --only ${of.id} -- ${options.command.map(shellWord).join(' ')}`;
  return { ...base, verdict: verdictOf(checks), checks, reproduce };
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

async function readResult(file: string, end: ProcessEnd): Promise<ClientReport | { readonly problem: string }> {
  const said = end.output === '' ? '' : `; it printed: ${end.output}`;
  if (end.timedOut) return { problem: `the client took too long and was ended${said}` };
  try {
    const report = readReport(await readTextFile(file));
    return 'problem' in report ? { problem: `${report.problem}${said}` } : report;
  } catch (error) {
    if (error instanceof KitError) return { problem: `${error.message}${said}` };
    return {
      problem: `no file at ${resultVariable}; the client ended with ${end.exitCode === null ? 'a signal' : `exit code ${end.exitCode}`}${said}`,
    };
  }
}
