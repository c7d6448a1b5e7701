import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CommandIo } from '../../spec/index.js';
import { conformanceCommand } from '../command.js';
import { createFinding, createTestResult, reportProblems } from '../reports/run-report.test-helper.js';
import { withKnownFailures } from './apply.js';

const caseId = 'credentials-unknown-tenant';
/** A server that answers everything with this message, where "Invalid API key or tenant code" is right. */
let message = '';
let server: Server;
let target: string;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-known-'));
  server = createServer((incoming, outgoing) => {
    incoming.resume().on('end', () => {
      outgoing.writeHead(200, { 'Content-Type': 'application/json' });
      outgoing.end(JSON.stringify({ status: 'FAILED', message }));
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  target = `http://127.0.0.1:${(server.address() as AddressInfo).port}/demo`;
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});
beforeEach(() => {
  message = 'Wrong API key';
});

interface Ended {
  readonly code: number;
  readonly printed: string;
}

/** Runs `conformance` in this process, as the command line does. */
async function run(args: readonly string[]): Promise<Ended> {
  const lines: string[] = [];
  const io: CommandIo = {
    out: (line) => lines.push(line),
    err: (line) => lines.push(line),
    env: { COLUMNS: '160', EENDIGO_KIT_CACHE: process.env['EENDIGO_KIT_CACHE'] },
    isTty: false,
    signal: new AbortController().signal,
    exitCode: 0,
  };
  await conformanceCommand(io).parseAsync([...args], { from: 'user' });
  return { code: io.exitCode, printed: lines.join('\n') };
}
const onServer = (...args: readonly string[]): Promise<Ended> =>
  run(['server', '--target', target, '--only', caseId, ...args]);

let count = 0;
/** Writes a file of known failures and returns its path. */
async function file(text: string): Promise<string> {
  const path = join(folder, `known-${++count}.yaml`);
  await writeFile(path, text);
  return path;
}
const entry = (changes: Readonly<Record<string, string>> = {}): string =>
  Object.entries({
    case: caseId,
    check: 'message',
    owner: 'Ana',
    reason: 'the vendor mends it in May',
    expires: '2999-12-31',
    actual: 'Wrong *key',
    ...changes,
  })
    .map(([key, value], at) => `${at === 0 ? '- ' : '  '}${key}: ${JSON.stringify(value)}\n`)
    .join('');
/** The entry for the other check that the server does not pass. */
const kindEntry = entry({ check: 'kind', actual: '*' });

describe('a run with a file of known failures', () => {
  test('passes when every failure is known, and every report says so', async () => {
    const [json, junit] = [join(folder, 'run.json'), join(folder, 'junit.xml')];
    expect((await onServer()).code).toBe(1);
    const known = await file(`# as agreed\n${entry()}\n${kindEntry}`);
    const { code, printed } = await onServer('--known-failures', known, '--json', json, '--junit', junit);
    expect([code, printed]).toEqual([0, expect.stringMatching(/1 case: 0 passed, 1 known in/)]);
    expect(printed).toMatch(
      /1\/1 ~ credentials-unknown-tenant {2}known: .*message \(Ana, the vendor mends it in May\)/,
    );
    expect(printed).toMatch(
      /why +the vendor mends it in May\n +owner +Ana, until 2999-12-31\n +case +credentials-unknown/,
    );
    expect(printed).not.toContain('failed in');
    const report = await readFile(json, 'utf8');
    expect(reportProblems(report)).toEqual([]);
    expect(JSON.parse(report)).toMatchObject({
      exit: { code: 0, reason: 'every case that ran passed or is a known failure' },
      summary: { passed: 0, failed: 0, known: 1 },
      causes: [],
      knownFailures: { file: known, problems: [] },
      cases: [{ verdict: 'known' }],
    });
    expect(JSON.parse(report).cases[0].checks.find(({ id }: { id: string }) => id === 'message')).toMatchObject({
      outcome: 'failed',
      known: { owner: 'Ana', reason: 'the vendor mends it in May', expires: '2999-12-31' },
    });
    const xml = await readFile(junit, 'utf8');
    expect(xml).toMatch(/<testsuite .*failures="0" errors="0" time="[\d.]+" skipped="1"/);
    expect(xml).toContain('message: the vendor mends it in May (Ana, until 2999-12-31)');
  });

  test('fails as before in a check that no entry names', async () => {
    const { code, printed } = await onServer('--known-failures', await file(entry()));
    expect([code, printed]).toEqual([1, expect.stringMatching(/1 failed in/)]);
    expect(printed).toMatch(/1 case failed in kind/);
  });

  test.each([
    [
      'stale',
      'a case that does not exist',
      { case: 'credentials-unknown-tenat' },
      'did you mean credentials-unknown-te',
    ],
    ['stale', 'a case for the other direction only', { case: 'fault-delay' }, 'no case for a server is called'],
    ['stale', 'a check that does not exist', { check: 'mesage' }, 'no check of a server is called "mesage"'],
    ['expired', 'a day that is over', { expires: '2026-01-31' }, 'expired on 2026-01-31; .* let Ana set a later day'],
    ['different', 'another text', { actual: 'Wrong tenant' }, 'fails in another way: actual "Wrong API key"'],
    ['unmatched', 'a check that passes', { check: 'body-json' }, 'the check passes now; remove the entry'],
    ['unmatched', 'a check of other kinds', { check: 'x-trx-no-present' }, 'the check does not apply to this answer'],
  ])('ends with 1 and the line of an entry that is %s: %s', async (type, _, changes, expected) => {
    const [json, junit] = [join(folder, 'wrong.json'), join(folder, 'wrong.xml')];
    // Two entries for one check of a case are wrong in themselves.
    const right = 'case' in changes || 'check' in changes ? `${kindEntry}\n${entry()}` : kindEntry;
    const line = `${right}\n# the wrong one`.split('\n').length + 1;
    const known = await file(`${right}\n# the wrong one\n${entry(changes)}`);
    const { code, printed } = await onServer('--known-failures', known, '--json', json, '--junit', junit);
    expect(code).toBe(1);
    expect(printed.replaceAll(/\s+/g, ' ')).toMatch(new RegExp(`✖ ${known}:${line}: .*${expected}`));
    const { knownFailures, exit } = JSON.parse(await readFile(json, 'utf8'));
    expect(knownFailures.problems).toMatchObject([{ line, type }]);
    expect(exit.reason).toContain(`1 known failure in ${known} does not hold`);
    const xml = await readFile(junit, 'utf8');
    expect(xml).toContain('the known failures hold');
    expect(xml).toMatch(/<testsuites [^>]*failures="[12]"/);
  });

  test('leaves alone the entries of cases that it does not run', async () => {
    message = 'Invalid API key or tenant code';
    const known = await file(entry({ case: 'missing-key' }));
    expect(await onServer('--known-failures', known)).toMatchObject({ code: 0 });
    const expired = await file(entry({ case: 'missing-key', expires: '2026-01-31' }));
    expect(await onServer('--known-failures', expired)).toMatchObject({ code: 1 });
  });

  test('knows the failures of a client, too', async () => {
    const onClient = (...args: readonly string[]): Promise<Ended> =>
      run(['client', '--only', caseId, ...args, '--', process.execPath, '-e', '0']);
    const [, check = ''] = /failed: (\S+?)(?:,|\n| )/.exec((await onClient()).printed) ?? [];
    const written = join(folder, 'client.yaml');
    expect(await onClient('--write-known-failures', written)).toMatchObject({ code: 1 });
    const text = await readFile(written, 'utf8');
    expect(text).toContain(`check: ${check}\n`);
    await writeFile(written, complete(text));
    expect(await onClient('--known-failures', written)).toMatchObject({ code: 0 });
  });
});

test('a result of a resumed run loses the marks of that run, and gets those of this one', () => {
  const known = { owner: 'Ana', reason: 'earlier', expires: '2999-12-31' };
  const earlier = createTestResult(caseId, [createFinding('"a"', '"b"', { known })]);
  expect(earlier.verdict).toBe('known');
  expect(withKnownFailures(earlier, undefined, '2026-03-01')).toMatchObject({ verdict: 'failed' });
  const entries = [{ case: caseId, check: 'message', line: 1, actual: 'b', ...known, reason: 'now' }];
  expect(withKnownFailures(earlier, { file: '', entries }, '2026-03-01')).toMatchObject({
    verdict: 'known',
    checks: [{ known: { reason: 'now' } }],
  });
});

describe('a file of known failures', () => {
  test('is rejected before anything is sent, with the line and what is allowed', async () => {
    const refused = async (text: string): Promise<string> => {
      let requests = 0;
      const seen = (): number => ++requests;
      server.on('request', seen);
      const path = await file(text);
      const error: Error = await onServer('--known-failures', path).then(
        () => new Error('not refused'),
        (reason) => reason,
      );
      server.off('request', seen);
      expect(requests).toBe(0);
      return error.message.replace(path, 'FILE');
    };
    expect(await refused(`${kindEntry}${entry({ owner: 'TODO' })}`)).toMatch(
      /^FILE:9: \[1\]\.owner: "TODO" .*not TODO/,
    );
    expect(await refused(entry({ reason: ' ' }))).toMatch(/^FILE:4: \[0\]\.reason: .*why the failure is accepted/);
    expect(await refused(entry({ expires: 'TODO' }))).toMatch(/^FILE:5: \[0\]\.expires: .*YYYY-MM-DD/);
    expect(await refused(entry({ expires: '2026-02-30' }))).toMatch(/^FILE:5: \[0\]\.expires: 2026-02-30 is no date/);
    expect(await refused(entry({ ovner: 'Ana' }))).toMatch(/^FILE:\d: \[0\]\.ovner: unknown;.*did you mean owner/);
    expect(await refused('\n- case: a\n')).toMatch(/^FILE:2: \[0\]\..*missing/);
    expect(await refused(`${entry()}${entry()}`)).toMatch(/^FILE:7: \[1\]: line 1 has an entry for/);
    expect(await refused('')).toMatch(/^FILE:1: the known failures: .*a list of entries/);
    expect(await refused('- a: [')).toMatch(/^FILE: cannot be read as YAML .*line 1/);
  });

  test('that --write-known-failures starts is rejected until a person completes it, and then makes the run pass', async () => {
    const written = join(folder, 'written.yaml');
    expect(await onServer('--write-known-failures', written)).toMatchObject({ code: 1 });
    await expect(onServer('--known-failures', written)).rejects.toThrow(`${written}:6: [0].owner: "TODO"`);
    await writeFile(written, complete(await readFile(written, 'utf8')));
    expect(await onServer('--known-failures', written)).toMatchObject({ code: 0 });

    await expect(onServer('--write-known-failures', written)).rejects.toThrow('may hold what a person wrote');
    const again = join(folder, 'again.yaml');
    await onServer('--known-failures', await file(entry({ owner: 'Ben' })), '--write-known-failures', again);
    const text = await readFile(again, 'utf8');
    // What is known keeps its owner, and what is new wants one.
    expect([text.match(/owner: Ben/g)?.length, text.match(/owner: TODO/g)?.length]).toEqual([1, 1]);
  });

  test('that is started has * for what varies from answer to answer', async () => {
    message = 'failed on Sat, 01 Feb 2025 10:00:00 GMT, number 8812345';
    const written = join(folder, 'varying.yaml');
    await onServer('--write-known-failures', written);
    await writeFile(written, complete(await readFile(written, 'utf8')));
    message = 'failed on Mon, 03 Feb 2025 12:00:00 GMT, number 8812399';
    expect(await onServer('--known-failures', written)).toMatchObject({ code: 0 });
    message = 'refused on Mon, 03 Feb 2025 12:00:00 GMT, number 8812399';
    expect(await onServer('--known-failures', written)).toMatchObject({ code: 1 });
  });
});

/** What a person writes in place of what is to be done. */
function complete(text: string): string {
  return text
    .replaceAll('owner: TODO', 'owner: Ben')
    .replaceAll('reason: TODO', 'reason: we know')
    .replaceAll('expires: TODO', 'expires: 2999-01-01');
}
