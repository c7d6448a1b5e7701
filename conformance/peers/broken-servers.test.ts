import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMockServer, type MockServer } from '../../mock/index.js';
import { cases } from '../cases/index.js';
import { serverChecks } from '../checks/server/index.js';
import { type CaseResult, collectResults } from '../evidence/verdict.js';
import { drawnPictures } from '../pictures.js';
import { runServerCases } from '../server/server-run.js';
import { builtInCredentials } from '../wire/credentials.js';
import { type BrokenServer, brokenServers } from './broken-servers.js';
import { startBrokenServer } from './start-broken-server.js';

describe('a server with one deviation', () => {
  let mock: MockServer;
  let conforming: readonly CaseResult[];
  beforeAll(async () => {
    mock = await createMockServer();
    conforming = await run(
      mock.url,
      brokenServers.flatMap(({ cases: ids }) => ids),
    );
  });
  afterAll(() => mock.close());

  async function run(target: string, ids: readonly string[]): Promise<readonly CaseResult[]> {
    return collectResults(
      runServerCases({
        target: new URL(`${target}/demo`),
        contract: mock.contract,
        cases: cases.filter(({ id }) => ids.includes(id)),
        credentials: builtInCredentials,
        pictures: drawnPictures,
        timeoutMs: 20_000,
        intervalMs: 0,
        signal: new AbortController().signal,
      }),
    );
  }
  const outcomesOf = (results: readonly CaseResult[], check: string) =>
    results.flatMap(({ checks }) => checks.filter(({ id }) => id === check).map(({ outcome }) => outcome));

  test.each(brokenServers.map((broken): [string, BrokenServer] => [broken.id, broken]))(
    'that %s fails the check that names the deviation, which passes on a conforming server',
    async (_, broken) => {
      await using server = await startBrokenServer(mock.url, broken, mock.contract);
      const deviating = await run(server.url, broken.cases);
      expect(outcomesOf(deviating, broken.caughtBy)).toContain(broken.outcome);
      expect(deviating.at(-1)?.verdict).toBe(broken.outcome);
      const same = conforming.filter(({ case: { id } }) => broken.cases.includes(id));
      expect(same.map(({ verdict }) => verdict)).toEqual(broken.cases.map(() => 'passed'));
      expect(outcomesOf(same, broken.caughtBy)).toContain('passed');
    },
  );

  test('exists for every check on a server', () => {
    const caught = new Set(brokenServers.map(({ caughtBy }) => caughtBy));
    expect(serverChecks.map(({ id }) => id).filter((id) => !caught.has(id))).toEqual([]);
  });
});
