import { Ajv2020 } from 'ajv/dist/2020.js';
import { decisionsOf, documented, loadContract } from '../../spec/index.js';
import type { TestCase } from '../cases/case.js';
import { cases } from '../cases/index.js';
import type { CheckResult } from '../checks/check.js';
import { observedReadings } from '../evidence/readings.js';
import { type CaseResult, exitCodeOf, summarise, verdictOf } from '../evidence/verdict.js';
import { expectationOf } from '../expectation/expectation.js';
import { causesOf } from './causes.js';
import { runReportSchema } from './report-schema.js';
import type { RunInfo, RunReport } from './run-report.js';

const contract = await loadContract();

/** Creates the report of a run that ended with these results. */
export function createTestReport(
  results: readonly CaseResult[],
  { info, ...changes }: Partial<Omit<RunReport, 'info'>> & { readonly info?: Partial<RunInfo> } = {},
): RunReport {
  const summary = summarise(results);
  return {
    info: {
      direction: 'server',
      subject: 'http://127.0.0.1:8080/demo',
      profile: 'documented',
      decisions: decisionsOf(documented),
      plan: { cases: results.length, sent: results.length, mayBeCharged: 0 },
      startedAt: new Date('2026-03-01T10:00:00Z'),
      durationMs: 1234,
      ...info,
    },
    summary,
    exit: { code: exitCodeOf(summary), reason: 'a reason' },
    results,
    causes: causesOf(results),
    readings: observedReadings(results, contract),
    ...changes,
  };
}

/** Creates the result of a case of the suite, with these checks. */
export function createTestResult(
  id: string,
  checks: readonly CheckResult[],
  changes: Partial<CaseResult> = {},
): CaseResult {
  const testCase = findTestCase(id);
  return {
    case: testCase,
    kind: expectationOf(testCase, contract).demanded.kind,
    verdict: verdictOf(checks),
    checks,
    durationMs: 12,
    reproduce: `curl -sS http://127.0.0.1:8080/${id}`,
    ...changes,
  };
}

/** Creates the result of a check that is not passed. */
export function createFinding(expected: string, actual: string, changes: Partial<CheckResult> = {}): CheckResult {
  return {
    id: 'message',
    title: 'message is the text that the document shows',
    source: { requirements: ['invalid-credentials-message'] },
    outcome: 'failed',
    expected,
    actual,
    ...changes,
  };
}

/** Finds a case of the suite. */
export function findTestCase(id: string): TestCase {
  const found = cases.find((testCase) => testCase.id === id);
  if (!found) throw new Error(`no case is called ${id}`);
  return found;
}

const validate = new Ajv2020({ strict: false, allErrors: true }).compile(runReportSchema);

/** What is wrong with a JSON report by its published schema, one line each. */
export function reportProblems(json: string): readonly string[] {
  return validate(JSON.parse(json))
    ? []
    : (validate.errors ?? []).map(
        ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
      );
}
