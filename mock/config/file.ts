import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { KitError, parseYaml, readTextFile, reasonOf } from '../../spec/index.js';
import { type OptionName, optionEntries } from './options.js';
import { configProblem } from './schema.js';

/** A parsed and validated configuration file. */
export interface ConfigFile {
  /** As the user named it. */
  readonly path: string;
  readonly values: Readonly<Partial<Record<OptionName, unknown>>>;
}

/** Maximum size of a configuration file, in bytes. */
const mostBytes = 1_000_000;

/**
 * Reads and validates a configuration file (YAML or JSON). Relative paths in it are resolved against its folder.
 *
 * @throws KitError `setup` with one line that names the file, the path in it, the reason and the remedy
 */
export async function readConfigFile(path: string): Promise<ConfigFile> {
  const values = tidied(withStructures(parsed(path, await readBounded(path))));
  const problem = configProblem(values);
  if (problem !== undefined) throw new KitError('setup', `${path}: ${problem}`);
  const folder = dirname(resolve(path));
  const given = values as Readonly<Record<string, unknown>>;
  return {
    path,
    values: Object.fromEntries(
      optionEntries
        .filter(([name]) => given[name] !== undefined)
        .map(([name, { rooted }]) => [name, rooted ? rooted(given[name], folder) : given[name]]),
    ),
  };
}

/** Removes the line break that a YAML block (`|`) adds to the end of a secret. */
function tidied(values: unknown): unknown {
  if (typeof values !== 'object' || values === null || Array.isArray(values)) return values;
  const tidy = new Map(optionEntries.map(([name, kind]) => [name as string, kind.tidy]));
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, tidy.get(name)?.(value) ?? value]));
}

/** Parses texts that stand for structures, as flags and variables do. */
function withStructures(values: unknown): unknown {
  if (typeof values !== 'object' || values === null || Array.isArray(values)) return values;
  const read = new Map(optionEntries.flatMap(([name, { isText, parse }]) => (isText ? [[name as string, parse]] : [])));
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' && value.trim() !== '' ? (read.get(name)?.(value) ?? value) : value,
    ]),
  );
}

async function readBounded(path: string): Promise<string> {
  try {
    const found = await stat(path);
    if (!found.isFile()) throw new KitError('setup', `${path}: is not a file; give the path of a YAML or JSON file`);
    if (found.size > mostBytes)
      throw new KitError('setup', `${path}: has ${found.size} bytes, the limit is ${mostBytes}; give a smaller file`);
    return await readTextFile(path);
  } catch (error) {
    if (error instanceof KitError) throw error;
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const reason = missing ? 'does not exist' : `cannot be read (${reasonOf(error)})`;
    throw new KitError('setup', `${path}: ${reason}; give the path of a YAML or JSON file`, { cause: error });
  }
}

function parsed(path: string, text: string): unknown {
  let values: unknown;
  try {
    values = parseYaml(text);
  } catch (error) {
    throw new KitError('setup', `${path}: is not valid YAML or JSON (${reasonOf(error)}); fix it there`, {
      cause: error,
    });
  }
  if (values === null) throw new KitError('setup', `${path}: is empty; add options, e.g. "port: 8080", or {} for none`);
  return values;
}
