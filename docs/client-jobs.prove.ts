import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readBlocks } from './guide-blocks.test-helper.js';

const root = join(import.meta.dirname, '..');
const blocks = readBlocks(readFileSync(join(import.meta.dirname, 'client-ci.md'), 'utf8'));
const jobIn = (name: string) => parse(blocks.find(({ savedAs }) => savedAs === name)?.text ?? '');

interface Step {
  readonly run?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly with?: { readonly path: string };
}

const github = jobIn('.github/workflows/client-contract.yml');
const gitlab = jobIn('.gitlab-ci.yml')['client-contract'];
const steps: readonly Step[] = github.jobs.client.steps;
const isRun = (line: string | undefined): boolean => line?.startsWith('npx eendigo-kit ') ?? false;
const upload = steps.find(({ uses }) => uses?.startsWith('actions/upload-artifact'));

/** Each job's command, and the files that the job keeps. */
const jobs = [
  { name: 'GitHub', command: steps.find(({ run }) => isRun(run))?.run, kept: upload?.with?.path.split('\n') },
  {
    name: 'GitLab',
    command: (gitlab.script as string[]).find(isRun),
    kept: [...gitlab.artifacts.paths, gitlab.artifacts.reports.junit],
  },
];

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-jobs-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Runs a job's command in the folder, with one case of the suite. Returns its exit code. */
async function runJob(command: string | undefined, env: NodeJS.ProcessEnv = {}): Promise<number> {
  const [npx, kit, ...args] = command?.split(' ') ?? [];
  expect([npx, kit]).toEqual(['npx', 'eendigo-kit']);
  const start = args.indexOf('--');
  const limited = [...args.slice(0, start), '--only', 'success-required-parts-only', ...args.slice(start)];
  return new Promise((resolve) =>
    execFile(
      process.execPath,
      [join(root, 'dist', 'cli.js'), ...limited],
      { cwd: folder, env: { ...process.env, ...env } },
      (error) => resolve(Number(error?.code ?? 0)),
    ),
  );
}

describe.each(jobs)('the job of $name', ({ command, kept }) => {
  test('passes with a client that keeps the contract', async () => {
    await copyFile(join(root, 'conformance', 'adapters', 'fetch.mjs'), join(folder, 'client.mjs'));
    expect(await runJob(command)).toBe(0);
  });

  test('fails with one that does not, and keeps every report', async () => {
    await writeFile(join(folder, 'client.mjs'), '');
    expect(await runJob(command)).toBe(1);
    expect(kept).toHaveLength(3);
    expect(kept?.filter((file: string) => !existsSync(join(folder, file)))).toEqual([]);
  });
});

test('both jobs keep their reports when the run fails', () => {
  expect(upload?.if).toBe('always()');
  expect(gitlab.artifacts.when).toBe('always');
});

test('both jobs keep the drawn pictures, where the kit looks for them', () => {
  expect(steps.find(({ uses }) => uses?.startsWith('actions/cache'))?.with?.path).toBe('~/.cache/eendigo-kit');
  const [cached] = gitlab.cache.paths;
  expect(gitlab.variables.EENDIGO_KIT_CACHE).toBe(`$CI_PROJECT_DIR/${cached}`);
});

test('the job of GitHub shows a summary and annotations', async () => {
  await writeFile(join(folder, 'client.mjs'), '');
  const summary = join(folder, 'summary.md');
  await runJob(jobs[0]?.command, { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary });
  expect(readFileSync(summary, 'utf8')).toContain('success-required-parts-only');
});
