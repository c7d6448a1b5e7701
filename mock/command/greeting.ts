import { X509Certificate } from 'node:crypto';
import { shellWord } from '../../spec/index.js';
import { isLoopback } from '../http/required-token.js';
import type { Tenant } from '../schemas/session-types.js';
import type { MockServer } from '../server.js';
import { isBuiltIn } from '../store/tenants.js';
import { sampleCurl } from './sample-curl.js';

/** Details for the greeting besides the mock. */
export interface Greeting {
  /** File with the authority's certificate, for clients to trust. */
  readonly certificateFile: string | undefined;
  /** Whether the mock created the certificate. */
  readonly isMade: boolean;
  /** Whether the authority persists across runs. */
  readonly isKept: boolean;
}

/** Returns the lines printed at the start: the mock's address, a sample call, and where to read on. */
export function greeting(
  mock: MockServer,
  tenants: readonly Tenant[],
  { certificateFile, isMade, isKept }: Greeting,
): readonly string[] {
  return [
    `eendigo-kit mock listens on ${mock.url} (profile ${mock.contract.profile})`,
    '',
    ...mock.contract.prefixes.map((prefix) => `  ${mock.contract.method} ${mock.url}${prefix}${mock.contract.path}`),
    '',
    'Tenants:',
    ...tenants.map(
      (tenant) =>
        `  tenant_code ${tenant.code}  key ${isBuiltIn(tenant) ? tenant.key : '***'}  balance ${tenant.balance}`,
    ),
    '',
    'Try it:',
    ...sampleCurl(
      mock,
      tenants,
      isLoopback(mock.host),
      trusting(mock.certificate !== undefined && isMade, certificateFile),
    ).map((line) => `  ${line}`),
    '',
    ...(mock.certificate !== undefined && isMade ? certificateLines(mock.certificate, certificateFile, isKept) : []),
    `Received requests, with what is wrong in them: ${mock.url}/__admin/requests`,
    `API reference, with a form to try it: ${mock.url}/__admin/docs`,
    'Ctrl-C ends it.',
  ];
}

/** Returns the line that shows a generated token. It goes to standard error, because a log must not contain it. */
export function tokenLine({ host, url }: Pick<MockServer, 'host' | 'url'>, token: string): string {
  return `listening beyond loopback (${host}), so /__admin requires the token ${token}; in a browser, open ${url}/__admin/requests?token=${token}`;
}

function trusting(isMade: boolean, file: string | undefined): readonly string[] {
  if (!isMade) return [];
  return file === undefined ? ['-k'] : ['--cacert', shellWord(file)];
}

function certificateLines(certificate: string, file: string | undefined, isKept: boolean): readonly string[] {
  const { fingerprint256, validTo } = new X509Certificate(certificate);
  return [
    `The certificate is signed by ${isKept ? 'the kept certificate authority' : 'a certificate authority of this run'}, valid until ${validTo}, SHA-256 ${fingerprint256}`,
    file === undefined
      ? 'To let clients trust it, start with --tls-ca mock-ca.crt, and give them that file: curl --cacert mock-ca.crt, NODE_EXTRA_CA_CERTS=mock-ca.crt'
      : `To let clients trust it, give them ${file}: curl --cacert ${shellWord(file)}, NODE_EXTRA_CA_CERTS=${shellWord(file)}`,
    '',
  ];
}
