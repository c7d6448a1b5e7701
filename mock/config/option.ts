import type { PlainSchema } from '../../spec/index.js';
import type { Kind } from './kinds.js';

/**
 * Scope of an option. `session`: every session, and the default session. `mock`: every mock. `server`: a mock that
 * listens. `handler`: a mock inside another application. `handler-limit`: a limit for every mock. `limit`: a limit for
 * a mock that listens. `command`: `eendigo-kit mock` translates it into another option.
 */
export type Scope = 'session' | 'mock' | 'server' | 'handler' | 'handler-limit' | 'limit' | 'command';

/** When a change applies: at once, or at the next start. */
export type OptionChange = 'at-once' | 'restart';

/** Properties of every entry in the table of options. */
export interface Entry {
  readonly scope: Scope;
  readonly change: OptionChange;
  /** Description for editors, in sentences, if the summary fits only the command. */
  readonly doc?: string;
  /** TypeScript type, if the schema does not determine it. */
  readonly typeName?: string;
}

/** An option of the command, and of its scope in process. */
export interface Option<T> extends Entry, Kind<T> {
  /** Description, for the help and the guide. */
  readonly summary: string;
  /** Default value, if any. */
  readonly default?: T;
  /** Short flag. */
  readonly letter?: string;
  /** Short environment variable, in addition to `EENDIGO_KIT_MOCK_...`, which has priority. */
  readonly short?: string;
  /** Why the option has no flag. */
  readonly noFlag?: string;
  /**
   * Reads a default from variables that are not the kit's, such as the locale. Used only by the command, below all
   * other sources.
   */
  readonly fromEnvironment?: (
    env: Readonly<Record<string, string | undefined>>,
  ) => { readonly value: T; readonly variable: string } | undefined;
  /** An option that cannot be combined with this one. */
  readonly excludes?: string;
  /** Differences in process. */
  readonly inProcess?: Partial<InProcess<unknown>> | undefined;
}

/** Schema and type of an in-process value. */
export interface TypedValue<T> {
  /** JSON Schema; `x-allowed` describes it in messages. */
  readonly schema: PlainSchema;
  /** Carries the type only; never set. */
  readonly type?: T;
}

/** An in-process value, which a file may be unable to express. */
export interface InProcess<T> extends TypedValue<T> {
  readonly default?: T | undefined;
}

/** An option available only in process. */
export interface InProcessOption<T> extends Entry, InProcess<T> {
  readonly doc: string;
}

/** Scope and change of an entry, as literal types. */
export interface Placed<S extends Scope, C extends OptionChange> {
  readonly scope: S;
  readonly change: C;
}

/** Whether an entry has a default, as type. */
export type Preset<T, D> = [D] extends [undefined] ? unknown : { readonly default: T };

/** An entry whose in-process type differs from that in a file. */
export type Other<In> = [In] extends [undefined] ? unknown : { readonly inProcess: InProcess<In> };

/** Creates an entry of the table. Its type preserves the literals from which the option types derive. */
export function option<
  T,
  const S extends Scope,
  const C extends OptionChange,
  const D extends T | undefined = undefined,
  In = undefined,
>(
  entry: Option<T> & Placed<S, C> & { readonly default?: D; readonly inProcess?: Partial<InProcess<In>> },
): Option<T> & Placed<S, C> & Preset<T, D> & Other<In> {
  return entry as Option<T> & Placed<S, C> & Preset<T, D> & Other<In>;
}

/** Creates an entry for an in-process option. */
export function inProcessOption<
  T,
  const S extends Scope,
  const C extends OptionChange,
  const D extends T | undefined = undefined,
>(
  entry: InProcessOption<T> & Placed<S, C> & { readonly default?: D },
): InProcessOption<T> & Placed<S, C> & Preset<T, D> {
  return entry as InProcessOption<T> & Placed<S, C> & Preset<T, D>;
}

/** Combines a JSON Schema with its TypeScript type. */
export function typedValue<T>(schema: PlainSchema): TypedValue<T> {
  return { schema };
}
