import type { OptionName } from '../config/options.js';
import { options } from '../config/table.js';

/** The options of a session that a text can give, as a flag or a variable does. */
const names = ['tenants', 'queue', 'fault'] as const satisfies readonly OptionName[];

/** A value with a structure in place of a text that stands for one, read as the option of that name is everywhere. */
export function asOption(name: (typeof names)[number], value: unknown): unknown {
  return typeof value === 'string' ? options[name].parse(value) : value;
}

/** An object with each of these options read so. */
export function withOptions(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const read = names.filter((name) => Object.hasOwn(value, name));
  return { ...value, ...Object.fromEntries(read.map((name) => [name, asOption(name, Reflect.get(value, name))])) };
}
