import type { PlainSchema } from '../../../spec/index.js';

/** A secret that stands elsewhere: in a variable of the environment, or in a file. */
export type SecretReference = { readonly env: string } | { readonly file: string };

/** The credentials of one tenant. */
export interface TenantReference {
  readonly code: SecretReference;
  readonly key: SecretReference;
}

/** One target of a targets file. Paths are relative to the file. */
export interface TargetEntry {
  readonly url: string;
  readonly profile?: string;
  readonly tenants?: {
    readonly active: TenantReference;
    /** A tenant without balance. */
    readonly empty?: TenantReference;
    /** A tenant with a key that is not its own, e.g. one that may be locked. */
    readonly wrong?: TenantReference;
  };
  readonly fixtures?: string;
  /** Seconds between two requests. */
  readonly interval?: number;
  /** Seconds. */
  readonly timeout?: number;
  readonly maxBillable?: number;
  readonly maxBillablePerDay?: number;
  readonly price?: number | string;
  readonly currency?: string;
  readonly ca?: string;
  readonly clientCertificate?: string;
  readonly clientKey?: SecretReference;
  /** An address without a password, or a reference to one. */
  readonly proxy?: string | SecretReference;
  readonly production?: boolean;
}

/** A targets file. */
export interface TargetsDocument {
  readonly targets: Readonly<Record<string, TargetEntry>>;
}

/** The names that entries have. A name never looks like an address. */
const namePattern = '^[A-Za-z0-9][A-Za-z0-9_-]{0,59}$';

const referenceInWords = '{ env: NAME } or { file: path }, because a secret does not belong in this file';

/** A message about a reference never repeats a value, which may be the secret itself. */
const reference: PlainSchema = {
  type: 'object',
  properties: {
    env: {
      description: 'The name of the variable of the environment with the secret.',
      type: 'string',
      pattern: '^[A-Za-z_][A-Za-z0-9_]*$',
      'x-secret': true,
      'x-allowed': 'the name of a variable',
    },
    file: {
      description: 'The path of a file with the secret, relative to this one.',
      type: 'string',
      pattern: '^[^\\r\\n]+$',
      'x-secret': true,
      'x-allowed': 'the path of a file',
    },
  },
  additionalProperties: false,
  minProperties: 1,
  maxProperties: 1,
  'x-secret': true,
  'x-allowed': referenceInWords,
};

const tenant: PlainSchema = {
  type: 'object',
  properties: {
    code: { ...reference, description: 'The tenant_code.' },
    key: { ...reference, description: 'Its key.' },
  },
  required: ['code', 'key'],
  additionalProperties: false,
  'x-secret': true,
  'x-allowed': 'a mapping with code and key',
};

const path: PlainSchema = { type: 'string', pattern: '^[^\\r\\n]+$', 'x-allowed': 'the path of a file or folder' };
const calls: PlainSchema = { type: 'integer', minimum: 0, maximum: 999_999, 'x-allowed': 'a whole number of calls' };

const entry: PlainSchema = {
  type: 'object',
  properties: {
    url: {
      description: "The URL before the operation's path.",
      type: 'string',
      pattern: '^https?://[^@\\s]+$',
      'x-secret': true,
      'x-allowed': 'an http or https address without a user name, e.g. https://api.eendigo.app/demo',
    },
    profile: {
      description: 'The readings to assume: a built-in profile by its name, or a file.',
      type: 'string',
      minLength: 1,
      'x-allowed': 'the name of a built-in profile or the path of a file',
    },
    tenants: {
      description: 'Tenants by their role.',
      type: 'object',
      properties: {
        active: { ...tenant, description: 'A tenant with balance.' },
        empty: { ...tenant, description: 'A tenant without balance.' },
        wrong: { ...tenant, description: 'A code with a key that is not its own, e.g. one that may be locked.' },
      },
      required: ['active'],
      additionalProperties: false,
      'x-secret': true,
      'x-allowed': 'a mapping with active, empty and wrong',
    },
    fixtures: { ...path, description: 'The folder with your own pictures.' },
    interval: {
      description: 'The shortest time between two requests.',
      type: 'number',
      minimum: 0,
      maximum: 3600,
      'x-allowed': 'seconds, from 0 to 3600',
    },
    timeout: {
      description: 'How long one answer may take.',
      type: 'number',
      minimum: 0.001,
      maximum: 3600,
      'x-allowed': 'seconds, from 0.001 to 3600',
    },
    maxBillable: { ...calls, description: 'The most calls of a run that may be charged.' },
    maxBillablePerDay: { ...calls, description: 'The most calls of all runs of a day that may be charged.' },
    price: {
      description: 'What one call costs.',
      type: ['number', 'string'],
      'x-allowed': 'an amount, e.g. 1500 or "0.075"',
    },
    currency: { description: 'The currency of the price.', type: 'string', 'x-allowed': 'an ISO 4217 code, e.g. IDR' },
    ca: { ...path, description: 'A PEM file with the certificate of the authority of this target.' },
    clientCertificate: { ...path, description: 'A PEM file with the certificate that the client shows.' },
    clientKey: { ...reference, description: 'Its key, as PEM text.' },
    proxy: {
      description: 'An HTTP proxy.',
      ...reference,
      type: ['string', 'object'],
      pattern: '^[^@\\s]+$',
      'x-allowed': `an address without a password, or a reference to one: ${referenceInWords}`,
    },
    production: {
      description: 'Whether a run needs --allow-production.',
      type: 'boolean',
      'x-allowed': 'true or false',
    },
  },
  required: ['url'],
  dependentRequired: { clientCertificate: ['clientKey'], clientKey: ['clientCertificate'] },
  additionalProperties: false,
  // A secret that stands in a wrong place is not repeated.
  'x-secret': true,
  'x-allowed': 'a mapping with url, in which clientCertificate and clientKey come together',
};

/** The schema of targets files. */
export const targetsSchema: PlainSchema = {
  type: 'object',
  properties: {
    $schema: { description: 'The address of this schema, for editors.', type: 'string', 'x-allowed': 'an address' },
    targets: {
      description: 'Targets by their names, which --target gives.',
      type: 'object',
      minProperties: 1,
      propertyNames: { pattern: namePattern },
      additionalProperties: entry,
      'x-secret': true,
      'x-allowed': 'a mapping of targets by their names, which have letters, digits, "_" and "-"',
    },
  },
  required: ['targets'],
  additionalProperties: false,
  'x-secret': true,
  'x-allowed': 'a mapping with targets',
};

/** The JSON Schema of targets files (draft 2020-12), committed as `conformance/targets.schema.json`. */
export const publishedTargetsSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'urn:eendigo-kit:targets',
  title: 'eendigo-kit targets',
  description: 'What runs of the conformance cases need to know of each target, by its name. It holds no secret.',
  ...targetsSchema,
} as const;
