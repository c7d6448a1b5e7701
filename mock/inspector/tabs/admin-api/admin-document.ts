import type { AdminRequest, AdminResult } from '../../api/admin-types.js';
import { callAdmin } from '../../api/call-admin.js';

/** The parts of a JSON Schema that the page shows. */
export interface ShownSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, ShownSchema | false>>;
  readonly additionalProperties?: boolean | ShownSchema;
  readonly items?: ShownSchema;
  readonly oneOf?: readonly ShownSchema[];
  readonly anyOf?: readonly ShownSchema[];
  readonly then?: ShownSchema;
  readonly else?: ShownSchema;
}

interface ShownContent {
  readonly schema?: ShownSchema;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}

/** A parameter of an operation. */
export interface ShownParameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly description?: string;
}

interface DescribedOperation {
  readonly tags: readonly string[];
  readonly summary: string;
  readonly security?: readonly unknown[];
  readonly parameters: readonly ShownParameter[];
  readonly requestBody?: { readonly required: boolean; readonly content: Readonly<Record<string, ShownContent>> };
  readonly responses: Readonly<
    Record<string, { readonly description: string; readonly content?: Readonly<Record<string, ShownContent>> }>
  >;
}

/** An operation of the admin API. */
export interface ShownOperation extends DescribedOperation {
  readonly method: AdminRequest['method'];
  /** Below `/__admin`, with parameters in braces. */
  readonly path: string;
}

/** The admin API, as its OpenAPI document describes it. */
export interface AdminDocument {
  readonly groups: readonly { readonly name: string; readonly operations: readonly ShownOperation[] }[];
  readonly schemas: Readonly<Record<string, ShownSchema>>;
}

interface OpenApi {
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, DescribedOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, ShownSchema>> };
}

export const documentCall: AdminRequest = { method: 'GET', path: '/admin-openapi.json', ofMock: true };

/** Loads the operations of the admin API, grouped as in its OpenAPI document. */
export async function loadAdminDocument(): Promise<AdminResult<AdminDocument>> {
  const answer = await callAdmin<OpenApi>(documentCall);
  if (!answer.ok) return answer;
  const { tags, paths, components } = answer.value;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, operation]): ShownOperation => ({
        ...operation,
        method: method.toUpperCase() as ShownOperation['method'],
        path,
      }),
    ),
  );
  const groups = tags.map(({ name }) => ({
    name,
    operations: operations.filter((operation) => operation.tags[0] === name),
  }));
  return { ...answer, value: { groups, schemas: components.schemas } };
}

/** Whether the operation streams, so that its answer has no end. */
export function isStream({ responses }: ShownOperation): boolean {
  return responses['200']?.content?.['text/event-stream'] !== undefined;
}

/**
 * Returns the call of an operation with these values of its parameters, and an example as its body. A path parameter
 * without a value stands as `<name>`, a query parameter without one is left out.
 */
export function exampleCall(operation: ShownOperation, values: Readonly<Record<string, string>>): AdminRequest {
  const { method, parameters, requestBody } = operation;
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name] ?? '';
    return value === '' ? `<${name}>` : encodeURIComponent(value);
  });
  const query = new URLSearchParams(
    parameters.flatMap(({ name, in: place }) =>
      place === 'query' && (values[name] ?? '') !== '' ? [[name, values[name] ?? '']] : [],
    ),
  );
  const { example, examples } = requestBody?.content['application/json'] ?? {};
  const body = example ?? Object.values(examples ?? {})[0]?.value;
  return {
    method,
    path: `${path}${query.size === 0 ? '' : `?${query}`}`,
    ofMock: true,
    ...(body === undefined ? {} : { body }),
  };
}
