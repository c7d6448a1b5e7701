import { KitError } from '../../spec/index.js';
import { namedSecretsOf } from '../evidence/environment-gate.js';
import { createLeakGate, type LeakGate } from '../evidence/leak-gate.js';
import type { Credentials } from '../wire/credentials.js';
import type { TargetTls } from '../wire/target-tls.js';

/** What the outputs of a run must not hold beside its credentials, and what they name. */
export interface GateOptions {
  readonly target: URL;
  /** Absent where the run sends none of its own. */
  readonly credentials?: Credentials | undefined;
  /** The proxy with its password. */
  readonly proxy?: URL | undefined;
  readonly tls?: TargetTls | undefined;
}

/**
 * Creates the gate of a run on a server. A tenant code that the target's address has is no secret, as the user shows it.
 *
 * @throws KitError `usage` for an address with a key, because every report names the target
 */
export function createRunGate({ target, credentials, proxy, tls }: GateOptions): LeakGate {
  const address = decoded(target.href).toLowerCase();
  const isInAddress = ({ value }: { readonly value: string }): boolean => address.includes(value.toLowerCase());
  const secrets = (credentials ? namedSecretsOf(credentials) : []).filter(
    (secret) => secret.what === 'a key' || !isInAddress(secret),
  );
  if (secrets.some((secret) => secret.value.length >= shortestKey && isInAddress(secret)))
    throw new KitError('usage', '--target has a key of this run in its address, which every report names; remove it');
  const password = decoded(proxy?.password ?? '');
  const [, body = ''] = /-----BEGIN [A-Z ]*PRIVATE KEY-----\s*([\w+/=]{16,})/.exec(String(tls?.key ?? '')) ?? [];
  return createLeakGate([
    ...secrets,
    { what: 'the password of the proxy', value: password },
    { what: "the key of the client's certificate", value: body },
  ]);
}

/** A shorter key may be a word of an address by chance. */
const shortestKey = 8;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
