import junit, { type Builder } from 'junit-report-builder';
import type { CheckResult } from '../checks/check.js';
import type { CaseResult } from '../evidence/verdict.js';
import type { RunInfo } from './json.js';
import { documentPlaceOf } from './text.js';

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
  for (const { case: of, verdict, checks, reason, notes = [], reproduce, durationMs } of results) {
    const testCase = suite
      .testCase()
      .className(`eendigo-kit.${info.direction}.${of.kind}`)
      .name(`${of.id}: ${of.title}`)
      .time(durationMs / 1000);
    const said = [...(verdict === 'skipped' ? [reason ?? ''] : []), ...notes.map((note) => `note: ${note}`)];
    if (said.length > 0) testCase.standardOutput(legal(said.join('\n')));
    const told = checks.filter(({ outcome }) => outcome !== 'passed');
    switch (verdict) {
      case 'passed':
        break;
      case 'skipped':
        testCase.skipped();
        break;
      case 'error':
        testCase.error(legal(reason ?? ''), 'error');
        break;
      case 'failed':
      case 'inconclusive':
        testCase
          .failure(legal(told.map(({ id }) => id).join(', ')), verdict)
          .stacktrace(legal([...told.map(paragraph), reproduce ?? ''].join('\n')));
        break;
    }
  }
  // JUnit has no word for it, and what was not run counts as skipped: without an error such a run would look green.
  if (info.cutShort !== undefined)
    suite
      .property('cut-short', legal(info.cutShort))
      .testCase()
      .className(`eendigo-kit.${info.direction}`)
      .name('the run comes to its end')
      .error(legal(`cut short: ${info.cutShort}`), 'cut-short');
  return report.build();
}

function paragraph({ id, title, expected, got, source }: CheckResult): string {
  return `${id}: ${title}\n  expected ${expected}\n  got ${got}\n  document ${documentPlaceOf(source)}\n`;
}

/** Text without the characters that XML 1.0 cannot hold: what a server sends may have any. */
function legal(text: string): string {
  return text.replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD');
}
