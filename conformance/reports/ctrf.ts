import { version } from '../../spec/index.js';
import type { CheckResult } from '../checks/check.js';
import type { CaseResult } from '../evidence/verdict.js';
import { describeKnownFailureProblem } from './known-failure-problem.js';
import { placeOf } from './places.js';
import type { RunReport } from './run-report.js';
import { visibleText } from './visible-text.js';

/** The version of the Common Test Report Format that {@link toCtrf} writes. */
const specVersion = '0.0.0';

type CtrfStatus = 'passed' | 'failed' | 'skipped' | 'pending' | 'other';

interface CtrfTest {
  readonly name: string;
  readonly status: CtrfStatus;
  /** Milliseconds. */
  readonly duration: number;
  readonly [property: string]: unknown;
}

/**
 * Formats a run in the Common Test Report Format. An inconclusive case is `other`, or `failed` when the run is strict, and a
 * known failure is `other`; `rawStatus` has the verdict. An error of the kit, a run that was cut short and entries of known
 * failures that do not hold are failed tests, so that no reader takes the run for a good one.
 */
export function toCtrf(report: RunReport, isStrict: boolean): string {
  const { info, exit } = report;
  const tests = [...report.results.map((result) => testOf(result, info.direction, isStrict)), ...testsOfRun(report)];
  const count = (wanted: CtrfStatus): number => tests.filter(({ status }) => status === wanted).length;
  const start = info.startedAt.getTime();
  const ctrf = {
    reportFormat: 'CTRF',
    specVersion,
    timestamp: new Date(start + info.durationMs).toISOString(),
    generatedBy: 'eendigo-kit',
    results: {
      tool: { name: 'eendigo-kit', version },
      summary: {
        tests: tests.length,
        passed: count('passed'),
        failed: count('failed'),
        skipped: count('skipped'),
        pending: count('pending'),
        other: count('other'),
        start,
        stop: start + info.durationMs,
        duration: info.durationMs,
      },
      tests,
      environment: { reportName: `eendigo-kit conformance ${info.direction}`, appName: visibleText(info.subject) },
      extra: {
        profile: info.profile,
        ...(info.notes === undefined ? {} : { notes: info.notes.map(visibleText) }),
        exitCode: exit.code,
        exitReason: visibleText(exit.reason),
        readings: Object.fromEntries(
          report.readings.map(({ ambiguity, description }) => [ambiguity, visibleText(description)]),
        ),
      },
    },
  };
  return `${JSON.stringify(ctrf, null, 2)}\n`;
}

function testOf(result: CaseResult, direction: string, isStrict: boolean): CtrfTest {
  const { case: testCase, verdict, kind, durationMs, notes = [], evidence, checks, reason, reproduce } = result;
  const notPassed = checks.filter(({ outcome }) => outcome !== 'passed');
  const message = reason ?? notPassed.map(inOneLine).join('; ');
  const trace = [...notPassed.map(({ title, source }) => `${title}. Document: ${placeOf([source])}`), reproduce ?? ''];
  const start = evidence?.sentAt.getTime();
  return {
    name: `${testCase.id}: ${testCase.title}`,
    status: statusOf(verdict, isStrict),
    rawStatus: verdict,
    duration: durationMs,
    ...(start === undefined ? {} : { start, stop: start + durationMs }),
    suite: [`eendigo-kit ${direction}`, kind],
    tags: [...testCase.tags],
    ...(testCase.profile === undefined ? {} : { extra: { profile: testCase.profile } }),
    ...(message === '' ? {} : { message: visibleText(message) }),
    ...(notPassed.length === 0 ? {} : { trace: visibleText(trace.join('\n').trim()) }),
    ...(notes.length === 0 ? {} : { stdout: notes.map(visibleText) }),
  };
}

function statusOf(verdict: CaseResult['verdict'], isStrict: boolean): CtrfStatus {
  switch (verdict) {
    case 'passed':
    case 'skipped':
      return verdict;
    case 'failed':
    case 'error':
      return 'failed';
    case 'inconclusive':
      return isStrict ? 'failed' : 'other';
    case 'known':
      return 'other';
  }
}

function inOneLine({ id, expected = '', actual = '', known }: CheckResult): string {
  const accepted = known ? ` (known until ${known.expires}, ${known.owner}: ${known.reason})` : '';
  return `${id}: expected ${expected}, actual ${actual}${accepted}`.replaceAll('\n', ' ');
}

/** What is wrong with the run as a whole. */
function testsOfRun({ info, knownFailures }: RunReport): readonly CtrfTest[] {
  const wrong = knownFailures?.problems ?? [];
  const failed = (name: string, message: string): CtrfTest => ({ name, status: 'failed', duration: 0, message });
  return [
    ...(info.cutShort === undefined ? [] : [failed('the run finishes', `cut short: ${visibleText(info.cutShort)}`)]),
    ...(wrong.length === 0
      ? []
      : [
          failed(
            'the known failures hold',
            wrong.map((entry) => describeKnownFailureProblem(knownFailures?.file ?? '', entry)).join('\n'),
          ),
        ]),
  ];
}
