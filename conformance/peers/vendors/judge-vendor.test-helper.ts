import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { createMockServer } from '../../../mock/index.js';
import {
  type Contract,
  decisionAt,
  documented,
  type LoadedProfile,
  loadContract,
  loadProfile,
  type ProfilePath,
  profilePaths,
} from '../../../spec/index.js';
import { compareRuns } from '../../drift/compare-runs.js';
import { readRunFile } from '../../drift/run-file.js';
import { observedReadings } from '../../evidence/readings.js';
import type { CaseResult } from '../../evidence/verdict.js';
import { describeLearned } from '../../learn/in-words.js';
import { type Learned, learnFrom } from '../../learn/learn.js';
import { createProfileDocument, formatProfile } from '../../learn/profile-file.js';
import { readRuns } from '../../learn/read-runs.js';
import { toJson } from '../../reports/json.js';
import { createTestReport } from '../../reports/run-report.test-helper.js';
import { isRun } from '../../run-on-mock.test-helper.js';
import { createNeutral } from '../../wire/neutral.js';
import { type Finding, findingsOf, runOnPeer } from '../judge-peer.test-helper.js';
import type { Vendor } from './vendor.js';

/** Decisions that no answer shows, or whose values all lead to the same answers of a server with the document's rules. */
const neverShown: readonly ProfilePath[] = [
  'charged',
  'pictures.exif',
  'parts.emptyOptional',
  'pictures.selfie.minimumWidth',
];

/**
 * Runs the suite on a vendor, learns its profile from the report, and runs the suite under that profile on the vendor and on
 * the mock. Holds the vendor to everything that its entry states.
 */
export async function expectProof(vendor: Vendor): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-vendor-'));
  try {
    await using server = await vendor.start();
    const url = `${server.url}/demo`;
    const documentedContract = await loadContract();
    const first = await runOnPeer(url, documentedContract);
    expectStatedFailures(first, vendor);

    const report = await writeReport(join(folder, 'documented.json'), first, documentedContract);
    const { answers, subjects, warnings } = await readRuns([report]);
    expect(warnings).toEqual([]);
    const learned = learnFrom(answers);
    expectStatedFacts(learned, vendor);

    const file = join(folder, 'vendor.profile.yaml');
    await writeFile(file, formatProfile(createProfileDocument('vendor', learned, subjects), file));
    const loaded = await loadProfile(file);
    expectProvenance(loaded, learned);

    const isExpressible = learned.unexplained.length === 0;
    const contract = await loadContract(loaded.profile);
    const again = await runOnPeer(url, contract);
    const known = vendor.inexpressible?.flatMap(({ checks = [] }) => checks) ?? [];
    expect(findingsOf(again).filter(({ check }) => !known.includes(check))).toEqual([]);
    await using mock = await createMockServer({ contract });
    const replayed = await runOnPeer(`${mock.url}/demo`, contract);
    expect(findingsOf(replayed)).toEqual([]);
    expect(await driftBetween(folder, contract, { vendor: again, mock: replayed, isExpressible })).toEqual(
      (vendor.inexpressible?.flatMap(({ drift = [] }) => drift) ?? []).toSorted(),
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The whole suite has run, without an error of the kit, and what fails is what the entry states. */
function expectStatedFailures(results: readonly CaseResult[], { fails }: Vendor): void {
  expect(results.filter(isRun).filter(({ verdict }) => verdict === 'error' || verdict === 'skipped')).toEqual([]);
  const failed = findingsOf(results).filter(({ outcome }) => outcome === 'failed');
  expect([...new Set(failed.map(({ check }) => check))].toSorted(), inLines(failed)).toEqual(fails.toSorted());
}

/** Everything observed is true, everything that shows is observed, and the rest is known to be open. */
function expectStatedFacts(learned: Learned, { shows, hides = {}, leavesOpen = [], inexpressible = [] }: Vendor): void {
  expect(describeLearned({ ...learned, observed: [], unobserved: [], unexplained: [] })).toEqual([]);
  expect(learned.unexplained.map(({ answer }) => answer.case.id).toSorted()).toEqual(
    inexpressible.flatMap(({ unexplained = [] }) => unexplained).toSorted(),
  );
  const truth = (path: ProfilePath): unknown => shows[path] ?? hides[path] ?? decisionAt(documented, path);
  const observed = Object.fromEntries(learned.observed.map(({ path, value }) => [path, value]));
  const open = [...neverShown.filter((path) => !(path in shows)), ...leavesOpen];
  const shown = profilePaths.filter((path) => !open.includes(path));
  expect(withoutTimes(observed)).toEqual(withoutTimes(Object.fromEntries(shown.map((path) => [path, truth(path)]))));
  expect(learned.unobserved.map(({ path }) => path).toSorted()).toEqual(open.toSorted());
  expect(Object.keys(shows).filter((path) => open.includes(path as ProfilePath))).toEqual([]);
}

/** The profile file says of each decision where it is from. */
function expectProvenance({ origins }: LoadedProfile, { observed }: Learned): void {
  for (const path of profilePaths) {
    const finding = observed.find((one) => one.path === path);
    expect(origins[path], path).toMatchObject(
      finding
        ? { source: 'observed', count: finding.answers.length, date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) }
        : { note: expect.stringContaining('not observed') },
    );
  }
}

interface Replay {
  readonly vendor: readonly CaseResult[];
  readonly mock: readonly CaseResult[];
  /** Whether decisions explain every answer. */
  readonly isExpressible: boolean;
}

async function driftBetween(
  folder: string,
  contract: Contract,
  { vendor, mock, isExpressible }: Replay,
): Promise<readonly string[]> {
  const [old, now] = await Promise.all(
    [['vendor.json', vendor] as const, ['mock.json', mock] as const].map(async ([name, results]) =>
      readRunFile(await writeReport(join(folder, name), results, contract)),
    ),
  );
  if (!old || !now) throw new Error('two runs were read');
  const drift = compareRuns([old], now, contract);
  // A breach that the server accepts says something else of the order, so the mock's run may skip other cases about it.
  expect(isExpressible ? drift.unknown : drift.unknown.filter((id) => !id.startsWith('order-'))).toEqual([]);
  expect(drift.compared).toBe(vendor.filter(({ evidence }) => evidence?.answer).length - drift.unknown.length);
  const meant = drift.differences.filter((difference) => difference.class !== 'noise');
  return [...new Set(meant.map(({ aspect, place }) => `${aspect} ${place}`.trim()))].toSorted();
}

async function writeReport(file: string, results: readonly CaseResult[], contract: Contract): Promise<string> {
  const { decisions, profile } = contract;
  const report = createTestReport(
    // The durations of a busy machine say nothing.
    results.map((result) => ({ ...result, durationMs: 10 })),
    { info: { subject: 'http://127.0.0.1/demo', profile, decisions }, readings: observedReadings(results, contract) },
  );
  await writeFile(file, toJson(report, file));
  return file;
}

function inLines(findings: readonly Finding[]): string {
  const isEarly = ({ check }: Finding, at: number): boolean =>
    findings.slice(0, at).filter((earlier) => earlier.check === check).length < 3;
  return findings
    .filter(isEarly)
    .map((finding) => `${finding.check} in ${finding.case}: ${finding.detail}`)
    .join('\n');
}

/** Answers of frameworks have times in them. */
function withoutTimes(values: object): unknown {
  return JSON.parse(createNeutral(undefined)(JSON.stringify(values)));
}
