import { listResult } from './list-result.js';
import { rest } from './rest.js';
import type { ProfileDocument } from './schema.js';

/** The built-in profiles other than `documented`, on which they build. A new one is one file and one entry here. */
export const builtInDocuments: readonly ProfileDocument[] = [rest, listResult];

/** The names of the built-in profiles. */
export const builtInNames: readonly string[] = ['documented', ...builtInDocuments.map(({ name }) => name)];
