import { createHash } from 'node:crypto';
import { DOMParser, onErrorStopParsing } from '@xmldom/xmldom';
import { describe, expect, test } from 'vitest';
import { createFinding, createTestReport, createTestResult } from '../run-report.test-helper.js';
import { toHtml } from './html-report.js';
import { allVerdicts, hostileHtml } from './html-report.test-helper.js';
import { createThumbnails } from './thumbnails.js';

const finding = createFinding('200', '401');

describe('an HTML report', () => {
  test('is one file that loads nothing: its only links lead to its own sections and cases', () => {
    const addresses = [...hostileHtml.matchAll(/<[^>]*?\s(src|href|action|srcset|data|poster|style)="([^"]*)"/g)];
    expect(new Set(addresses.map(([, name]) => name))).toEqual(new Set(['href']));
    for (const [, , address] of addresses) expect(address).toMatch(/^#(case-[\w-]+|causes|cases|times|questions)$/);
    for (const [, , address = ''] of addresses) expect(hostileHtml).toContain(`id="${address.slice(1)}"`);
    expect(hostileHtml).not.toMatch(/url\(|@import|<(link|iframe|object|embed|img)\b/i);
  });

  test('allows by its policy its own style and script, by their digests, and nothing else', () => {
    const digest = (name: string): string => {
      const [, text = ''] = new RegExp(`<${name}>(.*?)</${name}>`, 's').exec(hostileHtml) ?? [];
      return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    };
    const [, policy = ''] = /Content-Security-Policy" content="([^"]*)"/.exec(hostileHtml) ?? [];
    expect(policy.replaceAll('&#39;', "'").split('; ')).toEqual([
      "default-src 'none'",
      `style-src ${digest('style')}`,
      `script-src ${digest('script')}`,
      "base-uri 'none'",
      "form-action 'none'",
    ]);
    expect(hostileHtml.match(/<script/g)).toHaveLength(1);
  });

  test('has the thumbnail of each drawn picture once, and its policy allows pictures that stand in the page', async () => {
    const results = ['success-all-parts', 'success-required-parts-only'].map((id) => createTestResult(id, [finding]));
    const thumbnails = await createThumbnails(results, () => false);
    expect([...thumbnails.keys()]).toEqual(['selfie-max', 'ktp-max']);
    const html = toHtml(createTestReport(results), { profileFile: 'documented', thumbnails });
    expect(html.match(/href="data:image\/jpeg;base64,/g)).toHaveLength(2);
    expect(html.match(/<use href="#picture-selfie-max"/g)).toHaveLength(2);
    expect(html).toContain('img-src data:;');
    expect(html.length).toBeLessThan(100_000);
  });

  test("has no thumbnail of the user's own pictures", async () => {
    const thumbnails = await createThumbnails(
      [createTestResult('success-all-parts', [finding])],
      (id) => id === 'selfie-max',
    );
    expect([...thumbnails.keys()]).toEqual(['ktp-max']);
  });

  test('shows hostile texts as text, with what is invisible escaped', () => {
    expect(hostileHtml).toContain('&lt;script>globalThis.isOwned = true&lt;/script>');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what the report must not hold.
    expect(hostileHtml).not.toMatch(/[\0-\x08\x0b-\x1f\u202e]/);
    // A parser that stops at the first error reads all of it as the elements that the report has made.
    const body = /<body[^>]*>(.*)<script>/s.exec(hostileHtml)?.[1]?.replaceAll('&nbsp;', ' ') ?? '';
    const closed = body.replaceAll(/<(input|br)\b([^>]*?)\/?>/g, '<$1/>');
    const document = new DOMParser({ onError: onErrorStopParsing }).parseFromString(`<r>${closed}</r>`, 'text/xml');
    const entries = [...document.getElementsByTagName('details')];
    expect(entries.map((entry) => entry.getAttribute('data-verdict'))).toEqual(
      allVerdicts.map(({ verdict }) => verdict),
    );
  });

  test('has of a case what was sent, expected and got with the difference marked, the place, the answer and a curl line', () => {
    const [, entry = ''] = /id="case-missing-key">(.*?)<\/details>/s.exec(hostileHtml) ?? [];
    expect(entry).toContain('selfie-max.jpg, selfie-max: ');
    expect(entry).toMatch(/1920 x 1080, [\d,]+ bytes/);
    expect(entry).toContain('ktp-max.jpg, your own picture for ktp-max');
    expect(entry).toContain('<td>$EENDIGO_KIT_TENANT_CODE</td>');
    expect(entry).toContain('<pre>&quot;Wrong API ke<mark>y</mark>&quot;</pre>');
    expect(entry).toContain('<pre>&quot;Wrong API ke<mark>i</mark>&quot;</pre>');
    expect(entry).toContain('section 2, Response, Invalid key / tenant_code [invalid-credentials-message]');
    expect(entry).toContain('Answer: HTTP 200');
    expect(entry).toContain('curl --form-string key=&quot;$EENDIGO_KIT_KEY&quot; http://127.0.0.1/');
    expect(entry).toContain('1 that may have been charged');
  });

  test('has the times, the readings, and what the run may have cost', () => {
    expect(hostileHtml).toMatch(/Half of the cases took at most 12 ms, .*the slowest 345 ms/);
    expect(hostileHtml).toContain('<title>missing-key: 345 ms,');
    expect(hostileHtml).toMatch(/<code>http-status<\/code>.*<strong.*>no<.*by-meaning.*invalid-credentials 401/s);
    expect(hostileHtml).toContain('4 calls may have been charged, of at most 9 planned (IDR 6000)');
  });

  test('links only to the sections that it has', () => {
    const sectionsOf = (html: string) =>
      [...html.matchAll(/href="#(causes|cases|times|questions)"/g)].map(([, id]) => id);
    expect(sectionsOf(hostileHtml)).toEqual(['causes', 'cases', 'times', 'questions']);
    expect(sectionsOf(toHtml(createTestReport([]), { profileFile: 'documented' }))).toEqual(['cases']);
  });

  test('of a run in which all passed has no causes, and of one in which nothing ran no times', () => {
    const [first] = allVerdicts;
    const passed = toHtml(createTestReport(first ? [first] : []), { profileFile: 'documented' });
    expect(passed).not.toContain('Why cases did not pass');
    expect(passed).toContain('Time of each case');
    const skipped = createTestResult('missing-key', [], { verdict: 'skipped', reason: 'no' });
    expect(toHtml(createTestReport([skipped]), { profileFile: 'documented' })).not.toContain('Time of each case');
  });
});
