import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMockServer } from '../../mock/index.js';
import { contractUnder, documented, type LoadedProfile, loadProfile } from '../../spec/index.js';
import type { TestCase } from '../cases/case.js';
import { cases } from '../cases/index.js';
import { drawnPictures, type PictureSource } from '../pictures.js';
import type { JsonReport } from '../reports/report-types.js';
import { builtInCredentials, credentialFor } from '../wire/credentials.js';
import { createRequest } from '../wire/request.js';
import { encodeRequest } from '../wire/send.js';
import type { RecordedExchange, SentCredentials } from './exchange.js';
import { startTestRecorder } from './recorder.test-helper.js';
import { createRecording, exitOfRecording } from './recording.js';

/** The case of an id. */
export function caseOfId(id: string): TestCase {
  const found = cases.find((testCase) => testCase.id === id);
  if (!found) throw new Error(`no case ${id}`);
  return found;
}

/** Sends the request of a case as a client does, which knows no case, to a base URL. */
export async function sendCase(
  url: string,
  testCase: TestCase,
  refNumber: string,
  pictures: PictureSource = drawnPictures,
): Promise<string> {
  const credential = credentialFor(testCase.tenant ?? 'funded', builtInCredentials) ?? builtInCredentials.funded;
  const { method, contentType, body } = await encodeRequest(createRequest(testCase, credential, refNumber), pictures);
  const response = await fetch(`${url}/biometric/facecompareliveness`, {
    method,
    ...(contentType === undefined ? {} : { headers: { 'Content-Type': contentType } }),
    ...(body === undefined ? {} : { body: new Uint8Array(body) }),
  });
  return response.text();
}

/** A recording of what a client sends to a mock under a profile. */
export interface RecordedRun {
  /** Of the tested server. Default: `documented`. */
  readonly profile?: LoadedProfile | string;
  /** What the client sends, to the base URL. */
  readonly client: (url: string) => Promise<unknown>;
  readonly count: number;
  /** What the server answers whatever it gets. Default: the rules decide. */
  readonly scenario?: string;
  /** The credentials that the recorder has. Default: those of the mock's tenants; null for none. */
  readonly credentials?: null;
}

/** Records a client's calls to a mock, and returns the report. */
export async function recordRun({
  profile = 'documented',
  client,
  count,
  scenario,
  credentials: given,
}: RecordedRun): Promise<JsonReport> {
  await using mock = await createMockServer({ profile, ...(scenario === undefined ? {} : { scenario }) });
  const target = new URL(`${mock.url}/demo`);
  const credentials = given === null ? undefined : builtInCredentials;
  const recording = createRecording({
    target,
    contract: contractUnder(documented),
    credentials,
    startedAt: new Date(),
    mayBeCharged: 0,
  });
  const onExchange = (exchange: RecordedExchange, sent: SentCredentials | undefined): void =>
    recording.add(exchange, sent);
  await using recorder = await startTestRecorder(Number(target.port), {
    onExchange,
    ...(credentials ? { credentials } : {}),
  });
  await client(recorder.url);
  await recorder.over(count);
  return recording.report({ exit: exitOfRecording(recording.exchanges(), false), durationMs: 1 });
}

/** Loads a profile with decisions of its own. */
export async function profileWith(decisions: object): Promise<LoadedProfile> {
  const folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-profile-'));
  const file = join(folder, 'vendor.json');
  await writeFile(file, JSON.stringify({ name: 'vendor', decisions }));
  return loadProfile(file);
}

/** Writes a report to a new file. */
export async function writeReportFile(report: JsonReport, name = 'run.json'): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'eendigo-kit-recording-')), name);
  await writeFile(file, JSON.stringify(report));
  return file;
}
