import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { findFixture } from '../../fixtures/index.js';
import { shellWord } from '../../spec/index.js';
import type { Tenant } from '../schemas/session-types.js';
import type { MockServer } from '../server.js';
import { isBuiltIn } from '../store/tenants.js';

/** Folder of the sample pictures that the build draws. */
const samples = join(dirname(createRequire(import.meta.url).resolve('eendigo-kit/package.json')), 'dist', 'samples');

/**
 * Returns command lines that succeed on this mock as printed, with a selfie and a KTP photo of the same drawn person. A
 * caller on the same disk needs one line. Other callers, e.g. outside a container, download the pictures first. `flags`
 * follow `curl`. The key of a custom tenant is a shell variable.
 */
export function sampleCurl(
  mock: MockServer,
  tenants: readonly Tenant[],
  sharesDisk: boolean,
  flags: readonly string[] = [],
): readonly string[] {
  // One with a scenario of its own may not succeed.
  const tenant = tenants.find(({ scenario }) => scenario === undefined) ?? tenants[0];
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

/** Returns the shorter of the relative and absolute path, quoted for a shell. */
function near(file: string): string {
  const path = relative('.', file);
  return shellWord(path.startsWith('..') ? file : path);
}
