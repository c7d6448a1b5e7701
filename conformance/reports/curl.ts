import type { FixtureId } from '../../fixtures/index.js';
import { shellWord } from '../../spec/index.js';
import type { TenantRole } from '../cases/case.js';
import { type Credentials, credentialVariables } from '../wire/credentials.js';
import type { PartToSend, RequestToSend } from '../wire/request.js';

/** The properties of a run that a curl line depends on. */
export interface CurlContext {
  readonly credentials: Credentials;
  /** Returns the file with a fixture's picture. */
  readonly fileOf: (id: FixtureId) => string;
  /** The proxy that the line names, or `none` to ignore the environment. Default: curl reads the environment. */
  readonly proxy?: URL | 'none';
}

/** Creates a curl command line that sends the request again. It names secrets by variables, except built-in ones. */
export function curlLine(
  url: URL,
  request: RequestToSend,
  role: TenantRole,
  { credentials, fileOf, proxy }: CurlContext,
): string {
  const line = ['curl', '-sS', '-i', '-X', request.method];
  if (proxy === 'none') line.push('--noproxy', shellWord('*'));
  else if (proxy) line.push('--proxy', shellWord(proxy.origin));
  if ('parts' in request && request.isChunked) line.push('-H', shellWord('Transfer-Encoding: chunked'));
  if ('parts' in request) line.push(...request.parts.map((part) => formOption(part, role, credentials, fileOf)));
  else {
    if (request.contentType !== undefined) line.push('-H', shellWord(`Content-Type: ${request.contentType}`));
    if (request.body !== undefined) line.push('--data-binary', shellWord(request.body));
  }
  return [...line, shellWord(url.href)].join(' ');
}

function formOption(
  part: PartToSend,
  role: TenantRole,
  credentials: Credentials,
  fileOf: CurlContext['fileOf'],
): string {
  switch (part.type) {
    case 'text': {
      const variable = variableFor(part.name, role, credentials);
      return `--form-string ${variable === undefined ? shellWord(`${part.name}=${part.value}`) : `${part.name}="$${variable}"`}`;
    }
    case 'text-as-file':
      return `-F ${shellWord(`${part.name}=${part.value};filename="${part.filename}"`)}`;
    case 'file': {
      const file = fileOf(part.fixture);
      return `-F ${shellWord(`${part.name}=@"${file}";filename="${part.filename.replaceAll('"', '\\"')}";type=${part.contentType}`)}`;
    }
    case 'file-without-name':
      return `-F ${shellWord(`${part.name}=<"${fileOf(part.fixture)}";type=${part.contentType}`)}`;
    case 'file-as-text':
      return `-F "${part.name}=$(base64 < ${shellWord(fileOf(part.fixture))} | tr -d '\\n')"`;
  }
}

function variableFor(part: string, role: TenantRole, { isBuiltIn }: Credentials): string | undefined {
  if (isBuiltIn || (role !== 'funded' && role !== 'empty')) return undefined;
  if (part === 'tenant_code') return role === 'empty' ? credentialVariables.emptyCode : credentialVariables.code;
  if (part === 'key') return role === 'empty' ? credentialVariables.emptyKey : credentialVariables.key;
  return undefined;
}
