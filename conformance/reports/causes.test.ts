import { describe, expect, test } from 'vitest';
import type { CaseResult } from '../evidence/verdict.js';
import { causesOf, headlineOf } from './causes.js';
import { createFinding, createTestResult } from './run-report.test-helper.js';

const status = (actual: string, ambiguity = 'http-status') =>
  createFinding('200', actual, { id: 'http-status', outcome: 'inconclusive', source: { ambiguity } });
const idsOf = (results: readonly CaseResult[]): readonly string[] => results.map(({ case: { id } }) => id);
const shapeOf = (results: readonly CaseResult[]) =>
  causesOf(results).map(({ outcome, checks, results: concerned }) => [
    outcome,
    checks.map(({ id }) => id).join(),
    idsOf(concerned).join(),
  ]);

describe('what is not passed is grouped', () => {
  test('by check, expected and actual text: failed before inconclusive, and many cases before few', () => {
    const results = [
      createTestResult('missing-key', [status('400')]),
      createTestResult('missing-img1', [status('400')]),
      createTestResult('missing-img2', [status('401')]),
      createTestResult('empty-key', [createFinding('"a"', '"b"')]),
      createTestResult('success-all-parts', []),
    ];
    expect(shapeOf(results)).toEqual([
      ['failed', 'message', 'empty-key'],
      ['inconclusive', 'http-status', 'missing-key,missing-img1'],
      ['inconclusive', 'http-status', 'missing-img2'],
    ]);
    expect(causesOf(results).map(headlineOf)).toEqual([
      '1 case failed in message',
      '2 cases inconclusive in http-status: HTTP 400, the profile expects 200',
      '1 case inconclusive in http-status: HTTP 401, the profile expects 200',
    ]);
  });

  test('as one cause where times and numbers differ from answer to answer', () => {
    const date = (seconds: number) =>
      createFinding(`Thu, 14 Apr 2022 03:56:${seconds} GMT`, `"Thu, 14 Apr 2022 10:56:${seconds} GMT"`, {
        id: 'date-now',
      });
    const [cause, ...others] = causesOf(
      ['missing-key', 'missing-img1', 'missing-img2'].map((id, at) => createTestResult(id, [date(40 + at)])),
    );
    expect(others).toEqual([]);
    expect(cause?.checks).toMatchObject([{ varies: true, examples: [{ caseId: 'missing-key' }] }]);
  });

  test('as one cause where a server answers the same whatever is expected', () => {
    const kind = (expected: string) => createFinding(expected, 'none of the seven kinds: {}', { id: 'kind' });
    const results = ['success', 'parameter-invalid', 'invalid-credentials'].map((expected, at) =>
      createTestResult(['missing-key', 'missing-img1', 'missing-img2'][at] ?? '', [kind(expected)]),
    );
    expect(shapeOf(results)).toEqual([['failed', 'kind', 'missing-key,missing-img1,missing-img2']]);
    expect(shapeOf(results.slice(1))).toHaveLength(2);
  });

  test('as one cause where two checks concern exactly the same cases', () => {
    const both = [status('502'), createFinding('a JSON object', '"<html>"', { id: 'body-json' })];
    const results = ['missing-key', 'missing-img1'].map((id) => createTestResult(id, both));
    expect(shapeOf(results)).toEqual([['failed', 'body-json,http-status', 'missing-key,missing-img1']]);
    expect(causesOf(results).map(headlineOf)).toEqual(['2 cases failed in body-json, inconclusive in http-status']);
  });

  test('apart where the same answer is open for two reasons, or fits two readings', () => {
    const fits = (reading: string) => ({ ...status('400'), reading: { ambiguity: 'http-status', reading } });
    const causes = (...findings: ReturnType<typeof status>[]) =>
      causesOf(findings.map((finding, at) => createTestResult(['missing-key', 'missing-img1'][at] ?? '', [finding])));
    expect(causes(status('400', 'http-status'), status('400', 'wrong-method'))).toHaveLength(2);
    expect(causes(fits('by-meaning'), fits('always-200'))).toHaveLength(2);
    expect(causes(fits('by-meaning'), fits('by-meaning'))).toHaveLength(1);
  });

  test('as one cause with examples where many cases each have a text of their own', () => {
    const ids = ['missing-key', 'missing-img1', 'missing-img2', 'empty-key', 'empty-img1'];
    const [cause, ...others] = causesOf(
      ids.map((id) => createTestResult(id, [createFinding(`"${id}"`, `"no ${id}"`)])),
    );
    expect(others).toEqual([]);
    expect(cause?.checks[0]?.examples).toHaveLength(5);
  });
});
