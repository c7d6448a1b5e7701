import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeInChromium } from '../../../../chromium.test-helper.js';
import { sendGood } from '../../../good-request.test-helper.js';
import { createMockServer, type MockServer } from '../../../server.js';
import { hostileText, openTab } from '../open-tab.test-helper.js';

describeInChromium('the admin API tab', (open) => {
  let mock: MockServer;
  beforeAll(async () => {
    mock = await createMockServer();
  });
  afterAll(() => mock?.close());
  const operation = (tab: Locator, head: string) =>
    tab.locator('.card', { has: tab.page().locator('summary', { hasText: head }) }).first();

  test('has every operation, grouped by topic, and finds them by text', async () => {
    await using opened = await openTab(open, mock, 'admin');
    const { tab } = opened;
    const { addresses } = await (await fetch(`${mock.url}/__admin/no-such-address`)).json();
    const heads = tab.locator('summary:has(.method)');
    await expect.poll(() => heads.count()).toBe(addresses.length);
    const shown = (await heads.allTextContents()).join('\n');
    for (const address of addresses) expect(shown).toContain(address);
    expect(await tab.locator('h3').allTextContents()).toEqual(['about', 'requests', 'answers', 'tenants', 'sessions']);
    await tab.getByLabel('Operations with the text').fill('delete /__admin/sessions');
    await expect.poll(() => heads.count()).toBe(1);
  });

  test('tries a GET with its parameters, and shows texts of a client as texts', async () => {
    const session = mock.session('tried');
    await sendGood(session, { refNumber: hostileText });
    await using opened = await openTab(open, mock, 'admin', 'tried');
    const { tab } = opened;
    const page = operation(tab, 'GET /__admin/transactions The ledger');
    await page.locator('summary').first().click();
    expect(await page.getByLabel('session').inputValue()).toBe('tried');
    await page.getByLabel('limit').fill('1');
    expect(await page.locator('.curl pre').textContent()).toBe(
      `curl '${mock.url}/__admin/transactions?limit=1&session=tried'`,
    );
    await page.getByRole('button', { name: 'Try it' }).click();
    await page.getByText('application/json').last().waitFor();
    const answer = JSON.parse((await page.locator('.try pre').textContent()) ?? '');
    expect(answer).toEqual({ total: 1, transactions: session.transactions() });

    const one = operation(tab, 'GET /__admin/requests/{id} One');
    await one.locator('summary').first().click();
    expect(await one.getByRole('button', { name: 'Try it' }).isDisabled()).toBe(true);
    await one.getByLabel('id', { exact: false }).first().fill('9999');
    opened.expectFailedLoad('/__admin/requests/9999');
    await one.getByRole('button', { name: 'Try it' }).click();
    await one.getByText('holds no request').waitFor();

    const picture = operation(tab, 'GET /__admin/fixtures/{file}');
    await picture.locator('summary').first().click();
    await picture.getByLabel('file').fill('selfie-good');
    await picture.getByRole('button', { name: 'Try it' }).click();
    await picture.locator('img').waitFor();

    const stream = operation(tab, 'GET /__admin/events');
    await stream.locator('summary').first().click();
    expect(await stream.locator('.curl pre').textContent()).toContain('curl -N');
    expect(await stream.getByRole('button', { name: 'Try it' }).count()).toBe(0);
  });

  test('shows the curl line and the schema of a body: following the line does what it says', async () => {
    await using opened = await openTab(open, mock, 'admin');
    const { tab } = opened;
    const put = operation(tab, 'PUT /__admin/tenants/{code}');
    await put.locator('summary').first().click();
    await put.getByLabel('code').fill('NEW ONE');
    const curl = (await put.locator('.curl pre').textContent()) ?? '';
    const [, url = '', body = ''] = /^curl -X PUT (\S+) --json '(.*)'$/.exec(curl) ?? [];
    const answer = await fetch(url, { method: 'PUT', body, headers: { 'Content-Type': 'application/json' } });
    expect([answer.status, await answer.json()]).toMatchObject([201, { code: 'NEW ONE' }]);
    await put.getByText('Schema of the body').click();
    const schema = await put.locator('.schema').textContent();
    expect(schema).toContain('balance optional integer from 0 to 1000000000000');

    const sessions = operation(tab, 'PUT /__admin/sessions/{id}');
    await sessions.locator('summary').first().click();
    await sessions.getByText('Schema of the body').click();
    await sessions.locator('.schema summary', { hasText: 'tenants' }).click();
    await sessions.locator('.schema .schema', { hasText: 'balance' }).waitFor();
  });
});
