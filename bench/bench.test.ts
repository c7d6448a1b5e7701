import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { imageFlags } from './contenders.js';
import type { Measured } from './measure.js';
import { pairNames } from './pairs.js';
import { type BenchReport, judgeReport } from './report.js';

test('the mock is measured with the flags of the Docker image', async () => {
  const dockerfile = await readFile(join(import.meta.dirname, '..', 'Dockerfile'), 'utf8');
  const [, entryPoint = '[]'] = /^ENTRYPOINT (.*)$/m.exec(dockerfile) ?? [];
  expect(JSON.parse(entryPoint)).toEqual(['node', ...imageFlags, '/kit/dist/bin.js']);
});

describe('a target', () => {
  const measured = (requestsPerSecond: number, peakBytes: number, errors = 0): Measured => ({
    requestsPerSecond,
    p50: 1,
    p99: 1,
    cpuMsPerRequest: 1,
    peakBytes,
    errors,
    loadBusy: 0.1,
  });
  const reportOf = (mock: Measured, startMs: number, idleBytes = 109e6): BenchReport => {
    const fresh = { startMs, startUnmarkedMs: startMs, cpuMsPerRequest: { small: 1, typical: 1 }, idleBytes };
    const own = { ...fresh, peakBytes: mock.peakBytes, errors: mock.errors };
    return {
      machine: '',
      pictures: { small: [1, 1], typical: [1, 1], large: [1, 1] },
      rows: pairNames.map((pair) => ({
        pair,
        connections: 16,
        measured: { drain: measured(300, 1), express: measured(100, 1), mock },
      })),
      engines: [{ connections: 16, measured: { memory: mock, lmdb: mock } }],
      fresh: { express: { ...own, startMs: 100, startUnmarkedMs: 100, errors: 0 }, mock: own, command: own },
    };
  };
  const missed = (report: BenchReport) => judgeReport(report).filter(({ isReached }) => !isReached).length;

  test('counts the errors of every engine', () => {
    const report = reportOf(measured(100, 249e6), 199);
    const failing = { connections: 1, measured: { lmdb: measured(100, 1, 1) } };
    const [errors] = judgeReport({ ...report, engines: [failing] }).filter(({ name }) => name === 'errors');
    expect(errors).toMatchObject({ measured: '1.00', isReached: false });
  });

  test('is met at its bound', () => {
    expect(missed(reportOf(measured(100, 249e6), 199))).toBe(0);
  });

  test('is missed beyond its bound, or without a measurement', () => {
    const all = judgeReport(reportOf(measured(100, 1), 1)).length;
    expect(missed(reportOf(measured(79, 280e6, 1), 250, 110e6))).toBe(all);
    // Both rates lie above the bound of the small pairs, which is lower than the others'.
    expect(missed(reportOf(measured(90, 249e6), 199))).toBe(2);
    expect(missed({ ...reportOf(measured(100, 1), 1), rows: [] })).toBe(4);
  });
});
