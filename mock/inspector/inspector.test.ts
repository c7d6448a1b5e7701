import { expect, test } from 'vitest';
import { sendGood } from '../good-request.test-helper.js';
import { createMockServer } from '../server.js';
import { describeInspector, row } from './inspector.test-helper.js';
import { tabNames } from './page-route.js';

describeInspector('the inspector', ({ mock, newestId, open, openPage }) => {
  test.each(['/', '/__admin', '/s/mine/__admin'])(
    'shows a request at %s as it comes, without a reload',
    async (path) => {
      const control = path.startsWith('/s/') ? mock().session('mine') : mock();
      await using opened = await open(path);
      const { page, loaded, complaints } = opened;
      await page.getByText('Waiting for the first request').waitFor();
      await page.getByRole('button', { name: 'Live' }).waitFor();
      await sendGood(control);
      const id = control.requests()[0]?.id ?? '';
      await row(page, id).click();
      await page.getByRole('heading', { name: `Request #${id}` }).waitFor();
      expect(loaded.filter((address) => new URL(address).origin !== mock().url)).toEqual([]);
      expect(complaints).toEqual([]);
    },
  );

  test('complains of nothing in a session before its first request, which opens it, and after its end', async () => {
    await using opened = await open('/s/unused/__admin');
    const { page, loaded, complaints } = opened;
    await page.getByRole('button', { name: 'Live' }).waitFor();
    await page.getByText('Waiting for the first request').waitFor();
    for (const name of tabNames) {
      await page.goto(`${mock().url}/s/unused/__admin#/${name}`);
      await page.locator('.tab h2').waitFor();
    }
    expect(await page.getByRole('button', { name: 'Clear' }).isDisabled()).toBe(true);
    const openSessions = async () => (await (await fetch(`${mock().url}/__admin/sessions`)).json()).sessions;
    expect(await openSessions()).not.toContain('unused');
    expect(
      loaded.filter((address) => /__admin\/(session|requests|transactions)\b.*session=unused/.test(address)),
    ).toEqual([]);
    await sendGood({ url: `${mock().url}/s/unused` });
    await page.getByText('1 request', { exact: true }).waitFor();
    await page.getByText('Balance AIT 999999').waitFor();
    await fetch(`${mock().url}/__admin/sessions/unused`, { method: 'DELETE' });
    await page.getByText('Waiting for the first request').waitFor();
    await page.getByText('Balances', { exact: true }).waitFor();
    expect(await openSessions()).not.toContain('unused');
    expect(complaints).toEqual([]);
  });

  test('says why a request was refused, and what to change', async () => {
    await using opened = await open();
    const { page } = opened;
    await sendGood(mock(), { tenant_code: null, tenantCode: 'AIT' });
    await row(page, newestId()).click();
    const why = page.locator('.why');
    await why.getByText('Answered parameter-invalid because tenant_code is missing.').waitFor();
    expect(await why.getByText('tenantCode').first().isVisible()).toBe(true);
    const parts = page.locator('.part');
    const names = await parts.locator('.name').allTextContents();
    expect(names.slice(0, 5)).toEqual(['img1', 'img2', 'key', 'tenant_code', 'tenantCode']);
    expect(await parts.nth(3).getByRole('img', { name: 'wrong' }).isVisible()).toBe(true);
    expect(await parts.nth(4).textContent()).toContain('probably tenant_code');
    expect(await parts.nth(2).textContent()).toContain('*** (13 characters)');
  });

  test('sets the next answer once or always, shows the curl line, and undoes it', async () => {
    await using opened = await open();
    const { page } = opened;
    const control = page.getByRole('group', { name: 'Next answer' });
    const strip = page.getByLabel('Forced');
    await control.getByRole('combobox').selectOption('liveness-error');
    await control.getByRole('button', { name: 'Once' }).click();
    await strip.getByText('Next: liveness-error').waitFor();
    expect((await sendGood(mock())).headers.get('X-Mock-Scenario')).toBe('liveness-error');
    // The queue is used up, and the strip says so without a click.
    await strip.getByText('Next: liveness-error').waitFor({ state: 'detached' });
    await control.getByRole('button', { name: 'Always' }).click();
    await strip.getByText('Every answer is liveness-error').waitFor();
    await expect
      .poll(() => page.getByLabel('Last change').textContent())
      .toContain(`curl -X PUT ${mock().url}/__admin/scenario/default --json '{"scenario":"liveness-error"}'`);
    await strip.getByRole('button', { name: 'Undo' }).click();
    await strip.getByText('Every answer').waitFor({ state: 'detached' });
    expect((await sendGood(mock(), { refNumber: 'REF-2' })).headers.get('X-Mock-Scenario')).toBe('success');
  });

  test('shows what another caller has forced, and follows a cleared journal', async () => {
    await using opened = await open();
    const { page } = opened;
    await sendGood(mock());
    await row(page, newestId()).waitFor();
    mock().setFault('delay; ms=5');
    await page.getByText('Fault: delay; ms=5').waitFor();
    await fetch(`${mock().url}/__admin/requests`, { method: 'DELETE' });
    await page.getByText('Waiting for the first request').waitFor();
  });

  test('asks for the token where one is needed, says that one is wrong, and takes it from the address', async () => {
    await using guarded = await createMockServer({ adminToken: 'let me in' });
    await sendGood(guarded);
    await using opened = await openPage(guarded.url);
    const { page } = opened;
    await page.getByLabel('Admin token').fill('wrong');
    await page.getByRole('button').click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('Admin token').fill('let me in');
    await page.getByRole('button').click();
    await row(page, '1').waitFor();
    await page.reload();
    await row(page, '1').waitFor();
    await using other = await openPage(`${guarded.url}/__admin?token=let+me+in#/requests/1`);
    await other.page.getByRole('heading', { name: 'Request #1' }).waitFor();
    expect(other.page.url()).toBe(`${guarded.url}/__admin#/requests/1`);
  });

  test('sends a sample with one click, and shows it', async () => {
    await using opened = await open();
    const { page } = opened;
    await page.getByRole('button', { name: 'Send a sample now' }).click();
    await page.getByText('Answered success because nothing is wrong with the request.').waitFor();
    expect(mock().requests()).toHaveLength(1);
    await page.getByRole('button', { name: 'Send again' }).click();
    await expect.poll(() => mock().requests()[1]?.state).toBe('answered');
    const [first, second] = mock().requests();
    await page.getByRole('heading', { name: `Request #${second?.id}` }).waitFor();
    const sent = (entry = first) => entry?.parts.map((part) => (part.type === 'text' ? part.value : part.sha256));
    expect(sent(second)).toEqual(sent(first));
  });
});
