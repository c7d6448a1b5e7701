/** Schemas of single values. */
export const textValue = { type: 'string' } as const;
export const textValues = { type: 'array', items: textValue } as const;
export const countValue = { type: 'integer', minimum: 0 } as const;

/** An object that has these properties and no others. */
export function closed<
  const Properties extends Readonly<Record<string, object>>,
  const Required extends readonly (keyof Properties & string)[],
>(properties: Properties, required: Required) {
  return { type: 'object', properties, required, additionalProperties: false } as const;
}
