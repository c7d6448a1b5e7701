import type { SchemaObject } from 'openapi3-ts/oas31';
import { faultOrScheduleSchema, faultSchema, largestScheduleSeed } from '../faults/index.js';

import { criteriaSchemas } from './criteria-schemas.js';
import { harSchema } from './har-schema.js';
import { journalSchemas } from './journal-schemas.js';
import { atLeast, exactly } from './object-schemas.js';
import { ref } from './refs.js';
import {
  changedScenarioSchema,
  clockSchema,
  largestFirstTrxNo,
  queueItemSchema,
  queueSchema,
  scenarioName,
  tenantProperties,
  tenantsSchema,
} from './session-schemas.js';

const text: SchemaObject = { type: 'string' };
const count: SchemaObject = { type: 'integer', minimum: 0 };

/** A rule with `none` applies no fault. */
const plannedFault = { if: { type: 'string' }, then: { const: 'none' }, else: ref('Fault') } as SchemaObject;

const tenant = exactly({
  code: text,
  balance: { type: 'integer' },
  configured: { type: ['integer', 'null'], description: 'Its configured balance; null if it is not configured.' },
  scenario: { type: ['string', 'null'], description: 'The scenario that answers its requests; null for none.' },
});

/** Schemas shared by operations of the admin API, by name. */
export const schemas = {
  ...criteriaSchemas,
  Problem: {
    ...atLeast({ type: text, title: text, status: { type: 'integer' }, detail: text }),
    description: 'The problem and the remedy (RFC 9457).',
  },
  Har: harSchema,
  Fault: faultSchema,
  FaultOrSchedule: faultOrScheduleSchema,
  FaultPlan: {
    ...exactly({ rules: { type: 'array', items: atLeast({ fault: plannedFault }) }, seed: count, requests: count }),
    description: 'The rules in effect, their random seed, and the number of requests since they were set.',
  },
  Scenario: scenarioName,
  QueueItem: queueItemSchema,
  QueueItems: queueSchema,
  Queue: {
    ...exactly({
      steps: { type: 'array', items: exactly({ scenario: text, times: count }) },
      then: { type: ['string', 'null'], description: 'The scenario that follows the last step again and again.' },
      repeat: { type: 'boolean', description: 'Whether the queue restarts after the last step.' },
    }),
    description: 'The remaining steps of a queue, and what follows them.',
  },
  Tenant: { ...tenant, description: 'Without its key.' },
  TenantChange: exactly(
    { key: tenantProperties.key, balance: tenantProperties.balance, scenario: changedScenarioSchema },
    ['key', 'balance', 'scenario'],
  ),
  Tenants: tenantsSchema,
  Sample: {
    ...exactly({
      scenario: text,
      headers: { type: 'object', additionalProperties: text, description: 'Headers to send, which select it.' },
      parts: {
        type: 'array',
        items: {
          ...exactly(
            {
              name: text,
              value: {
                type: ['string', 'null'],
                description: 'null for a value that you choose: a new refNumber, or the key of your own tenant.',
              },
              fixture: { ...text, description: 'Id of the picture to send: GET /__admin/fixtures/<id>.' },
              fileName: text,
            },
            ['value', 'fixture', 'fileName'],
          ),
        },
      },
    }),
    description: 'A request that the mock answers with one scenario.',
  },
  SessionOptions: exactly(
    {
      tenants: ref('Tenants'),
      scenario: ref('Scenario'),
      queue: ref('QueueItems'),
      fault: ref('FaultOrSchedule'),
      clock: clockSchema,
      firstTrxNo: {
        type: 'integer',
        minimum: 0,
        maximum: largestFirstTrxNo,
        description: 'X-Trx-No of the first transaction.',
      },
      seed: {
        type: 'integer',
        minimum: 0,
        maximum: largestScheduleSeed,
        description: 'Seed of the figures and of faults.',
      },
    },
    ['tenants', 'scenario', 'queue', 'fault', 'clock', 'firstTrxNo', 'seed'],
  ),
  Session: exactly({
    id: { type: ['string', 'null'], description: 'null for the default session.' },
    scenario: { type: ['string', 'null'], description: 'The default scenario; null leaves the answer to the rules.' },
    queue: ref('Queue'),
    fault: ref('FaultPlan'),
    clock: { type: ['string', 'null'], description: 'The time of its answers; null for the real one.' },
    seed: { type: ['integer', 'null'], description: 'The seed of its figures; null draws them by the pictures.' },
    keepImages: { type: 'boolean', description: 'Whether the pictures of new requests are kept in memory.' },
    tenants: { type: 'array', items: ref('Tenant') },
    requests: { ...count, description: 'Number of requests in the journal.' },
    transactions: { ...count, description: 'Number of rows in the ledger.' },
  }),
  Transaction: {
    ...exactly({
      trxNo: text,
      refNumber: {
        ...text,
        description:
          'As sent. If it contains a secret, it is masked as in the journal and gets a mark. The same applies to the two below.',
      },
      tenantCode: {
        ...text,
        description: "The tenant's code; as sent if there is no such tenant or the key is wrong.",
      },
      loginId: {
        ...text,
        description: 'The caller; the tenant_code if loginId was not filled (section 1, row loginId).',
      },
      at: { ...text, description: 'ISO 8601.' },
      scenario: text,
      charged: {
        type: 'boolean',
        description: 'Whether a balance was charged. A forced answer may have no tenant or no balance to charge.',
      },
    }),
    description:
      'One transaction, for practising reconciliation (section 2, the paragraph on X-Trx-No). Every answer that was charged or numbered has one.',
  },
  TransactionPage: {
    type: 'object',
    required: ['total', 'transactions'],
    properties: {
      total: { type: 'integer', description: 'Total on all pages.' },
      transactions: { type: 'array', items: ref('Transaction') },
      next: { type: 'integer', description: 'The offset of the next page; absent on the last one.' },
    },
    additionalProperties: false,
  },
  ...journalSchemas,
} satisfies Readonly<Record<string, SchemaObject>>;
