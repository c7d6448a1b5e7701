import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** Path of the installed Chromium; undefined if there is none. */
export const chromiumProgram = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => path !== undefined && path !== '' && existsSync(path));

/** For the name of a suite: where its Chromium is, or that the suite does not run. */
export const chromiumNote = chromiumProgram ?? 'not run: no Chromium found; install one, or name it in CHROMIUM';

/** Whether a missing Chromium is a failure. */
export const isChromiumRequired = process.env['EENDIGO_KIT_REQUIRE_CHROMIUM'] === '1';

export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumProgram ?? '', chromiumSandbox: false });
}

/** A page under test, with what it loaded and what it complained of. */
export interface WatchedPage extends AsyncDisposable {
  readonly page: Page;
  /** Addresses of all requests. */
  readonly loaded: readonly string[];
  /** Console messages, uncaught errors, and dialogs. */
  readonly complaints: readonly string[];
}

/** Opens an address in a context of its own. */
export async function openPage(
  browser: Browser,
  address: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, ...options });
  const page = await context.newPage();
  const [loaded, complaints]: [string[], string[]] = [[], []];
  page.on('request', (request) => loaded.push(request.url()));
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => {
    complaints.push(dialog.message());
    void dialog.dismiss();
  });
  await page.goto(address);
  return { page, loaded, complaints, [Symbol.asyncDispose]: () => context.close() };
}
