import type { TestCase } from './case.js';

const rejected = { needs: [], request: {}, ambiguities: [] } as const satisfies Partial<TestCase>;
const invalidCredentials = {
  ...rejected,
  tags: ['credentials'],
  directions: ['server'],
} as const satisfies Partial<TestCase>;

/** Credentials and balance: the rows Invalid key / tenant_code and Insufficient Balance of section 2. */
export const accountCases: readonly TestCase[] = [
  {
    ...invalidCredentials,
    id: 'credentials-unknown-tenant',
    title: 'a tenant_code that does not exist',
    tenant: 'unknown',
    directions: ['server', 'client'],
    requirements: [
      'kind-invalid-credentials',
      'invalid-credentials-when',
      'invalid-credentials-answer',
      'tenant-code-owns-key',
    ],
  },
  {
    ...invalidCredentials,
    id: 'credentials-wrong-key',
    title: 'a key that is not the key of the tenant',
    tenant: 'wrong-key',
    requirements: ['invalid-credentials-not-matching', 'key-grants-use'],
  },
  {
    ...invalidCredentials,
    id: 'credentials-key-with-line-end',
    title: 'the key with a line break at its end',
    tenant: 'padded-key',
    needs: ['real-face'],
    requirements: ['key-text'],
    ambiguities: ['trimmed-values'],
  },
  {
    ...invalidCredentials,
    id: 'credentials-code-in-small-letters',
    title: 'the tenant_code in lower case',
    tenant: 'lower-case-code',
    needs: ['real-face'],
    requirements: ['tenant-code-text'],
    ambiguities: ['credential-case'],
  },
  {
    ...invalidCredentials,
    id: 'credentials-other-tenants-key',
    title: 'the key of another tenant that exists',
    tenant: 'other-tenants-key',
    needs: ['empty-tenant'],
    requirements: ['invalid-credentials-not-matching', 'tenant-code-owns-key'],
  },
  {
    ...invalidCredentials,
    id: 'credentials-key-in-other-capitals',
    title: 'the key in other capitals',
    tenant: 'key-in-other-capitals',
    requirements: ['invalid-credentials-not-matching', 'key-grants-use'],
  },
  {
    ...invalidCredentials,
    id: 'credentials-key-cut-short',
    title: 'the key without its last character',
    tenant: 'key-cut-short',
    requirements: ['invalid-credentials-not-matching', 'key-grants-use'],
  },
  {
    ...invalidCredentials,
    id: 'credentials-key-with-more',
    title: 'the key with one character more',
    tenant: 'key-with-more',
    requirements: ['invalid-credentials-not-matching', 'key-grants-use'],
  },
  {
    ...invalidCredentials,
    id: 'keep-alive',
    title: 'two requests over one connection, if the server says that it keeps it',
    tenant: 'wrong-key',
    again: 'on-one-connection',
    requirements: ['invalid-credentials-when'],
    tags: ['http'],
  },
  {
    ...rejected,
    id: 'balance-used-up',
    title: 'a tenant without balance',
    tenant: 'empty',
    needs: ['empty-tenant'],
    directions: ['server', 'client'],
    requirements: ['kind-insufficient-balance', 'insufficient-balance-when', 'insufficient-balance-answer'],
    tags: ['balance', 'answer'],
  },
];
