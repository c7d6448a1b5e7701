import type { OptionName } from '../config/options.js';
import { options } from '../config/table.js';

/** Session options that accept a text. */
const names = ['tenants', 'queue', 'fault'] as const satisfies readonly OptionName[];

/** Parses a text as the value of this option, the same way as flags and files do. */
export function asOption(name: (typeof names)[number], value: unknown): unknown {
  return typeof value === 'string' ? options[name].parse(value) : value;
}

/** Parses the texts of these options in an object. */
export function withOptions(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const read = names.filter((name) => Object.hasOwn(value, name));
  return { ...value, ...Object.fromEntries(read.map((name) => [name, asOption(name, Reflect.get(value, name))])) };
}
