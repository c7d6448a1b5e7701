import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, type ConsoleMessage, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe } from 'vitest';

/** Path of the installed Chromium; undefined if there is none. */
const program = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => path !== undefined && path !== '' && existsSync(path));

/** Most milliseconds in which it starts: a busy machine needs more than a minute. */
const launchMs = 300_000;

/** Whether a missing Chromium is a failure, as in CI. */
export const isChromiumRequired = process.env['EENDIGO_KIT_REQUIRE_CHROMIUM'] === '1';

if (program === undefined && isChromiumRequired)
  throw new Error(
    'no Chromium found, and EENDIGO_KIT_REQUIRE_CHROMIUM requires it; install one, or name it in CHROMIUM',
  );

/** A page under test, with what it loaded and what it complained of. Its end closes it. */
export interface WatchedPage extends AsyncDisposable {
  readonly page: Page;
  /** Addresses of all requests. */
  readonly loaded: readonly string[];
  /** Console messages, uncaught errors, and dialogs. A message of a failed load ends with its address. */
  readonly complaints: readonly string[];
}

/** Opens an address in a context of its own, 1400 x 900 pixels large unless the options say otherwise. */
export type OpenPage = (address: string, options?: BrowserContextOptions) => Promise<WatchedPage>;

/** Another Chromium, with flags of its own. Its end closes it. */
export interface OwnChromium extends AsyncDisposable {
  readonly open: OpenPage;
}

/** Starts another Chromium with these flags. */
export type StartChromium = (flags: readonly string[]) => Promise<OwnChromium>;

/**
 * A suite of tests that share a Chromium: opened before them, closed after them. A test can start another one with flags.
 * Where there is none, the name of the suite says that it does not run.
 */
export function describeInChromium(name: string, body: (open: OpenPage, start: StartChromium) => void): void {
  if (program === undefined) {
    const note = 'not run: no Chromium found; install one, or name it in CHROMIUM';
    const missing = (): Promise<never> => Promise.reject(new Error(note));
    describe.skip(`${name} in Chromium (${note})`, () => body(missing, missing));
    return;
  }
  // Each step of a test has its own limit, so this one ends only a test that hangs.
  describe(`${name} in Chromium (${program})`, { timeout: 900_000 }, () => {
    const launch = (args: readonly string[]): Promise<Browser> =>
      chromium.launch({ executablePath: program, chromiumSandbox: false, timeout: launchMs, args: [...args] });
    let browser: Browser;
    beforeAll(async () => {
      browser = await launch([]);
    }, launchMs);
    afterAll(() => browser?.close());
    const start: StartChromium = async (flags) => {
      const own = await launch(flags);
      return {
        open: (address, options) => openPage(own, address, options),
        [Symbol.asyncDispose]: () => own.close(),
      };
    };
    body((address, options) => openPage(browser, address, options), start);
  });
}

async function openPage(browser: Browser, address: string, options: BrowserContextOptions = {}): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, ...options });
  // A busy machine delays what a page shows.
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  const [loaded, complaints]: [string[], string[]] = [[], []];
  page.on('request', (request) => loaded.push(request.url()));
  page.on('console', (message) => complaints.push(complaintOf(message)));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => {
    complaints.push(dialog.message());
    void dialog.dismiss();
  });
  await page.goto(address);
  return { page, loaded, complaints, [Symbol.asyncDispose]: () => context.close() };
}

function complaintOf(message: ConsoleMessage): string {
  const [text, { url }] = [message.text(), message.location()];
  return isFailedLoad(text) ? `${text}: ${url}` : text;
}

/**
 * Whether a complaint is that the browser could not load an address, of which it complains for each answer with an error
 * status.
 */
export function isFailedLoad(complaint: string): boolean {
  return complaint.startsWith('Failed to load resource');
}
