import { resolve } from 'node:path';
import {
  checkNesting,
  type PlainSchema,
  parseYaml,
  secretInWords,
  secretPattern,
  withoutLineBreak,
} from '../../spec/index.js';
import { mask } from '../schemas/mask.js';
import { isServerAddress } from './state-address.js';

/** A type of option: its schema, and how to parse it from text. */
export interface Kind<T> {
  /** JSON Schema; `x-allowed` describes it in messages. */
  readonly schema: PlainSchema;
  /** Parses the text of a flag or variable. Returns invalid text unchanged, for the schema to reject. */
  readonly parse: (text: string) => unknown;
  /** Whether text can stand for a structure in every source, including files and the admin API. */
  readonly isText?: true;
  /** Placeholder for the value in the help: `<port>`. Absent for a switch. */
  readonly placeholder?: string;
  /** Resolves relative paths in a value from a configuration file against its folder. */
  rooted?(value: T, folder: string): T;
  /** Removes an unintended line break at the end of each secret. */
  readonly tidy?: (value: unknown) => unknown;
  /** Carries the type only; never set. */
  readonly type?: T;
}

/** A whole number. */
export function whole(minimum: number, maximum: number, placeholder: string): Kind<number> {
  return {
    schema: { type: 'integer', minimum, maximum, 'x-allowed': `a whole number from ${minimum} to ${maximum}` },
    parse: (text) => (/^\d{1,15}$/.test(text.trim()) ? Number(text) : text),
    placeholder,
  };
}

/** A time in milliseconds, at most an hour. */
export function milliseconds(minimum: number): Kind<number> {
  return whole(minimum, 3_600_000, 'ms');
}

/** A non-empty text. */
export function text(placeholder: string, allowed: string): Kind<string> {
  return { schema: { type: 'string', pattern: '\\S', 'x-allowed': allowed }, parse: (given) => given, placeholder };
}

/** The path of a file. In a configuration file, it is relative to that file's folder. */
export function file(allowed: string): Kind<string> {
  return { ...text('file', allowed), rooted: (value, folder) => resolve(folder, value) };
}

/** The path of a file, or the address of a server, which may have a password. */
export function fileOrAddress(allowed: string): Kind<string> {
  const { schema, ...rest } = text('file', allowed);
  return {
    ...rest,
    schema: { ...schema, 'x-address': true },
    rooted: (value, folder) => (isServerAddress(value) ? value : resolve(folder, value)),
    tidy: tidyText,
  };
}

/** The name of a built-in item, or the path of a file, which has a slash or ends in .json, .yaml or .yml. */
export function nameOrFile(placeholder: string, allowed: string): Kind<string> {
  return {
    ...text(placeholder, allowed),
    rooted: (value, folder) => (/[/\\]|\.(json|ya?ml)$/i.test(value) ? resolve(folder, value) : value),
  };
}

/** A secret. The mask of `--print-config` is rejected, so that a printed configuration does not pass as complete. */
export function secret(placeholder: string): Kind<string> {
  const allowed = `a text that is not empty, ${secretInWords}, and not ${mask}`;
  return {
    ...text(placeholder, allowed),
    schema: { type: 'string', pattern: secretPattern, not: { const: mask }, 'x-secret': true, 'x-allowed': allowed },
    tidy: tidyText,
  };
}

/** Removes the line break at the end of a text. Returns other values unchanged, for the schema to reject. */
export function tidyText(value: unknown): unknown {
  return typeof value === 'string' ? withoutLineBreak(value) : value;
}

/** A switch. */
export function onOff(): Kind<boolean> {
  const words = new Map([
    ['true', true],
    ['1', true],
    ['false', false],
    ['0', false],
  ]);
  return {
    schema: { type: 'boolean', 'x-allowed': 'true or false' },
    parse: (given) => words.get(given.trim().toLowerCase()) ?? given,
  };
}

/** An enumerated value. */
export function oneOf<const W extends string>(words: readonly W[], placeholder: string): Kind<W> {
  return { schema: { enum: words, 'x-allowed': words.join(' or ') }, parse: (given) => given.trim(), placeholder };
}

/** A list of enumerated values; as text comma-separated, or `none`. */
export function someOf<const W extends string>(words: readonly W[], placeholder: string): Kind<readonly W[]> {
  return {
    schema: {
      type: 'array',
      items: { enum: words },
      uniqueItems: true,
      'x-allowed': `a list, each once, of ${words.join(', ')}; none for an empty one`,
    },
    parse: listOf,
    placeholder,
  };
}

/** A text with its own syntax, or a structure, validated where it is used. As text also JSON or YAML in braces. */
export function textOr<T extends object>(placeholder: string, allowed: string): Kind<string | T> {
  return {
    schema: { type: ['string', 'object'], pattern: '\\S', 'x-allowed': allowed },
    parse: (given) => (given.trim().startsWith('{') ? structureOf(given) : given),
    isText: true,
    placeholder,
  };
}

/** A list of texts; as text comma-separated. */
export function texts(placeholder: string, allowed: string): Kind<readonly string[]> {
  return {
    schema: { type: 'array', items: { type: 'string', pattern: '\\S' }, 'x-allowed': allowed },
    parse: listOf,
    placeholder,
  };
}

/** A structure; as text, JSON or YAML. */
export function structure<T>(schema: PlainSchema): Kind<T> {
  return { schema, parse: structureOf, isText: true };
}

/** A list of names and structures; as text comma-separated names, or JSON or YAML in brackets. */
export function namesOr<T>(schema: PlainSchema, placeholder: string): Kind<T> {
  return {
    schema,
    parse: (given) => (given.trim().startsWith('[') ? structureOf(given) : listOf(given)),
    isText: true,
    placeholder,
  };
}

function structureOf(given: string): unknown {
  try {
    checkNesting(given);
  } catch {
    return given;
  }
  try {
    // JSON first: most users give JSON, and the mock starts faster without the YAML parser.
    return JSON.parse(given);
  } catch {
    try {
      return parseYaml(given);
    } catch {
      // Returned for the schema to reject.
      return given;
    }
  }
}

function listOf(given: string): readonly string[] {
  return given.trim() === 'none' ? [] : given.split(',').map((word) => word.trim());
}
