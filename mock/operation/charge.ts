import { type Contract, KitError, reasonOf } from '../../spec/index.js';
import type { Fault } from '../faults/index.js';
import type { HideSecrets } from '../privacy/hide-secrets.js';
import type { JournalAnswer } from '../schemas/journal-types.js';
import { sentText } from '../store/ledger-text.js';
import {
  type Account,
  type Charge,
  type ChargeRow,
  type Settlement,
  type Store,
  UncertainError,
} from '../store/store.js';
import type { ContractParts } from './multipart/count-parts.js';
import type { Choice, OwnAnswer } from './scenarios/choose.js';

/** The input for a charge. */
export interface ChargeInput {
  readonly contract: Contract;
  readonly account: Account;
  readonly parts: ContractParts;
  readonly hide: HideSecrets;
  readonly fault: Fault | undefined;
  /** Returns the time of the answer. */
  readonly time: () => Date;
}

/**
 * The outcome of a charge, including that nothing was charged or that the store cannot save it. It is certain unless the
 * store did not answer.
 */
export type Settled =
  | Settlement
  | { readonly outcome: 'unwritable'; readonly reason: string; readonly isCertain: boolean };

/** Returns the charge for a chosen answer; undefined if it costs nothing and has no number. */
export function chargeFor(
  choice: Choice | OwnAnswer,
  { contract, account, parts, hide, fault, time }: ChargeInput,
): Charge | undefined {
  if ('ownAnswer' in choice) return undefined;
  const { kind, name } = choice.scenario;
  const { charged, trxNo } = contract.decisions;
  // A forced success may have no tenant to charge, or an empty balance.
  const tenant = fault?.charged === 'no' ? undefined : account.tenant;
  const isCharged = tenant !== undefined && tenant.balance > 0 && charged.includes(kind);
  const marksRefNumber =
    tenant !== undefined &&
    kind === 'success' &&
    (parts.text('refNumber') ?? '') !== '' &&
    !(account.tenant && account.isRefNumberUsed);
  if (!isCharged && !choice.isNumbered && !marksRefNumber) return undefined;
  const counting = trxNo.increasing ? 'increasing' : 'any-order';
  return {
    tenant,
    isCharged,
    numbering: choice.isNumbered ? counting : 'none',
    marksRefNumber,
    row: { ...rowOf(contract, parts, hide, name), at: time().toISOString() },
  };
}

/** Settles a charge in the store. If the store cannot save it, nothing has changed. */
export async function settleCharge(store: Store, charge: Charge | undefined): Promise<Settled> {
  if (!charge) return { outcome: 'settled' };
  try {
    return await store.settle(charge);
  } catch (error) {
    if (!(error instanceof KitError) || error.code !== 'unwritable') throw error;
    return { outcome: 'unwritable', reason: reasonOf(error), isCertain: !(error instanceof UncertainError) };
  }
}

/** Returns the tenant's balance before and after a charge, as the look-up found it; undefined without a tenant. */
export function balanceAround(
  { tenant }: Account,
  charge: Charge | undefined,
  { outcome }: Settled,
): JournalAnswer['balance'] {
  if (!tenant) return undefined;
  const { code, balance } = tenant;
  const isCharged = charge?.isCharged === true && outcome === 'settled';
  return { tenant: code, before: balance, after: isCharged ? balance - 1 : balance };
}

/** Whether the result of the look-up is out of date, so that the request must be validated again. */
export function isOutdated({ outcome }: Settled): boolean {
  switch (outcome) {
    case 'used-up':
    case 'gone':
    case 'repeated':
      return true;
    case 'settled':
    case 'unwritable':
      return false;
  }
}

function rowOf(
  { decisions }: Contract,
  parts: ContractParts,
  hide: HideSecrets,
  scenario: string,
): Omit<ChargeRow, 'at'> {
  const loginId = parts.text('loginId');
  const isFilled = loginId !== undefined && (loginId !== '' || decisions.parts.emptyOptional !== 'as-absent');
  return {
    refNumber: sentText(parts.text('refNumber') ?? '', hide),
    tenantCode: sentText(parts.text('tenant_code') ?? '', hide),
    loginId: isFilled ? sentText(loginId, hide) : undefined,
    scenario,
  };
}
