import { version } from '../../spec/index.js';
import type { CheckResult } from '../checks/check.js';
import type { CaseResult } from '../evidence/verdict.js';
import { describeKnownFailureProblem } from './known-failure-problem.js';
import { placeOf } from './places.js';
import type { RunReport } from './run-report.js';
import { visibleText } from './visible-text.js';
import { type XmlElement, xmlElement, xmlText } from './xml.js';

/**
 * Formats a run as JUnit XML, with the readings as properties of the suite. JUnit has no verdict for an inconclusive case: it is
 * skipped with its reason, or a failure of type `inconclusive` when the run is strict.
 */
export function toJunit(report: RunReport, isStrict: boolean): string {
  const { info, results } = report;
  const cases = results.map((result) => testCaseElement(result, info.direction, isStrict));
  // JUnit counts cases that did not run as skipped. Without an error, a run that was cut short would look green.
  if (info.cutShort !== undefined) {
    const error = withMessage('error', `cut short: ${info.cutShort}`, 'cut-short');
    cases.push({
      outcome: 'errors',
      element: xmlElement(
        'testcase',
        { classname: `eendigo-kit.${info.direction}`, name: 'the run finishes', time: '0.000' },
        [error],
      ),
    });
  }
  // Every case may have passed, and the run ends with 1 all the same.
  const wrong = report.knownFailures?.problems ?? [];
  if (wrong.length > 0) {
    const lines = wrong.map((entry) => describeKnownFailureProblem(report.knownFailures?.file ?? '', entry));
    const failure = xmlElement('failure', { message: lines[0], type: 'known-failures' }, [xmlText(lines.join('\n'))]);
    cases.push({
      outcome: 'failures',
      element: xmlElement(
        'testcase',
        { classname: `eendigo-kit.${info.direction}`, name: 'the known failures hold', time: '0.000' },
        [failure],
      ),
    });
  }
  const count = (counted: Outcome): number => cases.filter(({ outcome }) => outcome === counted).length;
  const attributes = {
    name: `eendigo-kit conformance ${info.direction}`,
    tests: cases.length,
    failures: count('failures'),
    errors: count('errors'),
    time: seconds(info.durationMs),
  };
  // The schema of Jenkins allows these two in a suite alone.
  const ofSuite = { skipped: count('skipped'), timestamp: info.startedAt.toISOString().slice(0, 19) };
  const suite = xmlElement('testsuite', { ...attributes, ...ofSuite }, [
    '\n',
    xmlElement('properties', {}, properties(report)),
    '\n',
    ...cases.map(({ element }) => `${element}\n`),
  ]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${xmlElement('testsuites', attributes, ['\n', suite, '\n'])}\n`;
}

/** An element whose text repeats its message: some readers show the one, and some the other. */
function withMessage(name: 'error' | 'skipped', message: string, type?: string): XmlElement {
  return xmlElement(name, { message, ...(type === undefined ? {} : { type }) }, [xmlText(message)]);
}

/** What JUnit counts a case as. */
type Outcome = 'passed' | 'failures' | 'errors' | 'skipped';

function properties({ info, exit, readings }: RunReport): readonly XmlElement[] {
  const values: readonly (readonly [string, string | undefined])[] = [
    ['kit', version],
    ['subject', info.subject],
    ['profile', info.profile],
    ['exit-code', `${exit.code}: ${exit.reason}`],
    ['cut-short', info.cutShort],
    ...(info.notes ?? []).map((note): readonly [string, string] => ['note', note]),
    ...readings.map(({ ambiguity, description }): readonly [string, string] => [`reading.${ambiguity}`, description]),
  ];
  return values.flatMap(([name, value]) =>
    value === undefined ? [] : [xmlElement('property', { name, value: visibleText(value) })],
  );
}

function testCaseElement(
  result: CaseResult,
  direction: string,
  isStrict: boolean,
): { readonly outcome: Outcome; readonly element: XmlElement } {
  const { case: testCase, notes = [], durationMs } = result;
  const [outcome, child] = outcomeOf(result, isStrict);
  const output = notes.map((note) => `note: ${visibleText(note)}`).join('\n');
  const element = xmlElement(
    'testcase',
    {
      classname: `eendigo-kit.${direction}.${result.kind}`,
      name: `${testCase.id}: ${testCase.title}`,
      time: seconds(durationMs),
    },
    [
      ...(testCase.profile === undefined
        ? []
        : [xmlElement('properties', {}, [xmlElement('property', { name: 'profile', value: testCase.profile })])]),
      ...(child === undefined ? [] : [child]),
      ...(output === '' ? [] : [xmlElement('system-out', {}, [xmlText(output)])]),
    ],
  );
  return { outcome, element };
}

function outcomeOf(
  { verdict, checks, reason = '', reproduce = '' }: CaseResult,
  isStrict: boolean,
): readonly [Outcome, XmlElement | undefined] {
  const notPassed = checks.filter(({ outcome, known }) => outcome !== 'passed' && known === undefined);
  switch (verdict) {
    case 'passed':
      return ['passed', undefined];
    case 'skipped':
      return ['skipped', withMessage('skipped', visibleText(reason))];
    case 'known': {
      const reasons = checks.flatMap(({ id, known }) =>
        known ? [`${id}: ${visibleText(known.reason)} (${visibleText(known.owner)}, until ${known.expires})`] : [],
      );
      return ['skipped', withMessage('skipped', `known: ${reasons.join('; ')}`)];
    }
    case 'error':
      return ['errors', withMessage('error', visibleText(reason), 'error')];
    case 'inconclusive':
      if (!isStrict) return ['skipped', withMessage('skipped', `inconclusive: ${notPassed.map(inOneLine).join('; ')}`)];
      break;
    case 'failed':
      break;
  }
  const text = [...notPassed.map(formatCheck), reproduce].join('\n');
  const attributes = { message: notPassed.map(inOneLine).join('; '), type: verdict };
  return ['failures', xmlElement('failure', attributes, [xmlText(text)])];
}

function inOneLine({ id, expected = '', actual = '' }: CheckResult): string {
  return `${id}: expected ${visibleText(expected)}, actual ${visibleText(actual)}`.replaceAll('\n', ' ');
}

function formatCheck({ id, title, expected = '', actual = '', source }: CheckResult): string {
  return `${id}: ${title}\n  expected ${visibleText(expected)}\n  actual ${visibleText(actual)}\n  document ${placeOf([source])}\n`;
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}
