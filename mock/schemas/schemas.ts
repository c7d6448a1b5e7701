import type { SchemaObject } from 'openapi3-ts/oas31';
import { responseKinds } from '../../spec/index.js';
import { faultNames, faultOrScheduleSchema, faultSchema } from '../faults/index.js';

import { channels } from './choices.js';
import { criteriaSchemas } from './criteria-schemas.js';
import { ref } from './refs.js';
import { queueItemSchema, queueSchema, scenarioName, tenantProperties, tenantsSchema } from './session-schemas.js';

const text: SchemaObject = { type: 'string' };
const count: SchemaObject = { type: 'integer', minimum: 0 };

/** Returns the schema of an object with exactly these keys; `optional` names the optional ones. */
export function exactly(properties: SchemaObject['properties'], optional: readonly string[] = []): SchemaObject {
  return {
    type: 'object',
    required: Object.keys(properties ?? {}).filter((key) => !optional.includes(key)),
    properties: properties ?? {},
    additionalProperties: false,
  };
}

/** Returns the schema of an object with at least these keys, so that the journal can add more. */
function atLeast(properties: NonNullable<SchemaObject['properties']>, optional: readonly string[] = []): SchemaObject {
  return { ...exactly(properties, optional), additionalProperties: true };
}

/** A rule with `none` applies no fault. */
const plannedFault = { if: { type: 'string' }, then: { const: 'none' }, else: ref('Fault') } as SchemaObject;

const tenant = exactly({ code: text, balance: { type: 'integer' } });

/** Schemas shared by operations of the admin API, by name. */
export const schemas: Readonly<Record<string, SchemaObject>> = {
  ...criteriaSchemas,
  Problem: {
    ...atLeast({ type: text, title: text, status: { type: 'integer' }, detail: text }),
    description: 'The problem and the remedy (RFC 9457).',
  },
  Fault: faultSchema,
  FaultOrSchedule: faultOrScheduleSchema,
  FaultPlan: {
    ...exactly({ rules: { type: 'array', items: atLeast({ fault: plannedFault }) }, seed: count, requests: count }),
    description: 'The rules in effect, their random seed, and the number of requests since they were set.',
  },
  Scenario: scenarioName,
  QueueItem: queueItemSchema,
  QueueItems: queueSchema,
  Queue: exactly({
    steps: { type: 'array', items: exactly({ scenario: text, times: count }) },
    then: { type: ['string', 'null'] },
    repeat: { type: 'boolean' },
  }),
  Tenant: { ...tenant, description: 'Without its key.' },
  TenantChange: exactly({ key: tenantProperties.key, balance: tenantProperties.balance }, ['key', 'balance']),
  Tenants: tenantsSchema,
  SessionOptions: exactly(
    {
      tenants: ref('Tenants'),
      scenario: ref('Scenario'),
      queue: ref('QueueItems'),
      fault: ref('FaultOrSchedule'),
    },
    ['tenants', 'scenario', 'queue', 'fault'],
  ),
  Session: exactly({
    id: { type: ['string', 'null'], description: 'null for the default session.' },
    scenario: { type: ['string', 'null'], description: 'The default scenario; null leaves the answer to the rules.' },
    queue: ref('Queue'),
    fault: ref('FaultPlan'),
    tenants: { type: 'array', items: ref('Tenant') },
    requests: { ...count, description: 'Number of requests in the journal.' },
    transactions: { ...count, description: 'Number of rows in the ledger.' },
  }),
  Transaction: exactly({
    trxNo: text,
    refNumber: text,
    tenantCode: text,
    loginId: text,
    at: text,
    scenario: text,
    charged: { type: 'boolean', description: 'False if the answer had a number, but no tenant could be charged.' },
  }),
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
  JournalEntry: atLeast({
    id: text,
    at: { type: 'string', description: 'ISO 8601.' },
    method: text,
    path: text,
    headers: { type: 'object', additionalProperties: text },
    parts: {
      type: 'array',
      items: {
        ...atLeast(
          {
            type: { enum: ['text', 'file'] },
            name: text,
            contractName: {
              ...text,
              description: 'Name of the part in the contract, where the client spelt it differently.',
            },
            declaredType: text,
            violations: { type: 'array' },
          },
          ['contractName'],
        ),
        if: { properties: { type: { const: 'text' } } },
        then: atLeast({ value: { ...text, description: 'Masked in key and nik.' } }),
        else: atLeast(
          {
            filename: { type: ['string', 'null'] },
            sniffedType: text,
            bytes: count,
            sha256: { ...text, description: 'Empty for key and nik.' },
            dimensions: {
              ...exactly({ width: count, height: count }),
              type: ['object', 'null'],
              description: 'In pixels; null for a file that was not inspected.',
            },
            inspection: {
              type: ['string', 'null'],
              description: 'Findings of the simulated face engine; null if it did not inspect the file.',
            },
            kept: { type: 'boolean' },
            image: { ...text, description: 'Path of the kept picture.' },
            notKeptReason: { ...text, description: 'Why the mock did not keep it. Only with --keep-images.' },
          },
          ['image', 'notKeptReason'],
        ),
      } as SchemaObject,
    },
    violations: {
      type: 'array',
      items: atLeast(
        {
          rule: text,
          part: text,
          partIndex: { ...count, description: 'Index of the part in the request, from 0.' },
          outcome: text,
          text,
          hint: text,
        },
        ['part', 'partIndex', 'hint'],
      ),
    },
    answer: {
      ...atLeast(
        {
          status: { type: 'integer', description: 'Status on the wire; 0 if none was sent.' },
          intendedStatus: {
            type: 'integer',
            description: 'Status before the fault, or before the client left, if different.',
          },
          reason: text,
          scenario: text,
          kind: { enum: [...responseKinds] },
          selectedBy: { enum: [...channels, 'rules'] },
          trxNo: text,
          body: text,
          fault: atLeast({ type: { enum: [...faultNames] } }),
        },
        ['intendedStatus', 'scenario', 'kind', 'selectedBy', 'trxNo', 'body', 'fault'],
      ),
      type: ['object', 'null'],
    },
    state: { enum: ['open', 'answered', 'aborted'] },
    durationMs: { type: ['number', 'null'] },
  }),
  NearMiss: exactly({
    id: text,
    summary: text,
    matched: count,
    total: count,
    differences: { type: 'array', items: exactly({ criterion: text, expected: text, actual: text }) },
  }),
};
