import { openAsBlob } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadContract } from '../../spec/index.js';
import { cases } from '../cases/index.js';
import { type CaseResult, collectResults } from '../evidence/verdict.js';
import { runClientCases } from './client-run.js';
import type { ClientDriver } from './driver.js';
import { createInProcessDriver } from './in-process/in-process-driver.js';

/** A client in this process, which stays for all cases. After trouble, a broken one answers no more. */
function createStayingDriver({ isBroken = false } = {}): ClientDriver {
  let hadTrouble = false;
  return createInProcessDriver(async ({ baseUrl, path, request, timeoutMs }) => {
    if (isBroken && hadTrouble) return { outcome: 'transport-error', reason: 'the circuit is open' };
    try {
      const form = new FormData();
      for (const [name, value] of Object.entries(request))
        if (typeof value === 'string') form.append(name, value);
        else form.append(name, await openAsBlob(value.file), value.filename);
      const init = { method: 'POST', body: form, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) } as const;
      const response = await fetch(baseUrl + path, init);
      const { date, message, result } = (await response.json()) as {
        readonly date: string;
        readonly message: string;
        readonly result: { readonly face_compare: object; readonly face_liveness: object };
      };
      const trxNo = response.headers.get('X-Trx-No');
      const fields = { date, message, ...result.face_compare, ...result.face_liveness, trxNo };
      return { outcome: 'success', kind: 'success', fields };
    } catch (error) {
      hadTrouble = true;
      return { outcome: 'transport-error', reason: String(error) };
    }
  });
}

async function judge(driver: ClientDriver, id: string): Promise<CaseResult | undefined> {
  const [result] = await collectResults(
    runClientCases({
      createDriver: () => driver,
      contract: await loadContract(),
      cases: cases.filter((testCase) => testCase.id === id),
      limitMs: 20_000,
      signal: new AbortController().signal,
    }),
  );
  return result;
}

const nextCheck = (result: CaseResult | undefined) => result?.checks.find(({ id }) => id === 'understood-next-case');

describe('a client that stays for the next case', () => {
  test('gets one without a fault after each fault, and passes when it handles both', async () => {
    const result = await judge(createStayingDriver(), 'fault-empty-reply');
    expect([result?.verdict, nextCheck(result)?.outcome]).toEqual(['passed', 'passed']);
    // The evidence is of the case with the fault alone.
    expect(result?.evidence?.requests).toHaveLength(1);
  });

  test('fails the case whose fault has left it unable to work', async () => {
    const result = await judge(createStayingDriver({ isBroken: true }), 'fault-empty-reply');
    expect(result?.checks.filter(({ outcome }) => outcome === 'failed').map(({ id }) => id)).toEqual([
      'understood-next-case',
    ]);
    expect(nextCheck(result)?.actual).toBe('transport-error (the circuit is open) after 0 requests');
  });

  test('gets no second case where the first has no fault', async () => {
    expect(nextCheck(await judge(createStayingDriver(), 'success-all-parts'))).toBeUndefined();
  });
});

test('a driver that does not see what the client prints is not judged by it', async () => {
  const ids = (result: CaseResult | undefined) => result?.checks.map(({ id }) => id);
  expect(ids(await judge(createStayingDriver(), 'success-all-parts'))).not.toContain('secret-output');
  expect(ids(await judge({ ...createStayingDriver(), hidesOutput: false }, 'success-all-parts'))).toContain(
    'secret-output',
  );
});

test('a client that is started anew for each case gets no second one', async () => {
  expect(nextCheck(await judge({ ...createStayingDriver(), keepsClient: false }, 'fault-empty-reply'))).toBeUndefined();
});
