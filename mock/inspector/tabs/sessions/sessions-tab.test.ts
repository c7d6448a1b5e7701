import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeInChromium } from '../../../../chromium.test-helper.js';
import { sendGood } from '../../../good-request.test-helper.js';
import { createMockServer, type MockServer } from '../../../server.js';
import { hostileText, openTab } from '../open-tab.test-helper.js';

describeInChromium('the sessions tab', (open) => {
  let mock: MockServer;
  beforeAll(async () => {
    mock = await createMockServer();
  });
  afterAll(() => mock?.close());

  test('opens a session with options, resets and deletes it; no curl line shows a key', async () => {
    await using opened = await openTab(open, mock, 'sessions');
    const { tab, curl } = opened;
    await tab.getByText('Open a session').click();
    await tab.getByLabel('Id', { exact: true }).fill('made-here');
    await tab.getByLabel('First answers').fill('liveness-error');
    await tab.getByRole('combobox', { name: /^Fault/ }).selectOption({ index: 1 });
    await tab.getByRole('button', { name: 'Add a tenant' }).click();
    await tab.getByLabel('tenant_code').fill(hostileText);
    await tab.getByLabel('key', { exact: true }).fill('made-key-4711');
    await tab.getByLabel('Balance', { exact: true }).fill('7');
    await tab.getByRole('button', { name: 'Open the session' }).click();
    const row = tab.locator('tbody tr', { hasText: 'made-here' });
    await row.waitFor();
    expect(await row.textContent()).toContain(`${mock.url}/s/made-here`);
    expect(await row.textContent()).toContain(`${hostileText}: 7`);
    expect(await row.textContent()).toContain('liveness-error, then the rules; fault delay');
    expect(await curl()).toContain(`"key":"'"$EENDIGO_KIT_KEY"'"`);
    expect(await tab.textContent()).not.toContain('made-key-4711');

    const headers = { 'X-Mock-Fault': 'none' };
    const sent = await sendGood(
      { url: `${mock.url}/s/made-here` },
      { tenant_code: hostileText, key: 'made-key-4711' },
      headers,
    );
    expect(sent.headers.get('X-Mock-Scenario')).toBe('liveness-error');
    await row.getByRole('button', { name: 'Reset: made-here' }).click();
    await row.getByRole('button', { name: 'Reset now: made-here' }).click();
    await expect.poll(() => row.locator('td[data-label=Requests]').textContent()).toBe('0');
    expect(await curl()).toContain('/__admin/reset?session=made-here');
    await row.getByRole('button', { name: 'Delete: made-here' }).click();
    await row.getByRole('button', { name: 'Delete now: made-here' }).click();
    await expect.poll(() => row.count()).toBe(0);
    expect((await fetch(`${mock.url}/__admin/sessions/made-here`)).status).toBe(404);
  });

  test('shows the sessions that others open, and what happens in them, without a reload', async () => {
    await using opened = await openTab(open, mock, 'sessions');
    const { page, tab } = opened;
    await tab.getByRole('row', { name: 'default' }).waitFor();
    const session = mock.session('by-another', { scenario: 'success-not-live' });
    const row = tab.locator('tbody tr', { hasText: 'by-another' });
    await row.waitFor();
    expect(await row.textContent()).toContain('success-not-live');
    session.close();
    await expect.poll(() => row.count()).toBe(0);
    await sendGood({ url: `${mock.url}/s/by-request` });
    await tab.getByRole('link', { name: 'by-request' }).click();
    await page.waitForURL(`${mock.url}/s/by-request/__admin`);
    await page.getByRole('heading', { name: 'Requests' }).waitFor();
  });

  test('asks before it replaces or deletes, and says why an id is refused', async () => {
    mock.session('kept');
    await using opened = await openTab(open, mock, 'sessions');
    const { tab } = opened;
    const row = tab.locator('tbody tr', { hasText: 'kept' });
    await row.getByRole('button', { name: 'Delete: kept' }).click();
    await tab.getByText('Open a session').click();
    await row.getByRole('button', { name: 'Delete: kept' }).waitFor();
    await tab.getByLabel('Id', { exact: true }).fill('kept');
    await tab.getByRole('button', { name: 'Replace the session' }).waitFor();
    await tab.getByLabel('Id', { exact: true }).fill('3171234507900123');
    opened.expectFailedLoad('/__admin/sessions/3171234507900123');
    await tab.getByRole('button', { name: 'Open the session' }).click();
    await tab.getByRole('alert').waitFor();
    expect(await tab.getByRole('alert').textContent()).toContain("cannot be a session's id");
    expect(await row.count()).toBe(1);
  });
});
