import { describe, expect, test } from 'vitest';
import type { CaseResult } from '../evidence/verdict.js';
import { describeDoubleCharges, doubleChargesOf } from './double-charges.js';
import { toHtml } from './html/html-report.js';
import { toJson } from './json.js';
import { readPrice } from './price.js';
import { createTestReport, createTestResult, reportProblems } from './run-report.test-helper.js';
import { toStepSummary } from './step-summary.js';
import { createTextReporter } from './text.js';

function charged(id: string, charges?: number): CaseResult {
  const evidence = { sentAt: new Date('2026-03-01T10:00:00Z'), mayHaveBeenCharged: 1 };
  return createTestResult(id, [], { evidence: charges === undefined ? evidence : { ...evidence, charged: charges } });
}

const results = [
  charged('fault-delay', 1),
  charged('fault-reset', 3),
  charged('fault-unavailable', 2),
  charged('fault-reset-body', 0),
  charged('fault-server-error'),
];

describe('the charges for repeated requests', () => {
  test('are those beyond the first of each call, with what they cost', () => {
    const doubleCharges = doubleChargesOf(results, readPrice('1500', 'IDR')?.format);
    expect(doubleCharges).toEqual({ charges: 3, cases: ['fault-reset', 'fault-unavailable'], money: 'IDR 4,500' });
    expect(doubleCharges && describeDoubleCharges(doubleCharges)).toBe(
      'Requests that the client repeated were charged again: 3 charges too many, IDR 4,500 (fault-reset, fault-unavailable).',
    );
  });

  test('name the flags that show money where no price is given', () => {
    const doubleCharges = doubleChargesOf(results);
    expect(doubleCharges && describeDoubleCharges(doubleCharges)).toMatch(
      /3 charges too many \(.*--price and --currency/,
    );
  });

  test('are in every report, and nowhere when no call was charged twice', () => {
    const doubleCharges = doubleChargesOf(results);
    const report = createTestReport(results, {
      info: { direction: 'client' },
      ...(doubleCharges ? { doubleCharges } : {}),
    });
    const clean = createTestReport(results, { info: { direction: 'client' } });
    const style = { columns: 80, paint: (_: unknown, text: string) => text };
    const options = { profileFile: 'documented', isOwnPicture: () => false };
    const texts = [
      (of: typeof report) => createTextReporter([], style).end(of, 'documented').join(' '),
      (of: typeof report) => toStepSummary(of, 'documented'),
      (of: typeof report) => toHtml(of, options),
    ];
    for (const text of texts) {
      expect(text(report)).toContain('3 charges too many');
      expect(text(clean)).not.toContain('too many');
    }
    expect(JSON.parse(toJson(report, 'documented')).doubleCharges).toEqual(doubleCharges);
    expect(reportProblems(toJson(report, 'documented'))).toEqual([]);
    expect(doubleChargesOf(results.slice(0, 1))).toBeUndefined();
  });
});
