import type { BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { screens, violations } from '../../axe.test-helper.js';
import { describeInChromium, type WatchedPage } from '../../chromium.test-helper.js';
import { loadFixture } from '../../fixtures/index.js';
import { responseKinds } from '../../spec/index.js';
import { createMockServer, type MockServer } from '../server.js';

describeInChromium('the API reference', (openPage) => {
  let mock: MockServer;
  beforeAll(async () => {
    mock = await createMockServer();
  });
  afterAll(() => mock?.close());

  /** Opens the page until its form is there. */
  async function open(options: BrowserContextOptions = {}): Promise<WatchedPage> {
    const opened = await openPage(`${mock.url}/__admin/docs`, options);
    await opened.page.getByRole('button', { name: 'Execute' }).waitFor();
    return opened;
  }

  test.each(screens)('fits $width pixels in $colorScheme, and axe finds nothing', async ({ width, colorScheme }) => {
    await using opened = await open({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
    const { page, loaded, complaints } = opened;
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    expect(await violations(page)).toEqual([]);
    const addresses = loaded.filter((address) => !address.startsWith('data:'));
    expect([...new Set(addresses.map((address) => new URL(address).origin))]).toEqual([mock.url]);
    expect(complaints).toEqual([]);
  });

  test('shows the limits in figures, and a sample of each of the seven answers', async () => {
    await using opened = await open();
    const { page } = opened;
    expect(await page.locator('#pictures').textContent()).toMatch(
      /600 × 600 to 1920 × 1080.*3.000.000.*960 × 720.*2.000.000/,
    );
    expect(await page.locator('#answers h3 .badge').allTextContents()).toEqual(responseKinds);
    const bodies = await page.locator('#answers pre').allTextContents();
    expect(bodies.map((body) => typeof JSON.parse(body).status)).toEqual(responseKinds.map(() => 'string'));
    expect(await page.getByText('default', { exact: true }).count()).toBe(0);
  });

  test('sends the form to the mock, shows the answer, and leads back to the inspector', async () => {
    await using opened = await open();
    const { page } = opened;
    for (const [part, id] of [
      ['img1', 'selfie-good'],
      ['img2', 'ktp-good'],
    ] as const)
      await page
        .locator(`tr:has(.parameter__name:text-is("${part}")), tr[data-property-name="${part}"]`)
        .first()
        .locator('input[type=file]')
        .setInputFiles({ name: `${id}.jpg`, mimeType: 'image/jpeg', buffer: await loadFixture(id) });
    await page.getByRole('button', { name: 'Execute' }).click();
    const answer = page.locator('.live-responses-table');
    await answer.getByText('x-trx-no').waitFor();
    expect(await answer.textContent()).toContain('"similarity"');
    expect(mock.requests()).toHaveLength(1);
    await page.getByRole('link', { name: 'Inspector' }).click();
    await page.waitForURL(`${mock.url}/__admin`);
  });
});
