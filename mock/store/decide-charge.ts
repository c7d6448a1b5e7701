import type { Transaction } from '../schemas/session-types.js';
import type { LedgerTexts } from './ledger-text.js';
import type { DecidedChange, Standing } from './state.js';
import type { Charge, ChargeRow, Settlement } from './store.js';
import { nextTrxNo } from './trx-no.js';

/** Decides what a charge changes, given the current standing: it may have changed since the look-up. */
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
      ...(tenant && marksRefNumber
        ? { used: [tenant.code, standing.texts.encodeRefNumber(row.refNumber)] as const }
        : {}),
      // The ledger lists every number that a client sees, charged or not.
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

/** Returns a row with its texts masked. */
export function maskedRow(
  { refNumber, tenantCode, loginId, at, scenario }: ChargeRow,
  code: string | undefined,
  { encode }: LedgerTexts,
): Omit<Transaction, 'trxNo' | 'charged'> {
  const shownCode = code ?? encode(tenantCode);
  return {
    refNumber: encode(refNumber),
    tenantCode: shownCode,
    loginId: loginId ? encode(loginId) : shownCode,
    at,
    scenario,
  };
}
