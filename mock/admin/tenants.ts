import { problem } from '../http/problem.js';
import { listOf, ref } from '../schemas/refs.js';
import type { Tenant } from '../schemas/session-types.js';
import type { Session } from '../sessions/session.js';
import { ledgerParameters as ledgerQuery } from '../store/ledger-query.js';
import type { TenantChange } from '../store/tenant-change.js';
import { tenantsOf } from '../store/tenants.js';
import { done, doneSpec, json, type Operations, problemSpec } from './operation.js';
import { samplesOperation } from './samples.js';
import { sendTransactions, sendTransactionsCsv } from './transactions.js';
import { unknownScenarios } from './unknown-scenarios.js';

const code = "The tenant's tenant_code";

/** Operations on tenants, their balances and the ledger. */
export const tenantOperations = {
  'GET /tenants': {
    summary: 'The tenants and their balances',
    session: true,
    answers: { 200: { description: 'All of them, without keys.', schema: listOf('tenants', ref('Tenant')) } },
    handle: async ({ session }) => json({ tenants: await listedTenants(session) }),
  },
  'PUT /tenants/{code}': {
    summary: "Adds a tenant, or changes a tenant's key, balance and scenario",
    session: 'opens',
    parameters: { code },
    body: {
      schema: ref('TenantChange'),
      example: { key: 'ADINS_key1234', balance: 3 },
      more: {
        'top up': { balance: 100 },
        'other key': { key: 'ADINS_key5678' },
        scenario: { scenario: 'liveness-error' },
      },
    },
    answers: {
      200: { description: 'Changed.', schema: ref('Tenant') },
      201: { description: 'Added.', schema: ref('Tenant') },
    },
    handle: async ({ options, session, parameters, body }) => {
      const change = body as Omit<TenantChange, 'code'>;
      const unknown = unknownScenarios(options.contract, typeof change.scenario === 'string' ? [change.scenario] : []);
      if (unknown) return unknown;
      const tenantCode = parameters['code'] ?? '';
      const { tenant, isNew } = await session.store.setTenant({ ...change, code: tenantCode });
      return json(listed(tenant, session), isNew ? 201 : 200);
    },
  },
  'DELETE /tenants/{code}': {
    summary: 'Removes a tenant',
    session: true,
    parameters: { code },
    answers: { 204: doneSpec, 404: problemSpec('Unknown tenant.') },
    handle: async ({ session, parameters }) => {
      const tenantCode = parameters['code'] ?? '';
      if (await session.store.removeTenant(tenantCode)) return done;
      // The code is not repeated, because it may be a key.
      return problem(404, 'No such tenant', 'No tenant has this code; GET /__admin/tenants lists them.');
    },
  },
  'GET /samples': samplesOperation,
  'GET /transactions': {
    summary: 'The ledger, oldest row first, in pages',
    session: true,
    query: ledgerQuery,
    answers: {
      200: { description: 'A page. `Link` has the address of the next one.', schema: ref('TransactionPage') },
    },
    handle: sendTransactions,
  },
  'GET /transactions.csv': {
    summary: 'The ledger as CSV',
    session: true,
    query: ledgerQuery,
    answers: { 200: { description: 'CSV with a header row.', contentType: 'text/csv' } },
    handle: sendTransactionsCsv,
  },
} satisfies Operations;

/** Returns the tenants of a session without their keys. */
export async function listedTenants(session: Pick<Session, 'store' | 'options'>) {
  return (await session.store.tenants()).map((tenant) => listed(tenant, session));
}

function listed({ code, balance, scenario }: Tenant, { options }: Pick<Session, 'options'>) {
  const configured = tenantsOf(options.tenants).find((tenant) => tenant.code === code);
  return { code, balance, configured: configured?.balance ?? null, scenario: scenario ?? null };
}
