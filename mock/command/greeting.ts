import { X509Certificate } from 'node:crypto';
import { shellWord } from '../../spec/index.js';
import { isBuiltIn } from '../books/tenants.js';
import { isLoopback } from '../connection/required-token.js';
import type { MockServer } from '../server.js';
import { sampleCurl } from './sample-curl.js';

/** What a person is told of at the start beside the mock itself. */
export interface Greeting {
  /** The file that the self-signed certificate was written to. */
  readonly certificateFile: string | undefined;
  /** Whether the certificate, if there is one, was made by the mock, so that nobody trusts it yet. */
  readonly selfSigned: boolean;
}

/** What the command prints at the start: where the mock is, how to call it, and where to look. */
export function greeting(mock: MockServer, { certificateFile, selfSigned }: Greeting): readonly string[] {
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
    ...sampleCurl(
      mock,
      isLoopback(mock.host),
      trusting(mock.certificate !== undefined && selfSigned, certificateFile),
    ).map((line) => `  ${line}`),
    '',
    ...(mock.certificate !== undefined && selfSigned ? certificateLines(mock.certificate, certificateFile) : []),
    `What came and what was wrong with it: ${mock.url}/__admin/requests`,
    `API reference to read and try: ${mock.url}/__admin/docs`,
    'Ctrl-C ends it.',
  ];
}

/** What tells a person of a token that was made. It stands on standard error, apart from the log: it is nothing for a log. */
export function tokenLine({ host, url }: Pick<MockServer, 'host' | 'url'>, token: string): string {
  return `listening beyond loopback (${host}), so /__admin asks for the token ${token}; in a browser, open ${url}/__admin/requests?token=${token}`;
}

function trusting(selfSigned: boolean, file: string | undefined): readonly string[] {
  if (!selfSigned) return [];
  return file === undefined ? ['-k'] : ['--cacert', shellWord(file)];
}

function certificateLines(certificate: string, file: string | undefined): readonly string[] {
  const { fingerprint256, validTo } = new X509Certificate(certificate);
  return [
    `The certificate is self-signed, made for this run, valid until ${validTo}, SHA-256 ${fingerprint256}`,
    file === undefined
      ? 'To let clients trust it, start with --tls-out mock.pem, and give them that file: curl --cacert mock.pem, NODE_EXTRA_CA_CERTS=mock.pem'
      : `To let clients trust it, give them ${file}: curl --cacert ${shellWord(file)}, NODE_EXTRA_CA_CERTS=${shellWord(file)}`,
    '',
  ];
}
