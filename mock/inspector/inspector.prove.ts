import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { loadFixture } from '../../fixtures/index.js';
import { blobOf, post, sendGood } from '../good-request.test-helper.js';
import { createMockServer, type MockServer } from '../server.js';
import {
  chromiumNote,
  chromiumProgram,
  isChromiumRequired,
  launchChromium,
  openPage,
  type WatchedPage,
} from './chromium.test-helper.js';

test('CI has a Chromium, so that the proofs below run there', () => {
  if (isChromiumRequired) expect(chromiumProgram).toBeDefined();
});

interface AxeResult {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
  readonly passes: readonly { readonly id: string }[];
}

const row = (page: Page, id: string) => page.getByRole('link', { name: new RegExp(`^#${id} `) });

/** Waits until the page has opened its event stream: only then it sees what happens. */
const live = (page: Page) => page.getByRole('button', { name: 'Live' }).waitFor();

describe.skipIf(chromiumProgram === undefined)(`the inspector in Chromium (${chromiumNote})`, () => {
  let browser: Browser;
  let mock: MockServer;
  beforeAll(async () => {
    browser = await launchChromium();
    mock = await createMockServer();
  });
  afterAll(async () => {
    await browser?.close();
    await mock?.close();
  });
  beforeEach(() => mock.reset());

  const open = (path = '/', options = {}): Promise<WatchedPage> => openPage(browser, `${mock.url}${path}`, options);
  const newestId = (): string => mock.requests().at(-1)?.id ?? '';

  describe('its controls', () => {
    test('inject a fault once or always, with a delay, and undo it', async () => {
      await using opened = await open();
      const { page } = opened;
      await live(page);
      const control = page.getByRole('group', { name: 'Fault' });
      const strip = page.getByLabel('Forced');
      await control.getByRole('combobox').selectOption('unavailable');
      await control.getByLabel('delay').fill('20');
      await control.getByRole('button', { name: 'Once' }).click();
      await strip.getByText('Fault: unavailable; delay=20 (once)').waitFor();
      expect((await sendGood(mock)).status).toBe(503);
      await strip.getByText('Fault').waitFor({ state: 'detached' });
      expect((await sendGood(mock, { refNumber: 'REF-2' })).status).toBe(200);
      await control.getByRole('button', { name: 'Always' }).click();
      await strip.getByText('Fault: unavailable; delay=20').waitFor();
      for (const refNumber of ['REF-3', 'REF-4']) expect((await sendGood(mock, { refNumber })).status).toBe(503);
      await strip.getByRole('button', { name: 'Undo' }).click();
      await strip.getByText('Fault').waitFor({ state: 'detached' });
      expect((await sendGood(mock, { refNumber: 'REF-5' })).status).toBe(200);
    });

    test('delay answers without another fault', async () => {
      await using opened = await open();
      const { page } = opened;
      await live(page);
      const control = page.getByRole('group', { name: 'Fault' });
      await control.getByLabel('delay').fill('15');
      await control.getByRole('button', { name: 'Always' }).click();
      await page.getByText('Fault: delay; ms=15').waitFor();
      await sendGood(mock);
      expect(mock.requests()[0]?.answer?.fault).toMatchObject({ type: 'delay', ms: 15 });
    });

    test('set, empty and reset a balance, and name the change as a curl line', async () => {
      await using opened = await open();
      const { page } = opened;
      await live(page);
      const balance = () => mock.tenants().find(({ code }) => code === 'AIT')?.balance;
      await page.getByText('Balance AIT 1000000').click();
      await page.getByLabel('New balance of AIT', { exact: true }).fill('3');
      await page.getByRole('button', { name: 'Set' }).first().click();
      await expect.poll(balance).toBe(3);
      expect(await page.getByLabel('Last change').textContent()).toContain(
        `curl -X PUT ${mock.url}/__admin/tenants/AIT --json '{"balance":3}'`,
      );
      await page.getByRole('button', { name: 'Balance of AIT to 0', exact: true }).click();
      await expect.poll(balance).toBe(0);
      await page.getByRole('button', { name: 'Reset the balance of AIT', exact: true }).click();
      await expect.poll(balance).toBe(1_000_000);
    });

    test('do what their curl lines do', async () => {
      await using opened = await open();
      const { page } = opened;
      await live(page);
      const control = page.getByRole('group', { name: 'Next answer' });
      await control.getByRole('combobox').selectOption('face-compare-error');
      await control.getByRole('button', { name: 'Always' }).click();
      await page.getByLabel('Forced').getByText('Every answer is face-compare-error').waitFor();
      const line = await page.getByLabel('Last change').locator('code').textContent();
      mock.reset();
      await promisify(execFile)('sh', ['-c', line ?? '']);
      await page.getByLabel('Forced').getByText('Every answer is face-compare-error').waitFor();
      expect((await sendGood(mock)).headers.get('X-Mock-Scenario')).toBe('face-compare-error');
    });

    test('pause the list, count what waits, and go on', async () => {
      await using opened = await open();
      const { page } = opened;
      await live(page);
      await sendGood(mock);
      await row(page, newestId()).waitFor();
      await page.keyboard.press('p');
      await page.getByRole('button', { name: 'Paused', exact: true }).waitFor();
      await sendGood(mock, { refNumber: 'REF-2' });
      await page.getByRole('button', { name: 'Paused, 1 new' }).click();
      await row(page, newestId()).waitFor();
      expect(await page.locator('.row').count()).toBe(2);
    });

    test('clear the list and the journal, and nothing else', async () => {
      await using opened = await open();
      const { page } = opened;
      await live(page);
      await sendGood(mock);
      await row(page, newestId()).waitFor();
      await page.getByRole('button', { name: 'Clear' }).click();
      await page.getByText('Waiting for the first request').waitFor();
      expect([mock.requests().length, mock.transactions().length]).toEqual([0, 1]);
    });

    test('keep pictures from now on, and show them', async () => {
      await using opened = await open();
      const { page } = opened;
      await live(page);
      await sendGood(mock);
      await row(page, newestId()).click();
      await page.getByRole('button', { name: 'Keep pictures from now on' }).first().click();
      await page.getByText('Those of new requests are.').first().waitFor();
      await sendGood(mock, { refNumber: 'REF-2' });
      await row(page, newestId()).click();
      const picture = page.getByAltText('Sent as img1');
      await expect.poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(1080);
    });

    test('go to another session, whose list is its own', async () => {
      await sendGood(mock.session('other'));
      await using opened = await open();
      const { page } = opened;
      await live(page);
      await page.getByLabel('Session').selectOption('other');
      await page.waitForURL(`${mock.url}/s/other/__admin`);
      await page.getByText('1 request', { exact: true }).waitFor();
      await page.getByLabel('Session').selectOption('');
      await page.waitForURL(`${mock.url}/__admin`);
      await page.getByText('Waiting for the first request').waitFor();
    });

    test('show the base URL for this machine and an emulator, and a QR code of it', async () => {
      await using opened = await open('/s/mine/__admin');
      const { page } = opened;
      await live(page);
      await page.locator('summary').filter({ hasText: 'Base URL' }).click();
      const listed = await page.locator('.base-urls code').allTextContents();
      expect(listed).toEqual([`${mock.url}/s/mine`, `http://10.0.2.2:${mock.port}/s/mine`]);
      await page.getByRole('button', { name: `QR code of ${mock.url}/s/mine` }).click();
      await page.getByRole('img', { name: `QR code of ${mock.url}/s/mine` }).waitFor();
    });

    test('choose light or dark, for later visits too', async () => {
      await using opened = await open('/', { colorScheme: 'light' });
      const { page } = opened;
      const ground = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
      const light = await ground();
      await page.getByLabel('Light or dark').selectOption('dark');
      const dark = await ground();
      expect(dark).not.toBe(light);
      await page.reload();
      expect(await ground()).toBe(dark);
    });
  });

  describe('its list', () => {
    test('is filtered by a sentence and searched by refNumber', async () => {
      await using opened = await open();
      const { page } = opened;
      await live(page);
      await sendGood(mock, { refNumber: 'ALPHA-1' });
      await sendGood(mock, { refNumber: 'beta-2', tenant_code: 'WRONG' });
      await sendGood(mock, { refNumber: 'beta-3' }, { 'X-Mock-Scenario': 'liveness-error' });
      await sendGood(mock, { refNumber: 'beta-4' }, { 'X-Mock-Fault': 'unavailable' });
      const [one, two, three, four] = mock.requests().map(({ id }) => `#${id}`);
      const shown = () => page.locator('.row b').allTextContents();
      await expect.poll(shown).toEqual([four, three, two, one]);
      const which = page.getByLabel('Which requests');
      await which.selectOption('with violations');
      expect(await shown()).toEqual([two]);
      await which.selectOption('forced');
      expect(await shown()).toEqual([three]);
      await which.selectOption('faults');
      expect(await shown()).toEqual([four]);
      await which.selectOption('everything');
      await page.getByLabel('Of which tenant').selectOption('WRONG');
      expect(await shown()).toEqual([two]);
      await page.getByLabel('Of which tenant').selectOption('');
      await page.keyboard.press('Escape');
      await page.locator('h2').first().click();
      await page.keyboard.press('/');
      await page.keyboard.type('BETA');
      expect(await shown()).toEqual([four, three, two]);
      expect(await page.getByRole('status').filter({ hasText: 'of' }).textContent()).toBe('3 of 4 requests');
    });

    test('is walked by j and k', async () => {
      await using opened = await open();
      const { page } = opened;
      await live(page);
      for (const refNumber of ['A', 'B', 'C']) await sendGood(mock, { refNumber });
      const [one, two, three] = mock.requests().map(({ id }) => id);
      await row(page, three ?? '').waitFor();
      for (const [key, id] of [
        ['j', three],
        ['j', two],
        ['j', one],
        ['j', one],
        ['k', two],
      ] as const) {
        await page.keyboard.press(key);
        await page.getByRole('heading', { name: `Request #${id}`, exact: true }).waitFor();
      }
      await page.goBack();
      await page.getByRole('heading', { name: `Request #${one}`, exact: true }).waitFor();
    });

    test('has ten thousand requests, of which only those in view are in the document', {
      timeout: 300_000,
    }, async () => {
      await using large = await createMockServer({ journalEntries: 10_000 });
      const address = `${large.url}/demo/biometric/facecompareliveness`;
      for (let batch = 0; batch < 100; batch++)
        await Promise.all(
          Array.from({ length: 100 }, (_, place) => {
            const form = new FormData();
            form.append('refNumber', `REF-${batch * 100 + place}`);
            return fetch(address, { method: 'POST', body: form }).then((response) => response.arrayBuffer());
          }),
        );
      const newest = Number(large.requests().at(-1)?.id);
      await using opened = await openPage(browser, large.url);
      const { page } = opened;
      await page.getByText('10000 requests').waitFor({ timeout: 60_000 });
      const list = page.locator('.rows');
      expect(await page.locator('.row').count()).toBeLessThan(60);
      await list.evaluate((element) => {
        element.scrollTop = element.scrollHeight;
      });
      await row(page, String(newest - 9_999)).waitFor();
      // Each step of a fast scroll shows rows, and few of them are in the document.
      const counts = await list.evaluate(async (element) => {
        const found: number[] = [];
        for (let step = 0; step < 60; step++) {
          element.scrollTop = (element.scrollHeight * step) / 60;
          await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
          const { top, bottom } = element.getBoundingClientRect();
          const inView = [...element.querySelectorAll('.row')].filter((one) => {
            const box = one.getBoundingClientRect();
            return box.bottom > top && box.top < bottom;
          });
          found.push(inView.length, element.querySelectorAll('.row').length);
        }
        return found;
      });
      expect(Math.min(...counts)).toBeGreaterThan(5);
      expect(Math.max(...counts)).toBeLessThan(60);
      await page.getByLabel('Search by refNumber').fill('ref-4321');
      await page.getByText('1 of 10000 requests').waitFor();
      expect(await page.locator('.row').count()).toBe(1);
    });

    test('shows a request that takes long while it waits', async () => {
      await using opened = await open();
      const { page } = opened;
      await live(page);
      const leave = new AbortController();
      const sent = fetch(`${mock.url}/demo/biometric/facecompareliveness`, {
        method: 'POST',
        headers: { 'X-Mock-Fault': 'delay; ms=60000' },
        signal: leave.signal,
      });
      sent.catch(() => {});
      await page.locator('.row').getByText('…').waitFor();
      leave.abort();
      await page.locator('.row').getByText('aborted').waitFor();
    });
  });

  test('keeps a request that arrives while the list is loading', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route('**/requests?limit=0', async (route) => {
      const response = await route.fetch();
      await held;
      await route.fulfill({ response });
    });
    const asked = page.waitForRequest('**/requests?limit=0');
    await page.goto(mock.url);
    await asked;
    await sendGood(mock);
    await row(page, newestId()).waitFor();
    release();
    await live(page);
    await row(page, newestId()).waitFor();
    await context.close();
  });

  test('opens the request of a link, and says when the journal does not have it', async () => {
    await sendGood(mock);
    const id = newestId();
    await using opened = await open(`/__admin#/requests/${id}`);
    await opened.page.getByRole('heading', { name: `Request #${id}` }).waitFor();
    await using other = await open('/__admin#/requests/999999');
    await other.page.getByText('The journal has no request #999999.').waitFor();
  });

  test('connects again after the mock restarts, and shows what the new one received', async () => {
    const first = await createMockServer();
    await using opened = await openPage(browser, first.url);
    const { page } = opened;
    await live(page);
    await sendGood(first);
    await row(page, '1').waitFor();
    await first.close();
    await page.getByText('Not connected.').waitFor();
    await using second = await createMockServer({ port: first.port });
    await live(page);
    await page.getByText('Waiting for the first request').waitFor();
    await sendGood(second, { refNumber: 'REF-of-the-second' });
    await row(page, '1').click();
    await page.getByText('REF-of-the-second').waitFor();
  });

  test('shows hostile names, file names, values and session ids as text', async () => {
    const hostile = `"><img src=x onerror="globalThis.isOwned=1"><script>globalThis.isOwned=1</script>`;
    const session = mock.session('a.b-c_d');
    await using opened = await open('/s/a.b-c_d/__admin');
    const { page, complaints, loaded } = opened;
    await live(page);
    const form = new FormData();
    form.append(hostile, hostile);
    form.append('img1', blobOf(await loadFixture('selfie-good')), `${hostile}.jpg`);
    form.append('refNumber', hostile);
    form.append('tenant_code', hostile);
    form.append('source', '{{7*7}} javascript:alert(1) \u202e\u0000');
    await post(session, { body: form, headers: { 'User-Agent': '<b>agent</b>' } });
    await page.locator('.row').first().locator('a').click();
    await page.locator('.part').first().waitFor();
    for (const summary of await page.locator('summary').all()) await summary.click();
    for (const language of ['curl', 'fetch', 'Python', 'Dart', 'Make it a test'])
      await page.getByRole('button', { name: language, exact: true }).click();
    expect(await page.locator('.part .name').allTextContents()).toContain(hostile);
    expect(await page.getByLabel('Of which tenant').locator('option').allTextContents()).toContain(hostile);
    expect(await page.locator('main img:not([src^="/__admin/"])').count()).toBe(0);
    expect(await page.evaluate('globalThis.isOwned')).toBeUndefined();
    expect(complaints).toEqual([]);
    expect(loaded.filter((address) => new URL(address).origin !== mock.url)).toEqual([]);
  });

  test('shows what was decided and what was sent when a fault acts', async () => {
    await using opened = await open();
    const { page } = opened;
    await live(page);
    await sendGood(mock, {}, { 'X-Mock-Fault': 'server-error' });
    await row(page, newestId()).click();
    const answer = page.getByRole('region', { name: 'Answer', exact: true });
    await answer.getByText('status 200 as decided').waitFor();
    expect(await answer.getByLabel('Sent').textContent()).toContain('status 500');
    expect(await answer.getByText('AIT had 1000000, has 999999').isVisible()).toBe(true);
  });

  test('makes a test of a request that the request passes, and another does not', async () => {
    await using opened = await open();
    const { page } = opened;
    await live(page);
    await sendGood(mock, { tenant_code: null, refNumber: 'REF-of-this' });
    await row(page, newestId()).click();
    await page.getByRole('button', { name: 'Make it a test' }).click();
    const snippet = (await page.locator('.snippet pre').textContent()) ?? '';
    const criteria = JSON.parse(/mock\.verify\((\{.*?\n {2}\})\);/s.exec(snippet)?.[1] ?? 'null');
    mock.verify(criteria);
    mock.reset();
    await sendGood(mock, { refNumber: 'REF-of-this' });
    expect(() => mock.verify(criteria)).toThrow();
  });

  test('writes requests as code that sends them again', async () => {
    await using opened = await open();
    const { page } = opened;
    await live(page);
    const folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-inspector-'));
    try {
      const names = { img1: `it's "a" selfie;.jpg`, img2: 'ktp-good.jpg' } as const;
      await writeFile(join(folder, names.img1), await loadFixture('selfie-good'));
      await writeFile(join(folder, names.img2), await loadFixture('ktp-good'));
      const form = new FormData();
      form.append('img1', blobOf(await loadFixture('selfie-good')), names.img1);
      form.append('img2', blobOf(await loadFixture('ktp-good')), names.img2);
      for (const [name, value] of [
        ['key', 'ADINS_key1234'],
        ['tenant_code', 'AIT'],
        ['refNumber', `@it's <a> "test"; $HOME \\n`],
      ] as const)
        form.append(name, value);
      await post(mock, { body: form });
      const id = newestId();
      await row(page, id).click();
      const env = { ...process.env, EENDIGO_KIT_KEY: 'ADINS_key1234' };
      const snippet = async (title: string): Promise<string> => {
        await page.getByRole('button', { name: title, exact: true }).click();
        return (await page.locator('.snippet pre').textContent()) ?? '';
      };
      const run = promisify(execFile);
      await run('sh', ['-c', await snippet('curl')], { cwd: folder, env });
      await writeFile(join(folder, 'again.mjs'), await snippet('fetch'));
      await run(process.execPath, ['again.mjs'], { cwd: folder, env });
      const python = await snippet('Python');
      const hasRequests = await run('python3', ['-c', 'import requests']).then(
        () => true,
        () => false,
      );
      if (hasRequests) await run('python3', ['-c', python], { cwd: folder, env });
      else if (isChromiumRequired) expect(hasRequests).toBe(true);
      const [original, ...again] = mock.requests();
      expect(again.length).toBeGreaterThanOrEqual(2);
      const sent = (entry = original) =>
        entry?.parts.map((part) => [part.name, part.type === 'text' ? part.value : `${part.filename} ${part.sha256}`]);
      for (const entry of again) expect(sent(entry)).toEqual(sent(original));
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  const sizes = [360, 768, 1280, 1600].flatMap((width) =>
    (['light', 'dark'] as const).map((colorScheme) => ({ width, colorScheme })),
  );
  test.each(sizes)('fits $width pixels in $colorScheme, and axe finds nothing', async ({ width, colorScheme }) => {
    await fetch(`${mock.url}/__admin/keep-images`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json' },
      body: '{"keepImages":true}',
    });
    await using opened = await open('/', { viewport: { width, height: 900 }, colorScheme });
    const { page, complaints } = opened;
    await live(page);
    const check = async (view: string) => {
      expect(await page.evaluate('document.documentElement.scrollWidth'), view).toBe(width);
      await page.evaluate(axe.source);
      const found = (await page.evaluate('axe.run()')) as AxeResult;
      expect(found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${view} ${id}: ${html}`))).toEqual(
        [],
      );
      expect(found.passes.map(({ id }) => id)).toContain('color-contrast');
    };
    await check('empty');
    await sendGood(mock, {
      tenant_code: null,
      tenantCode: 'AIT',
      [`very-long-name-${'x'.repeat(300)}`]: 'y'.repeat(400),
    });
    await sendGood(mock, { img1: 'selfie-over-3mb' }, { 'X-Mock-Scenario': 'success' });
    await sendGood(mock, {}, { 'X-Mock-Fault': 'unavailable' });
    mock.setDefault('liveness-error');
    mock.setFault('delay; ms=5');
    const [misspelt, large, faulty] = mock.requests().map(({ id }) => id);
    await row(page, faulty ?? '').waitFor();
    await page.getByText('Every answer is liveness-error').waitFor();
    await check('list');
    for (const id of [misspelt, large, faulty]) {
      await page.goto(`${mock.url}/#/requests/${id}`);
      await page.getByRole('heading', { name: `Request #${id}` }).waitFor();
      for (const summary of await page.locator('.sent-as summary').all()) await summary.click();
      await page.getByRole('button', { name: 'Make it a test' }).click();
      await check(`request ${id}`);
    }
    if (width < 1100) await page.getByRole('button', { name: 'Set the next answer' }).click();
    for (const summary of await page.locator('.controls summary').all()) {
      await summary.click();
      await check('controls');
    }
    expect(complaints).toEqual([]);
  });

  test('shows on a phone why a request was refused, and forces the next answer', async () => {
    await using opened = await open('/', { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
    const { page } = opened;
    await page.getByText('Waiting for the first request').waitFor();
    await sendGood(mock, { tenant_code: null, tenantCode: 'AIT' });
    await page.getByText('tenant_code is missing; you sent “tenantCode”').tap();
    await page.getByText('Answered parameter-invalid because tenant_code is missing. You sent tenantCode.').waitFor();
    await page.getByRole('link', { name: '← Requests' }).tap();
    await row(page, newestId()).waitFor();
    await page.getByRole('button', { name: 'Set the next answer' }).tap();
    const control = page.getByRole('group', { name: 'Next answer' });
    await control.getByRole('combobox').selectOption('liveness-error');
    await control.getByRole('button', { name: 'Once' }).tap();
    await page.getByLabel('Forced').getByText('Next: liveness-error').waitFor();
    expect(await control.isVisible()).toBe(false);
    expect((await sendGood(mock)).headers.get('X-Mock-Scenario')).toBe('liveness-error');
    await page.getByRole('button', { name: 'Set the next answer' }).tap();
    await page.touchscreen.tap(180, 20);
    await control.waitFor({ state: 'hidden' });
  });

  test('has a form for the token in which axe finds nothing, on a phone too', async () => {
    await using guarded = await createMockServer({ adminToken: 'let-me-in' });
    await using opened = await openPage(browser, guarded.url, { viewport: { width: 360, height: 740 } });
    const { page } = opened;
    await page.getByLabel('Admin token').waitFor();
    await page.evaluate(axe.source);
    const found = (await page.evaluate('axe.run()')) as AxeResult;
    expect(found.violations.map(({ id }) => id)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  });
});
