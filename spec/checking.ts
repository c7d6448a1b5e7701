import { Ajv2020 } from 'ajv/dist/2020.js';
import {
  type InputProblem,
  inputProblems,
  type PlainSchema,
  problemInWords,
  type SchemaError,
} from './schema-words.js';

/** Holds values against one schema. */
export interface Checker {
  /** All that is wrong with a value, one for each place; nothing where it fits. */
  readonly problems: (value: unknown) => readonly InputProblem[];
  /** The first of it in one line, and how many more there are; undefined where the value fits. */
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

/** How a checker is made. */
export interface CheckerOptions {
  /** What the whole value is called in messages, for instance `the profile`. */
  readonly name: string;
}

/**
 * Makes a validator of JSON Schema, draft 2020-12. `foreign` says that schemas are not the kit's own: they are held against JSON
 * Schema's first, which takes longer than all else; the kit's own are held against it by tests.
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

/** Makes a check by one of the kit's own schemas. It is compiled when it is first used, so that a start waits for none. */
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
