import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Ended, problemLines, runKit } from '../../cli.test-helper.js';
import { createMockServer, type MockServer } from '../../mock/index.js';
import { loadContract, loadProfile } from '../../spec/index.js';
import { brokenMock } from '../peers/broken/broken-server.js';
import { setHeader, setKey } from '../peers/broken/deviations.js';
import { startBrokenServer } from '../peers/broken/start-broken-server.js';

const root = join(import.meta.dirname, '..', '..');
const adapter = join(import.meta.dirname, '..', 'adapters', 'fetch.mjs');

let folder: string;
let mock: MockServer;
let rest: MockServer;
const file = (name: string): string => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-diff-'));
  mock = await createMockServer();
  rest = await createMockServer({ contract: await loadContract((await loadProfile('rest')).profile) });
  await kit('conformance', 'server', '--target', mock.url, '--only', 'missing-*', '--json', file('old.json'));
  await kit('conformance', 'server', '--target', mock.url, '--only', 'missing-*', '--json', file('same.json'));
  await kit('conformance', 'server', '--target', rest.url, '--only', 'missing-*', '--json', file('rest.json'));
});
afterAll(async () => {
  await mock.close();
  await rest.close();
  await rm(folder, { recursive: true });
});

const kit = (...args: readonly string[]): Promise<Ended> => runKit(args);

describe('eendigo-kit diff', () => {
  test('exits with 0 without drift, and 4 with drift', async () => {
    const same = await kit('diff', file('old.json'), file('same.json'));
    expect(same).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/\nno drift\n$/) });
    const other = await kit('diff', file('old.json'), file('rest.json'));
    expect(other).toMatchObject({ code: 4, err: '' });
    expect(other.out).toContain('5 cases were answered parameter-invalid with 200, now with 400: a');
    expect(other.out).toMatch(/\nWarning {3}\S+old\.json ran on http/);
  });

  test('exits with 3 where nothing is comparable', async () => {
    await kit('conformance', 'server', '--target', mock.url, '--only', 'method-get', '--json', file('other.json'));
    const { code, out } = await kit('diff', file('old.json'), file('other.json'));
    expect([code, out]).toEqual([3, expect.stringMatching(/\nno case has an answer in both runs\n$/)]);
  });

  test('takes the last of several runs as the new one, and the others as baseline', async () => {
    const { code, out } = await kit('diff', file('old.json'), file('rest.json'), file('same.json'));
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/^Base 1 .*[\s\S]*\nBase 2 .*[\s\S]*\nNew .*[\s\S]*\nno drift\n$/),
    ]);
  });

  test.each([
    [
      'one file',
      () => [file('old.json')],
      /^eendigo-kit: .*old\.json: there is no run to compare it with; give the old run/,
    ],
    ['no file', () => [], /missing required argument/],
    ['a folder', () => [folder, file('old.json')], /^eendigo-kit: .*: is a folder; give a JSON report/],
    ['no run', () => [file('old.json'), join(root, 'package.json')], /package\.json: is not the report of a run; give/],
    [
      'an unknown format',
      () => [file('old.json'), file('same.json'), '--format', 'pdf'],
      /Allowed choices are text, markdown/,
    ],
    [
      'a missing folder',
      () => [file('old.json'), file('same.json'), '-o', '/nowhere/x.md'],
      /there is no folder \/nowhere/,
    ],
  ])('exits with 2 for %s, in one line', async (_, args, message) => {
    const { code, out, err } = await kit('diff', ...args());
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(message);
    expect(problemLines(err)).toHaveLength(1);
  });

  test('exits with 2 for a run on a server and one on a client, and compares what clients sent', async () => {
    const ofClient = (name: string, ...command: string[]) =>
      kit(
        'conformance',
        'client',
        '--only',
        'credentials-unknown-tenant',
        '--json',
        file(name),
        '--',
        'node',
        ...command,
      );
    const broken = (await readFile(adapter, 'utf8')).replace(
      'await openAsBlob(value.file), value.filename',
      "'picture'",
    );
    await writeFile(file('broken.mjs'), broken);
    await ofClient('client.json', adapter);
    await ofClient('client-again.json', adapter);
    await ofClient('broken-client.json', file('broken.mjs'));
    expect(await kit('diff', file('old.json'), file('client.json'))).toMatchObject({
      code: 2,
      err: expect.stringMatching(/old\.json is a run on a server and \S+client\.json one on a client; compare runs of/),
    });
    expect(await kit('diff', file('client.json'), file('client-again.json'))).toMatchObject({ code: 0 });
    const { code, out } = await kit('diff', file('client.json'), file('broken-client.json'));
    expect(code).toBe(4);
    expect(out.replaceAll(/\s+/g, ' ')).toMatch(
      /the part img2 that the client sends in credentials-unknown-tenant was a file of \d+ bytes/,
    );
  });

  test('writes a file in the form of its extension, and says where', async () => {
    const { code, out } = await kit('diff', file('old.json'), file('rest.json'), '-o', file('drift.html'));
    expect([code, out]).toEqual([4, `drift: 3 breaking, 0 additive; see ${file('drift.html')}\n`]);
    expect(await readFile(file('drift.html'), 'utf8')).toMatch(/^<!doctype html>/);
  });

  test('lists its exit codes in the help, as the guide does', async () => {
    const { out } = await kit('diff', '--help');
    const guide = await readFile(join(root, 'docs', 'drift.md'), 'utf8');
    const ofGuide = [...guide.matchAll(/^\| (\d) {2,}\|/gm)].map(([, code]) => code);
    expect([...out.matchAll(/^ {2}(\d) {2}\w/gm)].map(([, code]) => code)).toEqual(ofGuide);
    expect(ofGuide).toEqual(['0', '2', '3', '4']);
  });
});

describe('conformance server --baseline', () => {
  const server = (target: string, ...args: string[]) =>
    runKit(['conformance', 'server', '--target', target, '--only', 'missing-*', ...args]);

  test('exits with 0 without drift, and 4 with drift in a run that passed', async () => {
    const same = await server(mock.url, '--baseline', file('old.json'), file('same.json'));
    expect([same.code, same.out]).toEqual([
      0,
      expect.stringMatching(/5 cases: 5 passed[\s\S]*\nBase 1 [\s\S]*\nno drift\n$/),
    ]);
    await using changed = await startBrokenServer(
      brokenMock(
        '',
        '',
        [],
        setHeader('X-New', () => '1'),
      ),
      mock,
    );
    const drifted = await server(changed.url, '--baseline', file('old.json'), '--drift', file('run.json'));
    expect([drifted.code, drifted.out]).toEqual([
      4,
      expect.stringContaining('the header x-new of 5 cases was absent, now "1"'),
    ]);
    expect(JSON.parse(await readFile(file('run.json'), 'utf8'))).toMatchObject({
      exit: { code: 4 },
      run: { file: 'this run' },
    });
  });

  test("keeps the run's own exit code: 3 for inconclusive cases, 1 for failed ones", async () => {
    const inconclusive = await server(rest.url, '--baseline', file('old.json'));
    expect([inconclusive.code, inconclusive.out]).toEqual([3, expect.stringContaining('drift: 3 breaking')]);
    await using broken = await startBrokenServer(brokenMock('', '', [], setKey('message', 'no')), mock);
    const failed = await server(broken.url, '--baseline', file('old.json'));
    expect([failed.code, failed.out]).toEqual([1, expect.stringMatching(/drift: \d breaking/)]);
  });

  test('rejects a baseline that it cannot use before it sends anything', async () => {
    const session = mock.session('unsent');
    await writeFile(file('bad.json'), '{}');
    for (const [args, message] of [
      [['--baseline', file('bad.json')], /bad\.json: is not the report of a run/],
      [['--drift', file('x.html')], /--drift: there is no baseline; give earlier runs with --baseline/],
      [['--baseline', file('old.json'), '--drift', '/nowhere/x.html'], /there is no folder \/nowhere/],
    ] as const) {
      const { code, err } = await server(session.url, ...args);
      expect([code, err]).toEqual([2, expect.stringMatching(message)]);
    }
    expect(session.requests()).toEqual([]);
  });

  test('adds the drift to the summary of a step in GitHub Actions', async () => {
    const summary = file('summary.md');
    const args = [
      'conformance',
      'server',
      '--target',
      mock.url,
      '--only',
      'missing-*',
      '--baseline',
      file('rest.json'),
    ];
    const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary };
    expect(await runKit(args, { env })).toMatchObject({ code: 4 });
    expect(await readFile(summary, 'utf8')).toMatch(/^## Server conformance: [\s\S]*\n## ✖ Drift: /);
  });
});
