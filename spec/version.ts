import { createRequire } from 'node:module';

/** The kit's version, from its package. Read through the package's own name, so that sources and build find the same file. */
export const version: string = (createRequire(import.meta.url)('eendigo-kit/package.json') as { version: string })
  .version;
