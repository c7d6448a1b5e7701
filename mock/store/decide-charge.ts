import type { Transaction } from './ledger.js';
import type { LedgerTexts } from './ledger-text.js';
import type { DecidedChange, Standing } from './state.js';
import type { Charge, ChargeRow, Settlement } from './store.js';
import { nextTrxNo } from './trx-no.js';

/** Decides what a charge changes by how things stand now: what a look-up found may have changed since. */
export function decideCharge(charge: Charge, standing: Standing): DecidedChange<Settlement> {
  const { tenant, isCharged, numbering, marksRefNumber, row } = charge;
  if (tenant) {
    const now = standing.tenant(tenant.code);
    if (now?.key !== tenant.key) return { result: { outcome: 'gone' } };
    if (isCharged && now.balance <= 0) return { result: { outcome: 'used-up' } };
    if (marksRefNumber && standing.hasRefNumber(tenant.code, row.refNumber.text))
      return { result: { outcome: 'repeated' } };
  }
  const numbered = numbering === 'none' ? undefined : nextTrxNo(standing.counter(), numbering === 'increasing');
  const charged = isCharged && tenant !== undefined;
  const result = { outcome: 'settled', ...(numbered ? { trxNo: numbered.trxNo } : {}) } as const;
  if (!charged && !numbered && !marksRefNumber) return { result };
  return {
    change: {
      type: 'answer',
      ...(numbered ? { counter: numbered.counter } : {}),
      ...(tenant && marksRefNumber ? { used: [tenant.code, standing.texts.remembered(row.refNumber)] as const } : {}),
      // Every number that a client sees stands in the ledger, whoever pays for it.
      ...(charged || numbered
        ? {
            transaction: {
              ...maskedRow(row, tenant?.code, standing.texts),
              trxNo: numbered?.trxNo ?? '',
              charged,
            },
          }
        : {}),
    },
    result,
  };
}

function maskedRow(
  { refNumber, tenantCode, loginId, at, scenario }: ChargeRow,
  code: string | undefined,
  { kept }: LedgerTexts,
): Omit<Transaction, 'trxNo' | 'charged'> {
  const shownCode = code ?? kept(tenantCode);
  return {
    refNumber: kept(refNumber),
    tenantCode: shownCode,
    loginId: loginId ? kept(loginId) : shownCode,
    at,
    scenario,
  };
}
