import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CommandIo } from '../../spec/index.js';
import { loadContract } from '../../spec/index.js';
import { cases } from '../cases/index.js';
import { createLeakGate } from '../evidence/leak-gate.js';
import type { CaseResult } from '../evidence/verdict.js';
import { annotationLines, writeStepSummary } from './github.js';
import { reportRun } from './report-run.js';
import { createFinding, createTestReport, createTestResult, findTestCase } from './run-report.test-helper.js';
import { toStepSummary } from './step-summary.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-github-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** A command's access to the process that keeps what the command prints. */
function createTestIo(env: CommandIo['env']): CommandIo & { readonly lines: string[]; readonly errors: string[] } {
  const [lines, errors]: [string[], string[]] = [[], []];
  return {
    lines,
    errors,
    out: (line) => lines.push(...line.split('\n')),
    err: (line) => errors.push(line),
    env,
    isTty: false,
    signal: new AbortController().signal,
    exitCode: 0,
  };
}

const inconclusive = createFinding('200', '401', { id: 'http-status', outcome: 'inconclusive' });
const failing = createTestResult('missing-key', [createFinding('100%, as\nprinted', 'a:b\r,c')]);
const open = createTestResult('missing-img1', [inconclusive]);

describe('annotations of GitHub Actions', () => {
  test('are one a cause: an error for a failed one, a warning for an inconclusive one, and an error with --strict', () => {
    const report = createTestReport([failing, open]);
    const levels = (isStrict: boolean) => annotationLines(report, isStrict).map((line) => line.split(' ')[0]);
    expect(levels(false)).toEqual(['::error', '::warning']);
    expect(levels(true)).toEqual(['::error', '::error']);
  });

  test('escape what would end them, or their title', () => {
    const [first, second] = annotationLines(createTestReport([failing, open]), false);
    expect(first).toMatch(/^::error title=1 case failed in message::message: /);
    expect(first).toContain('%0Aexpected 100%25, as%0Aprinted%0Aactual a:b\\r,c%0Adocument: section 2');
    expect(first).toMatch(/%0Acases: missing-key$/);
    expect(second).toContain('title=1 case inconclusive in http-status%3A HTTP 401%2C the profile expects 200::');
    for (const line of [first, second]) expect(line).not.toMatch(/[\r\n]/);
  });

  test('are at most ten, and the last one counts the others', () => {
    const many = cases
      .slice(0, 14)
      .flatMap(({ id }, at) => [createTestResult(id, [createFinding('"a"', '"b"', { id: `check-${at}` })])]);
    const lines = annotationLines(createTestReport(many, { info: { cutShort: 'interrupted' } }), false);
    expect(lines).toHaveLength(10);
    expect(lines[0]).toBe('::error title=The run was cut short::interrupted');
    expect(lines[9]).toMatch(/^::warning title=6 more causes::/);
  });
});

describe('the summary of a step', () => {
  const nasty = createTestResult('missing-img2', [createFinding('x', '```\n<script>|</script> **b**')]);

  test('has the verdicts, the causes, what explains them and the readings', () => {
    const text = toStepSummary(
      createTestReport([failing, open], {
        exit: { code: 1, reason: '1 case failed' },
        explanation: { profile: 'rest', decisions: [], explained: ['missing-img1'], remaining: ['missing-key'] },
        readings: [
          {
            ambiguity: 'http-status',
            question: 'Which?',
            observed: ['x'],
            readings: ['by-meaning'],
            description: 'by-meaning',
            matchesProfile: false,
          },
        ],
      }),
      'documented',
    );
    expect(text).toContain('## Server conformance: ✖ 1 case failed\n');
    expect(text).toContain(
      '| ✔ passed | ✖ failed | ? inconclusive | ! error | - skipped |\n| ---: | ---: | ---: | ---: | ---: |\n| 0 | 1 | 1 | 0 | 0 |\n',
    );
    expect(text).toContain('### ✖ 1 case failed in message\n');
    expect(text).toContain('run again with --profile rest');
    expect(text).toMatch(/\| <code>http-status<\/code>: Which\? \| by-meaning \| not as the profile/);
  });

  test('shows the text of a server as it stands', () => {
    const text = toStepSummary(createTestReport([nasty], { info: { subject: 'http://a/<b>|*c*' } }), 'documented');
    expect(text).toContain('````text\nexpected  x\nactual    ```\n<script>|</script> **b**\n````');
    expect(text).toContain('<code>http://a/&lt;b&#62;&#124;&#42;c&#42;</code>');
  });

  test('is appended to the file that GitHub names', async () => {
    const file = join(folder, 'summary.md');
    await writeFile(file, 'before\n');
    const io = createTestIo({ GITHUB_STEP_SUMMARY: file });
    await writeStepSummary(io, 'after\n', createLeakGate([]));
    expect([await readFile(file, 'utf8'), io.errors]).toEqual(['before\nafter\n', []]);
  });
});

describe('a run in GitHub Actions', () => {
  async function* resultsOf(...results: readonly CaseResult[]): AsyncGenerator<CaseResult> {
    yield* results;
  }
  const report = async (env: CommandIo['env'], ...results: readonly CaseResult[]) => {
    const io = createTestIo(env);
    await reportRun(io, resultsOf(...results), {
      about: { direction: 'server', subject: 'http://127.0.0.1:1' },
      contract: await loadContract(),
      cases: results.map((result) => result.case),
      flags: { profile: 'documented' },
    });
    return io;
  };

  test('prints its annotations after all text of the server, whose commands are not obeyed', async () => {
    const attack = createFinding('x', 'y\n::error::forged\n##[group]forged');
    const { lines } = await report({ GITHUB_ACTIONS: 'true' }, createTestResult('missing-key', [attack]));
    const [, token] = /^::stop-commands::(.+)$/.exec(lines[0] ?? '') ?? [];
    const resumed = lines.indexOf(`::${token}::`);
    const obeyed = lines.slice(resumed + 1);
    expect(lines.slice(1, resumed).join('\n')).toContain('::error::forged');
    expect(obeyed).toEqual([expect.stringMatching(/^::error title=1 case failed in message::.*%0A::error::forged/)]);
  });

  test('has no annotations elsewhere', async () => {
    const { lines } = await report({ GITHUB_ACTIONS: 'false' }, failing);
    expect(lines.join('\n')).not.toMatch(/^::/m);
  });

  test('does not fail when the summary cannot be written', async () => {
    const file = join(folder, 'nowhere', 'summary.md');
    const passing = createTestResult('missing-key', []);
    const io = await report({ GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: file }, passing);
    expect(io.exitCode).toBe(0);
    expect(io.errors).toEqual([
      expect.stringMatching(
        /^eendigo-kit: the step summary could not be written to .*ENOENT.*; the run is not affected$/,
      ),
    ]);
  });

  test('ends its pause when the run fails', async () => {
    const io = createTestIo({ GITHUB_ACTIONS: 'true' });
    const failed = reportRun(
      io,
      (async function* () {
        yield createTestResult('missing-key', []);
        throw new Error('out of reach');
      })(),
      {
        about: { direction: 'server', subject: 'http://127.0.0.1:1' },
        contract: await loadContract(),
        cases: [findTestCase('missing-key')],
        flags: { profile: 'documented' },
      },
    );
    await expect(failed).rejects.toThrow('out of reach');
    expect(io.lines.at(-1)).toBe(`::${/^::stop-commands::(.+)$/.exec(io.lines[0] ?? '')?.[1]}::`);
  });
});
