import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeInChromium } from '../../../../chromium.test-helper.js';
import { loadContract } from '../../../../spec/index.js';
import { createMockServer, type MockServer } from '../../../server.js';
import { hostileText, openTab } from '../open-tab.test-helper.js';

describeInChromium('the scenarios tab', (open) => {
  let mock: MockServer;
  beforeAll(async () => {
    mock = await createMockServer();
  });
  afterAll(() => mock?.close());
  const sendButton = (tab: Locator | Page, name: string) =>
    tab.getByRole('button', { name: `Send a request for ${name}`, exact: true });
  const cardOf = (tab: Locator, name: string) => tab.locator('.scenario').filter({ has: sendButton(tab.page(), name) });

  test('sends a request for a scenario with one click, stays open, and links to the request', async () => {
    const session = mock.session('sent');
    await using opened = await openTab(open, mock, 'scenarios', 'sent');
    const { page, tab, curl } = opened;
    const { scenarios } = await (await fetch(`${mock.url}/__admin/scenarios`)).json();
    await expect.poll(() => tab.locator('.scenario').count()).toBe(scenarios.length);
    for (const name of ['success-not-live', 'invalid-credentials', 'insufficient-balance', 'success-printed']) {
      await sendButton(tab, name).click();
      await cardOf(tab, name).getByRole('link').waitFor();
      expect(session.requests().at(-1)?.answer?.scenario).toBe(name);
    }
    expect(session.requests().map(({ answer }) => answer?.selectedBy)).toEqual(['rules', 'rules', 'rules', 'header']);
    expect(await curl()).toContain('X-Mock-Scenario: success-printed');
    expect(await page.getByRole('heading', { name: `Request #${session.requests()[3]?.id}` }).isVisible()).toBe(true);
    await cardOf(tab, 'success-not-live').getByRole('link').click();
    await page.getByRole('heading', { name: `Request #${session.requests()[0]?.id}` }).waitFor();
  });

  test('shows the exact answer of each scenario before it is sent, and what a sent one has of its own', async () => {
    const session = mock.session('seen');
    await using opened = await openTab(open, mock, 'scenarios', 'seen');
    const { tab } = opened;
    const contract = await loadContract();
    await cardOf(tab, 'success').waitFor();
    for (const summary of await tab.getByText('See the answer').all()) await summary.click();
    const body = (name: string) => tab.getByLabel(`Body of ${name}`, { exact: true }).textContent();
    for (const { name, sample } of contract.scenarios.values()) expect(await body(name), name).toBe(sample.body);
    expect(session.requests()).toEqual([]);
    const success = cardOf(tab, 'success');
    await success.getByText('X-Trx-No: 10877').waitFor();
    const places = contract.scenarios.get('success')?.freshPlaces ?? [];
    expect(places).toContain('/date');
    await success.getByText(`Each answer has its own ${places.join(', ')}.`).waitFor();
    await cardOf(tab, 'insufficient-balance').getByText('Each answer has exactly this.').waitFor();
  });

  test('says what triggers a scenario, and how a request forces it', async () => {
    await using opened = await openTab(open, mock, 'scenarios');
    const { tab } = opened;
    const triggered = async (name: string) =>
      cardOf(tab, name).locator('p', { hasText: 'Triggered by:' }).textContent();
    await cardOf(tab, 'success').waitFor();
    expect(await triggered('success')).toContain('a valid request with good pictures');
    expect(await triggered('success-not-live')).toContain('the picture img1: a phone in front of the camera');
    expect(await triggered('invalid-credentials')).toContain('a wrong key');
    expect(await triggered('insufficient-balance')).toContain('the tenant AIT_EMPTY, which has no balance');
    expect(await triggered('success-printed')).toContain('force alone');
    const dim = cardOf(tab, 'liveness-error-dim');
    await dim.getByText('Force it').click();
    expect(await dim.locator('.force code').allTextContents()).toEqual([
      'X-Mock-Scenario: liveness-error-dim',
      'Prefer: example=liveness-error-dim',
      'MOCK:liveness-error-dim:',
      'liveness-error-dim.jpg',
    ]);
    const picture = cardOf(tab, 'success').locator('img').first();
    await expect.poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(1080);
  });

  test('names only the open channels, and needs the key of an own tenant, which no curl line shows', async () => {
    const tenants = [{ code: hostileText, key: 'own-key-4711', balance: 9 }];
    await using own = await createMockServer({ channels: ['ref-number'], tenants });
    await using opened = await openTab(open, own, 'scenarios');
    const { tab, curl } = opened;
    await sendButton(tab, 'success').waitFor();
    expect(await sendButton(tab, 'success').isDisabled()).toBe(true);
    await tab.getByLabel(`key of the tenant ${hostileText}`).fill('own-key-4711');
    await sendButton(tab, 'success').click();
    await cardOf(tab, 'success').getByRole('link').waitFor();
    expect(own.requests()[0]?.answer?.scenario).toBe('success');
    expect(await curl()).toContain('EENDIGO_KIT_KEY');
    expect(await curl()).not.toContain('own-key-4711');
    await tab.getByText('Force it').first().click();
    expect(await tab.locator('.force code').first().textContent()).toBe('MOCK:success:');
  });
});
