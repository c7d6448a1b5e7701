import { type Decisions, decisionsSchema, type ProfilePath, profilePaths } from '../decisions/index.js';
import type { PlainSchema } from '../schema-words.js';
import { ambiguityOf, type Provenance } from './provenance.js';

/** A profile as it is written down: what it decides differently from the profile that it extends. */
export interface ProfileDocument {
  /** Where an editor finds the schema; the kit does not follow it. */
  readonly $schema?: string;
  readonly name: string;
  /** What the profile is for; where it does not say, its name and the one that it extends. */
  readonly summary?: string;
  /** A built-in profile by its name, or a file by its path from this one. Default `documented`. */
  readonly extends?: string;
  readonly decisions?: Partly<Decisions>;
  /** Where the decisions come from, by their paths; `assumed` where nothing is said. */
  readonly provenance?: Readonly<Partial<Record<ProfilePath, Provenance>>>;
}

/** Nested decisions of which any may be left out. */
export type Partly<T> = T extends readonly unknown[] | string | number | boolean
  ? T
  : { readonly [K in keyof T]?: Partly<T[K]> };

/**
 * The JSON Schema of profile files (draft 2020-12), committed as `spec/profile.schema.json` for editors. Each decision's
 * description is the question that it answers, from the ambiguity register.
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
          description: 'Name of the profile, by which answers and reports call it.',
          type: 'string',
          pattern: '^[a-zA-Z0-9][a-zA-Z0-9._-]{0,59}$',
          'x-allowed': 'a name of up to 60 letters, digits, ".", "_" and "-"',
        },
        summary: {
          description: 'What the profile is for, in one sentence.',
          type: 'string',
          minLength: 1,
          maxLength: 500,
          'x-allowed': 'a sentence of 1 to 500 characters',
        },
        extends: {
          description:
            'The profile whose decisions hold where this one makes none: a built-in one by its name, or a file by its path from this one.',
          type: 'string',
          minLength: 1,
          default: 'documented',
          'x-allowed': 'the name of a built-in profile or the path of a file, e.g. "documented" or "./other.yaml"',
        },
        decisions: {
          description: 'What is decided differently from the profile that this one extends.',
          ...decisionsSchema(false, (path) => ({ description: ambiguityOf(path)?.question ?? '' })),
        },
        provenance: {
          description: 'Where the decisions come from, by their dotted paths.',
          ...closed(Object.fromEntries(profilePaths.map((path) => [path, { $ref: '#/$defs/provenance' }]))),
        },
      },
      ['name'],
    ),
    $defs: { provenance: provenanceSchema },
  };
}

/** Only an observation needs a day and a count. */
const observation = {
  if: { properties: { source: { enum: ['documented', 'assumed'] } } },
  else: { required: ['date', 'count'] },
};

const provenanceSchema: PlainSchema = {
  description: 'Where one decision comes from.',
  ...closed(
    {
      source: { enum: ['documented', 'assumed', 'observed'], 'x-allowed': '"documented", "assumed" or "observed"' },
      date: {
        description: 'For what was observed: the last day on which it was.',
        type: 'string',
        pattern: '^20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$',
        'x-allowed': 'a day as YYYY-MM-DD',
      },
      count: {
        description: 'For what was observed: how many answers showed it.',
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
