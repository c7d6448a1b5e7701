import type { Kind } from './kinds.js';
import type { Option } from './option.js';
import { options } from './table.js';

/** The table by its own type. */
export type OptionTable = typeof options;

/** The name of an option of the command, as a configuration file has it. */
export type OptionName = {
  [Name in keyof OptionTable]: OptionTable[Name] extends { readonly parse: unknown } ? Name : never;
}[keyof OptionTable];

type ConfigValue<O> = O extends Kind<infer T> ? (O extends { readonly default: unknown } ? T : T | undefined) : never;

/** A value for every option; undefined where there is none. */
export type Config = { readonly [Name in OptionName]: ConfigValue<OptionTable[Name]> };

/** The options of the command in order, with their names. */
export const optionEntries = Object.entries(options).filter(([, entry]) => 'parse' in entry) as readonly (readonly [
  OptionName,
  Option<unknown>,
])[];

/** `adminToken` as a flag: `--admin-token`. */
export function flagOf(name: string): string {
  return `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** The environment variables of an option, the one that counts first. */
export function variablesOf(name: OptionName): readonly string[] {
  const { short }: { readonly short?: string } = options[name];
  return [
    `${variablePrefix}${name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`,
    ...(short === undefined ? [] : [short]),
  ];
}

/** What the variables begin with. */
export const variablePrefix = 'EENDIGO_KIT_MOCK_';
