import type { IncomingMessage } from 'node:http';
import type { Contract } from '../../spec/index.js';
import type { Account, Store } from '../store/store.js';
import type { ContractParts } from './multipart/count-parts.js';

/** Looks up the tenant that a request names. A request with a wrong method names none. */
export async function lookUpAccount(
  store: Store,
  {
    contract,
    request,
    parts,
  }: { readonly contract: Contract; readonly request: IncomingMessage; readonly parts: ContractParts },
): Promise<Account> {
  if (request.method !== contract.method) return { tenant: undefined, tenants: [] };
  return store.lookUp({
    tenantCode: parts.text('tenant_code') ?? '',
    key: parts.text('key') ?? '',
    codeCase: contract.decisions.credentials.tenantCodeCase,
    refNumber: parts.text('refNumber') ?? '',
  });
}
