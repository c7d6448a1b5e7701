import { expect, test } from 'vitest';
import { describeInChromium } from '../../chromium.test-helper.js';
import { sendGood } from '../good-request.test-helper.js';
import type { Har } from '../journal/har.js';
import { createMockServer } from '../server.js';
import { openTab } from './tabs/open-tab.test-helper.js';

describeInChromium('what the inspector lets a user take away', (open) => {
  test('the requests of the session as an HTTP Archive', async () => {
    await using mock = await createMockServer();
    await sendGood(mock);
    await sendGood(mock.session('mine'), { refNumber: 'MINE' });
    await using opened = await open(`${mock.url}/s/mine/__admin`);
    const download = opened.page.waitForEvent('download');
    await opened.page.getByRole('link', { name: 'Download HAR' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe('requests-mine.har');
    const chunks = await (await file.createReadStream()).toArray();
    const har = JSON.parse(Buffer.concat(chunks as Buffer[]).toString()) as Har;
    expect(har.log.entries.map(({ request }) => request.postData?.params.at(-1))).toMatchObject([
      { name: 'refNumber', value: 'MINE' },
    ]);
    const change = opened.page.getByRole('region', { name: 'Last change' });
    expect(await change.textContent()).toContain('/__admin/requests?format=har&session=mine');
  });

  test.each([
    ['documented', 'npx eendigo-kit export postman -o requests'],
    ['rest', 'npx eendigo-kit export postman -o requests --profile rest'],
  ])('the command that exports the requests under the profile %s', async (profile, line) => {
    await using mock = await createMockServer({ profile });
    await using opened = await openTab(open, mock, 'contract');
    await opened.tab.getByText(line, { exact: true }).waitFor();
  });
});
