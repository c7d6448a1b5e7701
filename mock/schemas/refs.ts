import type { ReferenceObject, SchemaObject } from 'openapi3-ts/oas31';

/** Returns a reference to one of the schemas in `schemas.ts`. */
export function ref(name: string): ReferenceObject {
  return { $ref: `#/components/schemas/${name}` };
}

/** Returns the schema of an object with one list. */
export function listOf(name: string, items: SchemaObject | ReferenceObject): SchemaObject {
  return {
    type: 'object',
    required: [name],
    properties: { [name]: { type: 'array', items } },
    additionalProperties: false,
  };
}
