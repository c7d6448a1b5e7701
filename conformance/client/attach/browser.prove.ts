import { expect, test } from 'vitest';
import { describeInChromium, isFailedLoad } from '../../../chromium.test-helper.js';
import { loadContract } from '../../../spec/index.js';
import { cases } from '../../cases/index.js';
import { type CaseResult, collectResults } from '../../evidence/verdict.js';
import { runClientCases } from '../client-run.js';
import { startAttach } from './attach.js';

describeInChromium('the page of the runner', (open) => {
  /** Opens the page, runs these cases on it, and returns the results and what the page says at the end. */
  async function run(ids: readonly string[], isPortPerCase: boolean) {
    const { signal } = new AbortController();
    await using opened = await open('about:blank');
    const { page, complaints } = opened;
    const ignore = (): void => {};
    let results: readonly CaseResult[];
    {
      await using attach = await startAttach(
        { host: '127.0.0.1', port: 0, signal },
        { waiting: ignore, taken: ignore, over: ignore },
      );
      await page.goto(attach.urls.own);
      results = await collectResults(
        runClientCases({
          createDriver: attach.createDriver,
          contract: await loadContract(),
          cases: cases.filter(({ id }) => ids.includes(id)),
          limitMs: 60_000,
          mocks: { isPortPerCase },
          signal,
        }),
      );
    }
    await expect.poll(() => page.locator('#state').textContent()).toMatch(/^All cases are done/);
    const shown = await page.locator('#cases li').allTextContents();
    return { results, shown, errors: complaints.filter((complaint) => !isFailedLoad(complaint)) };
  }

  test('passes every case, and shows what it reports', async () => {
    const ids = cases.filter(({ directions }) => directions.includes('client')).map(({ id }) => id);
    const { results, shown, errors } = await run(ids, true);
    expect(results.filter(({ verdict }) => verdict !== 'passed')).toEqual([]);
    // After a fault the page gets a case once more.
    expect(shown.length).toBeGreaterThanOrEqual(ids.length);
    expect(shown).toContain('success-all-parts: success');
    expect(errors).toEqual([]);
  });

  test('repeats a request on a kept connection that breaks, as browsers do, and the run catches that', async () => {
    const { results } = await run(['success-all-parts', 'fault-reset'], false);
    const failed = results.flatMap(({ case: { id }, checks }) =>
      checks.flatMap((check) => (check.outcome === 'failed' ? [`${id} ${check.id}`] : [])),
    );
    expect(failed).toEqual(expect.arrayContaining(['fault-reset charged-once']));
    expect(failed.filter((finding) => !finding.startsWith('fault-reset '))).toEqual([]);
  });
});
