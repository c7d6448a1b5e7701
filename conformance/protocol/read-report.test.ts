import { describe, expect, test } from 'vitest';
import { readReport } from './read-report.js';

const valid = { outcome: 'success', kind: 'success', fields: { compare: 'True', trxNo: '10877' } };
const problem = (value: unknown): string => {
  const read = readReport(typeof value === 'string' ? value : JSON.stringify(value));
  return 'problem' in read ? read.problem : `no problem, but notes ${JSON.stringify(read.notes)}`;
};

describe("a client's report", () => {
  test('is valid with and without a byte order mark', () => {
    expect(readReport(JSON.stringify(valid))).toEqual({ report: valid, notes: [] });
    expect(readReport(`\uFEFF${JSON.stringify(valid)}\r\n`)).toEqual({ report: valid, notes: [] });
  });

  test('may have null for an absent value', () => {
    const report = { outcome: 'transport-error', kind: null, fields: null, reason: null };
    expect(readReport(JSON.stringify(report))).toEqual({ report, notes: [] });
  });

  test('with an unknown key is valid, and a note names the key and a similar known one', () => {
    expect(readReport(JSON.stringify({ ...valid, took: 12 }))).toMatchObject({
      report: valid,
      notes: ['the report has "took", which the protocol does not know and nothing reads'],
    });
    const read = readReport(JSON.stringify({ ...valid, reasons: '', fields: { ...valid.fields, trx_no: '1', n: 2 } }));
    expect(read).toMatchObject({
      notes: [
        'the report has "reasons" (did you mean "reason"?), which the protocol does not know and nothing reads',
        'fields has "trx_no" (did you mean "trxNo"?) and "n", which the protocol does not know and nothing reads',
      ],
    });
  });

  test('with many or long unknown keys has a short note', () => {
    const keys = Array.from({ length: 1000 }, (_, index) => [`${'k'.repeat(500)}${index}`, 1]);
    const read = readReport(JSON.stringify({ ...valid, ...Object.fromEntries(keys) }));
    expect(read).toMatchObject({
      report: { outcome: 'success' },
      notes: [expect.stringMatching(/ and 995 more, which/)],
    });
    expect('notes' in read && read.notes[0]?.length).toBeLessThan(500);
  });

  test.each<readonly [value: unknown, problem: string | RegExp]>([
    ['', 'the report is empty; write one JSON object'],
    ['\uFEFF \n', 'the report is empty; write one JSON object'],
    ['OK', 'the report is not JSON; write one JSON object in UTF-8'],
    ['{"outcome":"succ', 'the report stops in the middle of its JSON; write all of it before the client exits'],
    [[valid], 'the report is a list; write one JSON object'],
    ['null', 'the report is null; write one JSON object'],
    [{ kind: 'success' }, /^outcome is missing; write one of success, service-error, .* and skip$/],
    [{ outcom: 'success' }, /^outcome is missing; .*; the report has "outcom" \(did you mean "outcome"\?\), which/],
    [{ outcome: 'sucess' }, /^outcome is "sucess" \(did you mean "success"\?\); write one of success, /],
    [{ outcome: 1 }, /^outcome is a number; write one of success, /],
    [
      { outcome: 'service-error', kind: 'liveness' },
      /^kind is "liveness".*; write one of success, .*, or leave it out$/,
    ],
    [{ outcome: 'success', fields: ['True'] }, 'fields is a list; write an object of texts'],
    [
      { outcome: 'success', fields: { score: 0.9852, live: true } },
      /^fields\.live is the word true; write it as text, as it came, or null; fields\.score is a number; /,
    ],
    [{ outcome: 'skip', reason: {} }, 'reason is an object; write it as text, as it came, or null'],
  ])('that is %j gets a message with the remedy', (value, expected) => {
    expect(problem(value)).toMatch(expected);
  });

  test('is not quoted at length when it is invalid, because it may hold a secret', () => {
    expect(problem({ outcome: `ADINS_${'secret'.repeat(50)}` }).length).toBeLessThan(200);
    expect(problem(`ADINS_${'secret'.repeat(50)}`)).not.toContain('secret');
  });
});
