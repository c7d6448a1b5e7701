import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { createPaint } from '../../spec/index.js';
import { cases } from '../cases/index.js';
import type { CaseResult } from '../evidence/verdict.js';
import type { RunReport } from './run-report.js';
import { createFinding, createTestReport, createTestResult } from './run-report.test-helper.js';
import { createTextReporter } from './text.js';

const columns = 80;
const forServers = cases.filter(({ directions }) => directions.includes('server'));

function linesOf(report: RunReport, colours = false): readonly string[] {
  const text = createTextReporter(
    report.results.map((result) => result.case),
    { columns, paint: createPaint(colours) },
  );
  return [
    ...text.start(report.info),
    ...report.results.flatMap((result) => text.result(result) ?? []),
    ...text.end(report, './mine.yaml'),
  ];
}

const finding = createFinding(`"${'x'.repeat(300)}"`, `"${'x y'.repeat(100)}\ufeff"`);
const status = createFinding('200', '401', {
  id: 'http-status',
  outcome: 'inconclusive',
  source: { ambiguity: 'http-status' },
  observed: [{ ambiguity: 'http-status', value: 'parameter-invalid 401' }],
});
/** A result of each verdict in turn for every case of a server, with long texts. */
const everyVerdict: readonly CaseResult[] = forServers.map(({ id }, at) => {
  const time = { durationMs: 10 ** (at % 7) };
  switch (at % 5) {
    case 0:
      return createTestResult(id, [], { ...time, notes: ['a remark that is long enough for two lines. '.repeat(3)] });
    case 1:
      return createTestResult(id, [finding, status], time);
    case 2:
      return createTestResult(id, [status], time);
    case 3:
      return createTestResult(id, [], { ...time, verdict: 'error', reason: 'the kit failed for a reason. '.repeat(5) });
    default:
      return createTestResult(id, [], { ...time, verdict: 'skipped', reason: 'beyond the budget of 5 billable calls' });
  }
});

describe('the report of a run in a terminal', () => {
  test('fits 80 columns, but for the command lines, which can be copied as they stand', () => {
    const report = createTestReport(everyVerdict, {
      info: { subject: `http://127.0.0.1:8080/${'long-'.repeat(30)}`, cutShort: 'a long reason '.repeat(9) },
      explanation: {
        profile: 'rest',
        decisions: [{ path: 'answers.imageTooLargeMessage', value: 'x'.repeat(150), cases: ['missing-key'] }],
        explained: ['missing-key', 'missing-img1'],
        remaining: forServers.map(({ id }) => id),
      },
    });
    const long = linesOf(report).filter((line) => [...line].length > columns);
    // A profile file is copied, too.
    expect(long.filter((line) => !/^ +(curl |imageTooLargeMessage:|x+$)/.test(line))).toEqual([]);
    expect(linesOf(report, true).map((line) => stripVTControlCharacters(line).trimEnd())).toEqual(linesOf(report));
  });

  test('has one line a case, with the sign, the id, the text and the time in columns', () => {
    const lines = linesOf(createTestReport(everyVerdict)).filter((line) => /^ *\d+\/\d+ /.test(line));
    expect(lines).toHaveLength(forServers.length);
    for (const [at, line] of lines.entries()) {
      const { case: testCase, verdict } = everyVerdict[at] as CaseResult;
      expect([...line][8]).toBe(
        { passed: '✔', failed: '✖', inconclusive: '?', known: '~', error: '!', skipped: '-' }[verdict],
      );
      expect(line.indexOf(testCase.id)).toBe(10);
      if (verdict !== 'skipped') expect(line).toMatch(/^.{80}$/);
      if (verdict !== 'skipped') expect(line).toMatch(/ (\d+ ms|[\d.]+ s)$/);
    }
    expect(lines[1]).toContain('failed: message');
    expect(lines[4]).toContain('skipped: beyond the budget');
  });

  test('cuts a long id, and keeps the profile of a run under several', () => {
    const result = createTestResult('understood-insufficient-balance', []);
    const under = (profile: string): CaseResult => {
      const testCase = { ...result.case, id: `${result.case.id}@${profile}` };
      return { ...result, case: testCase };
    };
    const text = linesOf(createTestReport([under('documented'), under('rest')])).join('\n');
    expect(text).toContain(' understood-insufficien…@documented ');
    expect(text).toContain(' understood-insufficient-bala…@rest ');
  });

  test('says at the top what is judged, by what, how much, and what it may cost', () => {
    const results = everyVerdict.slice(0, 3);
    const head = (mayBeCharged: number) =>
      linesOf(createTestReport(results, { info: { plan: { cases: 3, sent: 2, mayBeCharged } } })).slice(0, 4);
    expect(head(0)).toEqual([
      'Server   http://127.0.0.1:8080/demo',
      'Profile  documented',
      'Cases    3, 1 of them skipped',
      'Cost     free: 2 calls, none of which is charged',
    ]);
    expect(head(2)[3]).toBe('Cost     2 calls, of which at most 2 may be charged');
  });

  test('shows a cause once, with the difference, the place with two ids at most, three cases, and one command line', () => {
    const source = { requirements: ['success-keys', 'success-status', 'success-date'] };
    const ids = ['missing-key', 'missing-img1', 'missing-img2', 'empty-key'];
    const report = createTestReport(
      ids.map((id) => createTestResult(id, [createFinding('"Wrong key"', '"Wrong\u00a0key"', { source })])),
    );
    const text = linesOf(report).join('\n');
    expect(text).toContain(
      [
        '✖ 4 cases failed in message',
        '    check     message: message is the text that the document shows',
        '    expected  "Wrong key"',
        '    actual    "Wrong\\u00a0key"',
        '    document  section 2, Response, Success [success-keys, success-status, …]',
        '    cases     missing-key, missing-img1, missing-img2 and 1 more',
        '    once more:',
        '    curl -sS http://127.0.0.1:8080/missing-key',
      ].join('\n'),
    );
    expect(text.match(/curl/g)).toHaveLength(1);
    expect(linesOf(report, true).join('\n')).toContain(
      '\u001b[31m"Wrong\u001b[39m\u001b[31m\u001b[7m\\u00a0\u001b[27m\u001b[39m\u001b[31mkey"\u001b[39m',
    );
  });

  test('names the question that an inconclusive cause leaves open, the reading that fits, and what explains it', () => {
    const open = { ...status, reading: { ambiguity: 'http-status', reading: 'by-meaning' } };
    const report = createTestReport([createTestResult('credentials-wrong-key', [open])], {
      explanation: {
        decisions: [{ path: 'status.invalid-credentials', value: 401, cases: ['credentials-wrong-key'] }],
        explained: ['credentials-wrong-key'],
        remaining: [],
      },
    });
    const text = linesOf(report).join('\n');
    expect(text).toMatch(/\? 1 case inconclusive in http-status: HTTP 401, the profile expects 200\n/);
    expect(text).toMatch(/ document {2}leaves it open: Which HTTP status .*\n.*\[http-status\]\n/);
    expect(text).toMatch(/ reading {3}the answer fits by-meaning of http-status: Each failure/);
    expect(text).toMatch(/ explained by status\.invalid-credentials: 401\n/);
    expect(text).toContain(
      [
        'One decision explains 1 case; no case remains.',
        '  status.invalid-credentials: 401  explains 1 case',
        'If the server means it so, save this as my-server.yaml and run again with',
        '--profile my-server.yaml:',
        '  name: my-server',
        '  extends: ./mine.yaml',
        '  decisions:',
        '    status:',
        '      invalid-credentials: 401',
      ].join('\n'),
    );
  });

  test('lists every reading, the unusual ones first, and those that are not known under their reason', () => {
    const reading = (ambiguity: string, changes: object): RunReport['readings'][number] => ({
      ambiguity,
      question: `Which ${ambiguity}?`,
      observed: [],
      readings: ['one'],
      description: 'one',
      matchesProfile: true,
      ...changes,
    });
    const unknown = 'the control failed';
    const report = createTestReport([createTestResult('missing-key', [])], {
      readings: [
        reading('nik-format', {}),
        reading('date-meaning', { readings: ['answer', 'transaction'] }),
        reading('text-length', { unknown }),
        reading('http-status', { matchesProfile: false, description: 'by-meaning' }),
        reading('text-charset', { unknown }),
      ],
    });
    expect(linesOf(report).join('\n')).toContain(
      [
        "What the answers show of the document's open questions (* is not as assumed):",
        '  * http-status   by-meaning',
        '                  Which http-status?',
        '    as the profile assumes: nik-format, date-meaning (or another)',
        '    not known: the control failed: text-length, text-charset',
        '"eendigo-kit ambiguities" has every question and its readings.',
      ].join('\n'),
    );
  });

  test('ends with the totals, after the reason when the run was cut short', () => {
    const results = [
      createTestResult('missing-key', []),
      createTestResult('missing-img1', [], { verdict: 'skipped', reason: 'x', cutShort: true }),
    ];
    const lines = linesOf(createTestReport(results, { info: { cutShort: 'interrupted by SIGINT; 1 of 2 cases' } }));
    expect(lines.slice(-2)).toEqual([
      'Cut short: interrupted by SIGINT; 1 of 2 cases.',
      '2 cases: 1 passed, 1 skipped in 1.2 s',
    ]);
    expect(lines.join('\n')).not.toContain('missing-img1');
  });
});
