import { ownAnswerPattern } from '../own-answers.js';
import type { PlainSchema } from '../schema-words.js';
import { type FailureKind, type RuleOutcome, responseKinds } from '../vocabulary.js';

/** One decision, for code that handles all of them alike. */
export interface Decision {
  /** The allowed values. */
  readonly schema: PlainSchema;
  /** The allowed values in words, after "allowed: ", where the schema alone is unclear. */
  readonly allowed?: string;
  /** The value that the document states, otherwise the strictest reading. */
  readonly default: unknown;
  /** Id of the ambiguity that it settles. */
  readonly ambiguity: string;
}

/** The type of the values that a decision's schema allows. */
export type ValueOf<Schema> = Schema extends { readonly enum: readonly (infer Value)[] }
  ? Value
  : Schema extends { readonly type: 'array'; readonly items: infer Items }
    ? readonly ValueOf<Items>[]
    : Schema extends { readonly type: infer Type extends keyof PlainTypes }
      ? PlainTypes[Type]
      : never;

interface PlainTypes {
  readonly boolean: boolean;
  readonly integer: number;
  readonly string: string;
}

/** Keeps an entry's schema as a literal, so that its value's type can be derived from it. */
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

/** The outcomes of a rule that finds a violation: a failure, or `accepted`. */
export const ruleOutcomes: readonly RuleOutcome[] = [...failureKinds, 'accepted'];

/** HTTP allows no body with 204, 205 and 304, and every kind has one. */
export const status = { type: 'integer', minimum: 200, maximum: 599, not: { enum: [204, 205, 304] } } as const;

/** A short text that is not empty. */
export const textSchema = {
  schema: { type: 'string', minLength: 1, maxLength: 200 },
  allowed: 'a text of 1 to 200 characters',
} as const;

/** A sentence that an answer has for people, not empty. */
export const sentenceSchema = {
  schema: { type: 'string', minLength: 1, maxLength: 1000 },
  allowed: 'a text of 1 to 1000 characters',
} as const;

/** A whole answer as HTTP writes it, or nothing. */
export const ownAnswer = {
  schema: { type: 'string', maxLength: 20_000, pattern: ownAnswerPattern },
  allowed:
    'empty, or an answer as HTTP writes it: "HTTP/1.1 413", headers, an empty line, the body; no status 204, 205 or 304',
} as const;

/** Returns the allowed values in words: `"object" or "list"`, `a whole number from 200 to 599`. */
export function allowedWords({ schema, allowed }: Decision): string {
  if (allowed !== undefined) return allowed;
  if (schema === status) return 'a whole number from 200 to 599, but not 204, 205 or 304, which have no body';
  const { enum: values, type, items } = schema;
  if (Array.isArray(values)) return joinWithOr(values);
  if (type === 'boolean') return 'true or false';
  const { enum: members = [] } = Object(items) as { readonly enum?: readonly string[] };
  return members.length > 0 ? `a list, each once, of ${members.join(', ')}` : `a ${String(type ?? 'value')}`;
}

function joinWithOr(values: readonly unknown[]): string {
  const words = values.map((value) => JSON.stringify(value));
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

/** The largest number of bytes of a picture. */
export const bytesLimit = {
  schema: { type: 'integer', minimum: 0, maximum: 1_000_000_000 },
  allowed: 'a whole number of bytes up to 1000000000, or 0 for the printed MegaBytes',
} as const;

/** A limit of a picture's width or height. */
export const pixelLimit = {
  schema: { type: 'integer', minimum: 1, maximum: 100_000 },
  allowed: 'a whole number of pixels from 1 to 100000',
} as const;
