import { builtInTenants } from '../../mock/index.js';
import type { CommandIo } from '../../spec/index.js';
import { type Credentials, credentialVariables } from '../wire/credentials.js';
import { createLeakGate, type LeakGate } from './leak-gate.js';
import type { Secret } from './leak-scan.js';

/** What everybody knows: the mock's built-in tenants, which are the document's examples. */
const known = new Set(builtInTenants.flatMap(({ code, key }) => [code, key]));

/** The keys and tenant codes of a run, except built-in ones, which are not secret. */
export function namedSecretsOf({ funded, empty, wrong, isBuiltIn }: Credentials): readonly Secret[] {
  if (isBuiltIn) return [];
  const tenants = [funded, ...(empty ? [empty] : []), ...(wrong ? [wrong] : [])];
  return tenants
    .flatMap(({ code, key }) => [
      { what: 'a key', value: key },
      { what: 'a tenant code', value: code },
    ])
    .filter(({ value }) => !known.has(value));
}

/** Creates the gate of a command that reads no credentials. It knows those in the variables of the environment. */
export function createEnvironmentGate(env: CommandIo['env']): LeakGate {
  const secrets = Object.values(credentialVariables).map((name) => ({
    what: `the value of ${name}`,
    value: env[name] ?? '',
  }));
  return createLeakGate(secrets.filter(({ value }) => !known.has(value)));
}
