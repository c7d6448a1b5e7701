import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FixtureId } from '../fixtures/index.js';
import { shellWord } from '../spec/index.js';
import type { TenantRole } from './case.js';
import { type Credentials, credentialVariables } from './credentials.js';
import { type PictureSource, pictureFile } from './pictures.js';
import type { PartToSend, RequestToSend } from './request.js';

/** Folder that a run writes the drawn pictures of its failures to, so that the curl lines work as printed. */
export const reproductionFolder = join(tmpdir(), 'eendigo-kit-fixtures');

/** Where a curl line finds the picture of a fixture: the user's own file, or the drawn one in the reproduction folder. */
export function reproductionFile(id: FixtureId, pictures: PictureSource): string {
  return pictures.ownFile(id) ?? join(reproductionFolder, pictureFile(id));
}

/** A curl command line that sends the same request again. Secrets stand in it as variables, unless they are built in. */
export function curlLine(
  url: URL,
  request: RequestToSend,
  role: TenantRole,
  credentials: Credentials,
  pictures: PictureSource,
): string {
  const line = ['curl', '-sS', '-i', '-X', request.method];
  if ('parts' in request && request.chunked) line.push('-H', shellWord('Transfer-Encoding: chunked'));
  if ('parts' in request) line.push(...request.parts.map((part) => formOption(part, role, credentials, pictures)));
  else {
    if (request.contentType !== undefined) line.push('-H', shellWord(`Content-Type: ${request.contentType}`));
    if (request.body !== undefined) line.push('--data-binary', shellWord(request.body));
  }
  return [...line, shellWord(url.href)].join(' ');
}

function formOption(part: PartToSend, role: TenantRole, credentials: Credentials, pictures: PictureSource): string {
  switch (part.type) {
    case 'text': {
      const variable = variableFor(part.name, role, credentials);
      return `--form-string ${variable === undefined ? shellWord(`${part.name}=${part.value}`) : `${part.name}="$${variable}"`}`;
    }
    case 'text-as-file':
      return `-F ${shellWord(`${part.name}=${part.value};filename="${part.filename}"`)}`;
    case 'file': {
      const file = reproductionFile(part.fixture, pictures);
      return `-F ${shellWord(`${part.name}=@"${file}";filename="${part.filename.replaceAll('"', '\\"')}";type=${part.contentType}`)}`;
    }
    case 'file-as-text':
      return `-F "${part.name}=$(base64 < ${shellWord(reproductionFile(part.fixture, pictures))} | tr -d '\\n')"`;
  }
}

function variableFor(part: string, role: TenantRole, { builtIn }: Credentials): string | undefined {
  if (builtIn || (role !== 'funded' && role !== 'empty')) return undefined;
  if (part === 'tenant_code') return role === 'empty' ? credentialVariables.emptyCode : credentialVariables.code;
  if (part === 'key') return role === 'empty' ? credentialVariables.emptyKey : credentialVariables.key;
  return undefined;
}
