import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { screens, violations } from '../../../axe.test-helper.js';
import { describeInChromium, type WatchedPage } from '../../../chromium.test-helper.js';
import { serverCases } from '../../expectation/flips.test-helper.js';
import { createFinding, createTestReport, createTestResult } from '../run-report.test-helper.js';
import { toHtml } from './html-report.js';
import { hostileHtml } from './html-report.test-helper.js';

describeInChromium('an HTML report', (openPage) => {
  let folder: string;
  let address: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-html-'));
    await writeFile(join(folder, 'report.html'), hostileHtml);
    address = pathToFileURL(join(folder, 'report.html')).href;
    const texts = ['one', 'other'].map((text) => [createFinding(text, `not ${text}`)]);
    const many = serverCases.map(({ id }, at) => createTestResult(id, texts[at % 2] ?? []));
    await writeFile(join(folder, 'many.html'), toHtml(createTestReport(many), { profileFile: 'documented' }));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const open = (options: BrowserContextOptions = {}, hash = ''): Promise<WatchedPage> =>
    openPage(`${address}${hash}`, options);
  const shownCases = (page: Page): Promise<readonly string[]> =>
    page.locator('.case:visible > summary .id').allTextContents();

  test.each(screens)('fits $width pixels in $colorScheme, and axe finds nothing', async ({ width, colorScheme }) => {
    await using opened = await open({ viewport: { width, height: 900 }, colorScheme });
    const { page, loaded, complaints } = opened;
    await page.locator('.case').evaluateAll((cases) => {
      for (const item of cases) item.setAttribute('open', '');
    });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    expect(await violations(page)).toEqual([]);
    expect([loaded, complaints]).toEqual([[address], []]);
    expect(await page.evaluate('globalThis.isOwned')).toBeUndefined();
  });

  test('filters by verdict and by words, and says how many cases remain', async () => {
    await using opened = await open();
    const { page } = opened;
    expect(await shownCases(page)).toHaveLength(7);
    await page.getByRole('checkbox', { name: 'passed' }).uncheck();
    await page.getByRole('checkbox', { name: 'skipped' }).uncheck();
    expect(await shownCases(page)).toEqual([
      'missing-key',
      'credentials-wrong-key',
      'missing-ref-number',
      'missing-img1',
      'method-get',
    ]);
    await page.getByRole('searchbox').fill('API KEI message');
    expect(await shownCases(page)).toEqual(['missing-key']);
    expect(await page.getByRole('status').textContent()).toBe('1 of 7 cases');
  });

  test('opens the case of a link, though the filter hides it, and is used by the keyboard', async () => {
    await using opened = await open({}, '#case-missing-ref-number');
    const { page } = opened;
    expect(await page.locator('#case-missing-ref-number').isVisible()).toBe(true);
    await page.getByRole('searchbox').fill('nothing has this text');
    expect(await shownCases(page)).toEqual([]);
    await page.locator('a[href="#case-missing-key"]').first().click();
    expect(await page.locator('#case-missing-key').isVisible()).toBe(true);
    await page.getByRole('searchbox').fill('');
    await page.locator('.case > summary').first().focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('#case-success-all-parts').isVisible()).toBe(true);
  });

  test('is read without scripts, too', async () => {
    await using opened = await open({ javaScriptEnabled: false });
    const { page } = opened;
    expect(await page.locator('.toolbar').isVisible()).toBe(false);
    expect(await shownCases(page)).toHaveLength(7);
    await page.locator('.case > summary').nth(1).click();
    expect(await page.locator('#case-missing-key').isVisible()).toBe(true);
  });

  test('prints one open case of each cause where many did not pass, and says so', async () => {
    await using opened = await open();
    const { page } = opened;
    await page.goto(pathToFileURL(join(folder, 'many.html')).href);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('#examples-only').isVisible()).toBe(false);
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    expect(await page.locator('.inside:visible').count()).toBe(await page.locator('article.card').count());
    expect(await page.locator('#examples-only').isVisible()).toBe(true);
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    expect(await page.locator('.inside:visible, #examples-only:visible').count()).toBe(0);
  });

  test('prints the cases that did not pass open and without the filter, and closes them again', async () => {
    await using opened = await open();
    const { page } = opened;
    await page.emulateMedia({ media: 'print' });
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    expect(await page.locator('.inside:visible').count()).toBe(5);
    expect(await page.locator('.toolbar').isVisible()).toBe(false);
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    expect(await page.locator('.inside:visible').count()).toBe(0);
  });
});
