import type { PlainSchema } from '../../spec/index.js';
import type { Kind } from './kinds.js';

/**
 * Whose option it is. `session`: each session's, and the mock's own session's. `mock`: any mock's. `server`: of a mock that
 * listens. `handler`: of a mock in an application of one's own. `handler-limit` and `limit`: a bound that every mock keeps, and
 * one that only a mock that listens can keep. `command`: `eendigo-kit mock` makes another option of it.
 */
export type Scope = 'session' | 'mock' | 'server' | 'handler' | 'handler-limit' | 'limit' | 'command';

/** What a change does while the mock runs: it is followed, or it waits for the next start. */
export type OptionChange = 'at-once' | 'restart';

/** What every entry of the table of options says. */
export interface Entry {
  readonly scope: Scope;
  readonly change: OptionChange;
  /** What it does, for editors, where the summary is about the command alone. Sentences. */
  readonly doc?: string;
  /** Its TypeScript type, where that is more than its schema says. */
  readonly typeName?: string;
}

/** An option of the command, and of its scope in process. */
export interface Option<T> extends Entry, Kind<T> {
  /** What it does, for the help and the guide. */
  readonly summary: string;
  /** The value where none is given; absent where there is none. */
  readonly default?: T;
  /** Its letter as a flag. */
  readonly letter?: string;
  /** A short environment variable for it, beside `EENDIGO_KIT_MOCK_...`, which counts before it. */
  readonly short?: string;
  /** Why there is no flag for it, where there is none. */
  readonly noFlag?: string;
  /** Another option that cannot be given beside this one. */
  readonly excludes?: string;
  /** What is different about it in process. */
  readonly inProcess?: Partial<InProcess<unknown>> | undefined;
}

/** What a value in process may be. */
export interface TypedValue<T> {
  /** JSON Schema; `x-allowed` says it in words, for messages. */
  readonly schema: PlainSchema;
  /** Only tells the type; there is never a value here. */
  readonly type?: T;
}

/** What is handed over in process: values that a file need not be able to hold. */
export interface InProcess<T> extends TypedValue<T> {
  readonly default?: T | undefined;
}

/** An option that is given in process alone. */
export interface InProcessOption<T> extends Entry, InProcess<T> {
  readonly doc: string;
}

/** Whose an entry is and when a change of it is followed, as its type knows it. */
export interface Placed<S extends Scope, C extends OptionChange> {
  readonly scope: S;
  readonly change: C;
}

/** An entry whose type knows whether there is a default. */
export type Preset<T, D> = [D] extends [undefined] ? unknown : { readonly default: T };

/** An entry whose value in process is of another type than in a file. */
export type Other<In> = [In] extends [undefined] ? unknown : { readonly inProcess: InProcess<In> };

/** Makes an entry of the table; its type keeps what the types of options are made of. */
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

/** Makes an entry of an option that only a program can give. */
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

/** What a value in process is, by its type: JSON Schema holds it, TypeScript names it. */
export function typedValue<T>(schema: PlainSchema): TypedValue<T> {
  return { schema };
}
