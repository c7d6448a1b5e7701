import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sendGood } from '../good-request.test-helper.js';
import { createMockServer, type MockServer } from '../server.js';
import { chromiumNote, chromiumProgram, isChromiumRequired, launchChromium, openPage } from './chromium.test-helper.js';

test('CI has a Chromium, so that the tests below run there', () => {
  if (isChromiumRequired) expect(chromiumProgram).toBeDefined();
});

describe.skipIf(chromiumProgram === undefined)(`the inspector in Chromium (${chromiumNote})`, () => {
  let browser: Browser;
  let mock: MockServer;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    mock = await createMockServer();
  });
  afterEach(() => mock.close());

  test.each(['/', '/__admin', '/s/mine/__admin'])('shows a request at %s without a reload', async (path) => {
    const session = path === '/s/mine/__admin' ? mock.session('mine') : mock;
    await using opened = await openPage(browser, `${mock.url}${path}`);
    const { page, loaded, complaints } = opened;
    await page.getByText('Waiting for the first request').waitFor();
    await page.getByRole('button', { name: 'Live' }).waitFor();
    await sendGood(session);
    await page.getByRole('link', { name: '#1' }).click({ timeout: 1000 });
    await page.getByRole('heading', { name: 'Request #1' }).waitFor();
    expect(loaded.filter((address) => new URL(address).origin !== mock.url)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test('asks for the token where one is needed, says that one is wrong, and takes it from the address', async () => {
    await using guarded = await createMockServer({ adminToken: 'let me in' });
    await sendGood(guarded);
    await using opened = await openPage(browser, guarded.url);
    const { page } = opened;
    await page.getByLabel('Admin token').fill('wrong');
    await page.getByRole('button').click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('Admin token').fill('let me in');
    await page.getByRole('button').click();
    await page.getByRole('link', { name: '#1' }).waitFor();
    await page.reload();
    await page.getByRole('link', { name: '#1' }).waitFor();
    await using other = await openPage(browser, `${guarded.url}/__admin?token=let+me+in#/requests/1`);
    await other.page.getByRole('heading', { name: 'Request #1' }).waitFor();
    expect(other.page.url()).toBe(`${guarded.url}/__admin#/requests/1`);
  });
});
