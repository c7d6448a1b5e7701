import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadContract } from '../../../spec/index.js';
import { cases } from '../../cases/index.js';
import { type CaseResult, collectResults } from '../../evidence/verdict.js';
import { runClientCases } from '../client-run.js';
import { createSessionDriver } from './session-driver.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-session-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Longer than any machine needs to start Node.js. */
const patientMs = 20_000;

/** Cases that a client passes which refuses every picture. */
const ids = ['selfie-dim', 'selfie-covered', 'ktp-no-face'];

interface Given {
  readonly limitMs?: number;
  readonly jobs?: number;
  readonly only?: readonly string[];
  readonly signal?: AbortSignal;
  readonly onNote?: (text: string) => void;
  readonly onReady?: (name: string) => void;
}

/** Runs a client in a session: Node.js with the body of a handler of `message`, which may use `say`, `refuse` and `folder`. */
async function run(
  body: string,
  {
    limitMs = patientMs,
    jobs = 1,
    only = ids,
    signal = new AbortController().signal,
    onNote = () => {},
    onReady = () => {},
  }: Given = {},
): Promise<readonly CaseResult[]> {
  const script = `
    import { createInterface } from 'node:readline';
    import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
    import { spawn } from 'node:child_process';
    const folder = ${JSON.stringify(folder)};
    const say = (message) => process.stdout.write((typeof message === 'string' ? message : JSON.stringify(message)) + '\\n');
    const report = { outcome: 'rejected-locally', reason: 'not good enough' };
    const refuse = ({ id }) => say({ type: 'result', id, report });
    appendFileSync(folder + '/starts', process.pid + '\\n');
    const usual = (message) => {
      if (message.type === 'hello') say({ type: 'ready' });
      if (message.type === 'case') refuse(message);
      if (message.type === 'stop') process.exit();
    };
    let seen = 0;
    createInterface({ input: process.stdin }).on('line', (line) => {
      const message = JSON.parse(line);
      if (message.type === 'case') seen++;
      ${body}
    });`;
  return collectResults(
    runClientCases({
      createDriver: () =>
        createSessionDriver([process.execPath, '--input-type=module', '-e', script], { onNote, onReady }),
      contract: await loadContract(),
      cases: only.flatMap((id) => cases.find((testCase) => testCase.id === id) ?? []),
      limitMs,
      jobs,
      signal,
    }),
  );
}

const starts = async (): Promise<readonly string[]> =>
  (await readFile(join(folder, 'starts'), 'utf8')).trim().split('\n');
const verdicts = (results: readonly CaseResult[]): readonly string[] => results.map(({ verdict }) => verdict);
const problemOf = (result: CaseResult | undefined): string | undefined =>
  result?.checks.find(({ id }) => id === 'report')?.actual;

function isRunning(pid: number): boolean {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
}

describe('a client in a session', () => {
  test('is started once, gets every case, and is asked to stop', async () => {
    const results = await run(`usual(message); if (message.type === 'stop') writeFileSync(folder + '/stopped', '');`);
    expect(verdicts(results)).toEqual(['passed', 'passed', 'passed']);
    expect(await starts()).toHaveLength(1);
  });

  test('is started once for each job', async () => {
    const results = await run('usual(message);', { jobs: 2 });
    expect(verdicts(results)).toEqual(['passed', 'passed', 'passed']);
    expect(await starts()).toHaveLength(2);
  });

  test('gets hello first, then cases with their pictures, then stop', async () => {
    await run(`appendFileSync(folder + '/seen', line + '\\n'); usual(message);`, { only: ['selfie-dim'] });
    const seen = (await readFile(join(folder, 'seen'), 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(seen).toMatchObject([
      { type: 'hello', protocol: 1, runner: expect.stringMatching(/^eendigo-kit \d/) },
      {
        type: 'case',
        protocol: 1,
        id: 'selfie-dim',
        request: { img1: { file: expect.any(String), filename: expect.any(String) } },
      },
      { type: 'stop' },
    ]);
  });

  test('may name itself, once for all its starts', async () => {
    const names: string[] = [];
    await run(
      `if (message.id === 'selfie-dim') process.exit(1);
       if (message.type === 'hello') say({ type: 'ready', name: 'our client', version: '1.2' }); else usual(message);`,
      { onReady: (name) => names.push(name) },
    );
    expect(names).toEqual(['our client 1.2']);
  });

  test('does not inherit the variables of a client that is started for each case', async () => {
    process.env['EENDIGO_KIT_CASE'] = '/of/another/run.json';
    try {
      const results = await run(`
        if (message.type === 'case') say({ type: 'result', id: message.id, report: { outcome: 'skip', reason: String(process.env.EENDIGO_KIT_CASE) } });
        else usual(message);`);
      expect(results[0]?.reason).toBe('the client skips it: undefined');
    } finally {
      delete process.env['EENDIGO_KIT_CASE'];
    }
  });

  test('that prints other lines is judged all the same, and a note shows them, masked and cut', async () => {
    // Like a NIK, and not that of the case, which no output may hold.
    const key = '3201234567890123';
    const [first, second] = await run(`
      if (message.type === 'hello') say('Starting ...');
      if (seen === 2) say('sending with ${key} ' + 'x'.repeat(5000));
      usual(message);`);
    expect(verdicts([first, second] as CaseResult[])).toEqual(['passed', 'passed']);
    expect(first?.notes?.[0]).toBe(
      'one line on standard output is no message of the session: "Starting ..."; print to standard error',
    );
    expect(second?.notes?.[0]).toMatch(/: "sending with \*\*\* x{100}x*…"; print to standard error$/);
    expect(JSON.stringify(second)).not.toContain(key);
  });

  test('that floods standard output fails the case, and gets the next one in a new process', async () => {
    const results = await run(
      `if (seen === 1 && message.id === 'selfie-dim') setInterval(() => say('x\\n'.repeat(100)), 1); else usual(message);`,
    );
    expect(verdicts(results)).toEqual(['failed', 'passed', 'passed']);
    expect(problemOf(results[0])).toMatch(/^the client wrote 1000 lines or more on standard output/);
    expect(await starts()).toHaveLength(2);
  });

  test('that writes a line without end fails the case before it fills the memory', async () => {
    const results = await run(
      `if (message.id === 'selfie-dim') setInterval(() => process.stdout.write('x'.repeat(60000)), 1); else usual(message);`,
    );
    expect(verdicts(results)).toEqual(['failed', 'passed', 'passed']);
    expect(problemOf(results[0])).toMatch(/^the client wrote a line of more than 1100000 characters/);
  });

  test('that crashes in a case fails that case alone, with its last line of standard error', async () => {
    const results = await run(
      `if (message.id === 'selfie-covered') { console.error('Error: boom'); process.exit(3); } else usual(message);`,
    );
    expect(verdicts(results)).toEqual(['passed', 'failed', 'passed']);
    expect(problemOf(results[1])).toBe(
      'the client ended with exit code 3 before its result (Error: boom); let it take cases until "stop"',
    );
    expect(await starts()).toHaveLength(2);
  });

  test('that does not answer in time fails that case alone, and nothing of it is left running', async () => {
    const results = await run(
      `if (message.id === 'selfie-dim') writeFileSync(folder + '/child', String(spawn('sleep', ['600']).pid)); else usual(message);`,
      { limitMs: 3000 },
    );
    expect(verdicts(results)).toEqual(['failed', 'passed', 'passed']);
    expect(problemOf(results[0])).toBe('the client wrote no result for "selfie-dim" within 3 s, and the run ended it');
    for (const pid of [...(await starts()), await readFile(join(folder, 'child'), 'utf8')])
      expect(isRunning(Number(pid))).toBe(false);
  });

  test('that does not end after "stop" is ended with all that it started', async () => {
    const results = await run(
      `if (message.type === 'hello') writeFileSync(folder + '/child', String(spawn('sleep', ['600']).pid)); if (message.type !== 'stop') usual(message);`,
    );
    expect(verdicts(results)).toEqual(['passed', 'passed', 'passed']);
    for (const pid of [...(await starts()), await readFile(join(folder, 'child'), 'utf8')])
      expect(isRunning(Number(pid))).toBe(false);
  });

  test('is ended when the run is interrupted', async () => {
    const interrupted = new AbortController();
    const running = run(`if (message.type === 'case') writeFileSync(folder + '/case', ''); else usual(message);`, {
      signal: interrupted.signal,
    });
    await expect
      .poll(() =>
        readFile(join(folder, 'case')).then(
          () => true,
          () => false,
        ),
      )
      .toBe(true);
    interrupted.abort('SIGINT');
    expect((await running).map(({ cutShort }) => cutShort)).toEqual([true, true, true]);
    for (const pid of await starts()) expect(isRunning(Number(pid))).toBe(false);
  });

  test('that gives a result of another id fails the case', async () => {
    const results = await run(`usual(seen === 1 && message.type === 'case' ? { ...message, id: 'other' } : message);`);
    expect(verdicts(results)).toEqual(['failed', 'passed', 'passed']);
    expect(problemOf(results[0])).toBe('the client wrote a result for "other" when it had the case "selfie-dim"');
  });

  test('that gives a result twice is judged by the first, and a note says so', async () => {
    const notes: string[] = [];
    const results = await run(
      `usual(message); if (message.type === 'case') say({ type: 'result', id: message.id, report: { outcome: 'skip' } });`,
      {
        onNote: (text) => notes.push(text),
      },
    );
    expect(verdicts(results)).toEqual(['passed', 'passed', 'passed']);
    expect(results[1]?.notes).toContain(
      'a further result came for "selfie-dim", whose case was over; the run ignores it',
    );
    expect(notes).toEqual(['a further result came for "ktp-no-face", whose case was over; the run ignores it']);
  });

  test.each([
    ['{"type":"result"}', /^id: missing; .*; report: missing/],
    ['{"type":"result","id":"selfie-dim","report":{"outcome":"sucess"}}', /^outcome: "sucess" is not allowed/],
    ['{"type":"result","id":7,"report":{"outcome":"skip"}}', /^id: 7 is a number/],
  ])('that gives the result %s fails the case with the remedy', async (line, problem) => {
    const [result] = await run(`if (message.type === 'case') say(${JSON.stringify(line)}); else usual(message);`, {
      only: ['selfie-dim'],
    });
    expect(problemOf(result)).toMatch(problem);
  });

  test.each([['standard output', "import('node:fs').then(({ closeSync }) => closeSync(1));"]])(
    'that closes its %s during a case fails the case',
    async (stream, close) => {
      const results = await run(
        `if (message.id === 'selfie-dim') { ${close} setInterval(() => {}, 1000); } else usual(message);`,
      );
      expect(verdicts(results)).toEqual(['failed', 'passed', 'passed']);
      expect(problemOf(results[0])).toMatch(`the client closed its ${stream} during the case`);
    },
  );
});

describe('a client that declines something', () => {
  const declines = (words: object) =>
    `if (message.type === 'hello') say({ type: 'ready', declines: ${JSON.stringify(words)} }); else usual(message);`;

  test('skips the cases that use it, with its reason, and gets the others', async () => {
    const results = await run(declines({ 'several-calls': 'one call per process' }), {
      only: ['calls-two', 'selfie-dim'],
    });
    expect(verdicts(results)).toEqual(['skipped', 'passed']);
    expect(results[0]?.reason).toMatch(/declines several-calls: one call per process$/);
  });

  test('by a word that no case uses gets a note with a similar one', async () => {
    const [first, second] = await run(declines({ 'several-call': 'x' }), { only: ['selfie-dim', 'selfie-covered'] });
    expect(first?.notes).toContain('"ready" declines "several-call", which no case uses (did you mean several-calls?)');
    expect(second?.notes).not.toContainEqual(expect.stringContaining('several-call'));
  });
});

describe('a client that is not ready', () => {
  test.each([
    [
      'crashes',
      `console.error('Error: no database'); process.exit(1);`,
      /ends with exit code 1 before \{"type":"ready"\} \(Error: no database\); .*; for a client that takes its case from a file, leave out --session$/,
    ],
    [
      'writes nothing',
      '',
      /wrote no \{"type":"ready"\} within 2 s; write that line on standard output, and flush it; for a client that takes its case from a file, leave out --session$/,
    ],
    [
      'writes another line',
      "say('Hi');",
      /and flush it; [^(]* \(one line on standard output is no message of the session: "Hi"; /,
    ],
    ['starts with a result', "refuse({ id: 'x' });", /wrote a result before \{"type":"ready"\}/],
    [
      'speaks another version',
      "say({ type: 'ready', protocol: 2 });",
      /speaks version 2 of the protocol; this kit speaks version 1$/,
    ],
    [
      'says so wrongly',
      "say({ type: 'ready', declines: ['gzip'] });",
      /wrote a message that the run cannot use \(declines: /,
    ],
  ])('and %s ends the run as an error of the set-up', async (_, body, message) => {
    await expect(run(body, { limitMs: 2000 })).rejects.toMatchObject({
      code: 'setup',
      message: expect.stringMatching(message),
    });
    for (const pid of await starts()) expect(isRunning(Number(pid))).toBe(false);
  });

  test('when it is started again costs a case', async () => {
    const results = await run(`
      const count = readFileSync(folder + '/starts', 'utf8').trim().split('\\n').length;
      if (count === 2) { console.error('Error: port in use'); process.exit(1); }
      if (message.id === 'selfie-dim') process.exit(1);
      usual(message);`);
    expect(verdicts(results)).toEqual(['failed', 'failed', 'passed']);
    expect(problemOf(results[1])).toMatch(/^the client, started again, ends with exit code 1 before/);
  });
});
