import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withEvidenceFile } from '../evidence/evidence-file.js';
import { createLeakGate } from '../evidence/leak-gate.js';
import { openSpendFile } from '../server/spend/spend-file.js';
import { toCtrf } from './ctrf.js';
import { toHtml } from './html/html-report.js';
import { toJson } from './json.js';
import { toJunit } from './junit.js';
import { formatReports, writeReports } from './report-files.js';
import { createFinding, createTestReport, createTestResult } from './run-report.test-helper.js';
import { toStepSummary } from './step-summary.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-reports-'));
});
afterAll(() => rm(folder, { recursive: true }));

const gate = createLeakGate([{ what: 'a key', value: 'CANARY <key> *1*' }]);
const io = { out: () => {}, err: () => {}, env: {}, isTty: false, signal: new AbortController().signal, exitCode: 0 };

/** A leak in what no case says: the address of the target. */
const report = createTestReport([createTestResult('missing-key', [createFinding('a', 'b')])], {
  info: { subject: 'http://kit.test/CANARY <key> *1*' },
});
const formats = {
  'run.json': () => toJson(report, 'documented'),
  'run.xml': () => toJunit(report, false),
  'ctrf.json': () => toCtrf(report, false),
  'run.md': () => toStepSummary(report, 'documented'),
  'run.html': () => toHtml(report, { profileFile: 'documented' }),
};

test.each(Object.entries(formats))(
  '%s with a secret keeps all reports of the run from being written',
  async (name, format) => {
    const both = formatReports(
      [
        [join(folder, 'clean.txt'), () => 'clean'],
        [join(folder, name), format],
      ],
      gate,
    ).then(writeReports);
    await expect(both).rejects.toMatchObject({
      code: 'leak',
      message: expect.stringMatching(new RegExp(`${name}: (line \\d+|[\\w.]+) would hold a key`)),
    });
    await expect(both).rejects.not.toThrow(/CANARY/);
    expect(await readdir(folder)).toEqual([]);
  },
);

test('the file of results gets no line with a secret, and goes when it holds no result', async () => {
  const about = { direction: 'server', subject: 'http://kit.test/', profile: 'documented' } as const;
  const json = join(folder, 'run.json');
  const run = withEvidenceFile(io, { json }, { about, gate }, async (file) => file.sending('x', 'CANARY <key> *1*'));
  await expect(run).rejects.toThrow(/run\.json\.partial: refNumber would hold a key/);
  expect(await readdir(folder)).toEqual([]);
});

test('the spend file gets no line with a secret, and the call is not sent', async () => {
  const file = join(folder, 'spend.ndjson');
  using recorder = openSpendFile(io, file, new URL('http://kit.test/'), gate);
  const reserve = (): unknown => recorder.reserve({ caseId: 'x', refNumber: 'CANARY <key> *1*', calls: 1 });
  expect(reserve).toThrow(/spend\.ndjson: refNumber would hold a key/);
});
