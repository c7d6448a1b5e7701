import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { loadContract } from '../../spec/index.js';
import { cases } from '../cases/index.js';
import { type CaseResult, collectResults } from '../evidence/verdict.js';
import { runClientCases } from './client-run.js';
import type { ClientDriver, GivenCase } from './driver.js';
import { createExecDriver } from './exec/exec-driver.js';
import type { MockSettings } from './lanes.js';

const adapter = fileURLToPath(new URL('../adapters/fetch.mjs', import.meta.url));

async function run(
  createDriver: () => ClientDriver,
  ids: readonly string[],
  mocks: MockSettings,
  jobs = 1,
): Promise<readonly CaseResult[]> {
  return collectResults(
    runClientCases({
      createDriver,
      contract: await loadContract(),
      cases: ids.flatMap((id) => cases.find((testCase) => testCase.id === id) ?? []),
      limitMs: 20_000,
      jobs,
      mocks,
      signal: new AbortController().signal,
    }),
  );
}

/** A driver that refuses every case, and keeps what it was given. */
function createRecorder(given: GivenCase[], meet: () => Promise<void> = async () => {}) {
  return (): ClientDriver => ({
    give: async (one) => {
      given.push(one);
      await meet();
      return { report: { outcome: 'rejected-locally' }, notes: [], hasTimedOut: false };
    },
    close: async () => {},
  });
}

const three = ['selfie-dim', 'selfie-covered', 'ktp-no-face'];
const addresses = (given: readonly GivenCase[]): readonly URL[] =>
  given.map(({ clientCase }) => new URL(clientCase.baseUrl));

describe('with a port per case', () => {
  test('each case has an address without a path, which ends with the case', async () => {
    const given: GivenCase[] = [];
    await run(createRecorder(given), three, { isPortPerCase: true });
    expect(addresses(given).map(({ pathname }) => pathname)).toEqual(['/', '/', '/']);
    for (const { origin } of addresses(given)) await expect(fetch(origin)).rejects.toThrow('fetch failed');
  });

  test('a conforming client passes, with faults and other readings too', async () => {
    const ids = ['success-all-parts', 'selfie-dim', 'fault-reset', 'balance-used-up', 'printed-sample'];
    const results = await run(() => createExecDriver([process.execPath, adapter]), ids, { isPortPerCase: true });
    expect(results.map(({ case: { id }, verdict }) => `${id} ${verdict}`)).toEqual(ids.map((id) => `${id} passed`));
  });

  test('a request to a wrong path counts as a request of the case', async () => {
    const driver: ClientDriver = {
      give: async ({ clientCase }) => {
        await (await fetch(`${clientCase.baseUrl}/wrong`, { method: 'POST' })).arrayBuffer();
        return { report: { outcome: 'transport-error' }, notes: [], hasTimedOut: false };
      },
      close: async () => {},
    };
    const [result] = await run(() => driver, ['success-all-parts'], { isPortPerCase: true });
    expect(result?.evidence?.requests).toMatchObject([{ path: '/wrong' }]);
  });
});

describe('a request that comes to another address of the mock', () => {
  const calling = (paths: (baseUrl: URL) => readonly string[]) => (): ClientDriver => ({
    give: async ({ clientCase }) => {
      for (const url of paths(new URL(clientCase.baseUrl)))
        await (await fetch(`${url}?secret=1`, { method: 'POST' })).arrayBuffer();
      return { report: { outcome: 'transport-error' }, notes: [], hasTimedOut: false };
    },
    close: async () => {},
  });
  const fixed = '/biometric/facecompareliveness';

  test.each<readonly [string, (baseUrl: URL) => readonly string[]]>([
    ['a fixed path', ({ origin }) => [origin + fixed]],
    ['a path whose last part got lost', (base) => [new URL(`.${fixed}`, base).href]],
  ])('is named where no request came to the case: %s', async (_, paths) => {
    const [result] = await run(calling(paths), ['success-all-parts'], {}, 1);
    const check = result?.checks.find(({ id }) => id === 'wire-request');
    expect(check?.actual).toMatch(
      /^0 requests; one request came to (\/s)?\/biometric\/facecompareliveness, outside this case's address: /,
    );
    expect(check?.actual).not.toContain('secret');
  });

  test('is a note where one came to the case too, also while another case runs', async () => {
    const both = (base: URL): readonly string[] => [base.href + fixed, `${base.origin}/a`, `${base.origin}/b`];
    const results = await run(calling(both), ['success-all-parts', 'success-not-live'], {}, 2);
    for (const { notes } of results)
      expect(notes).toContainEqual(
        expect.stringMatching(/^2 requests came to \/a and \/b, outside this case's address/),
      );
  });
});

test('a client that stays gets a case with a fault again on its own port, and both are counted apart', async () => {
  const given: string[] = [];
  const driver: ClientDriver = {
    keepsClient: true,
    give: async ({ clientCase }) => {
      given.push(clientCase.id);
      await fetch(`${clientCase.baseUrl}${clientCase.path}`, { method: 'POST', body: new FormData() }).catch(() => {});
      return { report: { outcome: 'transport-error' }, notes: [], hasTimedOut: false };
    },
    close: async () => {},
  };
  const [result] = await run(() => driver, ['fault-reset'], { isPortPerCase: true });
  expect(given).toEqual(['fault-reset', 'fault-reset-next']);
  expect(result?.checks.find(({ id }) => id === 'wire-one-request')?.outcome).toBe('passed');
  expect(JSON.stringify(result?.checks)).not.toContain('2 requests');
});

test('cases at the same time share no mock, and cases after another share one under different paths', async () => {
  const atOnce: GivenCase[] = [];
  const meet = async (): Promise<void> => {
    await expect.poll(() => atOnce.length).toBeGreaterThanOrEqual(2);
  };
  await run(createRecorder(atOnce, meet), three.slice(0, 2), {}, 2);
  expect(new Set(addresses(atOnce).map(({ port }) => port)).size).toBe(2);

  const inTurn: GivenCase[] = [];
  await run(createRecorder(inTurn), three, {});
  expect(new Set(addresses(inTurn).map(({ port }) => port)).size).toBe(1);
  expect(new Set(addresses(inTurn).map(({ pathname }) => pathname)).size).toBe(3);
});
