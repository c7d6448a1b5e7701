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

/** What values of an option are: their schema for all sources, and how one is read where only text can be given. */
export interface Kind<T> {
  /** JSON Schema; `x-allowed` says it in words, for messages. */
  readonly schema: PlainSchema;
  /** Reads a flag's or a variable's text; what it cannot read it leaves as it is, for the schema to refuse. */
  readonly parse: (text: string) => unknown;
  /** Whether a text stands for a structure wherever it is given, in a file and over the admin API too. */
  readonly isText?: true;
  /** What stands for the value in the help: `<port>`. Absent for a switch. */
  readonly placeholder?: string;
  /** Makes a value of a file, which speaks of other files from where it stands, one that holds everywhere. */
  rooted?(value: T, folder: string): T;
  /** Takes the line break off the end of each secret in a value: whoever wrote it down did not mean it. */
  readonly tidy?: (value: unknown) => unknown;
  /** Only tells the type; there is never a value here. */
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

/** A text that is not empty. */
export function text(placeholder: string, allowed: string): Kind<string> {
  return { schema: { type: 'string', pattern: '\\S', 'x-allowed': allowed }, parse: (given) => given, placeholder };
}

/** The path of a file; in a configuration file, from where that stands. */
export function file(allowed: string): Kind<string> {
  return { ...text('file', allowed), rooted: (value, folder) => resolve(folder, value) };
}

/** The name of something built in, or the path of a file, which has a slash or ends in .json, .yaml or .yml. */
export function nameOrFile(placeholder: string, allowed: string): Kind<string> {
  return {
    ...text(placeholder, allowed),
    rooted: (value, folder) => (/[/\\]|\.(json|ya?ml)$/i.test(value) ? resolve(folder, value) : value),
  };
}

/** A secret. What stands for one in `--print-config` is refused, so that a printed configuration cannot pass for a whole one. */
export function secret(placeholder: string): Kind<string> {
  const allowed = `a text that is not empty, ${secretInWords}, and not ${mask}`;
  return {
    ...text(placeholder, allowed),
    schema: { type: 'string', pattern: secretPattern, not: { const: mask }, 'x-secret': true, 'x-allowed': allowed },
    tidy: tidyText,
  };
}

/** A text without the line break at its end; anything else as it is, for the schema to refuse. */
export function tidyText(value: unknown): unknown {
  return typeof value === 'string' ? withoutLineBreak(value) : value;
}

/** A switch: on or off. */
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

/** One of some words. */
export function oneOf<const W extends string>(words: readonly W[], placeholder: string): Kind<W> {
  return { schema: { enum: words, 'x-allowed': words.join(' or ') }, parse: (given) => given.trim(), placeholder };
}

/** Any of some words; as text with commas between them, or `none`. */
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

/** A text in words of its own, or a structure, which is checked where it is used; as text also JSON or YAML in braces. */
export function textOr<T extends object>(placeholder: string, allowed: string): Kind<string | T> {
  return {
    schema: { type: ['string', 'object'], pattern: '\\S', 'x-allowed': allowed },
    parse: (given) => (given.trim().startsWith('{') ? structureOf(given) : given),
    isText: true,
    placeholder,
  };
}

/** Any number of texts; as text with commas between them. */
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

/** A list of names and structures; as text with commas between names, or as JSON or YAML in brackets. */
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
    // Most give JSON, and a mock that reads no YAML starts faster.
    return JSON.parse(given);
  } catch {
    try {
      return parseYaml(given);
    } catch {
      // The schema says what is allowed.
      return given;
    }
  }
}

function listOf(given: string): readonly string[] {
  return given.trim() === 'none' ? [] : given.split(',').map((word) => word.trim());
}
