import { expect, test } from 'vitest';
import { loadContract, responseKinds } from '../../../spec/index.js';
import { cases } from '../../cases/index.js';
import type { CheckResult } from '../../checks/check.js';
import { runClientCases } from '../../client/client-run.js';
import { createInProcessDriver } from '../../client/in-process/in-process-driver.js';
import { type CaseResult, collectResults } from '../../evidence/verdict.js';
import type { ClientCase } from '../../protocol/protocol.js';
import type { BrokenClient } from './broken-client.js';
import { buildingClients } from './building-clients.js';
import { type ClientSteps, createClient } from './right-client.js';
import { understandingClients } from './understanding-clients.js';

const brokenClients: readonly BrokenClient[] = [...buildingClients, ...understandingClients];

/** The faults have broken clients of their own, in `fault-clients.mjs`, and take their time. */
const quickCases = cases.filter(
  ({ id, directions, timeoutMs, fault, rightReport }) =>
    directions.includes('client') &&
    timeoutMs === undefined &&
    rightReport !== 'transport-error' &&
    (fault === undefined || /^(form|fault-header|fault-wrong-content)/.test(id)),
);

/** Cases of every kind: a client that fails them has more than its one defect. */
const commonCases = [
  'success-all-parts',
  'success-not-matched',
  'text-markup',
  'file-name-blanks',
  'calls-two',
  'message-new',
  'form-chunked-success',
  'status-by-meaning-parameter-invalid',
  ...responseKinds
    .filter((kind) => kind !== 'success' && kind !== 'parameter-invalid')
    .map((kind) => `understood-${kind}`),
];

async function run(create: () => Partial<ClientSteps>, chosen = quickCases): Promise<readonly CaseResult[]> {
  return collectResults(
    runClientCases({
      // A client of its own for each case, as in a process of its own.
      createDriver: () => createInProcessDriver((given: ClientCase) => createClient(create())(given)),
      contract: await loadContract(),
      cases: chosen,
      limitMs: 60_000,
      jobs: 2,
      signal: new AbortController().signal,
    }),
  );
}

const failedChecks = (checks: readonly CheckResult[]): readonly string[] =>
  checks.filter(({ outcome }) => outcome === 'failed').map(({ id }) => id);

test('a right client passes all cases without a broken answer', async () => {
  const right = await run(() => ({}));
  expect(right.filter(({ verdict }) => verdict !== 'passed')).toEqual([]);
  expect(right.length).toBeGreaterThan(150);
}, 300_000);

test.each(brokenClients.map((broken) => [broken.name, broken] as const))(
  'a client that %s is caught by the check that names it, with at most two others',
  async (_, { cases: ids, check, also = [], create }) => {
    const results = await run(
      create,
      quickCases.filter(({ id }) => ids.includes(id) || commonCases.includes(id)),
    );
    const found = ids.map((id) => [id, failedChecks(results.find((result) => result.case.id === id)?.checks ?? [])]);
    expect(found).toEqual(ids.map((id) => [id, expect.arrayContaining([check])]));
    const others = new Set(results.flatMap(({ checks }) => failedChecks(checks)));
    for (const id of [check, ...also]) others.delete(id);
    expect([...others].length, [...others].join(', ')).toBeLessThanOrEqual(2);
  },
  300_000,
);
