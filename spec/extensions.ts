import {
  type FailureKind,
  type Profile,
  type ResponseKind,
  responseKinds,
  ruleNames,
  type Verdict,
} from './profile.js';

/** `x-picture` on a file part: section 3's limits for that picture, and the answer to each way of missing them. */
export interface PictureLimits {
  /** Section of the document whose table this is. */
  readonly section: string;
  /** Pixels. */
  readonly minimum: { readonly width: number; readonly height: number };
  /** Pixels. */
  readonly maximum: { readonly width: number; readonly height: number };
  readonly orientation: 'either' | 'as-printed';
  /** The largest number of bytes that is still allowed. */
  readonly maximumBytes: number;
  /** Width times height; 0 where nothing is asked. */
  readonly minimumPixels: number;
  /** With their dot. */
  readonly extensions: readonly string[];
  readonly extensionRule: 'name' | 'content' | 'both' | 'ignored';
  readonly extensionCase: 'ignored' | 'lower-case-only';
  readonly onTooSmall: Verdict;
  readonly onTooLarge: Verdict;
  readonly onWrongExtension: Verdict;
  readonly onUnreadable: FailureKind;
}

/** `x-rules` on the operation: how a request is judged where OpenAPI has no word for it. */
export interface RuleSet {
  readonly order: Profile['order'];
  readonly emptyPart: Verdict;
  readonly repeatedPart: 'first' | 'last' | FailureKind;
  readonly unknownPart: Verdict;
  readonly repeatedRefNumber: Verdict;
  readonly wrongMethod: { readonly status: number; readonly kind: FailureKind };
  readonly wrongContentType: { readonly kind: FailureKind };
  readonly livenessErrorText: 'fixed' | 'combined';
  readonly notMatched: 'success' | 'face-compare-error';
  readonly notLive: 'success' | 'liveness-error';
  readonly charged: readonly ResponseKind[];
  readonly trxNo: { readonly kinds: readonly ResponseKind[]; readonly increasing: boolean };
}

const kind = { enum: [...responseKinds] };
const failure = { enum: responseKinds.filter((name) => name !== 'success') };
const verdict = { enum: [...failure.enum, 'accepted'] };
const size = closed({ width: { type: 'integer', minimum: 1 }, height: { type: 'integer', minimum: 1 } });
const httpStatus = { type: 'integer', minimum: 200, maximum: 599 };

/** JSON Schema of `x-picture`. */
export const pictureLimitsSchema = closed({
  section: { type: 'string' },
  minimum: size,
  maximum: size,
  orientation: { enum: ['either', 'as-printed'] },
  maximumBytes: { type: 'integer', minimum: 1 },
  minimumPixels: { type: 'integer', minimum: 0 },
  extensions: { type: 'array', items: { type: 'string', pattern: '^\\.' } },
  extensionRule: { enum: ['name', 'content', 'both', 'ignored'] },
  extensionCase: { enum: ['ignored', 'lower-case-only'] },
  onTooSmall: verdict,
  onTooLarge: verdict,
  onWrongExtension: verdict,
  onUnreadable: failure,
});

/** JSON Schema of `x-rules`. */
export const ruleSetSchema = closed({
  order: {
    type: 'array',
    items: { enum: [...ruleNames] },
    uniqueItems: true,
    minItems: ruleNames.length,
    maxItems: ruleNames.length,
  },
  emptyPart: verdict,
  repeatedPart: { enum: [...failure.enum, 'first', 'last'] },
  unknownPart: verdict,
  repeatedRefNumber: verdict,
  wrongMethod: closed({ status: httpStatus, kind: failure }),
  wrongContentType: closed({ kind: failure }),
  livenessErrorText: { enum: ['fixed', 'combined'] },
  notMatched: { enum: ['success', 'face-compare-error'] },
  notLive: { enum: ['success', 'liveness-error'] },
  charged: { type: 'array', items: kind, uniqueItems: true },
  trxNo: closed({ kinds: { type: 'array', items: kind, uniqueItems: true }, increasing: { type: 'boolean' } }),
});

/** JSON Schema of what an example carries to be a scenario: `x-kind`, `x-status`, `x-headers`, `x-fresh` and its value. */
export const scenarioSchema = {
  type: 'object',
  required: ['value', 'x-kind', 'x-status', 'x-headers', 'x-fresh'],
  properties: {
    summary: { type: 'string' },
    value: { type: ['object', 'array', 'string'] },
    'x-kind': kind,
    'x-status': httpStatus,
    'x-headers': { type: 'object', additionalProperties: { type: 'string' } },
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
