import { expect, test } from 'vitest';
import { screens, violations } from '../../axe.test-helper.js';
import { sendGood } from '../good-request.test-helper.js';
import { createMockServer } from '../server.js';
import { describeInspector, live, row } from './inspector.test-helper.js';

describeInspector('the inspector on every screen', ({ mock, newestId, open, openPage }) => {
  test.each(screens)('fits $width pixels in $colorScheme, and axe finds nothing', async ({ width, colorScheme }) => {
    await fetch(`${mock().url}/__admin/keep-images`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json' },
      body: '{"keepImages":true}',
    });
    await using opened = await open('/', { viewport: { width, height: 900 }, colorScheme });
    const { page, complaints } = opened;
    await live(page);
    const check = async (view: string) => {
      expect(await page.evaluate('document.documentElement.scrollWidth'), view).toBe(width);
      expect(await violations(page), view).toEqual([]);
    };
    await check('empty');
    await sendGood(mock(), {
      tenant_code: null,
      tenantCode: 'AIT',
      [`very-long-name-${'x'.repeat(300)}`]: 'y'.repeat(400),
    });
    await sendGood(mock(), { img1: 'selfie-over-3mb' }, { 'X-Mock-Scenario': 'success' });
    await sendGood(mock(), {}, { 'X-Mock-Fault': 'unavailable' });
    mock().setDefault('liveness-error');
    mock().setFault('delay; ms=5');
    const [misspelt, large, faulty] = mock()
      .requests()
      .map(({ id }) => id);
    await row(page, faulty ?? '').waitFor();
    await page.getByText('Every answer is liveness-error').waitFor();
    await check('list');
    for (const id of [misspelt, large, faulty]) {
      await page.goto(`${mock().url}/#/requests/${id}`);
      await page.getByRole('heading', { name: `Request #${id}` }).waitFor();
      for (const summary of await page.locator('.sent-as summary').all()) await summary.click();
      await page.getByRole('button', { name: 'Make it a test' }).click();
      await check(`request ${id}`);
    }
    if (width < 1100) await page.getByRole('button', { name: 'Set the next answer' }).click();
    for (const summary of await page.locator('.controls summary').all()) {
      await summary.click();
      const panel = summary.locator('xpath=../*[@class="panel"]');
      const ends = async () => {
        const { x = -1, width: own = 0 } = (await panel.boundingBox()) ?? {};
        return [x >= 0, x + own <= width];
      };
      await expect.poll(ends, { message: 'both ends of the panel in view' }).toEqual([true, true]);
      await check('controls');
    }
    expect(complaints).toEqual([]);
  });

  test('shows on a phone why a request was refused, and forces the next answer', async () => {
    await using opened = await open('/', { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
    const { page } = opened;
    await page.getByText('Waiting for the first request').waitFor();
    await sendGood(mock(), { tenant_code: null, tenantCode: 'AIT' });
    await page.getByText('tenant_code is missing; you sent "tenantCode"').tap();
    await page.getByText('Answered parameter-invalid because tenant_code is missing. You sent tenantCode.').waitFor();
    await page.getByRole('link', { name: '← Requests' }).tap();
    await row(page, newestId()).waitFor();
    await page.getByRole('button', { name: 'Set the next answer' }).tap();
    const control = page.getByRole('group', { name: 'Next answer' });
    await control.getByRole('combobox').selectOption('liveness-error');
    await control.getByRole('button', { name: 'Once' }).tap();
    await page.getByLabel('Forced').getByText('Next: liveness-error').waitFor();
    expect(await control.isVisible()).toBe(false);
    expect((await sendGood(mock())).headers.get('X-Mock-Scenario')).toBe('liveness-error');
    await page.getByRole('button', { name: 'Set the next answer' }).tap();
    await page.touchscreen.tap(180, 20);
    await control.waitFor({ state: 'hidden' });
  });

  test('has a form for the token in which axe finds nothing, on a phone too', async () => {
    await using guarded = await createMockServer({ adminToken: 'let-me-in' });
    await using opened = await openPage(guarded.url, { viewport: { width: 360, height: 740 } });
    const { page } = opened;
    await page.getByLabel('Admin token').waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  });
});
