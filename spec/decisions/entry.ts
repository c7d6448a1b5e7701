import type { FromSchema, JSONSchema } from 'json-schema-to-ts';
import type { PlainSchema } from '../schema-words.js';
import { type FailureKind, type RuleOutcome, responseKinds } from '../vocabulary.js';

/** One decision, as code that goes through all of them sees it. */
export interface Decision {
  /** What it may be. */
  readonly schema: PlainSchema;
  /** The same in words, after "allowed: ", where the schema alone would not be understood. */
  readonly allowed?: string;
  /** What the document states, or else the strictest reading. */
  readonly default: unknown;
  /** Id of the ambiguity that asks the question. */
  readonly ambiguity: string;
}

/** The values that a schema allows, as a type. */
export type ValueOf<Schema> = Schema extends JSONSchema ? FromSchema<Schema> : never;

/** Keeps an entry's schema as a literal, so that the type of its value can be derived from it. */
export function decision<const Schema>(
  entry: Omit<Decision, 'schema' | 'default'> & { readonly schema: Schema; readonly default: NoInfer<ValueOf<Schema>> },
): Omit<Decision, 'schema'> & { readonly schema: Schema } {
  return entry;
}

/** A schema that lists its values. */
export function enumOf<const Values extends readonly (string | number)[]>(...values: Values) {
  return { enum: values } as const;
}

/** The kinds that are not a success. */
export const failureKinds = responseKinds.filter((kind): kind is FailureKind => kind !== 'success');

/** What a rule may make of its finding: a failure, or nothing. */
export const verdicts: readonly RuleOutcome[] = [...failureKinds, 'accepted'];

/** 204, 205 and 304 are left out: HTTP gives an answer with one of them no body, and every kind has one. */
export const status = { type: 'integer', minimum: 200, maximum: 599, not: { enum: [204, 205, 304] } } as const;

/** A short text that is not empty. */
export const textSchema = {
  schema: { type: 'string', minLength: 1, maxLength: 200 },
  allowed: 'a text of 1 to 200 characters',
} as const;

/** What a decision may be, in words: `"object" or "list"`, `a whole number from 200 to 599`. */
export function allowedWords({ schema, allowed }: Decision): string {
  if (allowed !== undefined) return allowed;
  if (schema === status) return 'a whole number from 200 to 599, but not 204, 205 or 304, which have no body';
  const { enum: values, type, items } = schema;
  if (Array.isArray(values)) return listed(values);
  if (type === 'boolean') return 'true or false';
  const { enum: members = [] } = Object(items) as { readonly enum?: readonly string[] };
  return members.length > 0 ? `a list, each once, of ${members.join(', ')}` : `a ${String(type ?? 'value')}`;
}

function listed(values: readonly unknown[]): string {
  const words = values.map((value) => JSON.stringify(value));
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
