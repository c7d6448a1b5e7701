import { type Decisions, decisionsSchema, type ProfilePath, profilePaths } from '../decisions/index.js';
import type { PlainSchema } from '../schema-words.js';
import { ambiguityOf, type Provenance } from './provenance.js';

/** A profile file: the decisions that differ from the profile that it extends. */
export interface ProfileDocument {
  /** The schema's place, for editors. The kit ignores it. */
  readonly $schema?: string;
  readonly name: string;
  /** The purpose of the profile. The default names the profile and the one that it extends. */
  readonly summary?: string;
  /** A built-in profile by its name, or a file by its path relative to this one. Default `documented`. */
  readonly extends?: string;
  readonly decisions?: Partly<Decisions>;
  /** The provenance of the decisions, by their paths. Default `assumed`. */
  readonly provenance?: Readonly<Partial<Record<ProfilePath, Provenance>>>;
}

/** Nested decisions, each optional. */
export type Partly<T> = T extends readonly unknown[] | string | number | boolean
  ? T
  : { readonly [K in keyof T]?: Partly<T[K]> };

/**
 * Returns the JSON Schema of profile files (draft 2020-12), committed as `spec/profile.schema.json` for editors. A decision's
 * description is its question from the ambiguity register.
 */
export function profileSchema(): PlainSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:eendigo-kit:profile',
    title: 'eendigo-kit profile',
    description: 'Decisions on what the document of the Liveness + Face Compare API leaves open.',
    ...closed(
      {
        $schema: { type: 'string', 'x-allowed': 'a text' },
        name: {
          description: 'Name of the profile in answers and reports.',
          type: 'string',
          pattern: '^[a-zA-Z0-9][a-zA-Z0-9._-]{0,59}$',
          'x-allowed': 'a name of up to 60 letters, digits, ".", "_" and "-"',
        },
        summary: {
          description: 'Purpose of the profile, in one sentence.',
          type: 'string',
          minLength: 1,
          maxLength: 500,
          'x-allowed': 'a sentence of 1 to 500 characters',
        },
        extends: {
          description:
            'The profile that supplies all other decisions: a built-in one by its name, or a file by its path relative to this one.',
          type: 'string',
          minLength: 1,
          default: 'documented',
          'x-allowed': 'the name of a built-in profile or the path of a file, e.g. "documented" or "./other.yaml"',
        },
        decisions: {
          description: 'The decisions that differ from the profile that this one extends.',
          ...decisionsSchema(false, (path) => ({ description: ambiguityOf(path)?.question ?? '' })),
        },
        provenance: {
          description: 'The provenance of the decisions, by their dotted paths.',
          ...closed(Object.fromEntries(profilePaths.map((path) => [path, { $ref: '#/$defs/provenance' }]))),
        },
      },
      ['name'],
    ),
    $defs: { provenance: provenanceSchema },
  };
}

/** Only an observation needs a date and a count. */
const observation = {
  if: { properties: { source: { enum: ['documented', 'assumed'] } } },
  else: { required: ['date', 'count'] },
};

const provenanceSchema: PlainSchema = {
  description: 'The provenance of one decision.',
  ...closed(
    {
      source: { enum: ['documented', 'assumed', 'observed'], 'x-allowed': '"documented", "assumed" or "observed"' },
      date: {
        description: 'For an observation: its last date.',
        type: 'string',
        pattern: '^20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$',
        'x-allowed': 'a date as YYYY-MM-DD',
      },
      count: {
        description: 'For an observation: the number of answers that showed it.',
        type: 'integer',
        minimum: 1,
        'x-allowed': 'a whole number from 1',
      },
      note: { type: 'string', maxLength: 1000, 'x-allowed': 'a text of up to 1000 characters' },
    },
    ['source'],
  ),
  ...observation,
};

function closed(properties: Readonly<Record<string, PlainSchema>>, required: readonly string[] = []): PlainSchema {
  return {
    type: 'object',
    ...(required.length > 0 ? { required } : {}),
    properties,
    additionalProperties: false,
    'x-allowed': 'a mapping',
  };
}
