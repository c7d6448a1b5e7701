import type { FixtureId } from '../../fixtures/index.js';
import { shellWord } from '../../spec/index.js';
import { type Credentials, credentialVariables } from '../wire/credentials.js';
import type { PartToSend, RequestToSend } from '../wire/request.js';

/** The properties of a run that a curl line depends on. */
export interface CurlContext {
  readonly credentials: Credentials;
  /** Returns the file with a fixture's picture. */
  readonly fileOf: (id: FixtureId) => string;
  /** The proxy that the line names, or `none` to ignore the environment. Default: curl reads the environment. */
  readonly proxy?: URL | 'none';
  /** Options that name the authority and the client's certificate. */
  readonly tls?: readonly string[];
}

/** Creates a curl command line that sends the request again. It names secrets by variables, except built-in ones. */
export function curlLine(
  url: URL,
  request: RequestToSend,
  { credentials, fileOf, proxy, tls = [] }: CurlContext,
): string {
  const line = ['curl', '-sS', '-i', '-X', request.method];
  if (proxy === 'none') line.push('--noproxy', shellWord('*'));
  else if (proxy) line.push('--proxy', shellWord(proxy.origin));
  line.push(...tls.map(shellWord), '-H', shellWord('Accept-Encoding: identity'));
  if ('parts' in request && request.isChunked) line.push('-H', shellWord('Transfer-Encoding: chunked'));
  if ('parts' in request) line.push(...request.parts.map((part) => formOption(part, credentials, fileOf)));
  else {
    if (request.contentType !== undefined) line.push('-H', shellWord(`Content-Type: ${request.contentType}`));
    if (request.body !== undefined) line.push('--data-binary', shellWord(request.body));
  }
  const asText = 'parts' in request ? request.parts.find((part) => part.type === 'file-as-text') : undefined;
  const input = asText ? `base64 < ${shellWord(fileOf(asText.fixture))} | tr -d '\\n' | ` : '';
  return `${input}${[...line, shellWord(url.href)].join(' ')}`;
}

function formOption(part: PartToSend, credentials: Credentials, fileOf: CurlContext['fileOf']): string {
  switch (part.type) {
    case 'text': {
      const value = secretInShell(part, credentials);
      return `--form-string ${value === undefined ? shellWord(`${part.name}=${part.value}`) : `${part.name}=${value}`}`;
    }
    case 'text-as-file':
      return `-F ${partAsFile(part, secretInShell(part, credentials))}`;
    case 'file': {
      const file = fileOf(part.fixture);
      return `-F ${shellWord(`${part.name}=@"${file}";filename="${part.filename.replaceAll('"', '\\"')}";type=${part.contentType}`)}`;
    }
    case 'file-without-name':
      return `-F ${shellWord(`${part.name}=<"${fileOf(part.fixture)}";type=${part.contentType}`)}`;
    case 'file-as-text':
      // On standard input, because a picture is too long for an argument.
      return `-F ${shellWord(`${part.name}=<-`)}`;
  }
}

function partAsFile(part: PartToSend & { readonly type: 'text-as-file' }, secret: string | undefined): string {
  const tail = `;filename="${part.filename}"`;
  return secret === undefined
    ? shellWord(`${part.name}=${part.value}${tail}`)
    : `${part.name}=${secret}${shellWord(tail)}`;
}

/**
 * Writes a value by the variable of the secret that it is, or is made from: with a line break behind it, in other capitals,
 * or cut off. Undefined for a value without a secret, and for the built-in credentials, which are not secret.
 */
function secretInShell(
  { name: part, value }: { readonly name: string; readonly value: string },
  { funded, empty, wrong, isBuiltIn }: Credentials,
): string | undefined {
  if (isBuiltIn || value === '' || !['key', 'tenant_code'].includes(part.toLowerCase())) return undefined;
  const { code, key, emptyCode, emptyKey, wrongCode, wrongKey } = credentialVariables;
  const secrets: readonly (readonly [string, string])[] = [
    [key, funded.key],
    [code, funded.code],
    ...(empty
      ? ([
          [emptyKey, empty.key],
          [emptyCode, empty.code],
        ] as const)
      : []),
    ...(wrong
      ? ([
          [wrongKey, wrong.key],
          [wrongCode, wrong.code],
        ] as const)
      : []),
  ];
  const whole = secrets.find(([, secret]) => secret === value);
  if (whole) return `"$${whole[0]}"`;
  for (const [name, secret] of secrets) {
    const from = value.indexOf(secret);
    if (from >= 0) {
      const [before, after] = [value.slice(0, from), value.slice(from + secret.length)].map((rest) =>
        rest === '' ? '' : shellWord(rest),
      );
      return `${before}"$${name}"${after}`;
    }
    const print = `printf %s "$${name}"`;
    if (secret.toLowerCase() === value) return `"$(${print} | tr '[:upper:]' '[:lower:]')"`;
    if (secret.toUpperCase() === value) return `"$(${print} | tr '[:lower:]' '[:upper:]')"`;
    if (secret.startsWith(value)) return `"$(${print} | head -c ${Buffer.byteLength(value)})"`;
  }
  return undefined;
}
