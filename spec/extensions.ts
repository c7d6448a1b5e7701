import { decisions } from './decisions/index.js';
import { responseKinds } from './vocabulary.js';

/** `x-picture` on a file part: section 3's limits for that picture. What becomes of a picture beyond them is decided in `x-decisions`. */
export interface PictureLimits {
  /** Section of the document whose table this is. */
  readonly section: string;
  /** Pixels. */
  readonly minimum: { readonly width: number; readonly height: number };
  /** Pixels. */
  readonly maximum: { readonly width: number; readonly height: number };
  /** The largest number of bytes that is still allowed. */
  readonly maximumBytes: number;
  /** Width times height; 0 where the profile demands no number of pixels. */
  readonly minimumPixels: number;
  /** With their dot. */
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

/** What patterns allow, in words, where they do not speak for themselves. */
export const patternWords: Readonly<Record<string, string>> = {
  [headerName]: "a header's name: letters, digits and dashes, no blanks",
  [headerValue]: 'what a header can carry: characters of Latin-1, no line ends; write a plain dash and plain quotes',
};

/** JSON Schema of what an example carries to be a scenario: `x-kind`, `x-status`, `x-headers`, `x-fresh` and its value. */
export const scenarioSchema = {
  type: 'object',
  required: ['value', 'x-kind', 'x-status', 'x-headers', 'x-fresh'],
  properties: {
    summary: { type: 'string' },
    value: { type: ['object', 'array', 'string'] },
    'x-kind': { enum: [...responseKinds] },
    'x-status': decisions['status.success'].schema,
    // What may stand in a header at all: anything else would fail each answer, when it is sent.
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

/** The two shapes of a fresh value at one place: taken from the clock or the counter, or drawn between two bounds. */
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
