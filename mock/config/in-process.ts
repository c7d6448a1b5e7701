import type { PlainSchema } from '../../spec/index.js';
import type { InProcess, InProcessOption, Option, OptionChange, Scope } from './option.js';
import type { OptionTable } from './options.js';
import { options } from './table.js';

/** Any entry of the table. */
type AnyOption = Option<unknown> | InProcessOption<unknown>;

/** The names of the options of these scopes, of those whose changes are followed as `When` says. */
export type NameIn<S extends Scope, When extends OptionChange = OptionChange> = {
  [Name in keyof OptionTable]: OptionTable[Name] extends { readonly scope: S; readonly change: When } ? Name : never;
}[keyof OptionTable];

/** What an option of this name is in process. */
export type OptionValue<Name extends keyof OptionTable> = OptionTable[Name] extends {
  readonly inProcess: InProcess<infer In>;
}
  ? In
  : OptionTable[Name] extends { readonly type?: infer T }
    ? Exclude<T, undefined>
    : never;

/** Options of these scopes, each of which may be left out. */
export type OptionsIn<S extends Scope, When extends OptionChange = OptionChange> = {
  readonly [Name in NameIn<S, When>]?: OptionValue<Name>;
};

/** What can be changed of these scopes while a mock runs; undefined takes an option back to its default. */
export type ChangeIn<S extends Scope, When extends OptionChange = 'at-once'> = {
  readonly [Name in NameIn<S, When>]?: OptionValue<Name> | undefined;
};

/** The same for each of these scopes, the first scope first. */
function entriesIn(scopes: readonly Scope[]): readonly (readonly [string, AnyOption])[] {
  const entries = Object.entries(options) as readonly (readonly [string, AnyOption])[];
  return scopes.flatMap((scope) => entries.filter(([, entry]) => entry.scope === scope));
}

/** The names of the options of these scopes, the first scope first. */
export function namesIn<S extends Scope>(...scopes: readonly S[]): readonly NameIn<S>[] {
  return entriesIn(scopes).map(([name]) => name as NameIn<S>);
}

/** The names of those whose changes are followed at once. */
export function changeableIn<S extends Scope>(...scopes: readonly S[]): readonly NameIn<S, 'at-once'>[] {
  return entriesIn(scopes).flatMap(([name, { change }]) =>
    change === 'at-once' ? [name as NameIn<S, 'at-once'>] : [],
  );
}

/** The schema of an option in process. */
export function schemaOf(name: keyof OptionTable): PlainSchema {
  const entry: AnyOption = options[name];
  return ('inProcess' in entry ? entry.inProcess?.schema : undefined) ?? entry.schema;
}

/** Whether an option is another value in process than in a file. */
export function isOtherInProcess(name: keyof OptionTable): boolean {
  return schemaOf(name) !== options[name].schema;
}

/** What an option is in process where it is left out; undefined where it has no default. */
function presetOf(entry: AnyOption): unknown {
  if (!('inProcess' in entry) || entry.inProcess === undefined) return entry.default;
  return entry.inProcess.schema === undefined ? (entry.inProcess.default ?? entry.default) : entry.inProcess.default;
}

type Preset = {
  [Name in keyof OptionTable]: OptionTable[Name] extends { readonly default: unknown } ? Name : never;
}[keyof OptionTable];

/** What each option is in process where it is left out, of those that have a default. */
export const defaults = Object.fromEntries(
  Object.entries(options).map(([name, entry]) => [name, presetOf(entry as Option<unknown>)]),
) as { readonly [Name in Exclude<Preset, 'log'>]: OptionValue<Name> };

/** The default of every limit. */
export const defaultLimits = Object.fromEntries(
  namesIn('limit', 'handler-limit').map((name) => [name, defaults[name]]),
) as { readonly [Name in NameIn<'limit' | 'handler-limit'>]: number };
