import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, test } from 'vitest';
import { setHeader, setKey } from '../peers/broken/deviations.js';
import type { Drift } from './difference.js';
import { driftOf, runWith } from './drift.test-helper.js';
import { driftFormats, formatDrift, formatOfFile } from './drift-report.js';
import { driftSchema } from './drift-schema.js';

const ids = ['missing-key', 'missing-img1', 'success-all-parts'];
const hostile = '<script>alert(1)</script> | `x` **b** \u202e\u0007& "q" [l](javascript:0)';
let drift: Drift;
let none: Drift;
beforeAll(async () => {
  const old = await runWith(() => undefined, { ids, file: 'old.json' });
  none = driftOf(old, old);
  const file = 'new <b>.json';
  const now = await runWith(
    (answer) => {
      setKey('message', hostile)(answer);
      return setHeader('Server', () => '<i>x</i>')(answer);
    },
    { ids, file },
  );
  drift = driftOf(old, now);
});

describe('a drift as text', () => {
  test('fits 80 columns, and has the runs, a sentence for each difference, its cases and the counts', () => {
    const text = formatDrift(drift, 'text');
    for (const line of text.split('\n')) expect([...line].length, line).toBeLessThanOrEqual(80);
    expect(text).toMatch(
      /^Old {7}old\.json: http:\/\/127\.0\.0\.1\/demo, profile documented, 2026-03-01 10:00\n {10}UTC, 3 cases\nNew /,
    );
    expect(text).toMatch(/\n✖ breaking {3}\S/);
    expect(text).toMatch(/\n~ noise {6}the header server of 3 cases was absent, now "<i>x<\/i>": it is of\n/);
    expect(text).toMatch(/\n3 cases compared: \d+ breaking, 0 additive, \d+ noise\ndrift: \d+ breaking, 0 additive\n$/);
    expect(text).toContain('\\u202e\\u0007');
    expect(formatDrift(none, 'text')).toMatch(/\n3 cases compared: 0 breaking, 0 additive, 0 noise\nno drift\n$/);
  });

  test('has colours only in a terminal that shows them', () => {
    const io = {
      out: () => {},
      err: () => {},
      isTty: true,
      outIsTty: true,
      signal: new AbortController().signal,
      exitCode: 0,
    };
    expect(formatDrift(drift, 'text', { ...io, env: {} })).toContain('\u001b[31m✖ breaking');
    expect(formatDrift(drift, 'text', { ...io, env: { NO_COLOR: '1' } })).not.toContain('\u001b');
    expect(formatDrift(drift, 'text')).not.toContain('\u001b');
  });
});

test('a drift as Markdown shows texts of the server as they stand, and folds noise', () => {
  const markdown = formatDrift(drift, 'markdown');
  expect(markdown).toMatch(
    /^## ✖ Drift: \d+ breaking, 0 additive\n\n\| cases compared \| ✖ breaking \| \+ additive \| ~ noise \|\n/,
  );
  expect(markdown).toMatch(/<details><summary>Noise \(\d+\)<\/summary>\n\n- the header server/);
  expect(markdown).not.toMatch(/<script|<i>|<b>|\]\(javascript|\*\*b/);
  expect(formatDrift(none, 'markdown')).toMatch(/^## ✔ No drift\n/);
});

test('a drift as HTML is one page without script and outside addresses, and escapes texts of the server', () => {
  const html = formatDrift(drift, 'html');
  expect(html).toContain("default-src 'none'; style-src 'unsafe-inline'");
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(html).not.toMatch(/<script|<i>|<b>|<link|<img|src=|href=|url\(/);
  expect(html).toMatch(/<title>Drift: \d+ breaking, 0 additive<\/title>/);
  const opened = [...html.matchAll(/<(\w+)[ >]/g)].map(([, name]) => name).filter((name) => name !== 'meta');
  const closed = [...html.matchAll(/<\/(\w+)>/g)].map(([, name]) => name);
  expect(opened.toSorted()).toEqual(closed.toSorted());
});

describe('a drift as JSON', () => {
  test('follows its published schema, and has both values of each difference', async () => {
    const file = join(import.meta.dirname, '..', 'drift.schema.json');
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(driftSchema)));
    const validate = new Ajv2020({ strict: false, validateSchema: true }).compile(driftSchema);
    for (const one of [drift, none])
      expect(validate(JSON.parse(formatDrift(one, 'json'))), String(validate.errors)).toBe(true);
    expect(JSON.parse(formatDrift(drift, 'json'))).toMatchObject({
      exit: { code: 4 },
      run: { file: 'new <b>.json', cases: 3 },
      differences: expect.arrayContaining([
        expect.objectContaining({ class: 'noise', place: 'server', old: 'absent', now: '"<i>x</i>"', cases: ids }),
      ]),
    });
    expect(validate({ ...JSON.parse(formatDrift(none, 'json')), more: 1 })).toBe(false);
  });
});

test('the extension of a file decides its format', () => {
  const formats = ['a.txt', 'a.md', 'a.json', 'a.HTML', 'a'].map(formatOfFile);
  expect(formats).toEqual(['text', 'markdown', 'json', 'html', 'text']);
  expect(new Set(formats)).toEqual(new Set(driftFormats));
});
