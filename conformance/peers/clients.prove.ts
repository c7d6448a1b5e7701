import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadContract } from '../../spec/index.js';
import { cases } from '../cases/index.js';
import { runClientCases } from '../client/client-run.js';
import { createExecDriver } from '../client/exec/exec-driver.js';
import { type CaseResult, collectResults } from '../evidence/verdict.js';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

async function run(command: readonly [string, ...string[]], ids?: readonly string[]): Promise<readonly CaseResult[]> {
  return collectResults(
    runClientCases({
      createDriver: () => createExecDriver(command),
      contract: await loadContract(),
      cases: cases.filter(({ id, directions }) => directions.includes('client') && (ids?.includes(id) ?? true)),
      limitMs: 20_000,
      signal: new AbortController().signal,
    }),
  );
}

/** The defect of a broken client, the case that shows it, and the check that names it. */
const defects: readonly (readonly [string, string, string])[] = [
  ['retries-after-time-out', 'fault-delay', 'wire-one-request'],
  ['limits-each-read', 'fault-slow-body', 'understood-no-false-success'],
  ['follows-redirects', 'fault-redirect', 'wire-no-redirect'],
  ['sends-what-it-refuses', 'selfie-over-size', 'wire-one-request'],
  ['success-on-truncated-json', 'fault-truncated-json', 'understood-no-false-success'],
];

describe('a client', () => {
  let conforming: readonly CaseResult[];
  beforeAll(async () => {
    conforming = await run([process.execPath, path('../adapters/fetch.mjs')]);
  }, 300_000);

  test('in Node.js with fetch passes every case', () => {
    expect(conforming.filter(({ verdict }) => verdict !== 'passed')).toEqual([]);
    expect(conforming.length).toBeGreaterThanOrEqual(24);
  });

  test.each(defects)(
    'that %s fails %s by the check %s, which a conforming client passes',
    async (defect, id, check) => {
      const outcome = (result: CaseResult | undefined) => ({
        verdict: result?.verdict,
        check: result?.checks.find((found) => found.id === check)?.outcome,
      });
      const [broken] = await run([process.execPath, path('client.mjs'), defect], [id]);
      expect(outcome(broken)).toEqual({ verdict: 'failed', check: 'failed' });
      expect(outcome(conforming.find((result) => result.case.id === id))).toEqual({
        verdict: 'passed',
        check: 'passed',
      });
    },
  );
});
