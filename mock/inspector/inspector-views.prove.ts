import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { isChromiumRequired } from '../../chromium.test-helper.js';
import { loadFixture } from '../../fixtures/index.js';
import { blobOf, post, sendGood } from '../good-request.test-helper.js';
import { createMockServer } from '../server.js';
import { describeInspector, live, row } from './inspector.test-helper.js';

describeInspector('the views of the inspector', ({ mock, newestId, open, openPage }) => {
  test('opens the request of a link, and says when the journal does not have it', async () => {
    await sendGood(mock());
    const id = newestId();
    await using opened = await open(`/__admin#/requests/${id}`);
    await opened.page.getByRole('heading', { name: `Request #${id}` }).waitFor();
    await using other = await open('/__admin#/requests/999999');
    await other.page.getByText('The journal has no request #999999.').waitFor();
  });

  test('connects again after the mock restarts, and shows what the new one received', async () => {
    const first = await createMockServer();
    await using opened = await openPage(first.url);
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

  test('explains requests to a mock in Indonesian in that language, on a phone too', async () => {
    await using indonesian = await createMockServer({ lang: 'id' });
    await sendGood(indonesian, { tenant_code: null, tenantCode: 'AIT' });
    for (const width of [1400, 360]) {
      await using opened = await openPage(indonesian.url, { viewport: { width, height: 800 } });
      const { page } = opened;
      await page.getByText('tenant_code tidak ada; Anda mengirim "tenantCode"').click();
      await page
        .getByText('Dijawab parameter-invalid karena tenant_code tidak ada. Anda mengirim tenantCode.')
        .waitFor();
      await page.getByText('hasilnya parameter-invalid · bab 1').waitFor();
      expect(await page.locator('.why').getAttribute('lang')).toBe('id');
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    }
  });

  test('shows hostile names, file names, values and session ids as text', async () => {
    const hostile = `"><img src=x onerror="globalThis.isOwned=1"><script>globalThis.isOwned=1</script>`;
    const session = mock().session('a.b-c_d');
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
    expect(loaded.filter((address) => new URL(address).origin !== mock().url)).toEqual([]);
  });

  test('shows what was decided and what was sent when a fault acts', async () => {
    await using opened = await open();
    const { page } = opened;
    await live(page);
    const { text } = await sendGood(mock(), {}, { 'X-Mock-Fault': 'server-error' });
    await row(page, newestId()).click();
    const answer = page.getByRole('region', { name: 'Answer', exact: true });
    await answer.getByText('status 200 as decided').waitFor();
    const sent = answer.getByLabel('Sent');
    expect(await sent.textContent()).toContain('status 500');
    expect(await sent.locator('pre').textContent()).toBe(text);
    expect(await answer.getByText('AIT had 1000000, has 999999').isVisible()).toBe(true);
  });

  test('shows the measures of each picture against their limits, and marks those beyond', async () => {
    await using opened = await open();
    const { page } = opened;
    await live(page);
    await sendGood(mock(), { img1: 'selfie-over-3mb', img2: 'ktp-too-small' });
    await row(page, newestId()).click();
    const measures = (name: string) =>
      page
        .locator('.part')
        .filter({ has: page.locator('.name', { hasText: name }) })
        .locator('.measure')
        .allTextContents();
    // A picture beyond its size is not read, so its sides are unknown.
    await expect.poll(() => measures('img1')).toEqual([expect.stringMatching(/^✗ .*\(at most 3 MB\)$/)]);
    expect(await measures('img2')).toEqual([
      expect.stringMatching(/^\d.*\(at most 2 MB\)$/),
      '✗ long side 959 px (960 to 1920)',
      'short side 720 px (720 to 1080)',
    ]);
  });

  test('asks for a key that the mock does not show before it sends a request again', async () => {
    const session = mock().session('own-key', { tenants: [{ code: 'OWN', key: 'own-key-4711', balance: 9 }] });
    await using opened = await open('/s/own-key/__admin');
    const { page } = opened;
    await live(page);
    await sendGood(session, { key: 'own-key-4711', tenant_code: 'OWN' });
    const [first] = session.requests();
    await row(page, first?.id ?? '').click();
    await page.getByRole('button', { name: 'Send again' }).click();
    const dialog = page.getByRole('dialog', { name: 'Values that the mock does not show' });
    await dialog.getByLabel('key').fill('own-key-4711');
    expect(session.requests()).toHaveLength(1);
    await dialog.getByRole('button', { name: 'Send', exact: true }).click();
    await expect.poll(() => session.requests()[1]?.answer?.scenario).toBe('success');
    await page.getByRole('heading', { name: `Request #${session.requests()[1]?.id}` }).waitFor();
    expect(await page.content()).not.toContain('own-key-4711');
  });

  test('makes a test of a request that the request passes, and another does not', async () => {
    await using opened = await open();
    const { page } = opened;
    await live(page);
    await sendGood(mock(), { tenant_code: null, refNumber: 'REF-of-this' });
    await row(page, newestId()).click();
    await page.getByRole('button', { name: 'Make it a test' }).click();
    const snippet = (await page.locator('.snippet pre').textContent()) ?? '';
    const criteria = JSON.parse(/mock\.verify\((\{.*?\n {2}\})\);/s.exec(snippet)?.[1] ?? 'null');
    mock().verify(criteria);
    mock().reset();
    await sendGood(mock(), { refNumber: 'REF-of-this' });
    expect(() => mock().verify(criteria)).toThrow();
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
      await post(mock(), { body: form });
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
      const [original, ...again] = mock().requests();
      expect(again.length).toBeGreaterThanOrEqual(2);
      const sent = (entry = original) =>
        entry?.parts.map((part) => [part.name, part.type === 'text' ? part.value : `${part.filename} ${part.sha256}`]);
      for (const entry of again) expect(sent(entry)).toEqual(sent(original));
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
