import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cases } from '../../cases/index.js';
import { clientChecks } from '../../checks/client/index.js';
import { brokenClients } from './index.js';
import { failedChecks, runClient } from './run-broken-client.test-helper.js';

/** The clients that fail under faults, each with the check that names its defect. */
const { faultClients } = (await import(join(import.meta.dirname, 'fault-clients.mjs'))) as {
  readonly faultClients: readonly { readonly check: string }[];
};

/** Checks whose broken clients are elsewhere: a redirect that is followed, and a client that stays for the next case. */
const killedElsewhere: readonly string[] = ['wire-no-redirect', 'understood-next-case'];

/** A few clients, quick to try. `npm run prove` tries all of them, each with further cases. */
const tried = [
  'trims texts',
  'exchanges the pictures',
  'writes file names without escapes',
  'keeps the parts of the call before',
  'reads X-Trx-No as a number',
  'takes an unknown message for parameter-invalid',
  'takes an HTTP status of a failure for a transport error, as raise_for_status() does',
  'reads the answer by patterns in place of JSON',
];

describe('the broken clients', () => {
  test('are at least 40, with names and cases of their own', () => {
    expect(brokenClients.length).toBeGreaterThanOrEqual(40);
    expect(new Set(brokenClients.map(({ name }) => name)).size).toBe(brokenClients.length);
    const ids = cases.filter(({ directions }) => directions.includes('client')).map(({ id }) => id);
    expect(brokenClients.flatMap((broken) => broken.cases).filter((id) => !ids.includes(id))).toEqual([]);
  });

  test('have one for every check on a client', () => {
    const killed = new Set([...brokenClients, ...faultClients].map(({ check }) => check).concat(killedElsewhere));
    expect(clientChecks.map(({ id }) => id).filter((id) => !killed.has(id))).toEqual([]);
  });
});

test.each(tried)('a client that %s fails its cases by the check that names it', async (name) => {
  const { cases: ids = [], check, create = () => ({}) } = brokenClients.find((broken) => broken.name === name) ?? {};
  const results = await runClient(
    create,
    cases.filter(({ id }) => ids.includes(id)),
  );
  expect(results.map(({ checks }) => failedChecks(checks).includes(check ?? ''))).toEqual(ids.map(() => true));
});

test('exchanged pictures are called exchanged, and nothing else is wrong with them', async () => {
  const exchanging = brokenClients.find(({ name }) => name === 'exchanges the pictures');
  const [result] = await runClient(
    exchanging?.create ?? (() => ({})),
    cases.filter(({ id }) => id === 'success-all-parts'),
  );
  expect(result?.checks.filter(({ outcome }) => outcome === 'failed')).toMatchObject([
    { id: 'wire-pictures-in-place', actual: 'the pictures are exchanged: img1 has the KTP and img2 the selfie' },
  ]);
});
