import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMockServer, type MockServer } from '../../mock/index.js';
import { cases } from '../cases/index.js';
import { serverChecks } from '../checks/server/index.js';
import { type CaseResult, collectResults } from '../evidence/verdict.js';
import { drawnPictures } from '../pictures.js';
import { runServerCases } from '../server/server-run.js';
import { builtInCredentials } from '../wire/credentials.js';
import { type BrokenServer, brokenServers, startBrokenServer } from './broken-servers.js';

describe('a server with one deviation', () => {
  let mock: MockServer;
  let sound: readonly CaseResult[];
  beforeAll(async () => {
    mock = await createMockServer();
    sound = await run(
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
  const told = (results: readonly CaseResult[], check: string) =>
    results.flatMap(({ checks }) => checks.filter(({ id }) => id === check).map(({ outcome }) => outcome));

  test.each(brokenServers.map((broken): [string, BrokenServer] => [broken.id, broken]))(
    'that %s is caught by the check that names it, which passes on the sound server',
    async (_, broken) => {
      await using server = await startBrokenServer(mock.url, broken, mock.contract);
      const spoilt = await run(server.url, broken.cases);
      expect(told(spoilt, broken.caughtBy)).toContain(broken.outcome);
      expect(spoilt.at(-1)?.verdict).toBe(broken.outcome);
      const same = sound.filter(({ case: { id } }) => broken.cases.includes(id));
      expect(same.map(({ verdict }) => verdict)).toEqual(broken.cases.map(() => 'passed'));
      expect(told(same, broken.caughtBy)).toContain('passed');
    },
  );

  test('exists for every check on a server', () => {
    const caught = new Set(brokenServers.map(({ caughtBy }) => caughtBy));
    expect(serverChecks.map(({ id }) => id).filter((id) => !caught.has(id))).toEqual([]);
  });
});
