import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { imageFlags, startContender } from './contenders.js';
import { putLoad } from './load.js';
import type { Measured } from './measure.js';
import { createPairRequest, pairNames } from './pairs.js';
import { type BenchReport, judgeReport } from './report.js';

const unpinned = { before: [], note: '' };

test('the mock is measured with the flags of the Docker image', async () => {
  const dockerfile = await readFile(join(import.meta.dirname, '..', 'Dockerfile'), 'utf8');
  const [, entryPoint = '[]'] = /^ENTRYPOINT (.*)$/m.exec(dockerfile) ?? [];
  expect(JSON.parse(entryPoint)).toEqual(['node', ...imageFlags, '/kit/dist/bin.js']);
});

describe('a pair', () => {
  test.each([
    ['small', 20_000, 20_000],
    ['typical', 400_000, 300_000],
    ['large', 3_000_000, 2_000_000],
  ] as const)('called %s has about its declared size, and never more', async (name, selfie, card) => {
    for (const isMarked of [true, false]) {
      const { pictures } = await createPairRequest(name, isMarked);
      expect(pictures[0]).toBeLessThanOrEqual(selfie);
      expect(pictures[0]).toBeGreaterThan(selfie * 0.9);
      expect(pictures[1]).toBeLessThanOrEqual(card);
      expect(pictures[1]).toBeGreaterThan(card * 0.9);
    }
  });
});

describe('an error', () => {
  test('is an answer with status 200 that is not a success', async () => {
    await using mock = await startContender('mock', unpinned);
    const request = await createPairRequest('small');
    const spoilt = { ...request, body: Buffer.from(request.body.toString('latin1').replace('AIT', 'XXX'), 'latin1') };
    expect((await putLoad({ url: mock.url, request, connections: 2, amount: 6 })).errors).toBe(0);
    expect((await putLoad({ url: mock.url, request: spoilt, connections: 2, amount: 6 })).errors).toBe(6);
  });

  test('is an answer of another status, or no answer', async () => {
    await using express = await startContender('express', unpinned);
    const request = await createPairRequest('small');
    const sent = { request, connections: 1, amount: 3 };
    expect((await putLoad({ ...sent, url: `${express.url}/nowhere` })).errors).toBe(3);
    await express[Symbol.asyncDispose]();
    expect((await putLoad({ ...sent, url: express.url })).errors).toBe(3);
  });
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
