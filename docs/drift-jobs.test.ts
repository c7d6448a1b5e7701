import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readBlocks } from './guide-blocks.test-helper.js';

const blocks = readBlocks(readFileSync(join(import.meta.dirname, 'drift.md'), 'utf8'));
const fileOf = (name: string): string => blocks.find(({ savedAs }) => savedAs === name)?.text ?? '';
const cli = join(import.meta.dirname, '..', 'dist', 'cli.js');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-jobs-'));
  await writeFile(join(folder, '.env'), 'EENDIGO_KIT_TENANT_CODE=T\nEENDIGO_KIT_KEY=K\n');
});
afterAll(() => rm(folder, { recursive: true }));

/** The arguments that a job gives to the script of the guide. */
function argumentsIn(command: string): readonly string[] {
  const found = /sh uat-drift\.sh ((?:--[\w-]+ [\w:./]+ ?)+)/.exec(command)?.[1];
  expect(found, command).toBeDefined();
  return found?.trim().split(' ') ?? [];
}

const weekly = /^\d{1,2} \d{1,2} \* \* [0-7]$/;

describe('the weekly job of the guide', () => {
  const github = parse(fileOf('.github/workflows/uat-drift.yml'));
  const gitlab = parse(fileOf('.gitlab-ci.yml'));
  const crontab = fileOf('uat-drift.cron').trim();
  const steps = github.jobs.drift.steps as { run?: string; if?: string; uses?: string; with?: { path?: string } }[];
  const ofGitHub = steps.find(({ run }) => run?.includes('uat-drift.sh'))?.run ?? '';
  const ofGitLab = (gitlab['uat-drift'].script as string[]).find((line) => line.includes('uat-drift.sh')) ?? '';

  test('runs once a week', () => {
    expect(github.on.schedule[0].cron).toMatch(weekly);
    expect(gitlab['uat-drift'].rules).toEqual([{ if: '$CI_PIPELINE_SOURCE == "schedule"' }]);
    expect(crontab.split(' ').slice(0, 5).join(' ')).toMatch(weekly);
    // A crontab turns a percent sign into a line break.
    expect(crontab).not.toMatch(/[\n%]/);
  });

  test('opens the report that the script writes, also after drift', () => {
    const written = [...fileOf('uat-drift.sh').matchAll(/(?:-o|--json) (\S+)/g)].map(([, file]) => file);
    expect(written.toSorted()).toEqual(['drift.html', 'drift.md', 'new.json', 'new.json'].filter((_, at) => at < 3));
    expect(gitlab['uat-drift'].artifacts).toEqual({ when: 'always', paths: ['drift.html', 'drift.md', 'new.json'] });
    expect(gitlab['uat-drift'].environment.url).toMatch(/\/artifacts\/file\/drift\.html$/);
    expect(steps.find(({ uses }) => uses?.startsWith('actions/upload-artifact'))).toMatchObject({
      if: 'always()',
      with: { path: 'drift.*\nnew.json' },
    });
    expect(steps.find(({ run }) => run?.includes('GITHUB_STEP_SUMMARY'))?.if).toMatch(/^always\(\)/);
    expect(steps.find(({ run }) => run?.startsWith('gh issue create'))?.run).toContain('--body-file drift.md');
    expect(crontab).toContain('xdg-open drift.html');
  });

  test.each([
    ['GitHub', ofGitHub],
    ['GitLab', ofGitLab],
    ['cron', crontab],
  ])('of %s has arguments with which the kit plans a run on UAT', async (_, command) => {
    const args = [cli, 'conformance', 'server', ...argumentsIn(command), '--dry-run'];
    const env = { ...process.env, EENDIGO_KIT_TENANT_CODE: 'T', EENDIGO_KIT_KEY: 'K' };
    const printed = await new Promise<string>((resolve) =>
      execFile(process.execPath, args, { cwd: folder, env }, (error, out, err) =>
        resolve(`${error?.code ?? 0} ${out}${err}`),
      ),
    );
    expect(printed).toMatch(/^0 /);
    const charged = /Plan for https:\/\/api\.eendigo\.app\/demo: \d+ requests, of which at most (\d+) are charged/.exec(
      printed,
    );
    expect(Number(charged?.[1])).toBeGreaterThan(0);
    expect(Number(charged?.[1])).toBeLessThanOrEqual(60);
  });

  test('of GitHub and GitLab name the variables of the credentials', () => {
    for (const name of ['EENDIGO_KIT_TENANT_CODE', 'EENDIGO_KIT_KEY'])
      for (const job of ['.github/workflows/uat-drift.yml', '.gitlab-ci.yml']) expect(fileOf(job)).toContain(name);
  });
});
