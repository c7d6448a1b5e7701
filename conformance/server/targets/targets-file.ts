import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import {
  type CommandIo,
  canBeSecret,
  createChecker,
  KitError,
  nearest,
  parseYaml,
  readTextFile,
  reasonOf,
  secretInWords,
  withoutLineBreak,
} from '../../../spec/index.js';
import { type SecretReference, type TargetEntry, type TargetsDocument, targetsSchema } from './target-schema.js';

/** The targets file of a folder, used if it is there and no other is named. */
export const defaultTargetsFile = 'eendigo-kit.targets.yaml';

/** The size limit of a targets file, in bytes. */
const maxBytes = 1_000_000;

/** An entry, and the place that its paths are relative to. */
export interface NamedTarget {
  readonly name: string;
  /** The targets file, for messages. */
  readonly file: string;
  readonly entry: TargetEntry;
}

const checker = createChecker(targetsSchema, { name: 'the file' });

/**
 * Validates the parsed contents of a targets file. Messages repeat no value, as one may be a secret in the wrong place.
 *
 * @throws KitError `setup` that names the file, the place in it and what is allowed
 */
export function checkTargets(value: unknown, file: string): TargetsDocument {
  const problem = checker.problem(value);
  if (problem !== undefined) throw new KitError('setup', `${file}: ${problem}`);
  return value as TargetsDocument;
}

/**
 * Finds an entry by its name, in the given file or in that of the working folder.
 *
 * @throws KitError `setup` for a file that is missing, unreadable or invalid, `usage` for a name that no entry has
 */
export async function findTarget(name: string, given: string | undefined): Promise<NamedTarget> {
  const file = given ?? defaultTargetsFile;
  const { targets } = checkTargets(parse(file, await read(file, name, given !== undefined)), file);
  const entry = Object.hasOwn(targets, name) ? targets[name] : undefined;
  if (entry) return { name, file, entry };
  const names = Object.keys(targets);
  const meant = nearest(name, names);
  throw new KitError(
    'usage',
    `${file}: no target is called ${JSON.stringify(name.slice(0, 100))}; there are ${names.join(', ')}${meant === undefined ? '' : ` (did you mean ${meant}?)`}`,
  );
}

async function read(file: string, name: string, isGiven: boolean): Promise<string> {
  try {
    const found = await stat(file);
    if (!found.isFile()) throw new KitError('setup', `${file}: is not a file; give the path of a targets file`);
    if (found.size > maxBytes)
      throw new KitError('setup', `${file}: has ${found.size} bytes, the limit is ${maxBytes}; give a smaller file`);
    return await readTextFile(file);
  } catch (error) {
    if (error instanceof KitError) throw error;
    if (!isGiven && (error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new KitError(
        'usage',
        `--target ${JSON.stringify(name)} is not an http or https address, and there is no ${file} here that names it; give e.g. http://127.0.0.1:8080/demo, or --targets <file>`,
      );
    throw new KitError('setup', `${file}: cannot be read (${reasonOf(error)}); give the path of a targets file`, {
      cause: error,
    });
  }
}

function parse(file: string, text: string): unknown {
  try {
    return parseYaml(text);
  } catch (error) {
    throw new KitError('setup', `${file}: is not valid YAML or JSON (${reasonOf(error)}); correct the file`, {
      cause: error,
    });
  }
}

/** A path of an entry, seen from the working folder. */
export function pathIn({ file }: NamedTarget, path: string): string {
  return resolve(dirname(file), path);
}

/**
 * Reads the secret that a reference names. Removes a line break at its end.
 *
 * @throws KitError `usage` for a variable that is not set, `setup` for a file that cannot be read. No message has the secret.
 */
export async function readSecret(
  target: NamedTarget,
  place: string,
  reference: SecretReference,
  env: CommandIo['env'],
): Promise<string> {
  const where = `${target.file}: targets.${target.name}.${place}`;
  if ('env' in reference) {
    const value = withoutLineBreak(env[reference.env] ?? '');
    if (value === '') throw new KitError('usage', `${where}: the variable ${reference.env} is not set; set it`);
    return value;
  }
  const file = pathIn(target, reference.file);
  const text = await readTextFile(file).catch((error: unknown) => {
    if (error instanceof KitError) throw error;
    throw new KitError('setup', `${where}: ${file} cannot be read (${reasonOf(error)}); give a file with the secret`, {
      cause: error,
    });
  });
  const value = withoutLineBreak(text);
  if (value === '') throw new KitError('setup', `${where}: ${file} is empty; write the secret there`);
  return value;
}

/**
 * Reads a secret that is sent as the value of a part.
 *
 * @throws KitError as `readSecret`, and `usage` for a value that no part can have
 */
export async function readCredentialPart(
  target: NamedTarget,
  place: string,
  reference: SecretReference,
  env: CommandIo['env'],
): Promise<string> {
  const value = await readSecret(target, place, reference, env);
  if (!canBeSecret(value))
    throw new KitError(
      'usage',
      `${target.file}: targets.${target.name}.${place}: its value is not allowed; allowed: a text ${secretInWords}`,
    );
  return value;
}
