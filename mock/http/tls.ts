import { createPrivateKey, X509Certificate } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { createSecureContext } from 'node:tls';
import { KitError, reasonOf, whyNotWritten } from '../../spec/index.js';

/** A certificate and its private key, as PEM. */
export interface TlsPair {
  readonly cert: string;
  readonly key: string;
}

/**
 * Checks that a certificate and a key belong together. `called` names them.
 *
 * @throws KitError `setup` that names the wrong one, with the reason
 */
export function checkTlsPair({ cert, key }: TlsPair, called: { readonly cert: string; readonly key: string }): void {
  const wrong = (what: string, reason: string, cause?: unknown): KitError =>
    new KitError('setup', `${what}: ${reason}`, { cause });
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(cert) && !cert.includes('-----BEGIN CERTIFICATE-----'))
    throw wrong(called.cert, 'contains a private key but no certificate; give the PEM file of the certificate');
  try {
    new X509Certificate(cert);
  } catch (error) {
    throw wrong(
      called.cert,
      `contains no certificate (${reasonOf(error)}); give a PEM file with BEGIN CERTIFICATE`,
      error,
    );
  }
  if (!/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(key))
    throw wrong(called.key, 'contains no private key; give a PEM file with BEGIN PRIVATE KEY');
  if (/ENCRYPTED/.test(key)) throw wrong(called.key, 'is protected by a passphrase; give the key without one');
  try {
    // Node accepts a pair of different types (EC and RSA), and then every handshake fails.
    if (new X509Certificate(cert).checkPrivateKey(createPrivateKey(key)))
      return void createSecureContext({ cert, key });
  } catch (error) {
    throw wrong(
      called.key,
      `cannot be used with ${called.cert} (${reasonOf(error)}); give the certificate's own key`,
      error,
    );
  }
  throw wrong(called.key, `is not the key of the certificate in ${called.cert}; give the two that belong together`);
}

/** Returns warnings for a certificate that clients will reject, because it is not valid now. */
export function certificateWarnings({ cert }: TlsPair): readonly string[] {
  const { validFrom, validTo } = new X509Certificate(cert);
  if (Date.parse(validTo) < Date.now())
    return [`the certificate was valid until ${validTo}; clients reject it; give a valid one`];
  if (Date.parse(validFrom) > Date.now())
    return [`the certificate is not valid before ${validFrom}; clients reject it until then; give a valid one`];
  return [];
}

/** Rejects names that a certificate cannot contain. @throws KitError `setup` that names the first one */
export function checkTlsNames(names: readonly string[], called: string): void {
  for (const name of names)
    if (isIP(name) === 0 && !(name.length <= 253 && hostName.test(name)))
      throw new KitError(
        'setup',
        `${called}: ${JSON.stringify(name.slice(0, 100))} is neither a host name nor an address; give e.g. mock.test or 192.0.2.7`,
      );
}

/** Labels separated by dots; the first may be a wildcard. */
const hostName = /^(\*\.)?[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*$/i;

/**
 * Writes a certificate for clients to trust, without its key. `called` names the path's option. @throws KitError
 * `setup` if it cannot be written
 */
export async function writeCertificate(path: string, cert: string, called: string): Promise<void> {
  try {
    await writeFile(path, cert);
  } catch (error) {
    throw new KitError(
      'setup',
      `${path}: the certificate cannot be written: ${whyNotWritten(path, error, `give another ${called}`)}`,
      {
        cause: error,
      },
    );
  }
}
