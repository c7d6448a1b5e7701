import { createRequire } from 'node:module';

/** The kit's version, from its package. The package's own name resolves to the same file from sources and from the build. */
export const version: string = (createRequire(import.meta.url)('eendigo-kit/package.json') as { version: string })
  .version;
