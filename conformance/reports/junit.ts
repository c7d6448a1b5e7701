import junit, { type Builder } from 'junit-report-builder';
import type { CheckResult } from '../checks/check.js';
import type { CaseResult } from '../evidence/verdict.js';
import type { RunInfo } from './json.js';
import { formatSource } from './text.js';

// The package's types speak of an ES module; what Node imports from it is the builder itself.
const builder = junit as unknown as Builder;

/**
 * A run as JUnit XML. An inconclusive case is a failure of type `inconclusive`: JUnit has no word for doubt, and a run
 * with doubt is not green.
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
  for (const { case: testCase, verdict, checks, reason, notes = [], reproduce, durationMs } of results) {
    const entry = suite
      .testCase()
      .className(`eendigo-kit.${info.direction}.${testCase.kind}`)
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
  // JUnit has no word for it, and what was not run counts as skipped: without an error such a run would look green.
  if (info.cutShort !== undefined)
    suite
      .property('cut-short', sanitiseXml(info.cutShort))
      .testCase()
      .className(`eendigo-kit.${info.direction}`)
      .name('the run comes to its end')
      .error(sanitiseXml(`cut short: ${info.cutShort}`), 'cut-short');
  return report.build();
}

function formatCheck({ id, title, expected, actual, source }: CheckResult): string {
  return `${id}: ${title}\n  expected ${expected}\n  got ${actual}\n  document ${formatSource(source)}\n`;
}

/** Text without the characters that XML 1.0 cannot hold: what a server sends may have any. */
function sanitiseXml(text: string): string {
  return text.replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD');
}
