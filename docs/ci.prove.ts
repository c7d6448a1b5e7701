import { type ExecFileException, execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { createMockServer } from '../mock/index.js';

const root = join(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

/** One project in which the kit is installed as `npm ci` would, for a job to run in. */
let project: string;
beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), 'eendigo-kit-ci-'));
  await writeFile(join(project, 'package.json'), '{"name":"a-project","private":true}');
  await mkdir(join(project, 'node_modules', '.bin'), { recursive: true });
  await symlink(join(root, 'dist', 'bin.js'), join(project, 'node_modules', '.bin', 'eendigo-kit'));
});
afterEach(() => rm(project, { recursive: true }));

interface Ended {
  readonly code: number;
  readonly output: string;
}

/** Runs a script as GitHub and GitLab do: by bash, which ends at the first failure. */
const bash = (script: string, env: NodeJS.ProcessEnv): Promise<Ended> =>
  new Promise((resolve) => {
    const options = { cwd: project, env: { ...process.env, ...env } };
    execFile('bash', ['-eo', 'pipefail', '-c', script], options, (error: ExecFileException | null, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), output: `${stdout}${stderr}` }),
    );
  });

interface ActionStep {
  readonly id?: string;
  readonly name: string;
  readonly if?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const action = parse(read('action.yml'));
const steps: readonly ActionStep[] = action.runs.steps;

/** Runs the steps of the action that its conditions let run. Returns the end of the last one, and the outputs. */
async function runAction(given: Readonly<Record<string, string>>, env: NodeJS.ProcessEnv = {}) {
  const inputs: Readonly<Record<string, string>> = {
    ...Object.fromEntries(
      Object.entries<{ default?: string }>(action.inputs).map(([name, { default: value = '' }]) => [name, value]),
    ),
    ...given,
  };
  const [outputs, summary] = [join(project, 'outputs'), join(project, 'summary.md')];
  await writeFile(outputs, '');
  const run = inputs['run'] ?? '';
  let ended: Ended = { code: 0, output: '' };
  for (const step of steps) {
    if (step.run === undefined || ((step.if === "inputs.run == 'mock'") !== (run === 'mock') && step.if !== undefined))
      continue;
    const values = Object.entries(step.env ?? {}).map(([name, value]) => [
      name,
      value.replace(/\$\{\{ inputs\.([\w-]+) \}\}/, (_, input: string) => inputs[input] ?? ''),
    ]);
    ended = await bash(step.run, {
      ...Object.fromEntries(values),
      GITHUB_OUTPUT: outputs,
      GITHUB_STEP_SUMMARY: summary,
      GITHUB_ACTIONS: 'true',
      RUNNER_TEMP: project,
      ...env,
    });
    if (ended.code !== 0) break;
  }
  const lines = (await readFile(outputs, 'utf8')).split('\n').filter((line) => line.includes('='));
  const written = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
  return { ...ended, outputs: written as Readonly<Record<string, string>>, summary };
}

describe('the action', () => {
  test('starts the mock with the arguments, and goes on when it answers', async () => {
    const started = await runAction({ run: 'mock', port: '0', arguments: "--scenario 'liveness-error' --log json" });
    expect(started).toMatchObject({ code: 0 });
    const { url = '', log = '' } = started.outputs;
    const { pid } = JSON.parse(await readFile(join(dirname(log), 'listening.json'), 'utf8'));
    try {
      const answer = await fetch(`${url}/demo/biometric/facecompareliveness`, { method: 'POST', body: new FormData() });
      expect(answer.headers.get('X-Mock-Scenario')).toBe('liveness-error');
    } finally {
      process.kill(pid);
    }
  });

  test('fails with the log of a mock that does not start', async () => {
    await using busy = await createMockServer();
    const started = await runAction({ run: 'mock', port: new URL(busy.url).port });
    expect(started.code).toBe(1);
    expect(started.output).toMatch(/is in use/);
    expect(started.output).toContain('::error title=eendigo-kit::the mock did not start');
  });

  test('runs the cases on a server, and keeps four reports and the summary of the job', async () => {
    await using mock = await createMockServer();
    const given = { run: 'server', arguments: `--target ${mock.url}/demo --only "success-all-parts,missing-*"` };
    const passed = await runAction(given);
    expect(passed).toMatchObject({ code: 0 });
    const names = readdirSync(passed.outputs['reports'] ?? '');
    expect(names.toSorted()).toEqual(['run.json', 'server.ctrf.json', 'server.html', 'server.xml']);
    expect(await readFile(passed.summary, 'utf8')).toMatch(/passed/);
    await using wrong = await createMockServer({ scenario: 'insufficient-balance' });
    const failed = await runAction({ ...given, arguments: given.arguments.replace(mock.url, wrong.url) });
    expect(failed.code).toBe(1);
    expect(failed.output).toMatch(/^::error /m);
    expect(readdirSync(failed.outputs['reports'] ?? '')).toEqual(names);
  });

  test('gives the cases to a client whose command is the end of the arguments', async () => {
    const adapter = join(root, 'conformance', 'adapters', 'fetch.mjs');
    const passed = await runAction({ run: 'client', arguments: `--only success-all-parts -- node '${adapter}'` });
    expect(passed, passed.output).toMatchObject({ code: 0 });
    expect(readdirSync(passed.outputs['reports'] ?? '')).toContain('client.html');
  });

  test('expands nothing in the arguments', async () => {
    const ended = await runAction({ run: 'server', arguments: '--target "$(touch made)" --only *' });
    expect(ended.code).toBe(2);
    expect(ended.output).toContain('$(touch made)');
    expect(readdirSync(project)).not.toContain('made');
  });

  test.each([
    ['an unknown run', { run: 'prod' }, 'the input run is not one of mock, client, server'],
    ['a version that is none', { run: 'mock', version: '1; touch made' }, 'the input version is not a version'],
  ])('refuses %s', async (_, given, reason) => {
    const ended = await runAction(given);
    expect(ended).toMatchObject({ code: 2 });
    expect(ended.output).toContain(`::error title=eendigo-kit::${reason}`);
    expect(readdirSync(project)).not.toContain('made');
  });

  test('says how to install the kit where the project has none', async () => {
    await rm(join(project, 'node_modules'), { recursive: true });
    // npx would look for a package in the registry.
    const ended = await runAction({ run: 'mock' }, { npm_config_offline: 'true' });
    expect(ended.code).toBe(2);
    expect(ended.output).toContain('run npm ci before, or give the input version');
  });
});

describe('the template for GitLab', () => {
  const template = parse(read(join('deploy', 'gitlab', 'eendigo-kit.gitlab-ci.yml')));
  // npm ci would fetch from the registry; the project has the kit.
  const scriptOf = (job: string): string =>
    [...(template[job].before_script ?? []), ...(template[job].script ?? [])]
      .filter((line: string) => line !== 'npm ci')
      .join('\n');
  const kept = (job: string): readonly string[] => {
    const { paths, reports } = template[job].artifacts;
    return [...paths, ...(reports ? [reports.junit] : [])];
  };

  test('gives the cases to a client, and keeps the files that it names', async () => {
    const adapter = join(root, 'conformance', 'adapters', 'fetch.mjs');
    const env = { CLIENT: `node ${adapter}`, ARGUMENTS: '--only success-all-parts' };
    const ended = await bash(scriptOf('.eendigo-kit-client'), env);
    expect(ended, ended.output).toMatchObject({ code: 0 });
    expect(readdirSync(project)).toEqual(expect.arrayContaining([...kept('.eendigo-kit-client')]));
    expect(await bash(scriptOf('.eendigo-kit-client'), { ...env, CLIENT: 'true' })).toMatchObject({ code: 1 });
    expect(await bash(scriptOf('.eendigo-kit-client'), { ...env, CLIENT: '' })).toMatchObject({
      code: 2,
      output: expect.stringContaining('set the variable CLIENT'),
    });
  });

  test('sends the cases to a server, and keeps the files that it names', async () => {
    await using mock = await createMockServer();
    const env = { TARGET: `${mock.url}/demo`, ARGUMENTS: '--only success-all-parts' };
    const ended = await bash(scriptOf('.eendigo-kit-server'), env);
    expect(ended, ended.output).toMatchObject({ code: 0 });
    expect(readdirSync(project)).toEqual(expect.arrayContaining([...kept('.eendigo-kit-server')]));
    expect(await bash(scriptOf('.eendigo-kit-server'), { ...env, TARGET: '' })).toMatchObject({ code: 2 });
  });

  test('starts the mock before the script of a job, whose base URL it names', async () => {
    await using free = await createMockServer();
    const port = new URL(free.url).port;
    await free.close();
    const script = `${scriptOf('.eendigo-kit-mock').replaceAll('8080', port)}
      curl -sf "$MOCK_URL/__admin/health"`;
    const url = template['.eendigo-kit-mock'].variables.MOCK_URL.replace('8080', port);
    const env = { MOCK_URL: url, ARGUMENTS: '--scenario success', EENDIGO_KIT_RUNTIME: project };
    const ended = await bash(script, env);
    // GitLab ends it with the container of the job.
    process.kill(JSON.parse(await readFile(join(project, 'listening.json'), 'utf8')).pid);
    expect(ended, ended.output).toMatchObject({ code: 0 });
  });
});

describe('the hook for pre-commit', () => {
  const [hook] = parse(read('.pre-commit-hooks.yaml'));

  test('passes a commit with good profiles, and fails one with a wrong one', async () => {
    await writeFile(join(project, 'good.profile.yaml'), 'name: good\nsummary: Good.\ndecisions: {}');
    await writeFile(join(project, 'wrong.profile.yaml'), 'name: wrong\nsummary: W.\ndecisions: { status: 1 }');
    expect(await bash(`npx --no-install ${hook.entry} good.profile.yaml`, {})).toMatchObject({ code: 0 });
    const failed = await bash(`npx --no-install ${hook.entry} wrong.profile.yaml good.profile.yaml`, {});
    expect(failed).toMatchObject({ code: 2, output: expect.stringContaining('wrong.profile.yaml') });
  });
});
