import 'reflect-metadata';
import { BasicConstraintsExtension, X509CertificateGenerator } from '@peculiar/x509';
import { createAuthority, signLeaf } from './authority.js';
import type { TlsPair } from './tls.js';

/** Creates a certificate for loopback and these names, with its key, like a user's own. */
export async function pairFor(names: readonly string[]): Promise<TlsPair> {
  return signLeaf(await createAuthority(), names);
}

/** Creates a self-signed certificate that is valid between these two days, counted from now. */
export async function pairValid(from: number, to: number, { isAuthority = false } = {}): Promise<TlsPair> {
  const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  const at = (days: number): Date => new Date(Date.now() + days * 86_400_000);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=mock',
    notBefore: at(from),
    notAfter: at(to),
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
    keys,
    extensions: [new BasicConstraintsExtension(isAuthority, undefined, true)],
  });
  const der = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  return {
    cert: certificate.toString('pem'),
    key: `-----BEGIN PRIVATE KEY-----\n${der.replaceAll(/.{64}/g, '$&\n')}\n-----END PRIVATE KEY-----\n`,
  };
}
