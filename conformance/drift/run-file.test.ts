import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createJsonReport } from '../reports/json.js';
import { createFinding, createTestReport, createTestResult } from '../reports/run-report.test-helper.js';
import { readRunFile } from './run-file.js';

let folder: string;
let good: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-drift-'));
  good = JSON.stringify(
    createJsonReport(createTestReport([createTestResult('missing-key', [createFinding('a', 'b')])]), ''),
  );
});
afterAll(() => rm(folder, { recursive: true }));

async function errorOf(content: string | Uint8Array): Promise<string> {
  const file = join(folder, 'run.json');
  await writeFile(file, content);
  return readRunFile(file).then(
    () => 'no error',
    ({ message }: Error) => message.replace(file, 'FILE'),
  );
}
const remedy = '; give a JSON report that conformance --json has written';
const changed = (change: (report: Record<string, unknown>) => void): string => {
  const report = JSON.parse(good);
  change(report);
  return JSON.stringify(report);
};

test('a JSON report is read as it is', async () => {
  expect(await errorOf(good)).toBe('no error');
  expect((await readRunFile(join(folder, 'run.json'))).report.cases).toHaveLength(1);
});

describe('a file that is no run is rejected in one line with what is wrong', () => {
  test.each([
    ['text', 'hello\nworld', `FILE: is not JSON${remedy}`],
    ['nothing', '', `FILE: is not JSON${remedy}`],
    ['a truncated report', () => good.slice(0, -10), `FILE: is not JSON${remedy}`],
    ['several lines of JSON', () => `${good}\n${good}`, `FILE: is not JSON${remedy}`],
    ['another JSON file', '{"name":"x"}', `FILE: is not the report of a run${remedy}`],
    ['null', 'null', `FILE: is not the report of a run${remedy}`],
    ['a list', '[{"format":1}]', `FILE: is not the report of a run${remedy}`],
    ['deep nesting', '['.repeat(500_000) + ']'.repeat(500_000), `FILE: is not the report of a run${remedy}`],
    [
      'another version of the format',
      () => changed((report) => Object.assign(report, { format: 2 })),
      `FILE: has the format 2, and this version of the kit reads format 1${remedy}`,
    ],
    [
      'a report without its end',
      () => changed((report) => delete report['exit']),
      /^FILE: is damaged: exit: missing; allowed: a mapping with code, reason; give/,
    ],
    [
      'a wrong case',
      () => changed((report) => (report['cases'] as Record<string, unknown>[]).push({ id: 7 })),
      /^FILE: is damaged: cases\[1\]: .*; give/,
    ],
    [
      'a case twice',
      () => changed((report) => (report['cases'] as unknown[]).push((report['cases'] as unknown[])[0])),
      `FILE: is damaged: it has the case "missing-key" twice${remedy}`,
    ],
    ['bytes that are no text', new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 16]), /^FILE: /],
    ['a huge file', () => `[${'0,'.repeat(17 * 1024 * 1024)}0]`, `FILE: is larger than a run can be (32 MB)${remedy}`],
    [
      'many wrong cases',
      () => changed((report) => Object.assign(report, { cases: Array(300_000).fill({ a: 1, b: 2 }) })),
      /^FILE: is damaged: cases\[0\]: /,
    ],
  ])('%s', async (_, content, message) => {
    const error = await errorOf(typeof content === 'function' ? content() : content);
    if (typeof message === 'string') expect(error).toBe(message);
    else expect(error).toMatch(message);
    expect(error.split('\n')).toHaveLength(1);
    expect(error.length).toBeLessThan(700);
  });

  test('a folder, and a file that does not exist', async () => {
    await expect(readRunFile(folder)).rejects.toThrow(`${folder}: is a folder${remedy}`);
    await expect(readRunFile(join(folder, 'none'))).rejects.toThrow(`none: there is no such file${remedy}`);
  });

  test('an endless file, of which only the start is read', async () => {
    await expect(readRunFile('/dev/zero')).rejects.toThrow(`/dev/zero: is larger than a run can be (32 MB)${remedy}`);
  });

  test('never with the content of the file, which may hold anything', async () => {
    expect(await errorOf('CANARY-SECRET')).not.toContain('CANARY');
    expect(await readFile(join(folder, 'run.json'), 'utf8')).toContain('CANARY');
  });
});
