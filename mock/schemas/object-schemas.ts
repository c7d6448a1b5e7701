import type { SchemaObject } from 'openapi3-ts/oas31';

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
export function atLeast(
  properties: NonNullable<SchemaObject['properties']>,
  optional: readonly string[] = [],
): SchemaObject {
  return { ...exactly(properties, optional), additionalProperties: true };
}

/** Returns the schema of an object with some of these keys, and no others. */
export function someKeysOf(properties: NonNullable<SchemaObject['properties']>): SchemaObject {
  return { type: 'object', properties, additionalProperties: false };
}
