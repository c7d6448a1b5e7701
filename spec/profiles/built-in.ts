import { listResult } from './list-result.js';
import { rest } from './rest.js';
import type { ProfileDocument } from './schema.js';

/** The profiles that come with the kit beside `documented`, on which they build. A new one is one file and one entry here. */
export const builtInDocuments: readonly ProfileDocument[] = [rest, listResult];

/** The names under which a profile comes with the kit. */
export const builtInNames: readonly string[] = ['documented', ...builtInDocuments.map(({ name }) => name)];
