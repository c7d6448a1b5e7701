import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { OpenPage } from '../../../chromium.test-helper.js';
import type { MockServer } from '../../server.js';
import type { TabName } from '../page-route.js';

/** A text that would do harm if a page took it for HTML, an attribute or a template. */
export const hostileText = '<img src=x onerror=alert(1)>"\'&{7*7}';

/** A tab under test. */
export interface OpenTab extends AsyncDisposable {
  readonly page: Page;
  /** The content of the tab. */
  readonly tab: Locator;
  /** The curl line of the last change. */
  readonly curl: () => Promise<string>;
}

/**
 * Opens a tab in the inspector of a session, or of the default session. Its end checks that the page complained of
 * nothing and loaded nothing from elsewhere.
 */
export async function openTab(
  open: OpenPage,
  { url }: Pick<MockServer, 'url'>,
  name: TabName,
  session?: string,
  options: BrowserContextOptions = {},
): Promise<OpenTab> {
  const path = session === undefined ? '/__admin' : `/s/${session}/__admin`;
  const opened = await open(`${url}${path}#/${name}`, options);
  const { page, complaints, loaded } = opened;
  const tab = page.locator('.tab');
  await tab.locator('h2').waitFor();
  return {
    page,
    tab,
    curl: async () => (await page.getByRole('region', { name: 'Last change' }).textContent()) ?? '',
    [Symbol.asyncDispose]: async () => {
      await opened[Symbol.asyncDispose]();
      // An answer of the mock that is not a success. What the page makes of it is a matter of each test.
      expect(complaints.filter((text) => !text.startsWith('Failed to load resource'))).toEqual([]);
      expect(loaded.filter((address) => !address.startsWith('blob:') && new URL(address).origin !== url)).toEqual([]);
    },
  };
}
