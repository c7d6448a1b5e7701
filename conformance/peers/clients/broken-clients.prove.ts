import { expect, test } from 'vitest';
import { responseKinds } from '../../../spec/index.js';
import { cases } from '../../cases/index.js';
import { brokenClients } from './index.js';
import { failedChecks, runClient } from './run-broken-client.test-helper.js';

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

test('a right client passes all cases without a broken answer', async () => {
  const right = await runClient(() => ({}), quickCases);
  expect(right.filter(({ verdict }) => verdict !== 'passed')).toEqual([]);
  expect(right.length).toBeGreaterThan(150);
}, 300_000);

test.each(brokenClients.map((broken) => [broken.name, broken] as const))(
  'a client that %s is caught by the check that names it, with at most two others',
  async (_, { cases: ids, check, also = [], create }) => {
    const results = await runClient(
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
