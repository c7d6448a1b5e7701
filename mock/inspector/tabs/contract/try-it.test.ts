import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeInChromium } from '../../../../chromium.test-helper.js';
import { loadFixture } from '../../../../fixtures/index.js';
import { createMockServer, type MockServer } from '../../../server.js';
import { hostileText, openTab } from '../open-tab.test-helper.js';

describeInChromium('the try-it tab', (open) => {
  let mock: MockServer;
  beforeAll(async () => {
    mock = await createMockServer();
  });
  afterAll(() => mock?.close());

  test('sends a request that succeeds without a change, and links to it', async () => {
    const session = mock.session('good');
    await using opened = await openTab(open, mock, 'contract', 'good');
    const { page, tab, curl } = opened;
    const send = tab.getByRole('button', { name: 'Send the request' });
    const first = await tab.getByLabel('refNumber').inputValue();
    await send.click();
    const answer = tab.getByRole('region', { name: 'Answer to the form' });
    await answer.getByRole('link').waitFor();
    expect(await answer.textContent()).toContain('"status": "Success"');
    expect(await curl()).toContain(`refNumber=${first}`);
    const lines = (await tab.locator('.curl pre').first().textContent()) ?? '';
    expect(lines).toContain(`curl -so selfie-good.jpg ${mock.url}/__admin/fixtures/selfie-good\n`);
    // The next request has a refNumber of its own.
    await expect.poll(() => tab.getByLabel('refNumber').inputValue()).not.toBe(first);
    await send.click();
    await expect.poll(() => session.requests().map(({ answer }) => answer?.scenario)).toEqual(['success', 'success']);
    await answer.getByRole('link', { name: `#${session.requests()[1]?.id}` }).click();
    await page.getByRole('heading', { name: `Request #${session.requests()[1]?.id}` }).waitFor();
  });

  test('sends what the reader changes: texts, samples, own files by choice and by drop, no part, another address', async () => {
    const session = mock.session('changed');
    await using opened = await openTab(open, mock, 'contract', 'changed');
    const { page, tab } = opened;
    const send = async () => {
      const before = session.requests().length;
      await tab.getByRole('button', { name: 'Send the request' }).click();
      await expect.poll(() => session.requests({ state: 'answered' }).length).toBe(before + 1);
      return session.requests()[before];
    };
    const fileOf = async (name: string) => ({
      name,
      mimeType: 'image/jpeg',
      buffer: await loadFixture('selfie-other-person'),
    });
    await tab.getByLabel('Picture for img1').selectOption('selfie-dim');
    await tab.getByLabel('loginId').fill(hostileText);
    const dim = await send();
    expect(dim?.answer?.scenario).toBe('liveness-error');
    expect(dim?.parts).toContainEqual(expect.objectContaining({ name: 'loginId', value: hostileText }));
    expect(dim?.path).toContain('/demo/');

    await tab.getByLabel('Your own file for img1').setInputFiles(await fileOf(`${hostileText}.jpg`));
    expect(await tab.getByLabel('Picture for img1').textContent()).toContain(`your file ${hostileText}.jpg`);
    expect((await send())?.answer?.scenario).toBe('success-not-matched');

    const { buffer } = await fileOf('');
    const dropped = await page.evaluateHandle((text) => {
      const transfer = new DataTransfer();
      const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
      transfer.items.add(new File([bytes], 'dropped.jpg', { type: 'image/jpeg' }));
      return transfer;
    }, buffer.toString('base64'));
    await tab.locator('[data-part=img2]').dispatchEvent('drop', { dataTransfer: dropped });
    const both = await send();
    expect(both?.parts.flatMap((part) => (part.type === 'file' ? [part.filename] : []))[1]).toBe('dropped.jpg');
    expect(both?.answer?.scenario).toBe('success');

    await tab.getByLabel('Picture for img2').selectOption('none: the part is not sent');
    await tab.getByLabel('tenant_code').fill('');
    await tab.getByLabel('Send to').selectOption({ index: 0 });
    const missing = await send();
    expect(missing?.parts.map(({ name }) => name)).toEqual(['img1', 'key', 'refNumber', 'loginId']);
    expect(missing?.path).not.toContain('/demo/');

    await tab.getByRole('button', { name: 'Fill in the sample again' }).click();
    await tab.getByRole('combobox', { name: /^Answer/ }).selectOption('insufficient-balance');
    expect((await send())?.answer).toMatchObject({ scenario: 'insufficient-balance', selectedBy: 'header' });
  });

  test('forces a scenario by the open channel, sends a typed key, and does not show it', async () => {
    const tenants = [{ code: 'OWN', key: 'own-key-4711', balance: 9 }];
    await using own = await createMockServer({ tenants, channels: ['ref-number'] });
    await using opened = await openTab(open, own, 'contract');
    const { tab, curl } = opened;
    await tab.getByText('The mock does not show the keys of your own tenants.').waitFor();
    await tab.getByLabel('key', { exact: true }).fill('own-key-4711');
    await tab.getByRole('combobox', { name: /^Answer/ }).selectOption('success-not-live');
    await tab.getByRole('button', { name: 'Send the request' }).click();
    await tab.getByRole('region', { name: 'Answer to the form' }).getByRole('link').waitFor();
    expect(own.requests()[0]?.answer).toMatchObject({ scenario: 'success-not-live', selectedBy: 'ref-number' });
    expect(own.transactions()[0]).toMatchObject({ tenantCode: 'OWN', charged: true });
    expect(await curl()).toContain('$EENDIGO_KIT_KEY');
    expect(`${await curl()}${await tab.textContent()}`).not.toContain('own-key-4711');
  });

  test('says that no whole answer arrived', async () => {
    mock.session('cut', { fault: 'reset' });
    await using opened = await openTab(open, mock, 'contract', 'cut');
    const { tab } = opened;
    await tab.getByRole('button', { name: 'Send the request' }).click();
    await tab.getByText('No whole answer arrived').waitFor();
    await expect.poll(() => tab.getByRole('button', { name: 'Send the request' }).isEnabled()).toBe(true);
  });
});
