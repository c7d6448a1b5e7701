import { parseEnv } from 'node:util';
import { type CommandIo, KitError, readTextFile, reasonOf } from '../../spec/index.js';
import { builtInCredentials, type Credentials, credentialVariables, readCredentials } from '../wire/credentials.js';

/** Where the credentials of a run come from. */
export interface CredentialSource {
  readonly env: CommandIo['env'];
  /** The user's file with variables, read in place of the environment. */
  readonly file: string | undefined;
  /** The target as the user gave it, for messages. */
  readonly target: string;
  readonly isLoopback: boolean;
  readonly isDryRun: boolean;
}

/**
 * Reads the credentials of a run from the file or the environment. On loopback the mock's built-in tenants are the
 * default.
 *
 * @throws KitError `usage` when the run needs credentials and has none, `setup` when the file cannot be read
 */
export async function loadCredentials(source: CredentialSource): Promise<Credentials> {
  const { file, target, isDryRun } = source;
  const credentials = await findCredentials(source);
  if (credentials) return credentials;
  // A dry run sends nothing, so any credentials serve to make the plan.
  if (isDryRun && file === undefined) return { funded: builtInCredentials.funded, isBuiltIn: false };
  const { code, key } = credentialVariables;
  throw new KitError(
    'usage',
    `no credentials for ${target}; set ${code} and ${key} in ${file ?? 'the environment, or give --credentials <file>'}`,
  );
}

/**
 * Reads credentials from the file or the environment. On loopback the mock's built-in tenants are the default, elsewhere
 * there is none.
 *
 * @throws KitError `usage` for a value that is not allowed, `setup` when the file cannot be read
 */
export async function findCredentials({
  env,
  file,
  isLoopback,
}: Pick<CredentialSource, 'env' | 'file' | 'isLoopback'>): Promise<Credentials | undefined> {
  const credentials = readCredentials(file === undefined ? env : await readVariables(file));
  if (credentials) return credentials;
  return isLoopback && file === undefined ? { ...builtInCredentials, isAssumed: true } : undefined;
}

async function readVariables(file: string): Promise<CommandIo['env']> {
  try {
    return parseEnv(await readTextFile(file));
  } catch (error) {
    if (error instanceof KitError) throw error;
    throw new KitError(
      'setup',
      `${file}: cannot be read (${reasonOf(error)}); give a file with ${credentialVariables.code}=... lines`,
      { cause: error },
    );
  }
}
