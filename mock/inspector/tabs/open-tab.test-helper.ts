import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { isFailedLoad, type OpenPage } from '../../../chromium.test-helper.js';
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
  /** Expects that the page cannot load an address of the admin API that contains this text. */
  readonly expectFailedLoad: (address: string) => void;
}

/**
 * Opens a tab in the inspector of a session, or of the default session. Its end checks that the page complained of
 * nothing and loaded nothing from elsewhere. An answer of the operation may have an error status.
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
  const expected: string[] = [];
  const isExpected = (complaint: string): boolean =>
    isFailedLoad(complaint) &&
    (!complaint.includes('/__admin/') || expected.some((address) => complaint.includes(address)));
  return {
    page,
    tab,
    curl: async () => (await page.getByRole('region', { name: 'Last change' }).textContent()) ?? '',
    expectFailedLoad: (address) => {
      expected.push(address);
    },
    [Symbol.asyncDispose]: async () => {
      await opened[Symbol.asyncDispose]();
      expect(complaints.filter((complaint) => !isExpected(complaint))).toEqual([]);
      expect(expected.filter((address) => !complaints.some((complaint) => complaint.includes(address)))).toEqual([]);
      expect(loaded.filter((address) => !address.startsWith('blob:') && new URL(address).origin !== url)).toEqual([]);
    },
  };
}
