import { createReferenceRules } from '../reference/rules.js';
import { type BrokenServer, brokenReference } from './broken-server.js';

const requiredParts = [
  ['img1', 'img1'],
  ['img2', 'img2'],
  ['key', 'key'],
  ['tenant_code', 'tenant-code'],
  ['refNumber', 'ref-number'],
] as const;

/** Servers that answer with success although a Required part does not come, or comes empty. */
export const serversWithoutRequiredPart: readonly BrokenServer[] = requiredParts.flatMap(([part, name]) => [
  brokenReference(`answers with success without ${part}`, 'kind', [`missing-${name}`], () => ({
    rules: createReferenceRules({ mayLack: (lacking, how) => lacking === part && how === 'missing' }),
  })),
  brokenReference(`accepts an empty ${part}`, 'kind', [`empty-${name}`], () => ({
    rules: createReferenceRules({ mayLack: (lacking, how) => lacking === part && how === 'empty' }),
  })),
]);
