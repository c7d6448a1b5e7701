import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Transaction } from '../schemas/session-types.js';
import { createMockServer, type MockServer } from '../server.js';
import { charge } from '../store/lmdb/charge.test-helper.js';

const other = { tenant_code: 'OTHER', key: 'other-key' };

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer({
    tenants: [
      { code: 'AIT', key: 'ADINS_key1234', balance: 100 },
      { code: other.tenant_code, key: other.key, balance: 100 },
    ],
  });
  await charge(mock, 'one');
  await charge(mock, 'two', { ...other, loginId: 'Malvin' });
  await charge(mock, 'three', { loginId: '' });
  await charge(mock, 'four', other);
});
afterAll(() => mock.close());

const get = (query: string): Promise<Response> => fetch(`${mock.url}/__admin/transactions${query}`);
const refNumbers = async (query: string): Promise<string[]> =>
  (await (await get(query)).json()).transactions.map(({ refNumber }: Transaction) => refNumber);

describe('GET /__admin/transactions', () => {
  it('returns the caller of each request: loginId, or tenant_code if that is empty', async () => {
    const { transactions } = await (await get('')).json();
    expect(transactions.map(({ loginId }: Transaction) => loginId)).toEqual(['AIT', 'Malvin', 'AIT', 'OTHER']);
    expect(Object.keys(transactions[0]).sort()).toEqual([
      'at',
      'charged',
      'loginId',
      'refNumber',
      'scenario',
      'tenantCode',
      'trxNo',
    ]);
  });

  it('filters by tenant, refNumber and time', async () => {
    expect(await refNumbers('?tenant=OTHER')).toEqual(['two', 'four']);
    expect(await refNumbers('?tenant=other')).toEqual([]);
    expect(await refNumbers('?refNumber=three')).toEqual(['three']);
    expect(await refNumbers('?refNumberContains=O')).toEqual(['one', 'two', 'four']);
    expect(await refNumbers('?refNumberContains=o&tenant=OTHER')).toEqual(['two', 'four']);
    expect(await refNumbers('?refNumberContains=five')).toEqual([]);
    expect(await refNumbers('?from=2022-09-23')).toHaveLength(4);
    expect(await refNumbers('?to=2022-09-23T08:00:00%2B07:00')).toEqual([]);
    const [, second] = mock.transactions();
    expect(await refNumbers(`?from=${second?.at}`)).toContain('two');
    expect(await refNumbers(`?to=${second?.at}`)).not.toContain('two');
  });

  it('is paged, with the address of the next page', async () => {
    const first = await get('?limit=1&tenant=OTHER&token=secret');
    expect(await first.json()).toMatchObject({ total: 2, next: 1, transactions: [{ refNumber: 'two' }] });
    const [, next = ''] = /^<([^>]+)>; rel="next"$/.exec(first.headers.get('Link') ?? '') ?? [];
    expect(next).toBe('/__admin/transactions?limit=1&tenant=OTHER&offset=1');
    const second = await fetch(`${mock.url}${next}`);
    expect(await second.json()).toEqual({ total: 2, transactions: [expect.objectContaining({ refNumber: 'four' })] });
    expect(second.headers.has('Link')).toBe(false);
    expect(await refNumbers('?offset=100')).toEqual([]);
    expect((await get('?limit=0')).headers.has('Link')).toBe(false);
  });

  it.each([
    [
      '?tenat=AIT',
      /has no query parameter "tenat"; it has tenant, refNumber, refNumberContains, from, to, offset, limit/,
    ],
    ['?from=yesterday', /from is "yesterday"; give a day or a time such as/],
    ['?to=2022-13-45', /to is "2022-13-45"/],
    ['?limit=-1', /limit is "-1"; give a whole number/],
    ['.csv?offset=x', /offset is "x"/],
  ])('rejects %s with the reason', async (query, detail) => {
    const response = await get(query);
    expect([response.status, response.headers.get('Content-Type')]).toEqual([400, 'application/problem+json']);
    expect((await response.json()).detail).toMatch(detail);
  });
});

describe('GET /__admin/transactions.csv', () => {
  const rows = async (query: string) => (await (await get(`.csv${query}`)).text()).split('\r\n').slice(0, -1);

  it('has a header line, even without rows, and the same rows as the JSON', async () => {
    expect(await rows('?tenant=NOBODY')).toEqual(['trxNo,refNumber,tenantCode,loginId,at,scenario,charged']);
    expect((await rows('?tenant=OTHER')).map((row) => row.split(',')[1])).toEqual(['refNumber', 'two', 'four']);
    expect(await rows('?limit=1')).toHaveLength(2);
  });
});
