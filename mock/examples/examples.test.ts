import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';

const root = dirname(createRequire(import.meta.url).resolve('eendigo-kit/package.json'));

/** How a user of each runner calls it, in the folder of the tests. */
const runners = {
  vitest: [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', '--no-color'],
  jest: ['--experimental-vm-modules', join(root, 'node_modules', 'jest', 'bin', 'jest.js'), '--ci'],
  'node:test': ['--test', '--test-reporter=tap', 'node.test.mjs'],
} as const;
type Runner = keyof typeof runners;

interface Ended {
  readonly code: number;
  readonly said: string;
}

function run(runner: Runner, folder: string): Promise<Ended> {
  // The variables by which a runner knows that it runs inside another one are not a user's.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VITEST|JEST|NODE_TEST|NODE_ENV|TEST$)/.test(name)),
  );
  return new Promise((resolve) => {
    execFile(process.execPath, runners[runner], { cwd: folder, env }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, said: `${out}${err}` });
    });
  });
}

let copy: string | undefined;
afterEach(async () => {
  if (copy !== undefined) await rm(copy, { recursive: true });
  copy = undefined;
});

/** A copy of the examples whose client has one fault. It lies in the package too, or its name would lead nowhere. */
async function brokenCopy(sound: string, broken: string): Promise<string> {
  copy = await mkdtemp(join(root, 'dist', 'broken-examples-'));
  await cp(import.meta.dirname, copy, { recursive: true });
  const file = join(copy, 'face-check.mjs');
  const client = await readFile(file, 'utf8');
  expect(client).toContain(sound);
  await writeFile(file, client.replace(sound, broken));
  return copy;
}

describe.each(Object.keys(runners) as Runner[])('the example for %s', (runner) => {
  test('passes', async () => {
    const { code, said } = await run(runner, import.meta.dirname);
    expect(code, said).toBe(0);
    expect(said).toMatch(/\b4 passed|# pass 4\b/);
  });
});

describe('a broken client', () => {
  test.each([
    ['that gives up at once', 'vitest', 'attempt < attempts', 'false', 'tries three times'],
    ['that takes every answer for a success', 'jest', "!== 'success'", "=== 'no'", 'passes on what is wrong'],
    ['that forgets the refNumber', 'node:test', "form.append('refNumber', refNumber);", '', 'sends what the contract'],
  ] as const)('%s fails the example for %s, by name', async (_, runner, sound, broken, name) => {
    const { code, said } = await run(runner, await brokenCopy(sound, broken));
    expect(code).toBe(1);
    expect(said).toMatch(new RegExp(`(✗|×|✕|not ok|FAIL)[^\\n]*${name}`));
  });
});
