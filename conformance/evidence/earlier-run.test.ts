import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readEarlierRun } from './earlier-run.js';

const head = { direction: 'server', subject: 'http://kit.test/demo', profile: 'documented' } as const;
const report = (change: object) => JSON.stringify({ ...head, cases: [], ...change });
const lines = (...all: readonly object[]) => all.map((line) => `${JSON.stringify(line)}\n`).join('');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-earlier-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
async function read(text: string, isCharged = true) {
  const file = join(folder, 'earlier');
  await writeFile(file, text);
  return readEarlierRun(file, head, isCharged);
}

describe('the file of an earlier run', () => {
  test.each([
    [
      'of another target',
      report({ subject: 'https://other.test/demo' }),
      /is of a run on https:\/\/other\.test\/demo, and this run is on http:\/\/kit\.test\/demo; give --target https:/,
    ],
    [
      'under another profile',
      report({ profile: 'rest' }),
      /under the profile rest, and this run is under the profile documented; give --profile rest/,
    ],
    ['on a client', report({ direction: 'client' }), /is of a run on a client, and this run is on a server/],
    [
      'on another target, killed',
      `${JSON.stringify({ type: 'run', ...head, subject: 'http://x.test/' })}\n`,
      /is of a run on http:\/\/x\.test\//,
    ],
    ['that is none', 'hello\n', /is neither a JSON report nor the results of a killed run/],
    ['of a recording', report({ exchanges: [] }), /is a recording, which has no cases/],
    [
      'of a recorder that was killed',
      lines({ type: 'run', ...head, cases: [] }, { type: 'exchange', number: 1 }),
      /is a recording, which has no cases/,
    ],
    ['that is another JSON file', '{"cases": 3}', /is neither a JSON report/],
    [
      'with a case that the kit does not have',
      report({ cases: [{ id: 'gone', verdict: 'passed', checks: [] }] }),
      /this version of the kit has no case "gone"/,
    ],
    [
      'with a damaged result',
      report({ cases: [{ id: 'missing-key', verdict: 'fine', checks: [] }] }),
      /the result of "missing-key" is damaged/,
    ],
  ])('%s is refused', async (_, text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });

  test('that does not exist is refused', async () => {
    await expect(readEarlierRun(join(folder, 'no'), head, true)).rejects.toThrow(/no: cannot be read \(ENOENT/);
  });

  const evidence = { sentAt: '2026-01-01T00:00:00.000Z', mayHaveBeenCharged: 1 };
  const done = { id: 'missing-key', kind: 'parameter-invalid', verdict: 'passed', checks: [], durationMs: 1, evidence };

  test('tells results from calls in flight, and from cases that were not sent', async () => {
    const { cases, results, inFlight } = await read(
      report({
        cases: [
          done,
          { ...done, id: 'missing-img1', verdict: 'skipped', cutShort: true },
          {
            id: 'missing-img2',
            kind: 'parameter-invalid',
            verdict: 'skipped',
            checks: [],
            reason: 'beyond the budget',
          },
        ],
      }),
    );
    expect(cases.map(({ id }) => id)).toEqual(['missing-key', 'missing-img1', 'missing-img2']);
    expect(results).toMatchObject([{ case: { id: 'missing-key' }, evidence: { sentAt: new Date(evidence.sentAt) } }]);
    expect(inFlight.map((result) => result.case.id)).toEqual(['missing-img1']);
  });

  test('of a killed run lists its cases, and charges nothing on this machine', async () => {
    const at = '2026-01-01T00:00:00.000Z';
    const text = lines(
      { type: 'run', ...head, cases: ['missing-key', 'missing-img1'] },
      { type: 'sending', id: 'control', at },
      { type: 'sending', id: 'missing-key', refNumber: 'KIT1', at },
      { type: 'result', ...done },
      { type: 'sending', id: 'missing-img1', refNumber: 'KIT2', at },
    );
    for (const isCharged of [true, false]) {
      const { cases, results, inFlight, notes } = await read(text, isCharged);
      expect([cases.length, results.length, notes]).toEqual([2, 1, []]);
      expect(inFlight).toMatchObject([
        {
          case: { id: 'missing-img1' },
          cutShort: true,
          evidence: { refNumber: 'KIT2', mayHaveBeenCharged: isCharged ? 1 : 0 },
        },
      ]);
    }
  });
});
