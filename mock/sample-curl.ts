import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { findFixture } from '../fixtures/index.js';
import type { MockServer } from './server.js';

/** Folder of the pictures that the build draws, so that the first call needs no others. */
const samples = join(dirname(createRequire(import.meta.url).resolve('eendigo-kit/package.json')), 'dist', 'samples');

/** One curl line that gets a success from this mock as it stands: a selfie and a KTP photo of one drawn person. */
export function sampleCurl(mock: MockServer): string {
  const [tenant] = mock.tenants();
  const url = `${mock.url}${mock.contract.prefixes.at(-1) ?? ''}${mock.contract.path}`;
  const picture = (id: string): string => {
    const name = findFixture(id)?.fileName ?? id;
    const file = join(samples, name);
    const near = relative('.', file);
    return existsSync(file) ? shell(near.startsWith('..') ? file : near) : name;
  };
  return (
    `curl -i -F img1=@${picture('selfie-good')} -F img2=@${picture('ktp-good')} -F key=${shell(tenant?.key ?? '')} ` +
    `-F tenant_code=${shell(tenant?.code ?? '')} -F refNumber=REF202209230001 ${url}`
  );
}

/** A word as a POSIX shell takes it literally. */
function shell(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
