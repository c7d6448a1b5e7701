/// <reference types="emscripten" />

import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { sendGood } from '../good-request.test-helper.js';
import { describeInspector, live, row } from './inspector.test-helper.js';

describeInspector('the controls of the inspector', ({ mock, newestId, open, openPage }) => {
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
    expect((await sendGood(mock())).status).toBe(503);
    await strip.getByText('Fault').waitFor({ state: 'detached' });
    expect((await sendGood(mock(), { refNumber: 'REF-2' })).status).toBe(200);
    await control.getByRole('button', { name: 'Always' }).click();
    await strip.getByText('Fault: unavailable; delay=20').waitFor();
    for (const refNumber of ['REF-3', 'REF-4']) expect((await sendGood(mock(), { refNumber })).status).toBe(503);
    await strip.getByRole('button', { name: 'Undo' }).click();
    await strip.getByText('Fault').waitFor({ state: 'detached' });
    expect((await sendGood(mock(), { refNumber: 'REF-5' })).status).toBe(200);
  });

  test('queue what is chosen once behind what waits, and undo it alone', async () => {
    await using opened = await open();
    const { page } = opened;
    await live(page);
    mock().setFault('delay; ms=5');
    const control = page.getByRole('group', { name: 'Next answer' });
    const strip = page.getByLabel('Forced');
    for (const [scenario, words] of [
      ['liveness-error', 'Next: liveness-error'],
      ['face-compare-error', 'Next: liveness-error, then face-compare-error'],
    ] as const) {
      await control.getByRole('combobox').selectOption(scenario);
      await control.getByRole('button', { name: 'Once' }).click();
      await strip.getByText(words, { exact: true }).waitFor();
    }
    await strip.locator('p', { hasText: 'Next:' }).getByRole('button', { name: 'Undo' }).click();
    await strip.getByText('Next:').waitFor({ state: 'detached' });
    await strip.getByText('Fault: delay; ms=5').waitFor();
    expect((await sendGood(mock())).headers.get('X-Mock-Scenario')).toBe('success');
  });

  test('delay answers without another fault', async () => {
    await using opened = await open();
    const { page } = opened;
    await live(page);
    const control = page.getByRole('group', { name: 'Fault' });
    await control.getByLabel('delay').fill('15');
    await control.getByRole('button', { name: 'Always' }).click();
    await page.getByText('Fault: delay; ms=15').waitFor();
    await sendGood(mock());
    expect(mock().requests()[0]?.answer?.fault).toMatchObject({ type: 'delay', ms: 15 });
  });

  test('set, empty and reset a balance, and name the change as a curl line', async () => {
    await using opened = await open();
    const { page } = opened;
    await live(page);
    const balance = () =>
      mock()
        .tenants()
        .find(({ code }) => code === 'AIT')?.balance;
    await page.getByText('Balance AIT 1000000').click();
    await page.getByLabel('New balance of AIT', { exact: true }).fill('3');
    await page.getByRole('button', { name: 'Set' }).first().click();
    await expect.poll(balance).toBe(3);
    await expect
      .poll(() => page.getByLabel('Last change').textContent())
      .toContain(`curl -X PUT ${mock().url}/__admin/tenants/AIT --json '{"balance":3}'`);
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
    mock().reset();
    await promisify(execFile)('sh', ['-c', line ?? '']);
    await page.getByLabel('Forced').getByText('Every answer is face-compare-error').waitFor();
    expect((await sendGood(mock())).headers.get('X-Mock-Scenario')).toBe('face-compare-error');
  });

  test('pause the list, count what waits, and go on', async () => {
    await using opened = await open();
    const { page } = opened;
    await live(page);
    await sendGood(mock());
    await row(page, newestId()).waitFor();
    await page.keyboard.press('p');
    await page.getByRole('button', { name: 'Paused', exact: true }).waitFor();
    await sendGood(mock(), { refNumber: 'REF-2' });
    await page.getByRole('button', { name: 'Paused, 1 new' }).click();
    await row(page, newestId()).waitFor();
    expect(await page.locator('.row').count()).toBe(2);
  });

  test('clear the list and the journal, and nothing else', async () => {
    await using opened = await open();
    const { page } = opened;
    await live(page);
    await sendGood(mock());
    await row(page, newestId()).waitFor();
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.getByText('Waiting for the first request').waitFor();
    expect([mock().requests().length, mock().transactions().length]).toEqual([0, 1]);
  });

  test('keep pictures from now on, and show them', async () => {
    await using opened = await open();
    const { page } = opened;
    await live(page);
    await sendGood(mock());
    await row(page, newestId()).click();
    await page.getByRole('button', { name: 'Keep pictures from now on' }).first().click();
    await page.getByText('Those of new requests are.').first().waitFor();
    await sendGood(mock(), { refNumber: 'REF-2' });
    await row(page, newestId()).click();
    const picture = page.getByAltText('Sent as img1');
    await expect.poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(1080);
  });

  test('go to another session, whose list is its own', async () => {
    await sendGood(mock().session('other'));
    await using opened = await open();
    const { page } = opened;
    await live(page);
    await page.getByLabel('Session').selectOption('other');
    await page.waitForURL(`${mock().url}/s/other/__admin`);
    await page.getByText('1 request', { exact: true }).waitFor();
    await page.getByLabel('Session').selectOption('');
    await page.waitForURL(`${mock().url}/__admin`);
    await page.getByText('Waiting for the first request').waitFor();
  });

  test('show the base URL for this machine and an emulator, and a QR code of it', async () => {
    await using opened = await open('/s/mine/__admin');
    const { page } = opened;
    await live(page);
    await page.locator('summary').filter({ hasText: 'Base URL' }).click();
    const listed = await page.locator('.base-urls code').allTextContents();
    expect(listed).toEqual([`${mock().url}/s/mine`, `http://10.0.2.2:${mock().port}/s/mine`]);
    await page.getByText('For a phone, start the mock with --lan.').waitFor();
    for (const url of listed) {
      await page.getByRole('button', { name: `QR code of ${url}` }).click();
      const image = page.getByRole('img', { name: `QR code of ${url}` });
      expect(await qrTexts(await image.screenshot())).toEqual([url]);
    }
  });

  test('show the base URL for a phone where the mock listens on the network', async () => {
    await using opened = await openPage('about:blank');
    const { page } = opened;
    const addresses = [
      { from: 'this-machine', url: mock().url },
      { from: 'network', url: 'http://192.168.1.7:8080' },
    ];
    await page.route('**/__admin/addresses', (route) => route.fulfill({ json: { addresses } }));
    await page.goto(mock().url);
    await live(page);
    await page.locator('summary').filter({ hasText: 'Base URL' }).click();
    await page.locator('.base-urls li', { hasText: 'Your network' }).getByText('http://192.168.1.7:8080').waitFor();
    expect(await page.getByText('For a phone').count()).toBe(0);
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
    await page.getByLabel('Light or dark').selectOption('system');
    expect(await ground()).toBe(light);
  });
});

/** Returns the texts of the QR codes in a picture. */
async function qrTexts(picture: Buffer): Promise<readonly string[]> {
  const wasm = await readFile(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
  prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } });
  return (await readBarcodes(new Uint8Array(picture), { formats: ['QRCode'] })).map(({ text }) => text);
}
