import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { checkNesting, KitError, readTextFile, reasonOf, yamlProblem } from '../../spec/index.js';
import { type OptionName, optionEntries } from './options.js';
import { configProblem } from './schema.js';

/** A configuration file, read and checked. */
export interface ConfigFile {
  /** As it was named. */
  readonly path: string;
  readonly values: Readonly<Partial<Record<OptionName, unknown>>>;
}

/** A file larger than this is refused before it is read. */
const mostBytes = 1_000_000;
/** Aliases that a YAML file may use: a few save typing, many make a small file fill the memory. */
const mostAliases = 20;

/**
 * Reads a configuration file (YAML or JSON) and holds it against the schema. Paths in it are taken from its folder.
 *
 * @throws KitError `setup` with one line that names the file, the path in it, the reason and the remedy
 */
export async function readConfigFile(path: string): Promise<ConfigFile> {
  const values = tidied(withStructures(await parsed(path, await readBounded(path))));
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

/** What a file says, its secrets without the line break that a block of YAML (`|`) puts at their end. */
function tidied(values: unknown): unknown {
  if (typeof values !== 'object' || values === null || Array.isArray(values)) return values;
  const tidy = new Map(optionEntries.map(([name, kind]) => [name as string, kind.tidy]));
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, tidy.get(name)?.(value) ?? value]));
}

/** Values with a structure in place of a text that stands for one, as a flag or a variable gives it. */
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
    if (!found.isFile()) throw new KitError('setup', `${path}: is no file; give the path of a YAML or JSON file`);
    if (found.size > mostBytes)
      throw new KitError(
        'setup',
        `${path}: has ${found.size} bytes, a configuration at most ${mostBytes}; give a smaller file`,
      );
    return await readTextFile(path);
  } catch (error) {
    if (error instanceof KitError) throw error;
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const reason = missing ? 'there is no such file' : `cannot be read (${reasonOf(error)})`;
    throw new KitError('setup', `${path}: ${reason}; give the path of a YAML or JSON file`, { cause: error });
  }
}

async function parsed(path: string, text: string): Promise<unknown> {
  const { parseDocument } = await import('yaml');
  const wrong = (reason: string, cause?: unknown): KitError =>
    new KitError('setup', `${path}: cannot be read as YAML or JSON (${reason}); mend it there`, { cause });
  try {
    checkNesting(text);
  } catch (error) {
    throw wrong(yamlProblem(error), error);
  }
  // Without the file's lines in the message: they may hold keys.
  const document = parseDocument(text, { prettyErrors: false, logLevel: 'error' });
  const [error] = document.errors;
  if (error) {
    const before = text.slice(0, error.pos[0]).split('\n');
    throw wrong(`${yamlProblem(error)} at line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`);
  }
  let values: unknown;
  try {
    values = document.toJS({ maxAliasCount: mostAliases });
  } catch (error) {
    throw wrong(yamlProblem(error), error);
  }
  if (values === null)
    throw new KitError('setup', `${path}: is empty; write options into it, e.g. "port: 8080", or {} for none`);
  return values;
}
