import { problem } from '../http/problem.js';
import { listOf, ref } from '../schemas/refs.js';
import type { Tenant } from '../schemas/session-types.js';
import { ledgerParameters as ledgerQuery } from '../store/ledger-query.js';
import { done, doneSpec, json, type Operations, problemSpec } from './operation.js';
import { sendTransactions, sendTransactionsCsv } from './transactions.js';

const code = "The tenant's tenant_code";

/** Operations on tenants, their balances and the ledger. */
export const tenantOperations = {
  'GET /tenants': {
    summary: 'The tenants and their balances',
    session: true,
    answers: { 200: { description: 'All of them, without keys.', schema: listOf('tenants', ref('Tenant')) } },
    handle: async ({ session }) => json({ tenants: (await session.store.tenants()).map(shown) }),
  },
  'PUT /tenants/{code}': {
    summary: 'Adds a tenant, or changes the key, the balance or both of one',
    session: 'opens',
    parameters: { code },
    body: {
      schema: ref('TenantChange'),
      example: { key: 'ADINS_key1234', balance: 3 },
      more: { 'top up': { balance: 100 }, 'other key': { key: 'ADINS_key5678' } },
    },
    answers: {
      200: { description: 'It was changed.', schema: ref('Tenant') },
      201: { description: 'It was added.', schema: ref('Tenant') },
    },
    handle: async ({ session, parameters, body }) => {
      const tenantCode = parameters['code'] ?? '';
      const { tenant, isNew } = await session.store.setTenant({ ...(body as Partial<Tenant>), code: tenantCode });
      return json(shown(tenant), isNew ? 201 : 200);
    },
  },
  'DELETE /tenants/{code}': {
    summary: 'Takes a tenant out',
    session: true,
    parameters: { code },
    answers: { 204: doneSpec, 404: problemSpec('There is no such tenant.') },
    handle: async ({ session, parameters }) => {
      const tenantCode = parameters['code'] ?? '';
      if (await session.store.removeTenant(tenantCode)) return done;
      // The code is not repeated, because it may be a key.
      return problem(404, 'No such tenant', 'No tenant has this code; GET /__admin/tenants lists them.');
    },
  },
  'GET /transactions': {
    summary: 'What was charged or had a number, oldest first, in pages',
    session: true,
    query: ledgerQuery,
    answers: { 200: { description: 'A page; `Link` says where the next one is.', schema: ref('TransactionPage') } },
    handle: sendTransactions,
  },
  'GET /transactions.csv': {
    summary: 'What was charged or had a number, for a spreadsheet',
    session: true,
    query: ledgerQuery,
    answers: { 200: { description: 'With a head line.', contentType: 'text/csv' } },
    handle: sendTransactionsCsv,
  },
} satisfies Operations;

function shown({ code, balance }: Tenant): Omit<Tenant, 'key'> {
  return { code, balance };
}
