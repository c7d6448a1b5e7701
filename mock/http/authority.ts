import { createPrivateKey, type KeyObject, randomBytes, webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import { isWildcard } from '../../spec/index.js';
import type { TlsPair } from './tls.js';

const day = 86_400_000;
/** Validity of an authority in days. Users trust it manually on each phone, so it lasts ten years. */
const authorityDays = 3650;
/** Validity of a server certificate in days. Apple accepts no more. */
const leafDays = 397;

/** Web Crypto's curve names and digests, by OpenSSL's curve name. */
const curves: ReadonlyMap<string | undefined, readonly [namedCurve: string, hash: string]> = new Map([
  ['prime256v1', ['P-256', 'SHA-256']],
  ['secp384r1', ['P-384', 'SHA-384']],
  ['secp521r1', ['P-521', 'SHA-512']],
]);

/** Creates a certificate authority that clients trust once, instead of each certificate. */
export async function createAuthority(): Promise<TlsPair> {
  const x509 = await library();
  const keys = await newKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    // Phones list authorities by name, and clients find issuers by it.
    name: `CN=eendigo-kit mock CA ${randomBytes(3).toString('hex')}`,
    // Starts yesterday, because a client's clock may be slow.
    notBefore: new Date(Date.now() - day),
    notAfter: new Date(Date.now() + (authorityDays - 1) * day),
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
    keys,
    extensions: [
      // It may sign server certificates, but no other authority.
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { cert: pemText(certificate.toString('pem')), key: await keyText(keys.privateKey) };
}

/**
 * Signs a server certificate for loopback and these names. Returns the chain: the certificate, then the authority's.
 */
export async function signLeaf(authority: TlsPair, names: readonly string[]): Promise<TlsPair> {
  const x509 = await library();
  const keys = await newKeys();
  const issuer = new x509.X509Certificate(authority.cert);
  const { key: signingKey, algorithm: signingAlgorithm } = await signer(createPrivateKey(authority.key));
  const all = [...new Set(['localhost', '127.0.0.1', '::1', ...names])].filter((name) => !isWildcard(name));
  const from = Math.max(Date.now() - day, issuer.notBefore.getTime());
  const itsId = issuer.getExtension(x509.SubjectKeyIdentifierExtension)?.keyId;
  const leaf = await x509.X509CertificateGenerator.create({
    subject: 'CN=eendigo-kit mock',
    issuer: issuer.subjectName,
    notBefore: new Date(from),
    notAfter: new Date(Math.min(from + leafDays * day, issuer.notAfter.getTime())),
    signingAlgorithm,
    signingKey,
    publicKey: keys.publicKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(
        all.map((name) => ({ type: isIP(name) ? ('ip' as const) : ('dns' as const), value: name })),
      ),
      // Strict clients, such as Python 3.13, require both.
      itsId === undefined
        ? await x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey)
        : new x509.AuthorityKeyIdentifierExtension(itsId),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { cert: `${pemText(leaf.toString('pem'))}${authority.cert}`, key: await keyText(keys.privateKey) };
}

/** Returns whether a key can sign certificates: RSA, or EC on a supported curve. */
export function canSign({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): boolean {
  return asymmetricKeyType === 'rsa' || (asymmetricKeyType === 'ec' && curves.has(asymmetricKeyDetails?.namedCurve));
}

/** Loaded lazily, so that a mock which creates no certificate starts fast. */
async function library(): Promise<typeof import('@peculiar/x509')> {
  await import('reflect-metadata');
  return import('@peculiar/x509');
}

async function newKeys() {
  const keys = await webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  return keys as CryptoKeyPair;
}

/** Imports a private key into Web Crypto. */
async function signer(key: KeyObject) {
  const [namedCurve, hash] = curves.get(key.asymmetricKeyDetails?.namedCurve) ?? [undefined, 'SHA-256'];
  const name = namedCurve === undefined ? 'RSASSA-PKCS1-v1_5' : 'ECDSA';
  const der = key.export({ type: 'pkcs8', format: 'der' });
  const imported = await webcrypto.subtle.importKey(
    'pkcs8',
    der,
    namedCurve === undefined ? { name, hash } : { name, namedCurve },
    false,
    ['sign'],
  );
  return { key: imported as CryptoKey, algorithm: { name, hash } };
}

async function keyText(key: CryptoKey): Promise<string> {
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key as webcrypto.CryptoKey));
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }).export({
    type: 'pkcs8',
    format: 'pem',
  }) as string;
}

function pemText(pem: string): string {
  return `${pem.trim()}\n`;
}
