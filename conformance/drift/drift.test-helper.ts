import { createMockServer, type MockServer } from '../../mock/index.js';
import { type Contract, loadContract } from '../../spec/index.js';
import { brokenMock } from '../peers/broken/broken-server.js';
import type { Deviation } from '../peers/broken/deviations.js';
import { startBrokenServer } from '../peers/broken/start-broken-server.js';
import { createJsonReport } from '../reports/json.js';
import { createTestReport, findTestCase } from '../reports/run-report.test-helper.js';
import { runOn } from '../run-on-mock.test-helper.js';
import { compareRuns } from './compare-runs.js';
import type { Drift } from './difference.js';
import type { RunFile } from './run-file.js';

const documentedContract = await loadContract();

/** Cases of several kinds that take little time. */
export const quickCases = [
  'success-all-parts',
  'success-not-matched',
  'missing-key',
  'missing-img1',
  'missing-ref-number',
  'credentials-unknown-tenant',
  'selfie-no-face',
  'ktp-no-face',
];

/** Options of a run in a test. */
export interface TestRunOptions {
  readonly ids?: readonly string[];
  readonly file?: string;
  /** Whether the report has the real durations. A busy machine must not change what other tests compare. */
  readonly isTimed?: boolean;
}

/** Runs cases on a real server, and returns the run as its JSON report would be read. */
export async function runFor(
  url: string,
  { ids = quickCases, file = 'run.json', isTimed = false }: TestRunOptions = {},
): Promise<RunFile> {
  const found = await runOn(url, documentedContract, ids.map(findTestCase));
  const results = isTimed ? found : found.map((result) => ({ ...result, durationMs: 10 }));
  const report = createTestReport(results, { info: { subject: 'http://127.0.0.1/demo' } });
  return { file, report: JSON.parse(JSON.stringify(createJsonReport(report, 'documented'))) };
}

/** Runs cases on a mock whose answers a proxy changes. */
export async function runWith(deviate: Deviation, options: TestRunOptions = {}): Promise<RunFile> {
  await using mock: MockServer = await createMockServer();
  await using server = await startBrokenServer(brokenMock('', '', [], deviate), mock);
  return await runFor(server.url, options);
}

/** Runs cases on a mock under a contract. */
export async function runUnder(contract: Contract, options: TestRunOptions = {}): Promise<RunFile> {
  await using mock = await createMockServer({ contract });
  return await runFor(mock.url, options);
}

/** Compares runs. The last one is the new one. */
export function driftOf(...runs: readonly RunFile[]): Drift {
  return compareRuns(runs.slice(0, -1), runs.at(-1) as RunFile, documentedContract);
}

/** The sentences of a drift, each with its class. */
export function sentencesOf({ differences }: Drift): readonly string[] {
  return differences.map(({ class: driftClass, sentence }) => `${driftClass}: ${sentence}`);
}
