import type { Tenant, Transaction } from '../schemas/session-types.js';

/** An answer that a client has seen. */
export interface Acknowledged {
  readonly trxNo: string;
  readonly refNumber: string;
}

/**
 * Returns discrepancies between the answers that clients have seen and the mock's final state. Rows without a seen
 * answer are right: the mock was killed between writing them and sending the answer.
 */
export function findDiscrepancies(
  acknowledged: readonly Acknowledged[],
  transactions: readonly Transaction[],
  tenant: Pick<Tenant, 'balance'>,
  balanceAtStart: number,
): readonly string[] {
  const rows = new Map(transactions.map((row) => [row.trxNo, row]));
  const seen = new Map(acknowledged.map((answer) => [answer.trxNo, answer]));
  return [
    ...(rows.size < transactions.length ? ['a number is in the ledger twice'] : []),
    ...(seen.size < acknowledged.length ? ['a number was answered twice'] : []),
    ...(acknowledged.some(({ trxNo }) => !rows.has(trxNo)) ? ['an answered number is not in the ledger'] : []),
    ...(acknowledged.some(({ trxNo, refNumber }) => (rows.get(trxNo)?.refNumber ?? refNumber) !== refNumber)
      ? ['an answered number is that of another request']
      : []),
    ...(tenant.balance !== balanceAtStart - transactions.filter(({ charged }) => charged).length
      ? ['the balance is not what the ledger says']
      : []),
  ];
}
