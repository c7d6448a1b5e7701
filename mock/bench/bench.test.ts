import { describe, expect, test } from 'vitest';
import { contenders, startContender } from './contender.js';
import { putLoad } from './load.js';
import { makePairRequest, pairNames } from './pair.js';
import { type BenchReport, type Measured, starters } from './report.js';
import { runBench } from './run.js';
import { toMarkdown } from './tables.js';
import { judge, targets } from './targets.js';

const unpinned = { before: [], told: '' };

test('a run of the bench measures each number of connections, contender and start that it is asked for, without an error', async () => {
  const report = await runBench(
    { pairs: ['small'], connections: [1, 2], warmUpRequests: 2, rounds: 1, seconds: 0, starts: 1 },
    unpinned,
    () => {},
  );
  expect(report.rows.map(({ pair, connections }) => [pair, connections])).toEqual([
    ['small', 1],
    ['small', 2],
  ]);
  for (const { measured } of report.rows)
    for (const name of contenders) {
      const { errors, loadBusy: _busy, ...figures } = measured[name];
      expect(errors, name).toBe(0);
      for (const [what, value] of Object.entries(figures)) expect(value, `${name}: ${what}`).toBeGreaterThan(0);
      expect(measured[name].p99).toBeGreaterThanOrEqual(measured[name].p50);
    }
  for (const name of starters) expect(report.startMs[name]).toBeGreaterThan(0);
  expect(judge(report).find(({ name }) => name === 'errors')).toMatchObject({ got: '0', reached: true });
  expect(toMarkdown(report)).toContain('Errors: 0.');
}, 120_000);

describe('a pair', () => {
  test.each([
    ['small', 20_000, 20_000],
    ['typical', 400_000, 300_000],
    ['large', 3_000_000, 2_000_000],
  ] as const)('of the name %s has about its size, and never more', async (name, selfie, card) => {
    const { pictures } = await makePairRequest(name);
    expect(pictures[0]).toBeLessThanOrEqual(selfie);
    expect(pictures[0]).toBeGreaterThan(selfie * 0.9);
    expect(pictures[1]).toBeLessThanOrEqual(card);
    expect(pictures[1]).toBeGreaterThan(card * 0.9);
  });
});

describe('an error', () => {
  test('is an answer that is no success, though its status is 200', async () => {
    await using mock = await startContender('mock', unpinned);
    const request = await makePairRequest('small');
    const spoilt = { ...request, body: Buffer.from(request.body.toString('latin1').replace('AIT', 'XXX'), 'latin1') };
    expect((await putLoad({ url: mock.url, request, connections: 2, amount: 6 })).errors).toBe(0);
    expect((await putLoad({ url: mock.url, request: spoilt, connections: 2, amount: 6 })).errors).toBe(6);
  });

  test('is an answer of another status, or none at all', async () => {
    await using express = await startContender('express-multer', unpinned);
    const request = await makePairRequest('small');
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
  const reportOf = (mock: Measured, startMs: number): BenchReport => ({
    machine: '',
    pinning: '',
    rows: pairNames.map((pair) => ({
      pair,
      pictures: [1, 1],
      connections: 16,
      measured: { drain: measured(300, 1), 'express-multer': measured(100, 1), mock },
    })),
    startMs: { 'express-multer': 100, mock: startMs, command: startMs },
  });

  test('is reached at its bound', () => {
    expect(judge(reportOf(measured(100, 249e6), 199)).every(({ reached }) => reached)).toBe(true);
  });

  test('is missed beyond it, and where nothing was measured', () => {
    const missed = (report: BenchReport) => judge(report).filter(({ reached }) => !reached).length;
    expect(missed(reportOf(measured(79, 250e6, 1), 200))).toBe(targets.length);
    // Between them lies the bound of the small pairs, which is lower than the others'.
    expect(missed(reportOf(measured(90, 249e6), 199))).toBe(2);
    expect(missed({ ...reportOf(measured(100, 1), 1), rows: [] })).toBe(4);
  });
});
