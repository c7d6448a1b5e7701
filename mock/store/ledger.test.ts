import { describe, expect, it } from 'vitest';
import { loadContract, loadProfile } from '../../spec/index.js';
import { sendGood } from '../good-request.test-helper.js';
import { createMockServer } from '../server.js';
import { createLedger } from './ledger.js';
import { initialCounter, nextTrxNo } from './trx-no.js';

function numbers(increasing: boolean, count: number): number[] {
  let counter = initialCounter();
  return Array.from({ length: count }, () => {
    const next = nextTrxNo(counter, increasing);
    counter = next.counter;
    return Number(next.trxNo);
  });
}

describe('the numbers of transactions', () => {
  it("start with the document's and grow, if they are increasing", () => {
    expect(numbers(true, 4)).toEqual([10_877, 10_878, 10_879, 10_880]);
  });

  it('start with another number where one is given', () => {
    expect(nextTrxNo(initialCounter(500), true)).toMatchObject({ trxNo: '500', counter: { first: 500, given: 1 } });
    expect(Number(nextTrxNo(initialCounter(500), false).trxNo)).toBe((numbers(false, 1)[0] ?? 0) - 10_877 + 500);
  });

  it('go up and down, and never repeat, if they are not', () => {
    const drawn = numbers(false, 250_000);
    expect(new Set(drawn).size).toBe(drawn.length);
    const [first = 0, second = 0, third = 0] = drawn;
    expect([second < first, third > second]).toEqual([true, true]);
    expect(drawn.every((number) => Number.isSafeInteger(number) && number > 0)).toBe(true);
  });
});

describe('the numbers of a resumed session', () => {
  it.each([[1], [70_000], [100_003]])('never repeat when the order changes after %i', (count) => {
    const drawn = new Set<string>();
    let counter = initialCounter();
    for (const increasing of [true, false, true, false, false])
      for (let index = 0; index < count; index += 1) {
        const next = nextTrxNo(counter, increasing);
        drawn.add(next.trxNo);
        counter = next.counter;
      }
    expect(drawn.size).toBe(5 * count);
  });
});

describe('the refNumbers that were used', () => {
  it('are kept per tenant', () => {
    const ledger = createLedger();
    ledger.useRefNumber('A', 'one');
    expect(ledger.hasRefNumber('A', 'one')).toBe(true);
    expect(ledger.hasRefNumber('B', 'one')).toBe(false);
    expect(ledger.hasRefNumber('A', 'two')).toBe(false);
  });

  it('are at least the last 100 000 of a tenant', () => {
    const ledger = createLedger();
    for (let count = 0; count < 250_000; count += 1) ledger.useRefNumber('A', String(count));
    expect(ledger.hasRefNumber('A', '150000')).toBe(true);
    expect(ledger.hasRefNumber('A', '139999')).toBe(false);
    expect(ledger.contents().refNumbers[0]?.[1]).toHaveLength(100_000);
  });
});

describe('the caller', () => {
  it.each([
    ['is the tenant if a blank loginId is trimmed to nothing', true, 'AIT'],
    ['is the blank loginId if the contract does not trim values', false, '  '],
  ])('%s', async (_, trimmed, loginId) => {
    const { profile } = await loadProfile('documented');
    const contract = await loadContract({ ...profile, parts: { ...profile.parts, trimmed } });
    await using mock = await createMockServer({ contract });
    await sendGood(mock, { loginId: '  ' });
    expect(mock.transactions()).toMatchObject([{ loginId, charged: true }]);
  });
});

describe('a number in an answer without a charge', () => {
  it('is in the ledger under the name of its scenario', async () => {
    const { profile } = await loadProfile('documented');
    const trxNo = { ...profile.trxNo, kinds: ['success', 'liveness-error'] } as const;
    await using mock = await createMockServer({ contract: await loadContract({ ...profile, trxNo }) });
    const { headers } = await sendGood(mock, { img1: 'selfie-dim' });
    expect(mock.transactions()).toMatchObject([
      { trxNo: headers.get('X-Trx-No'), scenario: 'liveness-error', tenantCode: 'AIT', charged: false },
    ]);
    expect(mock.tenants()[0]?.balance).toBe(1_000_000);
  });
});

it('stores a very long refNumber as its beginning and a digest, and still recognizes it', async () => {
  const { profile } = await loadProfile('documented');
  const parts = { ...profile.parts, repeatedRefNumber: 'parameter-invalid' } as const;
  await using mock = await createMockServer({ contract: await loadContract({ ...profile, parts }) });
  const refNumber = 'x'.repeat(5000);
  expect((await sendGood(mock, { refNumber })).headers.get('X-Mock-Scenario')).toBe('success');
  expect((await sendGood(mock, { refNumber: `${refNumber.slice(1)}y` })).headers.get('X-Mock-Scenario')).toBe(
    'success',
  );
  expect((await sendGood(mock, { refNumber })).headers.get('X-Mock-Scenario')).toBe('parameter-invalid');
  for (const { refNumber: kept } of mock.transactions())
    expect(kept).toMatch(/^x{400}… \(5000 characters, sha256 [0-9a-f]{16}\)$/);
});
