import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { describeInChromium, type OpenPage, type WatchedPage } from '../../chromium.test-helper.js';
import { createMockServer, type MockServer } from '../server.js';

/** The row of a request in the list. */
export const row = (page: Page, id: string): Locator => page.getByRole('link', { name: new RegExp(`^#${id} `) });

/** Waits until the page has opened its event stream: only then it sees what happens. */
export const live = (page: Page): Promise<void> => page.getByRole('button', { name: 'Live' }).waitFor();

/** What the tests of the inspector share. */
export interface InspectorSuite {
  /** The mock, which is reset before each test. */
  readonly mock: () => MockServer;
  /** The id of the request that the mock received last. */
  readonly newestId: () => string;
  /** Opens a path of the mock. */
  readonly open: (path?: string, options?: BrowserContextOptions) => Promise<WatchedPage>;
  /** Opens any address. */
  readonly openPage: OpenPage;
}

/** A suite of tests that share a Chromium and a mock. */
export function describeInspector(name: string, body: (suite: InspectorSuite) => void): void {
  describeInChromium(name, (openPage) => {
    let mock: MockServer;
    beforeAll(async () => {
      mock = await createMockServer();
    });
    afterAll(() => mock?.close());
    beforeEach(() => mock.reset());
    body({
      mock: () => mock,
      newestId: () => mock.requests().at(-1)?.id ?? '',
      open: (path = '/', options = {}) => openPage(`${mock.url}${path}`, options),
      openPage,
    });
  });
}
