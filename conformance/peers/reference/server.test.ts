import { expect, test } from 'vitest';
import { loadContract } from '../../../spec/index.js';
import { cases } from '../../cases/index.js';
import { collectResults } from '../../evidence/verdict.js';
import { drawnPictures } from '../../pictures.js';
import { runServerCases } from '../../server/server-run.js';
import { builtInCredentials } from '../../wire/credentials.js';
import { startReferenceServer } from './server.js';

test('passes every case', async () => {
  await using server = await startReferenceServer();
  const results = await collectResults(
    runServerCases({
      target: new URL(server.url),
      contract: await loadContract(),
      cases: cases.filter(({ directions }) => directions.includes('server')),
      credentials: builtInCredentials,
      pictures: drawnPictures,
      timeoutMs: 30_000,
      intervalMs: 0,
      signal: new AbortController().signal,
    }),
  );
  const bad = results.filter(({ verdict }) => verdict !== 'passed');
  expect(
    bad.map(({ case: testCase, verdict, checks }) => [
      testCase.id,
      verdict,
      checks
        .filter(({ outcome }) => outcome !== 'passed')
        .map(({ id, expected, actual }) => `${id}: ${expected} / ${actual}`),
    ]),
  ).toEqual([]);
  expect(results.length).toBeGreaterThan(80);
}, 120_000);
