import { KitError, nearest, withoutLineBreak } from '../../spec/index.js';
import { type ConfigFile, readConfigFile } from './file.js';
import { type Config, flagOf, type OptionName, optionEntries, variablePrefix, variablesOf } from './options.js';
import { optionProblem } from './schema.js';
import { hasPassword } from './state-address.js';

/** Source of a value, highest priority first. */
export type OptionSource =
  | { readonly source: 'flag'; readonly name: string }
  | { readonly source: 'environment'; readonly name: string }
  | { readonly source: 'file'; readonly name: string }
  | { readonly source: 'default' };

/** A configuration with the source of each value. */
export interface Resolved {
  readonly config: Config;
  readonly origins: Readonly<Record<OptionName, OptionSource>>;
}

/** Sources of a configuration. */
export interface Sources {
  /** Flags by option name: a text, or a boolean for a switch. */
  readonly flags: Readonly<Record<string, unknown>>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Path of a configuration file. */
  readonly file: string | undefined;
}

/** Environment variable with the configuration file's path, if no flag gives it. */
export const configVariable = `${variablePrefix}CONFIG`;

/**
 * Resolves a configuration. Flags override the environment, which overrides the file, which overrides the defaults.
 *
 * @throws KitError `usage` for a flag or variable, `setup` for a file: one line that names it, the path in it, the
 *   value and what is allowed
 */
export async function resolveConfig({ flags, env, file }: Sources): Promise<Resolved> {
  refuseUnknownVariables(env);
  const given: readonly Given[] = [
    fromFlags(flags),
    fromEnvironment(env),
    ...(file === undefined ? [] : [fromFile(await readConfigFile(file))]),
  ];
  const dropped = excluded(given);
  const found = optionEntries.map(([name, { default: preset, fromEnvironment: readPreset }]) => {
    const from = dropped.has(name) ? undefined : given.find(({ values }) => values[name] !== undefined);
    if (from) return { name, value: from.values[name], origin: from.origin(name) };
    const local = readPreset?.(env);
    const origin: OptionSource = local ? { source: 'environment', name: local.variable } : { source: 'default' };
    return { name, value: local?.value ?? preset, origin };
  });
  return {
    config: Object.fromEntries(found.map(({ name, value }) => [name, value])) as Config,
    origins: Object.fromEntries(found.map(({ name, origin }) => [name, origin])) as Record<OptionName, OptionSource>,
  };
}

/** Describes a source: `flag --port`, `default`. */
export function originInWords(origin: OptionSource): string {
  return origin.source === 'default' ? 'default' : `${origin.source} ${origin.name}`;
}

/** Names the place to fix a value: `--port`, `environment variable PORT`, `mock.yaml: port`. */
export function placeInWords(origin: OptionSource, name: OptionName): string {
  switch (origin.source) {
    case 'flag':
      return origin.name;
    case 'environment':
      return `environment variable ${origin.name}`;
    case 'file':
      return `${origin.name}: ${name}`;
    case 'default':
      return name;
  }
}

/** Returns another option's name in the same source: `--tls-key` for a flag, `tlsKey` for a file. */
export function siblingName({ source }: OptionSource, other: OptionName): string {
  if (source === 'file') return other;
  return source === 'environment' ? (variablesOf(other)[0] ?? other) : flagOf(other);
}

/** Values of one source. */
interface Given {
  readonly values: Readonly<Partial<Record<OptionName, unknown>>>;
  readonly origin: (name: OptionName) => OptionSource;
}

function fromFlags(flags: Sources['flags']): Given {
  const { state } = flags;
  if (typeof state === 'string' && hasPassword(state))
    throw new KitError(
      'usage',
      `--state: an address with a password or user on the command line is visible to every user of the machine; set ${variablesOf('state')[0]}, or state in the configuration file`,
    );
  return {
    values: checked((name) => flags[name], flagOf),
    origin: (name) => ({ source: 'flag', name: flagOf(name) }),
  };
}

function fromEnvironment(env: Sources['env']): Given {
  // An empty variable counts as omitted. Compose files set such variables.
  const isGiven = (variable: string): boolean => textOf(variable) !== '' && !isServiceLink(variable, env[variable]);
  // Secrets made with echo, and env files from Windows, end with an unintended line break.
  const textOf = (variable: string): string => withoutLineBreak(env[variable] ?? '');
  const variableOf = (name: OptionName): string | undefined => variablesOf(name).find(isGiven);
  return {
    values: checked(
      (name) => {
        const variable = variableOf(name);
        return variable === undefined ? undefined : textOf(variable);
      },
      (name) => `environment variable ${variableOf(name)}`,
    ),
    origin: (name) => ({ source: 'environment', name: variableOf(name) ?? '' }),
  };
}

/**
 * Returns whether Kubernetes or Docker set a variable. Kubernetes sets `EENDIGO_KIT_MOCK_PORT=tcp://10.0.0.1:8080` and
 * others for a Service `eendigo-kit-mock`, and Docker does for a linked container.
 */
function isServiceLink(variable: string, value = ''): boolean {
  if (!variable.startsWith(variablePrefix)) return false;
  return (
    /_SERVICE_(HOST|PORT)(_|$)|_PORT_\d+_(TCP|UDP|SCTP)(_(ADDR|PORT|PROTO))?$/.test(variable) ||
    (variable.endsWith('_PORT') && /^(tcp|udp|sctp):\/\//.test(value))
  );
}

function fromFile({ path, values }: ConfigFile): Given {
  return { values, origin: () => ({ source: 'file', name: path }) };
}

/** Parses and validates the values of a source. */
function checked(textOf: (name: OptionName) => unknown, called: (name: OptionName) => string): Given['values'] {
  const values = optionEntries.flatMap(([name, { parse, tidy = asItIs }]) => {
    const text = textOf(name);
    if (text === undefined) return [];
    const value = tidy(typeof text === 'string' ? parse(text) : text);
    const problem = optionProblem(name, value);
    // All flags and variables are text, so the type is not the problem.
    if (problem !== undefined)
      throw new KitError('usage', problem.replace(name, called(name)).replace(' is a string;', ' is not allowed;'));
    return [[name, value]];
  });
  return Object.fromEntries(values);
}

function asItIs(value: unknown): unknown {
  return value;
}

/**
 * Returns the options overridden by an excluding option of a stronger source. @throws KitError `usage` if one source
 * gives both
 */
function excluded(given: readonly Given[]): ReadonlySet<string> {
  const dropped = new Set<string>();
  for (const [name, { excludes }] of optionEntries) {
    if (excludes === undefined) continue;
    const other = excludes as OptionName;
    const place = (option: OptionName): number => given.findIndex(({ values }) => values[option] !== undefined);
    const [mine, its] = [place(name), place(other)];
    if (mine < 0 || its < 0) continue;
    const source = given[mine];
    if (mine === its && source)
      throw new KitError(
        'usage',
        `${placeInWords(source.origin(name), name)}: cannot be used with ${placeInWords(source.origin(other), other)}; leave one of them out`,
      );
    dropped.add(mine < its ? other : name);
  }
  return dropped;
}

function refuseUnknownVariables(env: Sources['env']): void {
  const known = [...optionEntries.flatMap(([name]) => variablesOf(name)), configVariable];
  for (const name of Object.keys(env).filter((variable) => variable.startsWith(variablePrefix)))
    if (!known.includes(name) && !isServiceLink(name, env[name])) {
      // Compares without the common prefix, which would make all names similar.
      const word = nearest(
        name.slice(variablePrefix.length),
        known.map((variable) => variable.replace(variablePrefix, '')),
      );
      const meant = known.find((variable) => variable === `${variablePrefix}${word}`);
      throw new KitError(
        'usage',
        `environment variable ${name}: unknown${meant === undefined ? '' : ` (did you mean ${meant}?)`}; unset it, or see "eendigo-kit mock --help"`,
      );
    }
}
