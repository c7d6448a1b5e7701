import junit, { type Builder } from 'junit-report-builder';
import type { CheckResult } from '../checks/check.js';
import type { CaseResult } from '../evidence/verdict.js';
import type { RunInfo } from './json.js';
import { formatSource } from './text.js';

// The package's types describe an ES module, but Node imports the builder itself.
const builder = junit as unknown as Builder;

/**
 * Formats a run as JUnit XML. An inconclusive case is a failure of type `inconclusive`, because JUnit has no such verdict
 * and the run has not passed.
 */
export function toJunit(info: RunInfo, results: readonly CaseResult[]): string {
  const report = builder.newBuilder();
  const suite = report
    .testSuite()
    .name(`eendigo-kit conformance ${info.direction}`)
    .timestamp(info.startedAt)
    .time(info.durationMs / 1000)
    .property('subject', info.subject)
    .property('profile', info.profile);
  for (const { case: testCase, kind, verdict, checks, reason, notes = [], reproduce, durationMs } of results) {
    const entry = suite
      .testCase()
      .className(`eendigo-kit.${info.direction}.${kind}`)
      .name(`${testCase.id}: ${testCase.title}`)
      .time(durationMs / 1000);
    const output = [...(verdict === 'skipped' ? [reason ?? ''] : []), ...notes.map((note) => `note: ${note}`)];
    if (output.length > 0) entry.standardOutput(sanitiseXml(output.join('\n')));
    const notPassed = checks.filter(({ outcome }) => outcome !== 'passed');
    switch (verdict) {
      case 'passed':
        break;
      case 'skipped':
        entry.skipped();
        break;
      case 'error':
        entry.error(sanitiseXml(reason ?? ''), 'error');
        break;
      case 'failed':
      case 'inconclusive':
        entry
          .failure(sanitiseXml(notPassed.map(({ id }) => id).join(', ')), verdict)
          .stacktrace(sanitiseXml([...notPassed.map(formatCheck), reproduce ?? ''].join('\n')));
        break;
    }
  }
  // JUnit counts cases that did not run as skipped. Without an error, a run that was cut short would look green.
  if (info.cutShort !== undefined)
    suite
      .property('cut-short', sanitiseXml(info.cutShort))
      .testCase()
      .className(`eendigo-kit.${info.direction}`)
      .name('the run finishes')
      .error(sanitiseXml(`cut short: ${info.cutShort}`), 'cut-short');
  return report.build();
}

function formatCheck({ id, title, expected, actual, source }: CheckResult): string {
  return `${id}: ${title}\n  expected ${expected}\n  actual ${actual}\n  document ${formatSource(source)}\n`;
}

/** Replaces characters that XML 1.0 does not allow. A server's text may contain any. */
function sanitiseXml(text: string): string {
  return text.replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD');
}
