import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { loadContract } from '../../../spec/index.js';
import { clientFaultCases } from '../../cases/client/faults.js';
import { cases } from '../../cases/index.js';
import { runClientCases } from '../../client/client-run.js';
import { createExecDriver } from '../../client/exec/exec-driver.js';
import { type CaseResult, collectResults } from '../../evidence/verdict.js';

interface BrokenClient {
  readonly name: string;
  readonly cases: readonly string[];
  readonly check: string;
}

const here = import.meta.dirname;
const { faultClients } = (await import(join(here, 'fault-clients.mjs'))) as {
  readonly faultClients: readonly BrokenClient[];
};

function run(name: string, ids: readonly string[]): Promise<readonly CaseResult[]> {
  return loadContract().then((contract) =>
    collectResults(
      runClientCases({
        createDriver: () =>
          createExecDriver([process.execPath, fileURLToPath(new URL('../client.mjs', import.meta.url)), name]),
        contract,
        cases: cases.filter(({ id }) => ids.includes(id)),
        limitMs: name.startsWith('reports-long') ? 60_000 : 9000,
        jobs: 2,
        signal: new AbortController().signal,
      }),
    ),
  );
}

const failedChecks = (results: readonly CaseResult[]): readonly string[] => [
  ...new Set(results.flatMap(({ checks }) => checks.flatMap(({ id, outcome }) => (outcome === 'failed' ? [id] : [])))),
];

/** Checks that speak of the same fault of a client: a second request is charged, and a wait that is too long is no success. */
const related: Readonly<Record<string, readonly string[]>> = {
  'charged-once': ['wire-one-request'],
};

describe('a broken client', () => {
  test.each(faultClients.map((client) => [client.name, client] as const))(
    '%s is caught in each of its cases by the check that names its defect, with at most two others',
    async (name, { cases: ids, check }) => {
      const results = await run(name, ids);
      expect(results.map(({ case: { id } }) => id).toSorted()).toEqual([...ids].toSorted());
      for (const result of results)
        expect([result.case.id, failedChecks([result])]).toEqual([result.case.id, expect.arrayContaining([check])]);
      const others = failedChecks(results).filter((id) => id !== check && !related[check]?.includes(id));
      expect(others.length, others.join()).toBeLessThanOrEqual(2);
    },
  );

  test('that retries is tried with every fault that leaves a charged call without an answer', () => {
    const charged = clientFaultCases.filter(
      ({ fault, rightReport }) =>
        rightReport === 'transport-error' &&
        // A redirect is followed or not, and a call that the server does not read is not charged.
        fault !== undefined &&
        !['redirect', 'stall-upload'].includes(fault.type) &&
        fault.charged !== 'no',
    );
    const { cases: tried = [] } = faultClients.find(({ name }) => name === 'retries-blindly') ?? {};
    expect(charged.map(({ id }) => id).toSorted()).toEqual(tried.toSorted());
  });
});
