import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { createMockServer } from '../../mock/index.js';
import { contractUnder, documented, loadProfile } from '../../spec/index.js';
import { cases } from '../cases/index.js';
import { collect } from './collect.js';
import { arrivedIn, type Ended, exportInto, runIn, sentFor, type TestExport } from './export.test-helper.js';
import { type ExportFormatName, exportFormats } from './formats.js';
import { installRunners, type Runners } from './runners.test-helper.js';

/** How a tool runs its export on a server, and what it prints when all tests passed. */
interface Runner {
  readonly format: ExportFormatName;
  readonly run: (folder: string, baseUrl: string, tools: Runners) => Promise<Ended>;
  readonly passed: (requests: number, tests: number) => RegExp;
}

const node = process.execPath;

const runners: readonly Runner[] = [
  {
    format: 'postman',
    run: (folder, baseUrl, { newman }) => {
      const files = ['eendigo.postman_collection.json', '-e', 'mock.postman_environment.json'];
      const flags = ['--env-var', `baseUrl=${baseUrl}`, '--color', 'off'];
      return runIn(folder, [node, newman, 'run', ...files, ...flags]);
    },
    passed: (requests, tests) => new RegExp(`requests │ +${requests} │ +0 │[^]*assertions │ +${tests} │ +0 │`),
  },
  {
    format: 'bruno',
    run: (folder, baseUrl, { bruno }) =>
      runIn(folder, [node, bruno, 'run', '--env', 'mock', '--env-var', `baseUrl=${baseUrl}`]),
    passed: (requests, tests) => new RegExp(`Requests +│ ${requests} \\(${requests} Passed\\)[^]*${tests}/${tests}`),
  },
  {
    format: 'http',
    run: async (folder, baseUrl, { httpyac }) => {
      const file = join(folder, 'eendigo.http');
      const text = await readFile(file, 'utf8');
      await writeFile(file, text.replace(/^@baseUrl = .*$/m, `@baseUrl = ${baseUrl}`));
      return runIn(folder, [node, httpyac, 'send', 'eendigo.http', '--all', '--output', 'none', '--junit']);
    },
    passed: (_, tests) =>
      new RegExp(`<testsuites name="httpyac" tests="${tests}" errors="0" disabled="0" failures="0"`),
  },
  {
    format: 'curl',
    run: (folder, baseUrl) => runIn(folder, ['./run.sh'], { BASE_URL: baseUrl }),
    passed: (requests) => new RegExp(`^${requests} passed, 0 failed$`, 'm'),
  },
];

let tools: Runners;
beforeAll(async () => {
  tools = await installRunners();
}, 1_200_000);

describe.each(runners)('an export for $format', ({ format, run, passed }) => {
  const { collection } = collect(
    cases.filter(({ directions }) => directions.includes('server')),
    contractUnder(documented),
    exportFormats[format],
  );
  let made: TestExport;
  beforeAll(async () => {
    made = await exportInto(format);
    return () => made[Symbol.asyncDispose]();
  });

  test('passes on the mock whole, and sends what the suite sends', async () => {
    await using mock = await createMockServer();
    const { code, printed } = await run(made.folder, mock.url, tools);
    const { exchanges } = collection;
    const tests = exchanges.reduce((sum, { assertions }) => sum + assertions.length, 0);
    expect(printed).toMatch(passed(exchanges.length, tests));
    expect(code).toBe(0);
    const sent = await Promise.all(
      exchanges.map(({ id }) => sentFor(cases.find((testCase) => testCase.id === id) ?? expect.fail(id))),
    );
    expect(mock.requests().map(arrivedIn).toSorted()).toEqual(sent.toSorted());
  });

  test('passes where the profile has answers of none of the kinds', async () => {
    const own = {
      wrongMethod: 'HTTP/1.1 405\nAllow: POST\nContent-Type: text/html; charset=utf-8\n\n<h1>Not "allowed"</h1>',
      wrongContentType: 'HTTP/1.1 415\nContent-Type: application/json\n\n{"detail": "Not a form {{key}}"}',
    };
    const decisions = { ownAnswers: own, answers: { livenessErrorText: 'combined' } };
    const profile = join(made.folder, 'own.json');
    await writeFile(profile, JSON.stringify({ name: 'own', decisions }));
    const only = 'method-get,content-type-json,selfie-dim';
    await using owned = await exportInto(format, '--profile', profile, '--only', only);
    await using mock = await createMockServer({ profile: await loadProfile(profile) });
    const { code, printed } = await run(owned.folder, mock.url, tools);
    expect([code, printed]).toEqual([0, expect.anything()]);
    expect(mock.requests().map(({ answer }) => answer?.status)).toEqual(expect.arrayContaining([405, 415, 200]));
  });

  test('fails on a mock that answers under another profile', async () => {
    await using mock = await createMockServer({ profile: 'rest' });
    const { code, printed } = await run(made.folder, mock.url, tools);
    expect(printed).not.toMatch(passed(collection.exchanges.length, 0));
    expect(code).not.toBe(0);
  });
});
