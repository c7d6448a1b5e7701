import { describe, expect, it } from 'vitest';
import { openLedger } from './ledger.js';
import { csvOf } from './ledger-csv.js';

describe('a ledger of more than it keeps', () => {
  const ledger = openLedger();
  for (let count = 0; count < 120_500; count += 1)
    ledger.add({
      trxNo: ledger.nextTrxNo(true),
      refNumber: `ref ${count}`,
      tenantCode: 'AIT',
      loginId: 'AIT',
      at: '2022-04-14T03:56:41.000Z',
      scenario: 'success',
      charged: count % 2 === 0,
    });

  it('has the last 100 000 transactions, and goes on counting', () => {
    const rows = ledger.list();
    expect([rows.length, rows[0]?.trxNo, rows.at(-1)?.trxNo]).toEqual([100_000, '31377', '131376']);
    expect(ledger.nextTrxNo(true)).toBe('131377');
  });

  it('is written as CSV in pieces, which are one table', async () => {
    const pieces: string[] = [];
    for await (const piece of csvOf(ledger.list())) pieces.push(String(piece));
    expect(pieces.length).toBeGreaterThan(50);
    const lines = pieces.join('').split('\r\n');
    expect([lines.length, lines[0], lines.at(-1)]).toEqual([
      100_002,
      'trxNo,refNumber,tenantCode,loginId,at,scenario,charged',
      '',
    ]);
    expect(lines[50_000]).toMatch(/^81376,ref \d+,AIT,AIT,.*,success,false$/);
    expect(lines.slice(1, -1).every((line) => line.split(',').length === 7)).toBe(true);
  });
});
