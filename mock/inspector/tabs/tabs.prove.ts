import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { violations } from '../../../axe.test-helper.js';
import { describeInChromium } from '../../../chromium.test-helper.js';
import { sendGood } from '../../good-request.test-helper.js';
import { createMockServer, type MockServer } from '../../server.js';
import { tabNames } from '../page-route.js';
import { hostileText, openTab } from './open-tab.test-helper.js';

const longest = 'a-name-without-a-blank-'.repeat(4).slice(0, 90);

describeInChromium('the tabs of the inspector', (open) => {
  let mock: MockServer;
  beforeAll(async () => {
    mock = await createMockServer({
      tenants: [
        { code: 'AIT', key: 'ADINS_key1234', balance: 100 },
        { code: longest, key: 'other-key-4711', balance: 1_000_000_000_000 },
        { code: hostileText, key: 'third-key-4711', balance: 0 },
      ],
    });
    await sendGood(mock, {
      refNumber: 'W'.repeat(450),
      loginId: hostileText,
      tenant_code: longest,
      key: 'other-key-4711',
    });
    await sendGood(mock, { img1: 'selfie-dim', refNumber: hostileText });
    mock.session(longest, {
      queue: ['liveness-error-covered', 'success-not-matched-not-live', 'success'],
      fault: 'reset',
    });
  });
  afterAll(() => mock?.close());

  /** Opens everything that a tab has closed: twice, because details contain details. */
  async function openAll(page: Page): Promise<void> {
    for (const _ of ['outer', 'inner'])
      await page.evaluate(async () => {
        for (const details of document.querySelectorAll('.tab details')) details.setAttribute('open', '');
        await new Promise((resolve) => setTimeout(resolve, 200));
      });
  }

  for (const colorScheme of ['light', 'dark'] as const)
    test.each(tabNames)(`%s passes axe in ${colorScheme}`, async (name) => {
      await using opened = await openTab(open, mock, name, undefined, { colorScheme, bypassCSP: true });
      const { page, tab } = opened;
      await tab.locator('.curl').last().waitFor();
      await openAll(page);
      if (name === 'contract') {
        await tab.getByRole('button', { name: 'Send the request' }).click();
        await tab.getByRole('region', { name: 'Answer to the form' }).waitFor();
      }
      expect(await violations(page)).toEqual([]);
    });

  for (const width of [360, 768, 1280, 1600])
    test.each(tabNames)(`%s does not scroll to the side at ${width} px, with names of any length`, async (name) => {
      const viewport = { width, height: 800 };
      await using opened = await openTab(open, mock, name, undefined, { viewport });
      const { page, tab } = opened;
      await tab.locator('.curl').last().waitFor();
      await openAll(page);
      const wide = await page.evaluate(() =>
        [document.documentElement, ...document.querySelectorAll('.tabs, .tab')].flatMap((element) =>
          element.scrollWidth > element.clientWidth ? [`${element.className}: ${element.scrollWidth}`] : [],
        ),
      );
      expect(wide).toEqual([]);
    });

  test('each tab is reached and used by keys alone', async () => {
    await using opened = await openTab(open, mock, 'ledger');
    const { page, tab } = opened;
    await page.getByRole('link', { name: 'Scenarios' }).focus();
    await page.keyboard.press('Enter');
    await tab.getByRole('heading', { name: 'Scenarios' }).waitFor();
    const send = tab.getByRole('button', { name: 'Send a request for liveness-error', exact: true });
    await send.focus();
    await page.keyboard.press('Enter');
    // The key of the tenant is not asked for: it is the one of the document.
    await tab.getByRole('link', { name: /^See request #/ }).waitFor();
    await page.getByRole('link', { name: 'Sessions' }).focus();
    await page.keyboard.press('Enter');
    const reset = tab.getByRole('button', { name: 'Reset: default' });
    await reset.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await expect.poll(() => mock.requests().length).toBe(0);
  });
});
