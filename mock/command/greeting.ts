import { X509Certificate } from 'node:crypto';
import { shellWord } from '../../spec/index.js';
import { isLoopback } from '../http/required-token.js';
import type { LogFormat } from '../schemas/choices.js';
import type { Tenant } from '../schemas/session-types.js';
import type { MockServer } from '../server.js';
import { isBuiltIn } from '../store/tenants.js';
import { outcomeLegend } from '../telemetry/readable-lines.js';
import { sampleCurl } from './sample-curl.js';

/** Details for the greeting besides the mock. */
export interface Greeting {
  /** File with the authority's certificate, for clients to trust. */
  readonly certificateFile: string | undefined;
  /** Whether the mock created the certificate. */
  readonly isMade: boolean;
  /** Whether the authority persists across runs. */
  readonly isKept: boolean;
  /** The format of the log that follows. */
  readonly log: LogFormat;
}

/** Returns the lines printed at the start: the mock's address, a sample call, and where to read on. */
export function greeting(
  mock: MockServer,
  tenants: readonly Tenant[],
  { certificateFile, isMade, isKept, log }: Greeting,
): readonly string[] {
  return [
    `eendigo-kit mock listens on ${mock.url} (profile ${mock.contract.profile})`,
    '',
    ...operationLines(mock),
    '',
    'Tenants:',
    ...tenants.map(
      (tenant) =>
        `  tenant_code ${tenant.code}  key ${isBuiltIn(tenant) ? tenant.key : '***'}  balance ${tenant.balance}${tenant.scenario === undefined ? '' : `  always ${tenant.scenario}`}`,
    ),
    '',
    'Try it in a second terminal:',
    ...sampleCurl(
      mock,
      tenants,
      isLoopback(mock.host),
      trusting(mock.certificate !== undefined && isMade, certificateFile),
    ).map((line) => `  ${line}`),
    '',
    ...(mock.certificate !== undefined && isMade ? certificateLines(mock.certificate, certificateFile, isKept) : []),
    `See each request, and what to change in it: ${mock.url}/`,
    `Read the contract, and try it in a form: ${mock.url}/__admin/docs`,
    "Force an answer: add -H 'X-Mock-Scenario: liveness-error' to the call.",
    '',
    ...(log === 'pretty' ? [`Requests appear below: ${outcomeLegend}`] : []),
    'Ctrl-C ends it.',
  ];
}

/** Returns the operation's addresses, UAT first, each with what its path is on the real API. */
function operationLines({ url, contract: { method, prefixes, path, openapi } }: MockServer): readonly string[] {
  const addresses = prefixes.toReversed().map((prefix) => {
    const server = openapi.servers?.find((one) => {
      const environment: unknown = one['x-environment'];
      return environment !== 'mock' && prefixOf(one.url) === prefix;
    });
    return { address: `${method} ${url}${prefix}${path}`, is: server?.description };
  });
  const width = Math.max(...addresses.map(({ address }) => address.length));
  return addresses.map(({ address, is }) => `  ${is === undefined ? address : `${address.padEnd(width)}  ${is}`}`);
}

function prefixOf(url: string): string {
  return new URL(url, 'http://localhost').pathname.replace(/\/$/, '');
}

/** Returns the line that shows a generated token. It goes to standard error, because a log must not contain it. */
export function tokenLine({ host, url }: Pick<MockServer, 'host' | 'url'>, token: string): string {
  return `listening beyond loopback (${host}), so /__admin requires the token ${token}; in a browser, open ${url}/?token=${token}`;
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
