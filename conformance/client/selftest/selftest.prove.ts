import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Ended, runKit } from '../../../cli.test-helper.js';
import { loadContract } from '../../../spec/index.js';
import { createExecDriver } from '../exec/exec-driver.js';
import { createSessionDriver } from '../session/session-driver.js';
import { checkAdapter, type StepResult, stepCount } from './selftest.js';
import { caseSteps } from './steps.js';

const adapters = join(import.meta.dirname, '../../adapters');

let folder: string;
let right: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-selftest-'));
  right = await readFile(join(adapters, 'fetch.mjs'), 'utf8');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

type Command = readonly [string, ...string[]];

async function check(command: Command, { session = false, limitMs = 20_000 } = {}): Promise<readonly StepResult[]> {
  const steps: StepResult[] = [];
  for await (const step of checkAdapter({
    createDriver: (onNote) => (session ? createSessionDriver(command, { onNote }) : createExecDriver(command)),
    contract: await loadContract(),
    limitMs,
    signal: new AbortController().signal,
  }))
    steps.push(step);
  return steps;
}

/** Writes the adapter for fetch with a text of it replaced. */
async function broken(name: string, from: string, to: string): Promise<Command> {
  expect(right.split(from).length, `${from} in fetch.mjs`).toBeGreaterThan(1);
  const file = join(folder, `${name}.mjs`);
  await writeFile(
    file,
    right.replace(from, () => to),
  );
  return [process.execPath, file];
}

/** The adapter for fetch in a session, with what it does at its end replaced. */
const inSession = (atStop: string): Promise<Command> => broken('session', "if (type === 'stop') return;", atStop);

const titles = ['starts', 'takes its case', ...caseSteps.map(({ title }) => title), 'ends'];

describe('the check of an adapter', () => {
  test.each<readonly [string, Command]>([
    ['fetch.mjs', [process.execPath, join(adapters, 'fetch.mjs')]],
    ['python.py', ['python3', join(adapters, 'python.py')]],
  ])('finds every step of %s in order', async (_, command) => {
    const steps = await check(command);
    expect(steps).toEqual(titles.map((title) => ({ title })));
    expect(steps).toHaveLength(stepCount);
  });

  test('finds an adapter that takes all cases in one process in order', async () => {
    expect(await check(await inSession("if (type === 'stop') return;"), { session: true })).toEqual(
      titles.map((title) => ({ title })),
    );
  });

  const defects: readonly (readonly [step: string, from: string, to: string, problem: RegExp])[] = [
    [
      'takes its case',
      "await readFile(caseFile, 'utf8')",
      "await readFile('/nowhere/case.json', 'utf8')",
      /no such file.*mend: correct what this error says; the case is/s,
    ],
    [
      'starts',
      'const mostBytes = 1_000_000;',
      'const mostBytes = ;',
      /before it reads its case: SyntaxError: Unexpected token.*mend: correct the program/s,
    ],
    [
      'reads an answer that comes in chunks',
      'const bytes = await bytesOf(response, signal);',
      "if (!response.headers.has('Content-Length')) throw new Error('no length');\nconst bytes = await bytesOf(response, signal);",
      /mend: read the body to its end, in whatever pieces it comes/,
    ],
    [
      'writes a report that the protocol accepts',
      "JSON.stringify(await run(JSON.parse(await readFile(caseFile, 'utf8'))))",
      "'OK'",
      /the report is not JSON.*mend: write one JSON object/s,
    ],
    [
      'sends one POST to the address of its case',
      'baseUrl + path',
      'new URL(baseUrl).origin + path',
      /outside this case's address.*mend: send one POST.*no address is fixed/s,
    ],
    [
      'sends every part as the case gives it',
      'form.append(name, value)',
      'form.append(name, value.toUpperCase())',
      /mend: send each part of "request" under its name/,
    ],
    [
      'reports what a success says',
      "trxNo: response.headers.get('X-Trx-No')",
      'trxNo: null',
      /X-Trx-No.*mend: report the outcome "success"/s,
    ],
    [
      'reports one failure with its kind',
      "'invalid-credentials'",
      "'parameter-invalid'",
      /expected "?invalid-credentials.*mend: report the outcome "service-error"/s,
    ],
    [
      'keeps the time limit of its case, for the body too',
      'const signal = AbortSignal.timeout(timeoutMs);',
      'const { signal } = new AbortController();',
      /mend: give up "timeoutMs" after the start of the call, even in the middle of the body/,
    ],
    [
      'ends',
      'if (caseFile === undefined)',
      "(await import('node:child_process')).spawn('sleep', ['600'], { stdio: 'ignore' }).unref();\nif (caseFile === undefined)",
      /exited while a process that it had started was running/,
    ],
  ];

  test.concurrent.each(defects)('stops at the step that an adapter fails: %s', async (step, from, to, problem) => {
    const command = await broken(step.replaceAll(/\W/g, '-'), from, to);
    const steps = await check(command, { limitMs: 8000 });
    const at = titles.indexOf(step);
    expect(steps.slice(0, -1)).toEqual(titles.slice(0, at).map((title) => ({ title })));
    expect(steps.at(-1)?.title).toBe(step);
    expect(steps.at(-1)?.problem?.join('\n')).toMatch(problem);
  });

  test.each<readonly [string, Command, boolean, RegExp]>([
    ['a program that is not there', ['/nowhere/adapter'], false, /cannot start the client .* there is no such file$/],
    ['a session without "ready"', ['false'], true, /ends with exit code 1 before \{"type":"ready"\}/],
  ])('stops at the start of %s', async (_, command, session, problem) => {
    expect(await check(command, { session })).toEqual([{ title: 'starts', problem: [expect.stringMatching(problem)] }]);
  });

  test('stops at an adapter that does not end after "stop"', async () => {
    const steps = await check(await inSession("if (type === 'stop') setInterval(() => {}, 1000);"), { session: true });
    expect(steps.at(-1)).toEqual({
      title: 'ends',
      problem: [expect.stringMatching(/^the client did not end within 2 s of "stop"/)],
    });
  });

  test('has a broken adapter for every step', () => {
    expect(titles.filter((title) => !defects.some(([step]) => step === title))).toEqual([]);
  });
});

describe('the command', () => {
  const run = (...args: readonly string[]): Promise<Ended> => runKit(['conformance', 'client', 'selftest', ...args]);

  test('ends with 0 and the command for all cases, or with 1 at the step to mend', async () => {
    const command = await inSession("if (type === 'stop') return;");
    const inOrder = await run('--session', '--', ...command);
    expect(inOrder.out).toContain(
      `10/10 ✔ ends\n\nThe adapter is in order. Give it all cases:\neendigo-kit conformance client --session -- `,
    );
    expect(inOrder.code).toBe(0);
    const idle = await run('--', 'true');
    expect(idle.out).toMatch(/^1\/10 ✔ starts\n2\/10 ✖ takes its case\n {4}no file at EENDIGO_KIT_RESULT/);
    expect(idle.out).toMatch(/\nNot tried: the 8 steps after it\.\n$/);
    expect(idle.code).toBe(1);
  });

  test('wants an adapter', async () => {
    expect(await run()).toMatchObject({ code: 2, err: expect.stringMatching(/no adapter is given/) });
  });
});
