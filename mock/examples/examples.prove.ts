import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';

const root = dirname(createRequire(import.meta.url).resolve('eendigo-kit/package.json'));

/** The arguments with which a user runs each runner, in the folder of the tests. */
const runners = {
  vitest: [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', '--no-color'],
  jest: ['--experimental-vm-modules', join(root, 'node_modules', 'jest', 'bin', 'jest.js'), '--ci'],
  'node:test': ['--test', '--test-reporter=tap', 'node.test.mjs'],
} as const;
type Runner = keyof typeof runners;

interface Result {
  readonly code: number;
  readonly output: string;
}

function run(runner: Runner, folder: string): Promise<Result> {
  // Removes the variables that tell a runner that it runs inside another one.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VITEST|JEST|NODE_TEST|NODE_ENV|TEST$)/.test(name)),
  );
  return new Promise((resolve) => {
    execFile(process.execPath, runners[runner], { cwd: folder, env }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, output: `${out}${err}` });
    });
  });
}

let copy: string | undefined;
afterEach(async () => {
  if (copy !== undefined) await rm(copy, { recursive: true });
  copy = undefined;
});

/** Copies the examples with one defect in the client. The copy is inside the package, so that imports by name work. */
async function brokenCopy(original: string, broken: string): Promise<string> {
  copy = await mkdtemp(join(root, 'dist', 'broken-examples-'));
  await cp(import.meta.dirname, copy, { recursive: true });
  const file = join(copy, 'face-check.mjs');
  const client = await readFile(file, 'utf8');
  expect(client).toContain(original);
  await writeFile(file, client.replace(original, broken));
  return copy;
}

describe.each(Object.keys(runners) as Runner[])('the example for %s', (runner) => {
  test('passes', async () => {
    const { code, output } = await run(runner, import.meta.dirname);
    expect(code, output).toBe(0);
    expect(output).toMatch(/\b4 passed|# pass 4\b/);
  });
});

describe('a broken client', () => {
  test.each([
    ['that does not retry', 'vitest', 'attempt < attempts', 'false', 'gives up after three attempts'],
    ['that accepts every answer as a success', 'jest', "!== 'success'", "=== 'no'", "throws the service's reason"],
    ['that omits the refNumber', 'node:test', "form.append('refNumber', refNumber);", '', 'sends the required parts'],
  ] as const)('%s fails the matching test of %s', async (_, runner, original, broken, name) => {
    const { code, output } = await run(runner, await brokenCopy(original, broken));
    expect(code).toBe(1);
    expect(output).toMatch(new RegExp(`(✗|×|✕|not ok|FAIL)[^\\n]*${name}`));
  });
});
