import { Ajv2020 } from 'ajv/dist/2020.js';
import {
  type InputProblem,
  inputProblems,
  type PlainSchema,
  problemInWords,
  type SchemaError,
} from './schema-words.js';

/** Validates values against one schema. */
export interface Checker {
  /** Returns the problems of a value, one per place; an empty list for a valid value. */
  readonly problems: (value: unknown) => readonly InputProblem[];
  /** Returns the first problem in one line, with the number of others; undefined for a valid value. */
  readonly problem: (value: unknown) => string | undefined;
}

/** Validates a value, and keeps what was wrong with it. */
export interface SchemaValidator<T = unknown> {
  (value: unknown): value is T;
  readonly errors?: readonly SchemaError[] | null;
}

/** Compiles schemas: what the kit uses of ajv. */
export interface SchemaCompiler {
  readonly compile: <T = unknown>(schema: object | boolean) => SchemaValidator<T>;
}

/** Options of a checker. */
export interface CheckerOptions {
  /** Name of the whole value in messages, e.g. `the profile`. */
  readonly name: string;
}

/**
 * Creates a validator of JSON Schema, draft 2020-12. With `foreign` it first validates the schemas themselves, which is
 * slow. The kit's own schemas are validated by tests instead.
 */
export function createAjv({ foreign = false } = {}): SchemaCompiler {
  return new Ajv2020({
    strict: false,
    discriminator: !foreign,
    allErrors: true,
    verbose: !foreign,
    validateSchema: foreign,
    meta: foreign,
  });
}

let shared: SchemaCompiler | undefined;

/** Creates a checker for one of the kit's own schemas. It compiles the schema on first use, to keep the start fast. */
export function createChecker(schema: PlainSchema, { name }: CheckerOptions): Checker {
  let validate: SchemaValidator | undefined;
  const problems = (value: unknown): readonly InputProblem[] => {
    shared ??= createAjv();
    validate ??= shared.compile(schema);
    return validate(value) ? [] : inputProblems(validate.errors ?? [], { schema, value });
  };
  return {
    problems,
    problem: (value) => {
      const [first, ...others] = problems(value);
      if (first === undefined) return undefined;
      return `${problemInWords(first, name)}${others.length > 0 ? ` (and ${others.length} more like it)` : ''}`;
    },
  };
}
