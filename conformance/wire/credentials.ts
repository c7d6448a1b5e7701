import { builtInTenants } from '../../mock/index.js';
import { type CommandIo, canBeSecret, KitError, secretInWords, withoutLineBreak } from '../../spec/index.js';
import type { TenantRole } from '../cases/case.js';

/** A tenant_code and its key. */
export interface Credential {
  readonly code: string;
  readonly key: string;
}

/** The credentials of a run. `empty` is absent when the run has no tenant without balance. */
export interface Credentials {
  readonly funded: Credential;
  readonly empty?: Credential;
  /** A tenant_code with the key of another tenant. Default: the code of `funded`, with a key that no tenant has. */
  readonly wrong?: Credential;
  /** Whether these are the built-in credentials, which are not secret. */
  readonly isBuiltIn: boolean;
  /** Set when the user named no tenants, so that the server may not know these. */
  readonly isAssumed?: true;
}

const [builtInFunded, builtInEmpty] = builtInTenants;

/** The credentials of the mock's built-in tenants. */
export const builtInCredentials: Credentials = { funded: builtInFunded, empty: builtInEmpty, isBuiltIn: true };

/** The variables with the credentials. There are no flags, because other users of the machine can see command lines. */
export const credentialVariables = {
  code: 'EENDIGO_KIT_TENANT_CODE',
  key: 'EENDIGO_KIT_KEY',
  emptyCode: 'EENDIGO_KIT_EMPTY_TENANT_CODE',
  emptyKey: 'EENDIGO_KIT_EMPTY_KEY',
  wrongCode: 'EENDIGO_KIT_WRONG_TENANT_CODE',
  wrongKey: 'EENDIGO_KIT_WRONG_KEY',
} as const;

/**
 * Reads credentials from variables of the environment or of a parsed file. Undefined when none is set.
 *
 * Removes a line break at the end of a value, because `echo` and Windows editors write one.
 *
 * @throws KitError `usage` for half a pair, and for a value with control characters or with blanks at its ends
 */
export function readCredentials(variables: CommandIo['env']): Credentials | undefined {
  const funded = readPair(variables, credentialVariables.code, credentialVariables.key);
  const empty = readPair(variables, credentialVariables.emptyCode, credentialVariables.emptyKey);
  const wrong = readPair(variables, credentialVariables.wrongCode, credentialVariables.wrongKey);
  if (!funded) {
    if (empty ?? wrong)
      throw new KitError(
        'usage',
        `${empty ? credentialVariables.emptyCode : credentialVariables.wrongCode} is set and ${credentialVariables.code} is not; set both pairs`,
      );
    return undefined;
  }
  return { funded, ...(empty ? { empty } : {}), ...(wrong ? { wrong } : {}), isBuiltIn: false };
}

function readPair(variables: CommandIo['env'], codeName: string, keyName: string): Credential | undefined {
  const [code, key] = [codeName, keyName].map((name) => withoutLineBreak(variables[name] ?? ''));
  if (!code && !key) return undefined;
  if (!code || !key)
    throw new KitError(
      'usage',
      `${code ? codeName : keyName} is set and ${code ? keyName : codeName} is not; set both`,
    );
  for (const [name, value] of [
    [codeName, code],
    [keyName, key],
  ] as const)
    if (!canBeSecret(value))
      throw new KitError('usage', `${name}: the value is not allowed; allowed: a text ${secretInWords}`);
  return { code, key };
}

/** The credential that a request of this role sends. Undefined when the run has none. */
export function credentialFor(role: TenantRole, { funded, empty, wrong }: Credentials): Credential | undefined {
  switch (role) {
    case 'funded':
      return funded;
    case 'empty':
      return empty;
    case 'unknown':
      return { code: 'NO_SUCH_TENANT', key: 'no-such-key' };
    case 'wrong-key':
      return wrong ?? { code: funded.code, key: 'not-the-key' };
    case 'padded-key':
      return { code: funded.code, key: `${funded.key}\n` };
    case 'lower-case-code':
      return { code: funded.code.toLowerCase(), key: funded.key };
    case 'other-tenants-key':
      return empty && { code: funded.code, key: empty.key };
    case 'key-in-other-capitals':
      return { code: funded.code, key: swapCapitals(funded.key) };
    case 'key-cut-short':
      return { code: funded.code, key: funded.key.slice(0, -1) };
    case 'key-with-more':
      return { code: funded.code, key: `${funded.key}0` };
  }
}

function swapCapitals(text: string): string {
  const upper = text.toUpperCase();
  return text === upper ? text.toLowerCase() : upper;
}
