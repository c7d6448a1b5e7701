import { decisions } from './decisions/index.js';
import { responseKinds } from './vocabulary.js';

/** `x-picture` on a file part: section 3's limits for that picture. `x-decisions` has the answers to a picture beyond them. */
export interface PictureLimits {
  /** Section of the document with the table of these limits. */
  readonly section: string;
  /** Pixels. */
  readonly minimum: { readonly width: number; readonly height: number };
  /** Pixels. */
  readonly maximum: { readonly width: number; readonly height: number };
  /** The largest valid number of bytes. */
  readonly maximumBytes: number;
  /** Width times height; 0 where the profile sets no minimum. */
  readonly minimumPixels: number;
  /** With the leading dot. */
  readonly extensions: readonly string[];
}

const size = closed({ width: { type: 'integer', minimum: 1 }, height: { type: 'integer', minimum: 1 } });

/** JSON Schema of `x-picture`. */
export const pictureLimitsSchema = closed({
  section: { type: 'string' },
  minimum: size,
  maximum: size,
  maximumBytes: { type: 'integer', minimum: 1 },
  minimumPixels: { type: 'integer', minimum: 0 },
  extensions: { type: 'array', items: { type: 'string', pattern: '^\\.' } },
});

const headerName = "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$";
const headerValue = '^[\\t\\x20-\\x7e\\x80-\\xff]*$';

/** Descriptions of patterns that are hard to read. */
export const patternWords: Readonly<Record<string, string>> = {
  [headerName]: "a header's name: letters, digits and dashes, no spaces",
  [headerValue]: 'only Latin-1 characters, no line breaks; use a plain dash and plain quotes',
};

/** JSON Schema of a scenario in the OpenAPI document: an example with `x-kind`, `x-status`, `x-headers` and `x-fresh`. */
export const scenarioSchema = {
  type: 'object',
  required: ['value', 'x-kind', 'x-status', 'x-headers', 'x-fresh'],
  properties: {
    summary: { type: 'string' },
    value: { type: ['object', 'array', 'string'] },
    'x-kind': { enum: [...responseKinds] },
    'x-status': decisions['status.success'].schema,
    // Any other characters would make every answer fail when it is sent.
    'x-headers': {
      type: 'object',
      propertyNames: { pattern: headerName },
      additionalProperties: { type: 'string', pattern: headerValue },
    },
    'x-fresh': {
      type: 'array',
      items: { oneOf: [...freshValues('header'), ...freshValues('pointer')] },
    },
  },
};

/** The two forms of a fresh value: one from the clock or the counter, one drawn between two bounds. */
function freshValues(place: 'header' | 'pointer') {
  const at = { [place]: { type: 'string', pattern: place === 'pointer' ? '^/' : '^[A-Za-z0-9-]+$' } };
  const bound = { type: 'number', minimum: 0, maximum: 1 };
  return [
    closed({ ...at, source: { enum: ['http-date', 'trx-no'] } }),
    closed({ ...at, source: { enum: ['similarity', 'score'] }, minimum: bound, maximum: bound }),
  ];
}

function closed(properties: Record<string, object>) {
  return { type: 'object', required: Object.keys(properties), properties, additionalProperties: false };
}
