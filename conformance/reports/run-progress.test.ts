import { describe, expect, test } from 'vitest';
import type { CaseResult } from '../evidence/verdict.js';
import { createRunProgress, type ProgressOptions } from './run-progress.js';
import { createTestResult } from './run-report.test-helper.js';

const evidence = { sentAt: new Date(0), mayHaveBeenCharged: 1 };
const ids = ['missing-img1', 'missing-img2', 'missing-key', 'missing-tenant-code', 'missing-ref-number'];
const sent = (id: string): CaseResult => createTestResult(id, [], { evidence });

/** Follows results that take 20 seconds each, and returns the lines that were printed. */
async function linesOf(results: readonly CaseResult[], change: Partial<ProgressOptions> = {}, stepMs = 20_000) {
  const lines: string[] = [];
  let clock = 0;
  let calls = 0;
  const io = {
    out: () => {},
    err: (line: string) => lines.push(line),
    env: {},
    isTty: false,
    signal: new AbortController().signal,
    exitCode: 0,
  };
  using progress = createRunProgress(io, {
    total: results.length,
    toSend: new Set(results.filter((result) => result.evidence).map((result) => result.case.id)),
    spend: () => `${calls} of 9 billable calls (IDR ${calls * 1500})`,
    now: () => clock,
    ...change,
  });
  const coming = (async function* () {
    for (const result of results) {
      if (result.evidence) {
        clock += stepMs;
        calls++;
      }
      yield result;
    }
  })();
  const passed: CaseResult[] = [];
  for await (const result of progress.follow(coming)) passed.push(result);
  expect(passed).toEqual(results);
  return lines;
}

describe('the progress of a run where there is no terminal', () => {
  test('is a plain line every 30 seconds: cases, time left by its own pace, and spend of the limit', async () => {
    expect(await linesOf(ids.map(sent))).toEqual([
      'eendigo-kit: 2/5 cases, 2 of 9 billable calls (IDR 3000)',
      'eendigo-kit: 4/5 cases, about 20 s left, 4 of 9 billable calls (IDR 6000)',
    ]);
  });

  test('is nothing for a run that is quick', async () => {
    expect(await linesOf(ids.map(sent), {}, 1000)).toEqual([]);
  });

  test('counts no time for cases that are not sent', async () => {
    const skipped = createTestResult('method-get', [], { verdict: 'skipped', reason: 'x' });
    const [first, second, third, fourth, fifth] = ids.map(sent) as [
      CaseResult,
      CaseResult,
      CaseResult,
      CaseResult,
      CaseResult,
    ];
    const all = [first, second, third, skipped, fourth, fifth];
    expect(await linesOf(all, {}, 60_000)).toContain(
      'eendigo-kit: 3/6 cases, about 2 min left, 3 of 9 billable calls (IDR 4500)',
    );
  });
});
