import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeInChromium } from '../../../../chromium.test-helper.js';
import { ambiguities, buildOpenApi, documented, readContract } from '../../../../spec/index.js';
import { createMockServer, type MockServer } from '../../../server.js';
import { openTab } from '../open-tab.test-helper.js';

describeInChromium('the profile tab', (open) => {
  let mock: MockServer;
  beforeAll(async () => {
    mock = await createMockServer();
  });
  afterAll(() => mock?.close());

  test('has each decision with its value and source, and finds them by source and text', async () => {
    await using opened = await openTab(open, mock, 'profile');
    const { tab } = opened;
    const summaries = tab.locator('summary:has(.path)');
    const { decisions } = await (await fetch(`${mock.url}/__admin/profile`)).json();
    await expect.poll(() => summaries.count()).toBe(decisions.length);
    const shown = (await summaries.allTextContents()).join('\n');
    for (const { path, value, source } of decisions)
      if (JSON.stringify(value).length < 200) expect(shown).toContain(`${path} ${JSON.stringify(value)} ${source}`);
    await tab.getByLabel('Show').selectOption('documented');
    const stated = decisions.filter(({ source }: { readonly source: string }) => source === 'documented').length;
    await tab.getByText(`${stated} of ${decisions.length} decisions`).waitFor();
    await tab.getByLabel('with the text').fill('X-TRX-NO');
    await expect.poll(() => summaries.count()).toBe(1);
    await tab.getByLabel('with the text').fill('no such decision');
    await tab.getByText('No decision matches.').waitFor();
  });

  test('shows the ambiguity of a decision, with its readings: the one in effect, and a profile for each other', async () => {
    const register = ambiguities.find(({ id }) => id === 'http-status');
    await using other = await createMockServer({ profile: 'rest' });
    for (const [server, id] of [
      [mock, 'always-200'],
      [other, 'by-meaning'],
    ] as const) {
      await using opened = await openTab(open, server, 'profile');
      const { tab } = opened;
      await tab.getByText('status.parameter-invalid').click();
      await tab
        .getByText(register?.question ?? '')
        .first()
        .waitFor();
      const readings = tab.locator('.reading');
      expect(await readings.count()).toBe(register?.readings.length);
      for (const reading of register?.readings ?? []) {
        const shown = readings.filter({ has: opened.page.locator('code').getByText(reading.id, { exact: true }) });
        expect(await shown.textContent()).toContain(reading.text.replaceAll('`', ''));
        expect(await shown.textContent()).toContain(reading.argument.replaceAll('`', ''));
        expect([reading.id, await shown.getByText('in effect', { exact: true }).count()]).toEqual([
          reading.id,
          reading.id === id ? 1 : 0,
        ]);
        expect(await shown.getByText('Try this reading').count()).toBe(reading.id === id ? 0 : 1);
      }
    }
  });

  test('shows the questions that no decision settles', async () => {
    await using opened = await openTab(open, mock, 'profile');
    const { tab } = opened;
    await tab.locator('summary', { hasText: 'How long can a response take?' }).click();
    await tab.getByText('A fault (delay) sets the time, not the contract.').waitFor();
  });

  test('shows the decisions of a contract that has no profile', async () => {
    const contract = await readContract(buildOpenApi(documented));
    await using own = await createMockServer({ contract });
    await using opened = await openTab(open, own, 'profile');
    const { tab } = opened;
    opened.expectFailedLoad('/__admin/profile');
    await tab.getByText('The contract comes from an OpenAPI file').waitFor();
    await tab.getByText('answers.imageTooLargeMessage "Image too large"').waitFor();
    expect(await tab.getByLabel('Show').count()).toBe(0);
  });
});
