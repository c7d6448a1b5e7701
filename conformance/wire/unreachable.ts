import { KitError, reasonOf } from '../../spec/index.js';

const untrustedCodes = new Set([
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_UNTRUSTED',
]);
const noRouteCodes = new Set([
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
]);

/** The peer of a failed connection. */
export type Peer = { readonly role: 'target' | 'proxy'; readonly url: URL };

/**
 * Describes why a connection failed, in one line with the remedy. Undefined for any other error. Without a connection the
 * run sent nothing, so there is nothing to judge.
 */
export function describeConnectionProblem(error: unknown, { role, url }: Peer): string | undefined {
  const { code, message } = codeOf(error);
  const name = role === 'proxy' ? `the proxy ${url.origin}` : url.origin;
  const flag = role === 'proxy' ? 'the proxy of --proxy or HTTPS_PROXY' : '--target';
  if (code === 'ECONNREFUSED')
    return `${name}: nothing listens there (${code}); ${role === 'proxy' ? `check ${flag}` : 'start the server or give another --target'}`;
  if (code === 'ENOTFOUND' || code.startsWith('EAI_'))
    return `${name}: the name is not known (${code}); check ${flag}${role === 'proxy' ? '' : ', or give --proxy if only a proxy knows it'}`;
  if (noRouteCodes.has(code))
    return `${name}: cannot be reached (${code}); check ${flag}, the network and its firewall${role === 'proxy' ? '' : ', or give --proxy'}`;
  if (untrustedCodes.has(code))
    return `${name}: its certificate is not trusted (${code}); set NODE_EXTRA_CA_CERTS to a PEM file with the certificate of its authority, or name it as ca in a targets file`;
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID')
    return `${name}: its certificate ${code === 'CERT_HAS_EXPIRED' ? 'has expired' : 'is not valid yet'} (${code}); renew it, or correct this machine's clock`;
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return `${name}: its certificate is for another name (${message}); give the name in the certificate`;
  if (/CERTIFICATE_REQUIRED|ALERT_HANDSHAKE_FAILURE/.test(code))
    return `${name}: the server demands a certificate of the client, or refuses the handshake otherwise (${message}); give clientCertificate and clientKey in a targets file`;
  if (/ALERT_(UNKNOWN_CA|BAD_CERTIFICATE|CERTIFICATE_UNKNOWN|CERTIFICATE_EXPIRED|UNSUPPORTED_CERTIFICATE)/.test(code))
    return `${name}: the server does not accept the certificate of the client (${message}); give the right clientCertificate and clientKey in the targets file`;
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_'))
    return `${name}: the TLS handshake fails (${message}); if it speaks plain HTTP, give ${plainAddress(url)}`;
  return undefined;
}

/**
 * Whether an error came before a connection was there, so that nothing was sent: the name is not known, nothing listens,
 * or the certificate is not trusted. Any other error may have come after the request, which the server may have charged.
 */
export function failsBeforeSending(error: unknown): boolean {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  const { code } = codeOf(first);
  const call: unknown = Object(first).syscall;
  return (
    call === 'connect' ||
    code === 'ECONNREFUSED' ||
    code === 'ENOTFOUND' ||
    call === 'getaddrinfo' ||
    code === 'UND_ERR_CONNECT_TIMEOUT' ||
    code === 'ERR_TLS_CERT_ALTNAME_INVALID' ||
    code === 'CERT_HAS_EXPIRED' ||
    code === 'CERT_NOT_YET_VALID' ||
    untrustedCodes.has(code)
  );
}

/** Creates the set-up error for a connection that failed with any error. */
export function createUnreachableError(error: unknown, peer: Peer): KitError {
  const { code, message } = codeOf(error);
  const problem =
    describeConnectionProblem(error, peer) ??
    (peer.url.protocol === 'https:'
      ? `${peer.url.origin}: the connection ends in the TLS handshake (${code || message}); if it speaks plain HTTP, give ${plainAddress(peer.url)}`
      : `${peer.url.origin}: cannot be reached (${code || message}); check --target and the network`);
  return new KitError('setup', problem, { cause: error });
}

function plainAddress({ host, pathname }: URL): string {
  return `http://${host}${pathname.replace(/\/$/, '')}`;
}

/** The code and message of an error, without OpenSSL's source places. Of several addresses, the first error counts. */
function codeOf(error: unknown): { readonly code: string; readonly message: string } {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  const code = first instanceof Error && 'code' in first && typeof first.code === 'string' ? first.code : '';
  const text = reasonOf(first).trim();
  return { code, message: /SSL routines:[^:]*:([^:]+)/.exec(text)?.[1] ?? text };
}
