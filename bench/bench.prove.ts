import { describe, expect, test } from 'vitest';
import { freshContenders, rowContenders } from './measure.js';
import { judgeReport, toMarkdown } from './report.js';
import { runBench } from './run.js';

const unpinned = { before: [], note: '' };

/** Only Linux exposes the memory and CPU of another process. */
const onLinux = describe.skipIf(process.platform !== 'linux');

onLinux('a run of the bench (Linux only)', () => {
  test('measures each pair, number of connections and fresh process of its plan, without an error', async () => {
    const plan = { warmUpRequests: 2, rounds: 1, seconds: 0, starts: 1, firstRequests: 2, idleMs: 0 };
    const report = await runBench({ ...plan, pairs: ['small'], connections: [1, 2] }, unpinned, () => {});
    expect(report.rows.map(({ pair, connections }) => [pair, connections])).toEqual([
      ['small', 1],
      ['small', 2],
    ]);
    for (const { measured } of report.rows)
      for (const name of rowContenders) {
        const { requestsPerSecond, p50, p99, peakBytes, errors } = measured[name];
        expect(errors, name).toBe(0);
        expect(Math.min(requestsPerSecond, p50, peakBytes), name).toBeGreaterThan(0);
        expect(p99).toBeGreaterThanOrEqual(p50);
      }
    expect(report.engines.map(({ connections }) => connections)).toEqual([1, 2]);
    for (const { measured } of report.engines) {
      expect(Object.keys(measured)).toEqual(expect.arrayContaining(['memory', 'lmdb', 'lmdbSync']));
      if (process.env['EENDIGO_KIT_REQUIRE_REDIS'] === '1') expect(measured).toHaveProperty('server');
      for (const { requestsPerSecond, errors } of Object.values(measured)) {
        expect(errors).toBe(0);
        expect(requestsPerSecond).toBeGreaterThan(0);
      }
    }
    for (const name of freshContenders) {
      const { startMs, startUnmarkedMs, idleBytes, peakBytes, errors } = report.fresh[name];
      expect(errors, name).toBe(0);
      expect(Math.min(startMs, startUnmarkedMs, idleBytes), name).toBeGreaterThan(0);
      expect(peakBytes, name).toBeGreaterThan(idleBytes / 2);
    }
    expect(judgeReport(report).find(({ name }) => name === 'errors')).toMatchObject({ measured: '0', isReached: true });
    expect(toMarkdown(report)).toContain('Errors: 0.');
  });
});
