import { X509Certificate } from 'node:crypto';
import { isLoopback, shellWord } from '../../spec/index.js';
import type { LogFormat } from '../schemas/choices.js';
import type { Tenant } from '../schemas/session-types.js';
import type { MockServer } from '../server.js';
import { isBuiltIn } from '../store/tenants.js';
import { outcomeLegend } from '../telemetry/readable-lines.js';
import { networkUrls, type PhoneDetails, phoneLines } from './phone-lines.js';
import { sampleCurl } from './sample-curl.js';

/** Details for the greeting besides the mock. */
export interface Greeting extends PhoneDetails {
  /** The format of the log that follows. */
  readonly log: LogFormat;
  /** Whether the mock is for phones and other machines. */
  readonly lan: boolean;
}

/** Returns the lines printed at the start: the mock's address, a sample call, and where to read on. */
export function greeting(mock: MockServer, tenants: readonly Tenant[], details: Greeting): readonly string[] {
  const { certificateFile, isMade, isKept, log, lan } = details;
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
      lan || isLoopback(mock.host),
      trusting(mock.certificate !== undefined && isMade, certificateFile),
    ).map((line) => `  ${line}`),
    '',
    ...(mock.certificate !== undefined && isMade ? certificateLines(mock.certificate, certificateFile, isKept) : []),
    `See each request, and what to change in it: ${mock.url}/`,
    `Read the contract, and try it in a form: ${mock.url}/__admin/docs`,
    "Force an answer: add -H 'X-Mock-Scenario: liveness-error' to the call.",
    '',
    ...(lan ? phoneLines(mock, details) : []),
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

/**
 * Returns the lines that show a generated token, each URL on its own line for a mock for phones. They go to standard error,
 * because a log must not contain the token.
 */
export function tokenLines(
  mock: Pick<MockServer, 'host' | 'url' | 'addresses'>,
  token: string,
  lan: boolean,
): readonly string[] {
  const { host, url } = mock;
  const opening = (base: string): string => `${base}/?token=${token}`;
  if (!lan)
    return [
      `listening beyond loopback (${host}), so /__admin requires the token ${token}; in a browser, open ${opening(url)}`,
    ];
  const onPhone = networkUrls(mock)
    .slice(0, 1)
    .filter((base) => base !== url);
  return [
    `/__admin requires the token ${token}`,
    `the inspector with this token${onPhone.length > 0 ? ', here and on a phone' : ''}:`,
    ...[url, ...onPhone].map((base) => `  ${opening(base)}`),
  ];
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
