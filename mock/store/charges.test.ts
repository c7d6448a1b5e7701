import { expect, it } from 'vitest';
import { findContradictions, type Seen } from './many-charges.test-helper.js';
import { chargeManyMocks, tenantsThatRunOut } from './many-mocks.test-helper.js';
import { describeWithRedis, startRedis } from './redis/redis-server.test-helper.js';

describeWithRedis('two mocks on one server', () => {
  it('charge each request once and number none twice, also when one is killed', async () => {
    await using server = await startRedis();
    const requests = 300;
    const { contradictions, balances, seen } = await chargeManyMocks({
      state: server.url,
      mocks: 2,
      tenants: tenantsThatRunOut(requests),
      connections: 12,
      requests,
      kills: [60],
    });
    expect(contradictions).toEqual([]);
    expect(balances[0]).toBe(0);
    expect(seen.answers.length + seen.lost).toBe(requests);
  });
});

const tenant = { code: 'A', key: 'a', balance: 5 };
const answer = { refNumber: 'R', tenantCode: 'A', trxNo: '1', scenario: 'success' };
const row = { trxNo: '1', refNumber: 'R', tenantCode: 'A', loginId: 'A', at: '', scenario: 'success', charged: true };
const seen: Seen = { answers: [answer], lost: 0 };

it.each<[string, Seen, (typeof row)[], number]>([
  ['a number was answered twice', { ...seen, answers: [answer, answer] }, [row, row], 3],
  ['a number is in the ledger twice', seen, [row, row], 3],
  ['an answer is not in the ledger as the client saw it', seen, [{ ...row, refNumber: 'other' }], 4],
  ['1 rows were never answered, and 0 answers were lost', seen, [row, { ...row, trxNo: '2' }], 3],
  ['the balance of A is not what the ledger says', seen, [row], 3],
  [
    'A was refused, and its balance is not used up',
    { ...seen, answers: [{ ...answer, trxNo: undefined, scenario: 'insufficient-balance' }] },
    [],
    5,
  ],
])('a check of the ledger reports when %s', (contradiction, what, rows, balance) => {
  expect(findContradictions(what, rows, [tenant], [{ code: 'A', balance }])).toContain(contradiction);
});

it('a check of the ledger reports nothing when it is right', () => {
  expect(findContradictions(seen, [row], [tenant], [{ code: 'A', balance: 4 }])).toEqual([]);
});
