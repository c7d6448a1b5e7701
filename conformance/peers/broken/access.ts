import { createReferenceRules, type ReferenceTenant, referenceTenants } from '../reference/rules.js';
import type { ReferenceBehaviour } from '../reference/server.js';
import { type BrokenServer, brokenReference } from './broken-server.js';

const answeredMethod = (id: string, cases: readonly string[], method: string): BrokenServer =>
  brokenReference(id, 'kind', cases, () => ({
    wrongMethod: (reply, response) => (response.req.method === method ? reply('success') : refused(reply, response)),
  }));

const refused: ReferenceBehaviour['wrongMethod'] = (reply) => reply('parameter-invalid');

const opened = (
  id: string,
  cases: readonly string[],
  isKeyOf: (key: string, tenant: ReferenceTenant) => boolean,
): BrokenServer =>
  brokenReference(id, 'kind', cases, () => ({
    rules: createReferenceRules({ isKeyOf: (key, tenant) => key !== undefined && isKeyOf(key, tenant) }),
  }));

/** Servers that grant access which section 1 denies: other methods, other keys. */
export const serversWithOpenAccess: readonly BrokenServer[] = [
  answeredMethod('answers GET with success', ['method-get'], 'GET'),
  answeredMethod('answers PUT with success', ['method-put'], 'PUT'),
  answeredMethod('answers DELETE with success', ['method-delete'], 'DELETE'),
  opened('accepts any key', ['credentials-wrong-key'], () => true),
  opened("accepts another tenant's key", ['credentials-other-tenants-key'], (key) =>
    referenceTenants.some((tenant) => tenant.key === key),
  ),
  opened(
    'ignores the capitals of a key',
    ['credentials-key-in-other-capitals'],
    (key, tenant) => key.toLowerCase() === tenant.key.toLowerCase(),
  ),
  opened(
    'accepts the beginning of a key',
    ['credentials-key-cut-short'],
    (key, tenant) => key.length > 3 && tenant.key.startsWith(key),
  ),
  opened('accepts a key with more behind it', ['credentials-key-with-more'], (key, tenant) =>
    key.startsWith(tenant.key),
  ),
];
