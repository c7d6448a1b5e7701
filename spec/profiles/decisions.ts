import { type FailureKind, partNames, responseKinds, ruleNames } from '../profile.js';
import type { ProfilePath } from '../register.js';

/**
 * What a decision may be, as a JSON Schema. `allowed` says it in words where the schema alone would not be understood;
 * the words follow "allowed: " in the message about a value that is not.
 */
export interface DecisionSchema {
  readonly type?: 'boolean' | 'integer' | 'string' | 'array';
  readonly enum?: readonly (string | number)[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly not?: { readonly enum: readonly (string | number)[] };
  readonly items?: { readonly enum: readonly string[] };
  readonly allOf?: readonly { readonly contains: { readonly const: string } }[];
  readonly uniqueItems?: boolean;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly allowed?: string;
}

const failures = responseKinds.filter((kind): kind is FailureKind => kind !== 'success');
const failure = oneOf(...failures);
const verdict = oneOf(...failures, 'accepted');
const someKinds: DecisionSchema = { type: 'array', items: { enum: responseKinds }, uniqueItems: true };
/** 204, 205 and 304 are left out: HTTP gives an answer with one of them no body, and every kind has one. */
const status: DecisionSchema = {
  type: 'integer',
  minimum: 200,
  maximum: 599,
  not: { enum: [204, 205, 304] },
  allowed: 'a whole number from 200 to 599, but not 204, 205 or 304, which have no body',
};
const text: DecisionSchema = {
  type: 'string',
  minLength: 1,
  maxLength: 200,
  allowed: 'a text of 1 to 200 characters',
};

/**
 * What each decision of a profile may be: the one place that says so. The schema of profile files, the messages about
 * them and the schemas of `x-rules` and `x-picture` are made of these.
 */
export const decisionSchemas: Readonly<Record<ProfilePath, DecisionSchema>> = {
  'status.success': status,
  'status.insufficient-balance': status,
  'status.parameter-invalid': status,
  'status.invalid-credentials': status,
  'status.image-too-large': status,
  'status.face-compare-error': status,
  'status.liveness-error': status,
  'answers.contentType': {
    type: 'string',
    maxLength: 100,
    pattern:
      '^[a-zA-Z0-9!#$&^_.+-]+/[a-zA-Z0-9!#$&^_.+-]+(; ?[a-zA-Z0-9_-]+=("[^"\\\\\\x00-\\x1f]*"|[a-zA-Z0-9_.-]+))*$',
    allowed: 'a media type, e.g. "application/json" or "application/json; charset=utf-8"',
  },
  'answers.result': oneOf('object', 'list'),
  'answers.statusWords.success': text,
  'answers.statusWords.failure': text,
  'answers.dateKeys.success': oneOf('date', 'datetime'),
  'answers.dateKeys.livenessError': oneOf('date', 'datetime'),
  'answers.imageTooLargeMessage': text,
  'answers.livenessErrorKey': oneOf('error', 'message', 'both'),
  'answers.livenessErrorResult': oneOf('empty', 'absent'),
  'answers.livenessErrorText': oneOf('fixed', 'combined'),
  'answers.threshold': {
    type: 'string',
    pattern: '^0\\.(?!0+$)[0-9]{1,4}$',
    allowed: 'a number above 0 and below 1 with up to four decimals, as a text, e.g. "0.8"',
  },
  'answers.falseWord': {
    type: 'string',
    maxLength: 200,
    not: { enum: ['True'] },
    allowed: 'a text, an empty one included, that is not "True", which says the opposite',
  },
  'answers.notMatched': oneOf('success', 'face-compare-error'),
  'answers.notLive': oneOf('success', 'liveness-error'),
  'trxNo.kinds': someKinds,
  'trxNo.increasing': { type: 'boolean' },
  charged: someKinds,
  'credentials.tenantCodeCase': oneOf('exact', 'ignored'),
  'parts.required': {
    type: 'array',
    items: { enum: partNames },
    uniqueItems: true,
    // Without a picture no result can be given.
    allOf: [{ contains: { const: 'img1' } }, { contains: { const: 'img2' } }],
    allowed: `a list, each once, of ${partNames.join(', ')}; img1 and img2 must be in it`,
  },
  'parts.missing': failure,
  'parts.empty': verdict,
  'parts.emptyOptional': oneOf('as-absent', 'as-value'),
  'parts.trimmed': { type: 'boolean' },
  'parts.nameCase': oneOf('exact', 'ignored'),
  'parts.repeated': oneOf('first', 'last', ...failures),
  'parts.unknown': verdict,
  'parts.nik': oneOf('any', 'sixteen-digits'),
  'parts.repeatedRefNumber': verdict,
  'pictures.megabyte': oneOf(1_000_000, 1_048_576),
  'pictures.sizeLimit': oneOf('inclusive', 'exclusive'),
  'pictures.orientation': oneOf('either', 'as-printed'),
  'pictures.exif': oneOf('applied', 'ignored'),
  'pictures.tooSmall': verdict,
  'pictures.tooLarge': verdict,
  'pictures.minimumPixels': oneOf('ignored', 'enforced'),
  'pictures.extension': oneOf('name', 'content', 'both', 'ignored'),
  'pictures.extensionCase': oneOf('ignored', 'lower-case-only'),
  'pictures.wrongExtension': verdict,
  'pictures.withoutFilename': oneOf('refused', 'accepted'),
  'pictures.emptyFile': verdict,
  'pictures.unreadableSelfie': oneOf('face-compare-error', 'liveness-error'),
  'pictures.endMarker': oneOf('optional', 'required'),
  order: {
    type: 'array',
    items: { enum: ruleNames },
    uniqueItems: true,
    minItems: ruleNames.length,
    maxItems: ruleNames.length,
    allowed: `a list that names each of ${ruleNames.join(', ')} once`,
  },
  'wrongMethod.status': status,
  'wrongMethod.kind': failure,
  'wrongContentType.kind': failure,
};

/** What a decision may be, in words: `"object" or "list"`, `a whole number from 200 to 599`. */
export function allowedIn({ allowed, enum: values, type, items }: DecisionSchema): string {
  if (allowed !== undefined) return allowed;
  if (values) return listed(values);
  if (type === 'boolean') return 'true or false';
  if (items) return `a list, each once, of ${items.enum.join(', ')}`;
  return `a ${type ?? 'value'}`;
}

function listed(values: readonly (string | number)[]): string {
  const words = values.map((value) => JSON.stringify(value));
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

function oneOf(...values: readonly (string | number)[]): DecisionSchema {
  return { enum: values };
}
