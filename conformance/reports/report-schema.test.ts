import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { toJson } from './json.js';
import { runReportSchema } from './report-schema.js';
import { createFinding, createTestReport, createTestResult, reportProblems } from './run-report.test-helper.js';

describe('the published schema of the JSON report', () => {
  test('is the one that the kit prints and validates with', async () => {
    const file = join(import.meta.dirname, '..', 'report.schema.json');
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(runReportSchema)));
    expect(new Ajv2020({ strict: false }).validateSchema(runReportSchema)).toBe(true);
  });

  test('rejects a report with a key that it does not describe, at any depth', () => {
    const report = JSON.parse(
      toJson(createTestReport([createTestResult('missing-key', [createFinding('a', 'b')])]), ''),
    );
    report.more = 1;
    report.cases[0].checks[0].more = 1;
    expect(reportProblems(JSON.stringify(report))).toHaveLength(2);
  });
});

describe('a JSON report', () => {
  const answer = { status: 401, headers: { 'content-type': 'application/json' }, body: '{}', trxNo: '10877' };
  const evidence = { refNumber: 'KIT0001', sentAt: new Date('2026-03-01T10:00:00Z'), mayHaveBeenCharged: 1, answer };
  const reading = { ambiguity: 'http-status', reading: 'by-meaning' };
  const finding = { ...createFinding('200', '401', { id: 'http-status', outcome: 'inconclusive' }), reading };
  const received = { ...answer, text: 'CANARY', durationMs: 1, receivedAt: 1 };
  const report = createTestReport(
    [
      createTestResult('missing-key', [finding], { evidence, received }),
      createTestResult('missing-img1', [], { verdict: 'error', reason: 'broken' }),
      createTestResult('missing-img2', [], {
        verdict: 'skipped',
        reason: 'no reason',
        cutShort: true,
        notes: ['a note'],
      }),
    ],
    {
      info: { cutShort: 'interrupted', notes: ['a late result'] },
      exit: { code: 3, reason: 'cut short: interrupted' },
      readings: [
        {
          ambiguity: 'nik-format',
          question: 'Does it?',
          observed: [],
          readings: [],
          description: '',
          matchesProfile: false,
          unknown: 'the control failed',
        },
      ],
      explanation: {
        decisions: [{ path: 'status.invalid-credentials', value: 401, cases: ['missing-key'] }],
        explained: ['missing-key'],
        remaining: [],
      },
    },
  );
  const json = toJson(report, './my.yaml');

  test('has the remarks that belong to no case, and the profile of each case in a run under several', () => {
    expect(JSON.parse(json).notes).toEqual(['a late result']);
    const missing = createTestResult('missing-key', []);
    const under = { ...missing, case: { ...missing.case, id: 'missing-key@rest', profile: 'rest' } };
    const several = toJson(createTestReport([under, missing]), '');
    expect(JSON.parse(several).cases.map((one: { profile?: string }) => one.profile)).toEqual(['rest', undefined]);
    expect(reportProblems(several)).toEqual([]);
  });

  test('with everything in it follows the schema', () => {
    expect(reportProblems(json)).toEqual([]);
  });

  test('has every decision, the exit code and why, causes, evidence, and a profile file that explains the answers', () => {
    expect(JSON.parse(json)).toMatchObject({
      format: 1,
      profile: { name: 'documented', decisions: { status: { success: 200 }, parts: { trimmed: false } } },
      exit: { code: 3, reason: 'cut short: interrupted' },
      causes: [
        {
          headline: '1 case inconclusive in http-status: HTTP 401, the profile expects 200',
          checks: ['http-status'],
          cases: ['missing-key'],
        },
      ],
      explanation: {
        profileFile: 'name: my-server\nextends: ./my.yaml\ndecisions:\n  status:\n    invalid-credentials: 401\n',
      },
      readings: [{ unknown: 'the control failed' }],
      cases: [
        { evidence: { sentAt: '2026-03-01T10:00:00.000Z', answer }, checks: [{ reading }] },
        { reason: 'broken' },
        { cutShort: true, notes: ['a note'] },
      ],
    });
  });

  test('lacks the answer as it came, in which nothing is masked', () => {
    expect(json).not.toContain('CANARY');
  });
});
