import { aboutOperations } from './about.js';
import { answeringOperations } from './answering.js';
import { eventOperations } from './event-stream.js';
import { adminOpenApi } from './openapi.js';
import type { Address, AdminOptions, Operations } from './operation.js';
import { type AddressedOperation, json } from './operation.js';
import { registerOperations } from './register.js';
import { requestOperations } from './requests.js';
import { sessionOperations } from './sessions.js';
import { tenantOperations } from './tenants.js';

/**
 * Every operation of the admin API by topic. The router, the index and the OpenAPI document derive from these tables. A
 * new address is one entry.
 */
const topics: Readonly<Record<string, Operations>> = {
  about: {
    ...aboutOperations,
    ...registerOperations,
    'GET /admin-openapi.json': {
      summary: 'The admin API as OpenAPI',
      answers: { 200: { description: 'OpenAPI 3.1.', schema: { type: 'object', required: ['openapi', 'paths'] } } },
      handle: ({ options }) => json(adminOpenApi(operationsFor(options))),
    },
  },
  requests: { ...requestOperations, ...eventOperations },
  answers: answeringOperations,
  tenants: tenantOperations,
  sessions: sessionOperations,
};

/** Returns the operations of a mock, grouped by topic. `GET /metrics` exists only if metrics are enabled. */
export function operationsFor({ metrics }: Pick<AdminOptions, 'metrics'>): readonly (AddressedOperation & {
  readonly topic: string;
})[] {
  return Object.entries(topics).flatMap(([topic, operations]) =>
    Object.entries(operations)
      .filter(([address]) => metrics !== undefined || address !== 'GET /metrics')
      .map(([address, operation]) => ({ ...operation, ...parseAddress(address as Address), topic })),
  );
}

function parseAddress(address: Address): Pick<AddressedOperation, 'method' | 'path'> {
  const [method, path = ''] = address.split(' ', 2) as [AddressedOperation['method'], string];
  return { method, path };
}
