import type { AccountQuery, Charge } from './store.js';

const tenant = { code: 'AIT', key: 'ADINS_key1234' };

/** A charge of the tenant AIT for a success, with a number. */
export function chargeOf(refNumber: string, change: Partial<Charge> = {}): Charge {
  return {
    tenant,
    isCharged: true,
    numbering: 'increasing',
    marksRefNumber: refNumber !== '',
    row: {
      refNumber: { text: refNumber, shown: refNumber },
      tenantCode: { text: tenant.code, shown: tenant.code },
      loginId: undefined,
      at: '2022-04-14T03:56:41.000Z',
      scenario: 'success',
    },
    ...change,
  };
}

/** The look-up for a request of the tenant AIT. */
export function accountQuery(refNumber: string, change: Partial<AccountQuery> = {}): AccountQuery {
  return { tenantCode: tenant.code, key: tenant.key, codeCase: 'exact', refNumber, ...change };
}
