import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadContract } from '../../spec/index.js';
import type { Declined } from '../cases/capability.js';
import { cases } from '../cases/index.js';
import { type CaseResult, collectResults } from '../evidence/verdict.js';
import { createClient } from '../peers/clients/right-client.js';
import { toJson } from '../reports/json.js';
import { toJunit } from '../reports/junit.js';
import { createTestReport, reportProblems } from '../reports/run-report.test-helper.js';
import { createTextReporter } from '../reports/text.js';
import { runClientCases } from './client-run.js';
import { createExecDriver } from './exec/exec-driver.js';
import { createInProcessDriver } from './in-process/in-process-driver.js';

/** Longer than any machine needs to start a shell. */
const briefMs = 3000;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-client-run-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs a shell script as the client. The script gets the folder of the test as `$1`. */
async function run(
  script: string,
  ids: readonly string[] = ['selfie-dim'],
  limitMs = 20_000,
  jobs = 1,
  without: Declined = {},
): Promise<readonly CaseResult[]> {
  return collectResults(
    runClientCases({
      createDriver: () => createExecDriver(['sh', '-c', script, 'client', folder]),
      contract: await loadContract(),
      cases: ids.flatMap((id) => cases.find((testCase) => testCase.id === id) ?? []),
      limitMs,
      jobs,
      without,
      signal: new AbortController().signal,
    }),
  );
}

const write = (report: string): string => `printf '%s' '${report}' > "$EENDIGO_KIT_RESULT"`;
const refuses = write('{"outcome":"rejected-locally","reason":"the photo is not good enough"}');
const reportProblem = (result: CaseResult | undefined): string | undefined =>
  result?.checks.find(({ id }) => id === 'report')?.actual;

function isRunning(pid: number): boolean {
  try {
    // A process that has ended is listed until its parent reaps it.
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
}

describe('a client that refuses to send', () => {
  let results: readonly CaseResult[];
  const verdictOf = (id: string) => results.find((result) => result.case.id === id);
  beforeAll(async () => {
    results = await run(refuses, [
      'selfie-dim',
      'ktp-no-face',
      'selfie-extension-upper-case',
      'selfie-max-dimension',
      'success-all-parts',
      'credentials-unknown-tenant',
      'parameter-invalid-understood',
      'liveness-error-dim-only',
      'fault-reset',
    ]);
  });

  test.each(['selfie-dim', 'ktp-no-face'])('a photo that breaks a rule of section 3 passes with a note: %s', (id) => {
    expect(verdictOf(id)).toMatchObject({
      verdict: 'passed',
      notes: [
        expect.stringMatching(
          /^the client refused the photo itself, .*\(the photo is not good enough\); the case does not show whether it /,
        ),
      ],
    });
  });

  test('a photo that complies under one reading of a rule is inconclusive', () => {
    expect(verdictOf('selfie-extension-upper-case')?.verdict).toBe('inconclusive');
  });

  test.each([
    'selfie-max-dimension',
    'success-all-parts',
    'credentials-unknown-tenant',
    'parameter-invalid-understood',
    'liveness-error-dim-only',
    'fault-reset',
  ])('a request whose photos comply with the rules fails: %s', (id) => {
    expect(verdictOf(id)).toMatchObject({ verdict: 'failed' });
    expect(verdictOf(id)).not.toHaveProperty('notes');
  });
});

describe('a client that does not exit', () => {
  test('is judged by its report and ended with all that it started, and a note says so', async () => {
    const script = `${refuses}; sleep 600 & echo $! > "$1/child.pid"; trap '' TERM; sleep 600`;
    const [result] = await run(script, ['selfie-dim'], briefMs);
    expect(result).toMatchObject({
      verdict: 'passed',
      notes: [
        'the client wrote its report but did not exit within 3 s; the run ended it and judges that report; let the client exit when it is done',
        expect.stringMatching(/^the client refused the photo itself/),
      ],
    });
    expect(isRunning(Number(await readFile(join(folder, 'child.pid'), 'utf8')))).toBe(false);
  });

  test('and has written half of its report fails', async () => {
    const [result] = await run(`${write('{"outcome":"rejected-')}; exec sleep 600`, ['selfie-dim'], briefMs);
    expect(result?.verdict).toBe('failed');
    expect(reportProblem(result)).toMatch(
      /^the client did not end within 3 s, and the run ended it; the report stops in the middle/,
    );
  });
});

describe('a client that declines a capability', () => {
  test('does not get the cases that use it, which are skipped with the reason and never passed', async () => {
    const without = { 'unchecked-pictures': 'the camera view checks each photo' };
    const results = await run(
      `echo run >> "$1/runs.log"; ${refuses}`,
      ['selfie-dim', 'success-all-parts', 'ktp-no-face'],
      20_000,
      1,
      without,
    );
    expect(results.map(({ case: { id }, verdict }) => [id, verdict])).toEqual([
      ['selfie-dim', 'skipped'],
      ['success-all-parts', 'failed'],
      ['ktp-no-face', 'skipped'],
    ]);
    expect(results[0]?.reason).toBe('the client declines unchecked-pictures: the camera view checks each photo');
    expect(await readFile(join(folder, 'runs.log'), 'utf8')).toBe('run\n');
  });

  test('leaves the first two cases that it gets to show whether it works at all', async () => {
    const without = { 'unchecked-pictures': 'no' };
    const ids = ['selfie-dim', 'success-all-parts', 'ktp-no-face', 'success-again'];
    await expect(run('echo broken >&2; exit 3', ids, 20_000, 1, without)).rejects.toThrow(/exit code 3 .*\(broken\)/);
  });
});

describe('a client that sends its request and writes no report', () => {
  /** Sends the request with this part added, and exits with this code. */
  const sending = (more: string, code = 0) => `node -e '
    const fs = require("fs");
    const { baseUrl, path, request } = JSON.parse(fs.readFileSync(process.env.EENDIGO_KIT_CASE));
    const form = new FormData();
    for (const [name, value] of Object.entries(request))
      if (typeof value === "string") form.append(name, value);
      else form.append(name, new Blob([fs.readFileSync(value.file)]), value.filename);
    ${more}
    fetch(baseUrl + path, { method: "POST", body: form }).then((answer) => answer.text()).then(() => process.exit(${code}));
  '`;
  const outcomes = (result: CaseResult | undefined) =>
    Object.fromEntries((result?.checks ?? []).map(({ id, outcome }) => [id, outcome]));

  test.each([0, 1])('is judged by what it sent, and the rest is inconclusive (exit code %i)', async (code) => {
    const [result] = await run(sending('', code), ['success-all-parts']);
    expect(result?.verdict).toBe('inconclusive');
    expect(outcomes(result)).toMatchObject({ report: 'inconclusive', 'wire-parts': 'passed', 'wire-bytes': 'passed' });
    expect(Object.keys(outcomes(result)).filter((id) => id.startsWith('understood'))).toEqual([]);
    expect(reportProblem(result)).toContain('no file at EENDIGO_KIT_RESULT');
  });

  test('fails for what is wrong with its request', async () => {
    const [result] = await run(sending('form.append("extra", "1");'), ['success-all-parts']);
    expect(result?.verdict).toBe('failed');
    expect(outcomes(result)).toMatchObject({ report: 'inconclusive', 'wire-parts': 'failed' });
  });
});

describe('a client that knows nothing of earlier calls', () => {
  test('is skipped in a case that has some, and never passes it', async () => {
    const [result] = await collectResults(
      runClientCases({
        createDriver: () =>
          createInProcessDriver((given) => {
            const { earlier: _, ...known } = given;
            return createClient({})(known);
          }),
        contract: await loadContract(),
        cases: cases.filter(({ id }) => id === 'calls-two'),
        limitMs: 20_000,
        signal: new AbortController().signal,
      }),
    );
    expect(result).toMatchObject({
      verdict: 'skipped',
      reason: 'the client made 1 call of 2; make those of "earlier" first, or decline several-calls',
    });
  });
});

describe('a client that exits', () => {
  test('is judged by its last report', async () => {
    const [result] = await run(`${write('{"outcome":"transport-error"}')}; sleep 0.2; ${refuses}`);
    expect(result?.verdict).toBe('passed');
  });

  test('is judged by its report whatever its exit code', async () => {
    expect((await run(`${refuses}; exit 3`))[0]?.verdict).toBe('passed');
  });

  test.each([
    ['holds its output open', ''],
    ['does not', '> /dev/null 2>&1'],
  ])('before a process that it started, which %s, is judged at once, and no process stays', async (_, output) => {
    const script = `(trap '' TERM; sleep 600) ${output} & echo $! > "$1/child.pid"; ${refuses}`;
    const [result] = await run(script);
    expect(result).toMatchObject({
      verdict: 'passed',
      notes: [
        expect.stringMatching(/^the client exited while a process that it had started was running/),
        expect.any(String),
      ],
    });
    expect(isRunning(Number(await readFile(join(folder, 'child.pid'), 'utf8')))).toBe(false);
  });

  test('before a process that it started writes the report is judged by that report', async () => {
    const [result] = await run(`(sleep 0.2; ${refuses}) & true`);
    expect(result).toMatchObject({ verdict: 'passed', notes: [expect.stringMatching(/^the client refused/)] });
  });

  test('and leaves a folder instead of its report fails that case only', async () => {
    const script = `case $EENDIGO_KIT_CASE in *selfie-dim*) mkdir "$EENDIGO_KIT_RESULT";; *) ${refuses};; esac`;
    const [first, second] = await run(script, ['selfie-dim', 'selfie-covered']);
    expect([first?.verdict, second?.verdict]).toEqual(['failed', 'passed']);
    expect(reportProblem(first)).toMatch(/^a folder is at EENDIGO_KIT_RESULT; write a plain file there$/);
  });
});

describe('a note', () => {
  test('is in every report, whatever the verdict', async () => {
    const unknown = ',"tooK":1}';
    const passing = await run(write(`{"outcome":"rejected-locally"${unknown}`));
    const failing = await run(write(`{"outcome":"success"${unknown}`));
    const skipping = await run(write(`{"outcome":"skip","reason":"no camera"${unknown}`));
    const results = [...passing, ...failing, ...skipping];
    expect(results.map(({ verdict }) => verdict)).toEqual(['passed', 'failed', 'skipped']);
    const report = createTestReport(results, { info: { direction: 'client', subject: 'sh' } });
    const count = (text: string): number => text.split('which the protocol does not know').length - 1;
    const style = { columns: 400, paint: (_: unknown, text: string) => text };
    // The note is the same in the three cases.
    expect(createTextReporter([], style).end(report, 'documented').join('\n')).toMatch(
      /3 cases with a note\n +why .*which the protocol does not know/,
    );
    const junit = toJunit(report, false);
    expect(count(junit)).toBe(3);
    expect(junit).toContain('the client skips it: no camera');
    const json = toJson(report, 'documented');
    expect(count(json)).toBe(3);
    expect(reportProblems(json)).toEqual([]);
  });
});

describe('a run with several jobs', () => {
  test('gives the client several cases at once, and yields the results in the order of the cases', async () => {
    const ids = ['selfie-covered', 'selfie-dim', 'ktp-no-face', 'selfie-no-face'];
    // Each process waits until three others have started. The first case ends last.
    const script = `
      case $EENDIGO_KIT_CASE in *selfie-covered*) last=yes;; *) last=;; esac
      echo x >> "$1/started"
      while [ $(wc -l < "$1/started") -lt 4 ]; do sleep 0.02; done
      while [ -n "$last" ] && [ $(wc -l < "$1/done") -lt 3 ]; do sleep 0.02; done
      ${refuses}
      echo x >> "$1/done"`;
    // The run makes sure of two cases before it starts a third.
    const first = `case $EENDIGO_KIT_CASE in *success*|*missing*) ${refuses}; exit;; esac; echo > /dev/null\n${script}`;
    const results = await run(first, ['success-all-parts', 'success-required-parts-only', ...ids], 20_000, 6);
    expect(results.map((result) => result.case.id)).toEqual([
      'success-all-parts',
      'success-required-parts-only',
      ...ids,
    ]);
    expect(results.slice(2).map(({ verdict }) => verdict)).toEqual(ids.map(() => 'passed'));
  });
});
