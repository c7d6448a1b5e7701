import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { findFixture } from '../../fixtures/index.js';
import { shellWord } from '../../spec/index.js';
import type { MockServer } from '../server.js';
import { isBuiltIn } from '../store/tenants.js';

/** Folder of the pictures that the build draws, so that the first call needs no others. */
const samples = join(dirname(createRequire(import.meta.url).resolve('eendigo-kit/package.json')), 'dist', 'samples');

/**
 * Command lines that get a success from this mock as they stand: a selfie and a KTP photo of one drawn person. One line
 * where the caller shares our disk; beyond it, as in a container, the pictures are fetched from the mock first.
 * Behind `curl` stand the flags; the key of a tenant that is not built in stands as a variable.
 */
export function sampleCurl(mock: MockServer, sharesDisk: boolean, flags: readonly string[] = []): readonly string[] {
  const [tenant] = mock.tenants();
  const url = `${mock.url}${mock.contract.prefixes.at(-1) ?? ''}${mock.contract.path}`;
  const ids = ['selfie-good', 'ktp-good'];
  const names = ids.map((id) => findFixture(id)?.fileName ?? id);
  const there = sharesDisk && names.every((name) => existsSync(join(samples, name)));
  const [selfie, ktp] = there ? names.map((name) => near(join(samples, name))) : names;
  const call =
    `${['curl', ...flags].join(' ')} -i -F img1=@${selfie} -F img2=@${ktp} -F key=${tenant && isBuiltIn(tenant) ? shellWord(tenant.key) : '"$EENDIGO_KIT_KEY"'} ` +
    `-F tenant_code=${shellWord(tenant?.code ?? '')} -F refNumber=REF202209230001 ${shellWord(url)}`;
  const fetching = names.map((name) => `-O ${shellWord(`${mock.url}/__admin/fixtures/${name}`)}`).join(' ');
  return there ? [call] : [`${['curl', ...flags].join(' ')} ${fetching}`, call];
}

/** The shortest way to a file from here, as a shell takes it. */
function near(file: string): string {
  const path = relative('.', file);
  return shellWord(path.startsWith('..') ? file : path);
}
