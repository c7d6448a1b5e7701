import type { ShownSchema } from './admin-document.js';

export type ShownSchemas = Readonly<Record<string, ShownSchema>>;

/** Follows a reference to one of the shared schemas. A description beside the reference wins. */
export function resolved(schema: ShownSchema, schemas: ShownSchemas): ShownSchema {
  const name = schema.$ref?.split('/').at(-1);
  const target = name === undefined ? undefined : schemas[name];
  if (!target) return schema;
  return resolved(schema.description === undefined ? target : { ...target, description: schema.description }, schemas);
}

/** The forms that a value may have: the branches of a choice, or the schema itself. */
export function formsOf(schema: ShownSchema, schemas: ShownSchemas): readonly ShownSchema[] {
  const whole = resolved(schema, schemas);
  const branches = whole.oneOf ?? whole.anyOf ?? [whole.then, whole.else].filter((branch) => branch !== undefined);
  if (branches.length === 0) return [whole];
  return branches.flatMap((branch) => formsOf(branch, schemas));
}

/** Returns the type of a value in words: `list of strings`, `one of "a", "b"`, `integer from 0 to 9`. */
export function typeInWords(schema: ShownSchema, schemas: ShownSchemas): string {
  const forms = formsOf(schema, schemas);
  return [...new Set(forms.map((form) => formInWords(form, schemas)))].join(', or ');
}

function formInWords(form: ShownSchema, schemas: ShownSchemas): string {
  if (form.const !== undefined) return JSON.stringify(form.const);
  if (form.enum) return `one of ${form.enum.map((value) => JSON.stringify(value)).join(', ')}`;
  const types = [form.type ?? (form.properties ? 'object' : 'any value')].flat();
  return types
    .map((type) => {
      if (type === 'array') return form.items ? `list of ${typeInWords(form.items, schemas)}` : 'list';
      if (type === 'integer' || type === 'number') return `${type}${boundsInWords(form)}`;
      return type;
    })
    .join(' or ');
}

function boundsInWords({ minimum, maximum }: ShownSchema): string {
  if (minimum !== undefined && maximum !== undefined) return ` from ${minimum} to ${maximum}`;
  if (minimum !== undefined) return ` from ${minimum}`;
  return maximum === undefined ? '' : ` up to ${maximum}`;
}
