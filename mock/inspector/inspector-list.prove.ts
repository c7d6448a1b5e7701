import { expect, test } from 'vitest';
import { sendGood } from '../good-request.test-helper.js';
import { createMockServer } from '../server.js';
import { describeInspector, live, row } from './inspector.test-helper.js';

describeInspector('the list of the inspector', ({ mock, newestId, open, openPage }) => {
  test('is filtered by a sentence and searched by refNumber', async () => {
    await using opened = await open();
    const { page } = opened;
    await live(page);
    await sendGood(mock(), { refNumber: 'ALPHA-1' });
    await sendGood(mock(), { refNumber: 'beta-2', tenant_code: 'WRONG' });
    await sendGood(mock(), { refNumber: 'beta-3' }, { 'X-Mock-Scenario': 'liveness-error' });
    await sendGood(mock(), { refNumber: 'beta-4' }, { 'X-Mock-Fault': 'unavailable' });
    const [one, two, three, four] = mock()
      .requests()
      .map(({ id }) => `#${id}`);
    const shown = () => page.locator('.row b').allTextContents();
    await expect.poll(shown).toEqual([four, three, two, one]);
    const tags = (id = '') => row(page, id.slice(1)).locator('.tag').allTextContents();
    expect(await Promise.all([one, two, three, four].map(tags))).toEqual([[], [], ['forced'], ['fault']]);
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
    for (const refNumber of ['A', 'B', 'C']) await sendGood(mock(), { refNumber });
    const [one, two, three] = mock()
      .requests()
      .map(({ id }) => id);
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

  test('has ten thousand requests, of which only those in view are in the document', async () => {
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
    await using opened = await openPage(large.url);
    const { page } = opened;
    await page.getByText('10000 requests').waitFor();
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
    const sent = fetch(`${mock().url}/demo/biometric/facecompareliveness`, {
      method: 'POST',
      headers: { 'X-Mock-Fault': 'delay; ms=60000' },
      signal: leave.signal,
    });
    sent.catch(() => {});
    await page.locator('.row').getByText('…').waitFor();
    leave.abort();
    await page.locator('.row').getByText('aborted').waitFor();
  });

  test('keeps a request that arrives while the list is loading', async () => {
    await using opened = await openPage('about:blank');
    const { page } = opened;
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route('**/requests?limit=0', async (route) => {
      const response = await route.fetch();
      await held;
      await route.fulfill({ response });
    });
    const loading = page.waitForRequest('**/requests?limit=0');
    await page.goto(mock().url);
    await loading;
    await sendGood(mock());
    await row(page, newestId()).waitFor();
    release();
    await live(page);
    await row(page, newestId()).waitFor();
  });
});
