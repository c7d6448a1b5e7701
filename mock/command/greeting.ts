import { X509Certificate } from 'node:crypto';
import { shellWord } from '../../spec/index.js';
import { isLoopback } from '../http/required-token.js';
import type { MockServer } from '../server.js';
import { isBuiltIn } from '../store/tenants.js';
import { sampleCurl } from './sample-curl.js';

/** What a person is told of at the start beside the mock itself. */
export interface Greeting {
  /** The file that the authority's certificate is in, for clients to trust. */
  readonly certificateFile: string | undefined;
  /** Whether the certificate, if there is one, was made by the mock. */
  readonly isMade: boolean;
  /** Whether the authority that it was made under is that of other runs, too. */
  readonly isKept: boolean;
}

/** What the command prints at the start: where the mock is, how to call it, and where to look. */
export function greeting(mock: MockServer, { certificateFile, isMade, isKept }: Greeting): readonly string[] {
  return [
    `eendigo-kit mock listens on ${mock.url} (profile ${mock.contract.profile})`,
    '',
    ...mock.contract.prefixes.map((prefix) => `  ${mock.contract.method} ${mock.url}${prefix}${mock.contract.path}`),
    '',
    'Tenants:',
    ...mock
      .tenants()
      .map(
        (tenant) =>
          `  tenant_code ${tenant.code}  key ${isBuiltIn(tenant) ? tenant.key : '***'}  balance ${tenant.balance}`,
      ),
    '',
    'Try it:',
    ...sampleCurl(mock, isLoopback(mock.host), trusting(mock.certificate !== undefined && isMade, certificateFile)).map(
      (line) => `  ${line}`,
    ),
    '',
    ...(mock.certificate !== undefined && isMade ? certificateLines(mock.certificate, certificateFile, isKept) : []),
    `What came and what was wrong with it: ${mock.url}/__admin/requests`,
    `API reference to read and try: ${mock.url}/__admin/docs`,
    'Ctrl-C ends it.',
  ];
}

/** What tells a person of a token that was made. It stands on standard error, apart from the log: it is nothing for a log. */
export function tokenLine({ host, url }: Pick<MockServer, 'host' | 'url'>, token: string): string {
  return `listening beyond loopback (${host}), so /__admin asks for the token ${token}; in a browser, open ${url}/__admin/requests?token=${token}`;
}

function trusting(isMade: boolean, file: string | undefined): readonly string[] {
  if (!isMade) return [];
  return file === undefined ? ['-k'] : ['--cacert', shellWord(file)];
}

function certificateLines(certificate: string, file: string | undefined, isKept: boolean): readonly string[] {
  const { fingerprint256, validTo } = new X509Certificate(certificate);
  return [
    `The certificate was made under ${isKept ? 'a certificate authority that is kept' : 'a certificate authority of this run'}, valid until ${validTo}, SHA-256 ${fingerprint256}`,
    file === undefined
      ? 'To let clients trust it, start with --tls-ca mock-ca.crt, and give them that file: curl --cacert mock-ca.crt, NODE_EXTRA_CA_CERTS=mock-ca.crt'
      : `To let clients trust it, give them ${file}: curl --cacert ${shellWord(file)}, NODE_EXTRA_CA_CERTS=${shellWord(file)}`,
    '',
  ];
}
