import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runKit } from '../../../cli.test-helper.js';
import { loadContract } from '../../../spec/index.js';
import { cases } from '../../cases/index.js';
import { collectResults } from '../../evidence/verdict.js';
import { runClientCases } from '../client-run.js';
import { createExecDriver } from './exec-driver.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-dead-end-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function run(
  command: readonly [string, ...string[]],
  ids = ['success-all-parts', 'fault-reset', 'printed-sample'],
) {
  return collectResults(
    runClientCases({
      createDriver: () => createExecDriver(command),
      contract: await loadContract(),
      cases: ids.flatMap((id) => cases.find((testCase) => testCase.id === id) ?? []),
      limitMs: 20_000,
      signal: new AbortController().signal,
    }),
  );
}
const messageOf = (command: readonly [string, ...string[]]): Promise<string> => run(command).then(String, String);
const sh = (script: string) => ['sh', '-c', script] as const;

async function file(name: string, text: string, mode = 0o644): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  await chmod(path, mode);
  return path;
}

describe('a program that the system cannot start is reported once, with the remedy:', () => {
  test('it is not there', async () => {
    expect(await messageOf([join(folder, 'nowhere')])).toMatch(
      /cannot start the client ".*nowhere" .*; there is no such file$/,
    );
    expect(await messageOf(['no-such-program'])).toMatch(/ENOENT\); give a program that is on the PATH$/);
  });

  test('it is not executable', async () => {
    const path = await file('client.sh', 'exit 0');
    expect(await messageOf([path])).toMatch(
      /EACCES\); make it executable \(chmod \+x\), or give the program that runs it/,
    );
  });

  test('it is a folder', async () => {
    await mkdir(join(folder, 'client'));
    expect(await messageOf([join(folder, 'client')])).toMatch(/; it is a folder; give the program in it$/);
  });

  test('the interpreter in its first line is not there', async () => {
    const path = await file('client.py', '#!/usr/bin/no-such-python\n', 0o755);
    expect(await messageOf([path])).toMatch(/ENOENT\); the interpreter in its first line \(#!\) is not there$/);
  });

  test('its path leads through a file', async () => {
    const path = await file('plain', '');
    expect(await messageOf([join(path, 'client')])).toMatch(/^KitError: cannot start the client .*ENOTDIR\); /);
  });
});

describe('a client that ends before it does anything stops the run', () => {
  test('at once where its script is not there, with its own words', async () => {
    const script = join(folder, 'missing.mjs');
    expect(await messageOf(['node', script])).toMatch(
      /^KitError: the client "node .*missing\.mjs" ends with exit code 1 before it sends a request or writes a report \(Error: Cannot find module '.*missing\.mjs'\); correct the command, or run it by itself to see why$/,
    );
    expect(await messageOf(['python3', join(folder, 'missing.py')])).toMatch(/ends with exit code 2 .*No such file/);
  });

  test('even if it is the only case', async () => {
    const command = ['node', join(folder, 'missing.mjs')] as const;
    await expect(run(command, ['success-all-parts'])).rejects.toMatchObject({ code: 'setup' });
    await expect(run(sh('no-such-program'), ['success-all-parts'])).rejects.toThrow(/exit code 127 .*not found\)/);
  });

  test('after two cases with the same end, apart from what names the case', async () => {
    const script =
      'echo "trace of $EENDIGO_KIT_CASE" >&2; echo "Error: no configuration for $EENDIGO_KIT_CASE" >&2; exit 1';
    const note = join(folder, 'twice');
    const error = await messageOf(sh(`echo x >> ${note}; ${script}`));
    expect(error).toMatch(/ends with exit code 1 .*\(Error: no configuration for .*fault-reset-\w+\/case\.json\)/);
    expect(await readFile(note, 'utf8')).toBe('x\nx\n');
  });
});

describe('a client is judged', () => {
  const refuse = `printf '%s' '{"outcome":"transport-error"}' > "$EENDIGO_KIT_RESULT"`;
  const verdicts = async (script: string, ids?: string[]) =>
    (await run(sh(script), ids)).map(({ case: { id }, verdict }) => `${id} ${verdict}`);

  test('that crashes in its first case only; its results come in order', async () => {
    const script = `case $EENDIGO_KIT_CASE in *success-all-parts*) echo "Error: boom" >&2; exit 1;; *) ${refuse};; esac`;
    expect(await verdicts(script)).toEqual(['success-all-parts failed', 'fault-reset failed', 'printed-sample failed']);
  });

  test('that crashes in two cases for different reasons', async () => {
    const script = 'case $EENDIGO_KIT_CASE in *success*) echo one >&2;; *) echo other >&2;; esac; exit 1';
    expect(await verdicts(script)).toHaveLength(3);
  });

  test('that crashes in the only case of the run', async () => {
    expect(await verdicts('echo "Error: boom" >&2; exit 1', ['success-all-parts'])).toEqual([
      'success-all-parts failed',
    ]);
  });

  test.each([
    ['ends well without a report', 'exit 0'],
    ['writes a report that is none', 'echo nonsense > "$EENDIGO_KIT_RESULT"; exit 1'],
    ['is ended by a signal', 'kill -9 $$'],
  ])('that %s', async (_, script) => {
    expect(await verdicts(script)).toHaveLength(3);
  });
});

test('the command tells a missing script once, ends with 2, and leaves no report', async () => {
  const args = ['conformance', 'client', '--json', join(folder, 'run.json'), '--', 'node', 'missing.mjs'];
  const { code, out, err } = await runKit(args, { cwd: folder });
  expect([code, out]).toEqual([2, '']);
  expect(err).toMatch(
    /^eendigo-kit: the client "node missing\.mjs" ends with exit code 1 [^\n]*Cannot find module[^\n]*\n$/,
  );
  expect((await readdir(folder)).filter((name) => name.startsWith('run.json'))).toEqual([]);
});
