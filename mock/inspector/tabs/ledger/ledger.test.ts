import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { describeInChromium } from '../../../../chromium.test-helper.js';
import { sendGood } from '../../../good-request.test-helper.js';
import { createMockServer, type MockServer } from '../../../server.js';
import { hostileText, type OpenTab, openTab } from '../open-tab.test-helper.js';

describeInChromium('the ledger tab', (open) => {
  let mock: MockServer;
  beforeAll(async () => {
    mock = await createMockServer();
  });
  afterAll(() => mock?.close());

  test('grows as requests are answered, and links to them; texts of a client stay texts', async () => {
    const session = mock.session('grows');
    await using opened = await openTab(open, mock, 'ledger', 'grows');
    const { page, tab } = opened;
    const rows = tab.locator('tbody tr');
    await tab.getByText('No transaction yet.').waitFor();
    await sendGood(session, { refNumber: hostileText, loginId: hostileText });
    await expect.poll(() => rows.count()).toBe(1);
    expect(((await rows.first().textContent()) ?? '').split(hostileText)).toHaveLength(3);
    await sendGood(session, { refNumber: 'second' });
    await expect.poll(() => rows.count()).toBe(2);
    const [, request] = session.requests();
    const newest = (await rows.first().textContent()) ?? '';
    expect([newest.includes('second'), newest.includes(request?.answer?.trxNo ?? 'none')]).toEqual([true, true]);
    await rows
      .first()
      .getByRole('link', { name: `#${request?.id}` })
      .click();
    await page.getByRole('heading', { name: `Request #${request?.id}` }).waitFor();
  });

  test('is filtered by tenant and refNumber, and its CSV is what the admin API gives', async () => {
    const other = { tenant_code: 'OTHER', key: 'other-key-4711' };
    const session = mock.session('filter', {
      tenants: [
        { code: 'AIT', key: 'ADINS_key1234', balance: 500 },
        { code: other.tenant_code, key: other.key, balance: 500 },
      ],
    });
    await sendGood(session, { refNumber: 'order-1' });
    await sendGood(session, { refNumber: 'ORDER-2', ...other });
    await sendGood(session, { refNumber: '=1+1' });
    await using opened = await openTab(open, mock, 'ledger', 'filter');
    const { tab, curl } = opened;
    const shown = async () => (await tab.locator('td[data-label=refNumber]').allTextContents()).join(' ');
    const ofApi = async (query: string) =>
      (await fetch(`${mock.url}/__admin/transactions.csv?session=filter${query}`)).text();
    await expect.poll(shown).toBe('=1+1 ORDER-2 order-1');
    const whole = await downloaded(opened);
    expect(whole).toBe(await ofApi(''));
    expect(whole.split('\r\n')).toHaveLength(5);
    expect(await curl()).toContain(`curl '${mock.url}/__admin/transactions.csv?session=filter'`);
    await tab.getByLabel('refNumber contains').fill('order');
    await expect.poll(shown).toBe('ORDER-2 order-1');
    await tab.getByLabel('Tenant').selectOption('AIT');
    await expect.poll(shown).toBe('order-1');
    expect(await downloaded(opened)).toBe(await ofApi('&refNumberContains=order&tenant=AIT'));
    await tab.getByLabel('refNumber contains').fill('nothing of the kind');
    await tab.getByText('No transaction matches.').waitFor();
  });

  test("is filtered by time in the reader's time zone, and so is its CSV", async () => {
    const session = mock.session('times');
    try {
      vi.useFakeTimers({ toFake: ['Date'] });
      for (const [at, refNumber] of [
        ['2026-03-01T16:59:59.999Z', 'late in the evening'],
        ['2026-03-01T17:00:00Z', 'midnight'],
        ['2026-03-02T02:00:00Z', 'nine in the morning'],
      ] as const) {
        vi.setSystemTime(at);
        await sendGood(session, { refNumber });
      }
    } finally {
      vi.useRealTimers();
    }
    await using opened = await openTab(open, mock, 'ledger', 'times', { timezoneId: 'Asia/Jakarta' });
    const { tab } = opened;
    const shown = () => tab.locator('td[data-label=refNumber]').allTextContents();
    await expect.poll(shown).toEqual(['nine in the morning', 'midnight', 'late in the evening']);
    await tab.getByLabel('From').fill('2026-03-02T00:00');
    await expect.poll(shown).toEqual(['nine in the morning', 'midnight']);
    await tab.getByLabel('Before').fill('2026-03-02T09:00');
    await expect.poll(shown).toEqual(['midnight']);
    const query = 'from=2026-03-01T17:00:00.000Z&to=2026-03-02T02:00:00.000Z';
    const ofApi = await fetch(`${mock.url}/__admin/transactions.csv?session=times&${query}`);
    expect(await downloaded(opened, 'times')).toBe(await ofApi.text());
    expect(await tab.locator('.curl pre').textContent()).toContain(encodeURI(query).replaceAll(/:(?=\d)/g, '%3A'));
    await tab.getByLabel('From').fill('2026-03-02T09:00:01');
    await tab.getByText('No transaction matches.').waitFor();
    await tab.getByLabel('Before').fill('');
    await tab.getByLabel('From').fill('');
    await tab.getByText('3 transactions, newest first').waitFor();
  });

  test('has pages, the newest rows first', async () => {
    const session = mock.session('pages');
    const headers = { 'X-Mock-Scenario': 'success' };
    for (let place = 0; place <= 100; place += 1)
      await sendGood(session, { img1: null, img2: null, refNumber: `R${place}` }, headers);
    await using opened = await openTab(open, mock, 'ledger', 'pages');
    const { tab } = opened;
    const first = tab.locator('tbody tr td[data-label=refNumber]').first();
    const byAge = session.transactions().map(({ refNumber }) => refNumber);
    await expect.poll(() => first.textContent()).toBe(byAge[100]);
    expect(await tab.locator('tbody tr').count()).toBe(100);
    await tab.getByRole('button', { name: 'Older' }).click();
    await expect.poll(() => tab.locator('tbody tr').count()).toBe(1);
    expect(await first.textContent()).toBe(byAge[0]);
    expect(await tab.getByRole('button', { name: 'Older' }).isDisabled()).toBe(true);
  });

  test('is empty while no request has opened the session, and has no CSV then', async () => {
    await using opened = await openTab(open, mock, 'ledger', 'opened-later');
    const { tab } = opened;
    await tab.getByText('No transaction yet.').waitFor();
    expect(await tab.getByRole('button', { name: 'Download CSV' }).isDisabled()).toBe(true);
    await sendGood({ url: `${mock.url}/s/opened-later` });
    await tab.getByText('1 transaction, newest first').waitFor();
    await tab.getByRole('link', { name: 'Download CSV' }).waitFor();
  });

  test('says why it cannot be loaded, and loads it again', async () => {
    mock.session('unreachable');
    await using opened = await openTab(open, mock, 'ledger', 'unreachable');
    const { page, tab } = opened;
    await tab.getByText('No transaction yet.').waitFor();
    opened.expectFailedLoad('/__admin/transactions?');
    await page.route('**/transactions?*', (route) => route.abort());
    await tab.getByLabel('refNumber contains').fill('x');
    await tab.getByText('Cannot load the ledger.').waitFor();
    expect(await tab.getByRole('alert').textContent()).toContain('The mock cannot be reached.');
    await page.unroute('**/transactions?*');
    await tab.getByRole('button', { name: 'Try again' }).click();
    await tab.getByText('No transaction matches.').waitFor();
  });

  test('has the token of the mock in its curl lines as a variable, if the mock requires one', async () => {
    await using guarded = await createMockServer({ adminToken: 'let-me-in-4711' });
    await using opened = await open(`${guarded.url}/__admin?token=let-me-in-4711#/ledger`);
    const line = opened.page.locator('.tab .curl pre');
    await line.getByText('EENDIGO_KIT_MOCK_ADMIN_TOKEN').waitFor();
    expect(await line.textContent()).toBe(
      `curl ${guarded.url}/__admin/transactions -H "Authorization: Bearer $EENDIGO_KIT_MOCK_ADMIN_TOKEN"`,
    );
    expect(await opened.page.content()).not.toContain('let-me-in-4711');
  });

  async function downloaded({ page, tab }: OpenTab, session = 'filter'): Promise<string> {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      tab.getByRole('link', { name: 'Download CSV' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe(`ledger-${session}.csv`);
    return readFile(await download.path(), 'utf8');
  }
});
