import { existsSync } from 'node:fs';
import axe from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadFixture } from '../../fixtures/index.js';
import { responseKinds } from '../../spec/index.js';
import { createMockServer, type MockServer } from '../server.js';

const program = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
  .filter((path) => path !== undefined && path !== '')
  .find((path) => existsSync(path ?? ''));

test('CI has a Chromium, so that the tests below run there', () => {
  if (process.env['EENDIGO_KIT_REQUIRE_CHROMIUM'] === '1') expect(program).toBeDefined();
});

const where = program ?? 'not run: no Chromium found; install one, or name it in CHROMIUM';
describe.skipIf(program === undefined)(`the API reference in Chromium (${where})`, () => {
  let browser: Browser;
  let mock: MockServer;
  beforeAll(async () => {
    mock = await createMockServer();
    browser = await chromium.launch({ executablePath: program ?? '', chromiumSandbox: false });
  });
  afterAll(async () => {
    await browser?.close();
    await mock.close();
  });

  /** Opens the page until its form is there, and keeps what it loads and complains of. */
  async function open(
    options: BrowserContextOptions = {},
  ): Promise<AsyncDisposable & { readonly page: Page; readonly hosts: Set<string>; readonly complaints: string[] }> {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const complaints: string[] = [];
    const hosts = new Set<string>();
    page.on('request', (request) => {
      if (!request.url().startsWith('data:')) hosts.add(new URL(request.url()).origin);
    });
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`${mock.url}/__admin/docs`);
    await page.getByRole('button', { name: 'Execute' }).waitFor();
    return { page, hosts, complaints, [Symbol.asyncDispose]: () => context.close() };
  }

  const sizes = [360, 768, 1280, 1600].flatMap((width) =>
    (['light', 'dark'] as const).map((colorScheme) => ({ width, colorScheme })),
  );
  test.each(sizes)('fits $width pixels in $colorScheme, and axe finds nothing', async ({ width, colorScheme }) => {
    await using opened = await open({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
    const { page, hosts, complaints } = opened;
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    await page.evaluate(axe.source);
    const found = (await page.evaluate('axe.run()')) as AxeResult;
    expect(found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))).toEqual([]);
    expect(found.passes.map(({ id }) => id)).toContain('color-contrast');
    expect([[...hosts], complaints]).toEqual([[mock.url], []]);
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

interface AxeResult {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
  readonly passes: readonly { readonly id: string }[];
}
