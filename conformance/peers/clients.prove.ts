import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadContract } from '../../spec/index.js';
import { cases } from '../cases/index.js';
import { clientChecks } from '../checks/client/index.js';
import { runClientCases } from '../client/client-run.js';
import { createExecDriver } from '../client/exec/exec-driver.js';
import { type CaseResult, collectResults } from '../evidence/verdict.js';

/** The clients that `clients/fault-clients.prove.ts` judges, each with the check that names its defect. */
const { faultClients } = (await import(new URL('clients/fault-clients.mjs', import.meta.url).href)) as {
  readonly faultClients: readonly { readonly check: string }[];
};
/** A check on a client that stays for the next case: `client/next-case.test.ts` has the broken client. */
const killedElsewhere = ['understood-next-case'];

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
  ['wrong-part-name', 'success-all-parts', 'wire-parts'],
  ['drops-a-part', 'success-all-parts', 'wire-parts'],
  ['file-as-text', 'success-all-parts', 'wire-files'],
  ['loses-file-extension', 'success-all-parts', 'wire-file-extension'],
  ['changes-the-bytes', 'success-all-parts', 'wire-bytes'],
  ['upper-cases-texts', 'success-all-parts', 'wire-texts'],
  ['sends-put', 'success-all-parts', 'wire-method'],
  ['sends-json', 'success-all-parts', 'wire-content-type'],
  ['wrong-path', 'success-all-parts', 'wire-path'],
  ['retries-after-time-out', 'fault-delay', 'wire-one-request'],
  ['limits-each-read', 'fault-slow-body', 'understood-no-false-success'],
  ['follows-redirects', 'fault-redirect', 'wire-no-redirect'],
  ['refuses-every-photo', 'success-all-parts', 'understood-outcome'],
  ['sends-what-it-refuses', 'selfie-over-size', 'wire-one-request'],
  ['not-matched-is-an-error', 'success-not-matched', 'understood-outcome'],
  ['reads-only-date', 'liveness-error-dim-only', 'understood-date'],
  ['success-on-truncated-json', 'fault-truncated-json', 'understood-no-false-success'],
  ['judges-by-http-status', 'parameter-invalid-understood', 'understood-outcome'],
  ['confuses-kinds', 'balance-used-up', 'understood-kind'],
  ['swallows-messages', 'balance-used-up', 'understood-message'],
  ['ignores-compare', 'success-not-matched', 'understood-compare'],
  ['rounds-similarity', 'success-all-parts', 'understood-similarity'],
  ['knows-a-threshold', 'success-all-parts', 'understood-threshold'],
  ['believes-everyone-alive', 'success-not-live', 'understood-live'],
  ['forgets-the-score', 'success-all-parts', 'understood-score'],
  ['loses-x-trx-no', 'success-all-parts', 'understood-trx-no'],
  ['writes-no-report', 'success-all-parts', 'report'],
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

  test('with a defect exists for every check on a client', () => {
    const caught = new Set([
      ...defects.map(([, , check]) => check),
      ...faultClients.map(({ check }) => check),
      ...killedElsewhere,
    ]);
    expect(clientChecks.map(({ id }) => id).filter((id) => !caught.has(id))).toEqual([]);
  });
});
