import { validate } from 'ctrf';
import { describe, expect, test } from 'vitest';
import { toCtrf } from './ctrf.js';
import { createFinding, createTestReport, createTestResult } from './run-report.test-helper.js';

const open = createFinding('200', '401', { id: 'http-status', outcome: 'inconclusive' });
const known = createFinding('"a"', '"b"', { known: { owner: 'Ana', reason: 'in May', expires: '2999-12-31' } });
const sentAt = new Date('2026-03-01T10:00:01Z');
const results = [
  createTestResult('success-all-parts', [], { evidence: { sentAt, mayHaveBeenCharged: 0 } }),
  createTestResult('missing-key', [createFinding('"a"', '"b\u0000"')], { notes: ['a note'] }),
  createTestResult('credentials-wrong-key', [open]),
  createTestResult('missing-ref-number', [known]),
  createTestResult('missing-img1', [], { verdict: 'error', reason: 'it broke' }),
  createTestResult('missing-img2', [], { verdict: 'skipped', reason: 'beyond the budget' }),
];

describe('a CTRF report', () => {
  test('follows the schema of the format, and counts what stands in it', () => {
    const report = JSON.parse(toCtrf(createTestReport(results), false));
    expect(validate(report)).toEqual({ valid: true, errors: [] });
    // The validator finds faults, too.
    expect(validate({ ...report, results: { ...report.results, tests: [{ name: 'no status' }] } }).valid).toBe(false);
    expect(report.results.summary).toMatchObject({
      tests: 6,
      passed: 1,
      failed: 2,
      skipped: 1,
      other: 2,
      start: Date.parse('2026-03-01T10:00:00Z'),
      duration: 1234,
    });
    expect(report.results.tests.map(({ rawStatus }: { rawStatus: string }) => rawStatus)).toEqual(
      results.map(({ verdict }) => verdict),
    );
    expect(report.results.tests[0]).toMatchObject({ start: sentAt.getTime(), stop: sentAt.getTime() + 12 });
    expect(report.results.tests[1]).toMatchObject({
      message: 'message: expected "a", actual "b\\u0000"',
      trace: expect.stringMatching(/Document: section 2.*\ncurl /s),
      stdout: ['a note'],
    });
    expect(report.results.tests[3].message).toContain('(known until 2999-12-31, Ana: in May)');
  });

  test('has an inconclusive case as failed when the run is strict', () => {
    const { results: strict } = JSON.parse(toCtrf(createTestReport(results), true));
    expect(strict.summary).toMatchObject({ failed: 3, other: 1 });
  });

  test('fails for a run that was cut short, and for known failures that do not hold', () => {
    const report = JSON.parse(
      toCtrf(
        createTestReport([], {
          info: { cutShort: 'interrupted' },
          knownFailures: {
            file: 'known.yaml',
            problems: [{ line: 7, case: 'missing-key', check: 'kind', type: 'expired', problem: 'expired' }],
          },
        }),
        false,
      ),
    );
    expect(validate(report).errors).toEqual([]);
    expect(report.results.tests).toMatchObject([
      { name: 'the run finishes', status: 'failed', message: 'cut short: interrupted' },
      { name: 'the known failures hold', status: 'failed', message: 'known.yaml:7: missing-key, kind: expired' },
    ]);
  });
});
