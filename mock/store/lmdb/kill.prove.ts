import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadAndKill, readAccounts, startMock } from '../killed-mock.test-helper.js';
import { type Acknowledged, findDiscrepancies } from '../reconcile.test-helper.js';
import { builtInTenants } from '../tenants.js';

const [{ balance }] = builtInTenants;

/** Each start takes a second, and longer on a busy machine. */
const timeout = 120_000;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-kill-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Kills a mock after each of these numbers of answers, restarts it each time, and reconciles at the end. */
async function killAndReconcile(
  name: string,
  kills: readonly number[],
  afterKill: (state: string, round: number) => Promise<void> = async () => {},
) {
  const state = join(folder, `${name}.state`);
  const acknowledged: Acknowledged[] = [];
  for (const [round, answers] of kills.entries()) {
    acknowledged.push(...(await loadAndKill(await startMock(state), answers, `${name}-${round}`)));
    await afterKill(state, round);
  }
  const last = await startMock(state);
  const { transactions, tenants } = await readAccounts(last);
  last.child.kill('SIGKILL');
  const [tenant = { balance: Number.NaN }] = tenants;
  return { acknowledged, transactions, discrepancies: findDiscrepancies(acknowledged, transactions, tenant, balance) };
}

/** Scattered numbers from `least` up, the same in each run. */
function drawn(seed: number, count: number, least: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => least + (((seed + index) * 7919) % 397));
}

describe('a mock that is killed (kill -9) under load, repeatedly', () => {
  it('has each answered number once in its ledger, repeats none, and has charged for each row', {
    timeout,
  }, async () => {
    const { acknowledged, transactions, discrepancies } = await killAndReconcile('sound', drawn(20_220_414, 5, 30));
    expect(discrepancies).toEqual([]);
    expect(acknowledged.length).toBeGreaterThan(5 * 30);
    expect(transactions.filter(({ charged }) => !charged).length).toBeGreaterThan(50);
    // Written but never answered before a kill: at most one per connection and kill.
    expect(transactions.length - acknowledged.length).toBeLessThanOrEqual(5 * 8);
  });

  it('is caught when what it wrote is lost', { timeout }, async () => {
    const { discrepancies } = await killAndReconcile('lost', drawn(1, 3, 30), async (state, round) => {
      const copy = join(folder, 'copy.state');
      if (round === 0) await copyFile(state, copy);
      if (round === 1) await copyFile(copy, state);
    });
    expect(discrepancies).toContain('an answered number is that of another request');
    expect(discrepancies).toContain('a number was answered twice');
  });
});

describe('the reconciliation', () => {
  const row = (trxNo: string, refNumber = trxNo) => ({
    trxNo,
    refNumber,
    tenantCode: 'AIT',
    loginId: 'AIT',
    at: '2022-04-14T03:56:41.000Z',
    scenario: 'success',
    charged: true,
  });

  it('accepts rows whose answers no client has seen', () => {
    expect(findDiscrepancies([row('1')], [row('1'), row('2')], { balance: 8 }, 10)).toEqual([]);
  });

  it.each([
    ['an answered number is not in the ledger', [row('1')], [], 10],
    ['a number was answered twice', [row('1'), row('1')], [row('1')], 9],
    ['a number is in the ledger twice', [row('1')], [row('1'), row('1')], 8],
    ['an answered number is that of another request', [row('1', 'mine')], [row('1', 'yours')], 9],
    ['the balance is not what the ledger says', [row('1')], [row('1')], 10],
  ])('reports when %s', (discrepancy, acknowledged, transactions, left) => {
    expect(findDiscrepancies(acknowledged, transactions, { balance: left }, 10)).toEqual([discrepancy]);
  });
});
