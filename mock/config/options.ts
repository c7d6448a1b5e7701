import type { Kind } from './kinds.js';
import type { Option } from './option.js';
import { options } from './table.js';

/** Type of the table. */
export type OptionTable = typeof options;

/** Name of a command option, as in a configuration file. */
export type OptionName = {
  [Name in keyof OptionTable]: OptionTable[Name] extends { readonly parse: unknown } ? Name : never;
}[keyof OptionTable];

type ConfigValue<O> = O extends Kind<infer T> ? (O extends { readonly default: unknown } ? T : T | undefined) : never;

/** A value for every option; undefined if it has none. */
export type Config = { readonly [Name in OptionName]: ConfigValue<OptionTable[Name]> };

/** The command's options in order, with their names. */
export const optionEntries = Object.entries(options).filter(([, entry]) => 'parse' in entry) as readonly (readonly [
  OptionName,
  Option<unknown>,
])[];

/** Returns an option's flag: `--admin-token` for `adminToken`. */
export function flagOf(name: string): string {
  return `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** Returns the environment variables of an option, highest priority first. */
export function variablesOf(name: OptionName): readonly string[] {
  const { short }: { readonly short?: string } = options[name];
  return [
    `${variablePrefix}${name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`,
    ...(short === undefined ? [] : [short]),
  ];
}

/** Prefix of the environment variables. */
export const variablePrefix = 'EENDIGO_KIT_MOCK_';
