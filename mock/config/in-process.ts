import type { PlainSchema } from '../../spec/index.js';
import type { InProcess, InProcessOption, Option, OptionChange, Scope } from './option.js';
import type { OptionTable } from './options.js';
import { options } from './table.js';

/** Any entry of the table. */
type AnyOption = Option<unknown> | InProcessOption<unknown>;

/** Names of the options in these scopes whose changes apply as `When` says. */
export type NameIn<S extends Scope, When extends OptionChange = OptionChange> = {
  [Name in keyof OptionTable]: OptionTable[Name] extends { readonly scope: S; readonly change: When } ? Name : never;
}[keyof OptionTable];

/** In-process type of an option. */
export type OptionValue<Name extends keyof OptionTable> = OptionTable[Name] extends {
  readonly inProcess: InProcess<infer In>;
}
  ? In
  : OptionTable[Name] extends { readonly type?: infer T }
    ? Exclude<T, undefined>
    : never;

/** Options in these scopes, all optional. */
export type OptionsIn<S extends Scope, When extends OptionChange = OptionChange> = {
  readonly [Name in NameIn<S, When>]?: OptionValue<Name>;
};

/** Changeable options in these scopes. Undefined resets an option to its default. */
export type ChangeIn<S extends Scope, When extends OptionChange = 'at-once'> = {
  readonly [Name in NameIn<S, When>]?: OptionValue<Name> | undefined;
};

/** Returns the entries in these scopes, in the order of the scopes. */
function entriesIn(scopes: readonly Scope[]): readonly (readonly [string, AnyOption])[] {
  const entries = Object.entries(options) as readonly (readonly [string, AnyOption])[];
  return scopes.flatMap((scope) => entries.filter(([, entry]) => entry.scope === scope));
}

/** Returns the names of the options in these scopes, in the order of the scopes. */
export function namesIn<S extends Scope>(...scopes: readonly S[]): readonly NameIn<S>[] {
  return entriesIn(scopes).map(([name]) => name as NameIn<S>);
}

/** Returns the names of the options in these scopes that can change at once. */
export function changeableIn<S extends Scope>(...scopes: readonly S[]): readonly NameIn<S, 'at-once'>[] {
  return entriesIn(scopes).flatMap(([name, { change }]) =>
    change === 'at-once' ? [name as NameIn<S, 'at-once'>] : [],
  );
}

/** Returns the in-process schema of an option. */
export function schemaOf(name: keyof OptionTable): PlainSchema {
  const entry: AnyOption = options[name];
  return ('inProcess' in entry ? entry.inProcess?.schema : undefined) ?? entry.schema;
}

/** Returns whether an option's in-process schema differs from that in a file. */
export function isOtherInProcess(name: keyof OptionTable): boolean {
  return schemaOf(name) !== options[name].schema;
}

/** Returns the in-process default of an option, if any. */
function presetOf(entry: AnyOption): unknown {
  if (!('inProcess' in entry) || entry.inProcess === undefined) return entry.default;
  return entry.inProcess.schema === undefined ? (entry.inProcess.default ?? entry.default) : entry.inProcess.default;
}

type Preset = {
  [Name in keyof OptionTable]: OptionTable[Name] extends { readonly default: unknown } ? Name : never;
}[keyof OptionTable];

/** In-process defaults of the options that have one. */
export const defaults = Object.fromEntries(
  Object.entries(options).map(([name, entry]) => [name, presetOf(entry as Option<unknown>)]),
) as { readonly [Name in Exclude<Preset, 'log'>]: OptionValue<Name> };

/** Defaults of the limits. */
export const defaultLimits = Object.fromEntries(
  namesIn('limit', 'handler-limit').map((name) => [name, defaults[name]]),
) as { readonly [Name in NameIn<'limit' | 'handler-limit'>]: number };
