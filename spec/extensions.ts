import { type FailureKind, type Profile, type ResponseKind, responseKinds, type Verdict } from './profile.js';
import { decisionSchemas } from './profiles/decisions.js';

/** `x-picture` on a file part: section 3's limits for that picture, and the answer to each way of missing them. */
export interface PictureLimits {
  /** Section of the document whose table this is. */
  readonly section: string;
  /** Pixels. */
  readonly minimum: { readonly width: number; readonly height: number };
  /** Pixels. */
  readonly maximum: { readonly width: number; readonly height: number };
  readonly orientation: 'either' | 'as-printed';
  /** Whether the orientation that a camera notes in the file counts before width and height are taken. */
  readonly exif: 'applied' | 'ignored';
  /** The largest number of bytes that is still allowed. */
  readonly maximumBytes: number;
  /** Width times height; 0 where nothing is asked. */
  readonly minimumPixels: number;
  /** With their dot. */
  readonly extensions: readonly string[];
  readonly extensionRule: 'name' | 'content' | 'both' | 'ignored';
  readonly extensionCase: 'ignored' | 'lower-case-only';
  readonly withoutFilename: 'refused' | 'accepted';
  readonly onEmpty: Verdict;
  readonly onTooSmall: Verdict;
  readonly onTooLarge: Verdict;
  readonly onWrongExtension: Verdict;
  readonly onUnreadable: FailureKind;
  /** Whether a picture that lacks only its end marker (EOI of a JPEG, IEND of a PNG) can be read. */
  readonly endMarker: 'optional' | 'required';
}

/** `x-rules` on the operation: how a request is judged where OpenAPI has no word for it. */
export interface RuleSet {
  readonly order: Profile['order'];
  readonly tenantCodeCase: 'exact' | 'ignored';
  readonly partNameCase: 'exact' | 'ignored';
  readonly trimmedValues: boolean;
  readonly missingPart: FailureKind;
  readonly emptyPart: Verdict;
  readonly emptyOptionalPart: 'as-absent' | 'as-value';
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

const size = closed({ width: { type: 'integer', minimum: 1 }, height: { type: 'integer', minimum: 1 } });

/** JSON Schema of `x-picture`. */
export const pictureLimitsSchema = closed({
  section: { type: 'string' },
  minimum: size,
  maximum: size,
  orientation: decisionSchemas['pictures.orientation'],
  exif: decisionSchemas['pictures.exif'],
  maximumBytes: { type: 'integer', minimum: 1 },
  minimumPixels: { type: 'integer', minimum: 0 },
  extensions: { type: 'array', items: { type: 'string', pattern: '^\\.' } },
  extensionRule: decisionSchemas['pictures.extension'],
  extensionCase: decisionSchemas['pictures.extensionCase'],
  withoutFilename: decisionSchemas['pictures.withoutFilename'],
  onEmpty: decisionSchemas['pictures.emptyFile'],
  onTooSmall: decisionSchemas['pictures.tooSmall'],
  onTooLarge: decisionSchemas['pictures.tooLarge'],
  onWrongExtension: decisionSchemas['pictures.wrongExtension'],
  onUnreadable: { enum: responseKinds.filter((name) => name !== 'success') },
  endMarker: decisionSchemas['pictures.endMarker'],
});

/** JSON Schema of `x-rules`. */
export const ruleSetSchema = closed({
  order: decisionSchemas.order,
  tenantCodeCase: decisionSchemas['credentials.tenantCodeCase'],
  partNameCase: decisionSchemas['parts.nameCase'],
  trimmedValues: decisionSchemas['parts.trimmed'],
  missingPart: decisionSchemas['parts.missing'],
  emptyPart: decisionSchemas['parts.empty'],
  emptyOptionalPart: decisionSchemas['parts.emptyOptional'],
  repeatedPart: decisionSchemas['parts.repeated'],
  unknownPart: decisionSchemas['parts.unknown'],
  repeatedRefNumber: decisionSchemas['parts.repeatedRefNumber'],
  wrongMethod: closed({ status: decisionSchemas['wrongMethod.status'], kind: decisionSchemas['wrongMethod.kind'] }),
  wrongContentType: closed({ kind: decisionSchemas['wrongContentType.kind'] }),
  livenessErrorText: decisionSchemas['answers.livenessErrorText'],
  notMatched: decisionSchemas['answers.notMatched'],
  notLive: decisionSchemas['answers.notLive'],
  charged: decisionSchemas.charged,
  trxNo: closed({ kinds: decisionSchemas['trxNo.kinds'], increasing: decisionSchemas['trxNo.increasing'] }),
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
    'x-status': decisionSchemas['status.success'],
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
