import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testClient } from './test-client.js';

const root = dirname(createRequire(import.meta.url).resolve('eendigo-kit/package.json'));

/** How each runner is started, its `test`, and how its output counts two passed tests, a failed and a skipped one. */
const runners = {
  vitest: {
    args: [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', '--no-color', '--reporter=verbose'],
    imports: "import { test } from 'vitest';",
    counts: /Tests .*1 failed .* 2 passed .* 1 skipped/,
  },
  jest: {
    args: ['--experimental-vm-modules', join(root, 'node_modules', 'jest', 'bin', 'jest.js'), '--ci'],
    imports: "import { test } from '@jest/globals';",
    // Jest knows no test that skips itself.
    counts: /Tests: .*1 failed, 3 passed/,
  },
  'node:test': {
    args: ['--test', '--test-reporter=tap', 'client.test.mjs'],
    imports: "import { test } from 'node:test';",
    counts: /# pass 2\n# fail 1\n# cancelled 0\n# skipped 1\n/,
  },
} as const;
type Runner = keyof typeof runners;

/** Inside the package, so that imports by name work. */
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(root, 'dist', 'in-process-'));
  await copyFile(join(import.meta.dirname, 'in-process.test-helper.mjs'), join(folder, 'client.mjs'));
  await writeFile(join(folder, 'vitest.config.mjs'), "export default { test: { include: ['client.test.mjs'] } };");
  const jest = { testMatch: ['**/client.test.mjs'], transform: {}, rootDir: folder };
  await writeFile(join(folder, 'jest.config.mjs'), `export default ${JSON.stringify(jest)};`);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs cases on the client, with its habit in each case, in a test run of their own. */
async function run(
  runner: Runner,
  habits: Readonly<Record<string, string>>,
  options: object = {},
): Promise<{ code: number; output: string }> {
  const { args, imports } = runners[runner];
  const lines = [
    imports,
    "import { testClient } from 'eendigo-kit/conformance';",
    "import { callClient } from './client.mjs';",
    `testClient(callClient, { test, ...${JSON.stringify({ only: Object.keys(habits), ...options })} });`,
  ];
  await writeFile(join(folder, 'client.test.mjs'), lines.join('\n'));
  // Without the variables that tell a runner that it runs inside another one.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VITEST|JEST|NODE_TEST|NODE_ENV|TEST$)/.test(name)),
  );
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      args,
      { cwd: folder, env: { ...env, CLIENT_HABITS: JSON.stringify(habits) } },
      (error, out, err) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, output: `${out}${err}` });
      },
    );
  });
}

test.each(Object.keys(runners) as Runner[])('in %s, each case is a test', async (runner) => {
  const { code, output } = await run(runner, {
    'success-all-parts': '',
    'credentials-unknown-tenant': '',
    'success-not-matched': 'skips',
    'selfie-extension-upper-case': 'refuses',
  });
  expect(output).toMatch(runners[runner].counts);
  expect(code).not.toBe(0);
  // The finding, without a trace through the kit.
  expect(output).toContain('the client reports the outcome of the answer');
  expect(output).toContain('section 2, Response');
  expect(output).not.toMatch(/at .*conformance\/index\.js:\d+/);
  expect(output).toContain('the client skips it: no camera');
  expect(output).toContain('1 case inconclusive');
});

describe('the test of a case', () => {
  const passed = /# pass 1\n/;
  const failed = /# fail 1\n/;

  test('fails for an inconclusive case where that is strict', async () => {
    const { code, output } = await run('node:test', { 'selfie-extension-upper-case': 'refuses' }, { strict: true });
    expect(output).toMatch(failed);
    expect(code).toBe(1);
  });

  test.each([
    ['throws', 20_000, /the call threw \(out of paper\); return a report/],
    ['hangs', 1000, /the call did not return within 1 s/],
  ])('fails for a client that %s', async (habit, limitMs, finding) => {
    const { output } = await run('node:test', { 'success-all-parts': habit }, { limitMs });
    expect(output).toMatch(failed);
    expect(output).toMatch(finding);
  });

  test('passes a known failure, and fails where the entry does not hold', async () => {
    const entry = (actual: string) =>
      `- case: success-all-parts\n  check: report\n  owner: QA\n  reason: not yet\n  expires: 2999-01-01\n  actual: ${actual}\n` +
      `- case: success-all-parts\n  check: wire-request\n  owner: QA\n  reason: not yet\n  expires: 2999-01-01\n  actual: 0 requests\n`;
    const runThrowing = () => run('node:test', { 'success-all-parts': 'throws' }, { knownFailures: 'known.yaml' });
    await writeFile(join(folder, 'known.yaml'), entry('the call threw *'));
    const known = await runThrowing();
    expect(known.output).toMatch(passed);
    await writeFile(join(folder, 'known.yaml'), entry('something else'));
    const wrong = await runThrowing();
    expect(wrong.output).toMatch(failed);
    expect(wrong.output).toContain('known.yaml:1');
  });
});

describe('testClient', () => {
  const names: string[] = [];
  const register = (name: string): void => {
    names.push(name);
  };
  const client = async () => ({ outcome: 'skip' as const });

  test('registers one test for each selected case, with its title', () => {
    testClient(client, { test: register, only: ['success-*'], tags: ['answer'] });
    expect(names).toContain('success-all-parts: all eleven parts, matching pictures');
    expect(new Set(names).size).toBe(names.length);
  });

  test.each([
    ['an unknown profile', { profile: 'documentd' }, /documentd/],
    ['an unknown case', { only: ['no-such-case'] }, /no case is called "no-such-case"/],
    ['an unknown tag', { tags: ['fualt'] }, /fualt/],
  ])('refuses %s', (_, options, message) => {
    expect(() => testClient(client, { test: register, ...options })).toThrow(message);
  });

  test('says what to do where there is no test runner', () => {
    expect(() => testClient(client)).toThrow('testClient finds no test runner; pass its test function');
  });
});
