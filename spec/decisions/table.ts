import { partNames, responseKinds, ruleNames } from '../vocabulary.js';
import { decision, enumOf, failureKinds, status, textSchema, verdicts } from './entry.js';

/**
 * Every decision of a profile, by its path: what it may be, what the document or else the strictest reading says
 * (`default`), and the entry of the ambiguity register that asks the question. The `Decisions` type, the profile `documented`, the schema
 * of profile files and `x-decisions` in the OpenAPI document are made of this table; rules and checks read the value under the same path.
 */
export const decisions = {
  // Section 2 states no HTTP status.
  'status.success': decision({ schema: status, default: 200, ambiguity: 'http-status' }),
  'status.insufficient-balance': decision({ schema: status, default: 200, ambiguity: 'http-status' }),
  'status.parameter-invalid': decision({ schema: status, default: 200, ambiguity: 'http-status' }),
  'status.invalid-credentials': decision({ schema: status, default: 200, ambiguity: 'http-status' }),
  'status.image-too-large': decision({ schema: status, default: 200, ambiguity: 'http-status' }),
  'status.face-compare-error': decision({ schema: status, default: 200, ambiguity: 'http-status' }),
  'status.liveness-error': decision({ schema: status, default: 200, ambiguity: 'http-status' }),
  // Value of the response's Content-Type. Section 2 shows JSON and names no type.
  'answers.contentType': decision({
    schema: {
      type: 'string',
      maxLength: 100,
      pattern:
        '^[a-zA-Z0-9!#$&^_.+-]+/[a-zA-Z0-9!#$&^_.+-]+(; ?[a-zA-Z0-9_-]+=("[^"\\\\\\x00-\\x1f]*"|[a-zA-Z0-9_.-]+))*$',
    },
    allowed: 'a media type, e.g. "application/json" or "application/json; charset=utf-8"',
    default: 'application/json',
    ambiguity: 'response-content-type',
  }),
  // `result` of a success and of a liveness-error: as printed, or a list that holds the one object.
  'answers.result': decision({ schema: enumOf('object', 'list'), default: 'object', ambiguity: 'result-shape' }),
  // The words of `status`. Section 2 prints `Success` and `FAILED`.
  'answers.statusWords.success': decision({ ...textSchema, default: 'Success', ambiguity: 'status-words' }),
  'answers.statusWords.failure': decision({ ...textSchema, default: 'FAILED', ambiguity: 'status-words' }),
  // The time's key in a success and in a liveness-error. Section 2 prints two different ones.
  'answers.dateKeys.success': decision({ schema: enumOf('date', 'datetime'), default: 'date', ambiguity: 'date-keys' }),
  'answers.dateKeys.livenessError': decision({
    schema: enumOf('date', 'datetime'),
    default: 'datetime',
    ambiguity: 'date-keys',
  }),
  // Message of image-too-large, which the list of section 2 names and no row shows.
  'answers.imageTooLargeMessage': decision({
    ...textSchema,
    default: 'Image too large',
    ambiguity: 'image-too-large-answer',
  }),
  // The key that holds the liveness error's text: the printed `error`, or `message` as in every other answer. Under
  // `both`, `error` holds the text and `message` is there and empty, as it is in a success.
  'answers.livenessErrorKey': decision({
    schema: enumOf('error', 'message', 'both'),
    default: 'error',
    ambiguity: 'liveness-error-message',
  }),
  // `result` of a liveness-error: as printed, empty but for the threshold, or not there at all.
  'answers.livenessErrorResult': decision({
    schema: enumOf('empty', 'absent'),
    default: 'empty',
    ambiguity: 'liveness-error-result',
  }),
  // The liveness error's text: always the printed one, or only the parts of it that apply.
  'answers.livenessErrorText': decision({
    schema: enumOf('fixed', 'combined'),
    default: 'fixed',
    ambiguity: 'liveness-error-wording',
  }),
  // The threshold that both sample bodies of section 2 print.
  'answers.threshold': decision({
    schema: { type: 'string', pattern: '^0\\.(?!0+$)[0-9]{1,4}$' },
    allowed: 'a number above 0 and below 1 with up to four decimals, as a text, e.g. "0.8"',
    default: '0.8',
    ambiguity: 'threshold',
  }),
  // The word in `compare` and `live` when the answer is no. Section 2 prints only `True`.
  'answers.falseWord': decision({
    schema: { type: 'string', maxLength: 200, not: { enum: ['True'] } },
    allowed: 'a text, an empty one included, that is not "True", which says the opposite',
    default: 'False',
    ambiguity: 'false-word',
  }),
  // A selfie and a card that show different people: a success that says so, or an error.
  'answers.notMatched': decision({
    schema: enumOf('success', 'face-compare-error'),
    default: 'success',
    ambiguity: 'not-matched',
  }),
  // A selfie that shows a picture of a person: a success that says so, or an error.
  'answers.notLive': decision({
    schema: enumOf('success', 'liveness-error'),
    default: 'success',
    ambiguity: 'not-live',
  }),
  // Kinds that carry `X-Trx-No`. Section 2 says that the header is for success alone.
  'trxNo.kinds': decision({
    schema: { type: 'array', items: { enum: responseKinds }, uniqueItems: true },
    default: ['success'],
    ambiguity: 'trx-no-kinds',
  }),
  // True: a later call has a larger number. False: the numbers are all different, in no order.
  'trxNo.increasing': decision({ schema: { type: 'boolean' }, default: true, ambiguity: 'trx-no-sequence' }),
  // Kinds that take one from the tenant's balance. The document says nothing about charging.
  charged: decision({
    schema: { type: 'array', items: { enum: responseKinds }, uniqueItems: true },
    default: ['success'],
    ambiguity: 'charged-kinds',
  }),
  // Whether capitals matter in `tenant_code`. `key` is a secret and is always compared exactly.
  'credentials.tenantCodeCase': decision({
    schema: enumOf('exact', 'ignored'),
    default: 'exact',
    ambiguity: 'credential-case',
  }),
  // Parts that must be there. Section 1, column Compulsory.
  'parts.required': decision({
    schema: {
      type: 'array',
      items: { enum: partNames },
      uniqueItems: true,
      // Without a picture no result can be given.
      allOf: [{ contains: { const: 'img1' } }, { contains: { const: 'img2' } }],
    },
    allowed: `a list, each once, of ${partNames.join(', ')}; img1 and img2 must be in it`,
    default: ['img1', 'img2', 'key', 'tenant_code', 'refNumber'],
    ambiguity: 'required-parts',
  }),
  // The answer to a required part that is missing, and to a part that is of the other type (text for file).
  'parts.missing': decision({
    schema: enumOf(...failureKinds),
    default: 'parameter-invalid',
    ambiguity: 'missing-part',
  }),
  // A required text part that is there and empty.
  'parts.empty': decision({ schema: enumOf(...verdicts), default: 'parameter-invalid', ambiguity: 'empty-value' }),
  // An optional text part that is there and empty: as if it had been left out, or an empty value like any other.
  'parts.emptyOptional': decision({
    schema: enumOf('as-absent', 'as-value'),
    default: 'as-absent',
    ambiguity: 'empty-optional',
  }),
  // Whether blanks and line ends around a text value are cut off before it is judged.
  'parts.trimmed': decision({ schema: { type: 'boolean' }, default: false, ambiguity: 'trimmed-values' }),
  // Whether a part's name must be written with the capitals of section 1.
  'parts.nameCase': decision({ schema: enumOf('exact', 'ignored'), default: 'exact', ambiguity: 'part-name-case' }),
  // A part that comes more than once.
  'parts.repeated': decision({
    schema: enumOf('first', 'last', ...failureKinds),
    default: 'first',
    ambiguity: 'repeated-part',
  }),
  // A part that section 1 does not list.
  'parts.unknown': decision({ schema: enumOf(...verdicts), default: 'accepted', ambiguity: 'unknown-part' }),
  // What `nik` may hold.
  'parts.nik': decision({ schema: enumOf('any', 'sixteen-digits'), default: 'any', ambiguity: 'nik-format' }),
  // A `refNumber` that the tenant has used before.
  'parts.repeatedRefNumber': decision({
    schema: enumOf(...verdicts),
    default: 'accepted',
    ambiguity: 'repeated-ref-number',
  }),
  // How many bytes the document's MegaByte has.
  'pictures.megabyte': decision({ schema: enumOf(1_000_000, 1_048_576), default: 1_000_000, ambiguity: 'megabyte' }),
  // Whether a picture of exactly the limit is still allowed.
  'pictures.sizeLimit': decision({
    schema: enumOf('inclusive', 'exclusive'),
    default: 'inclusive',
    ambiguity: 'size-limit',
  }),
  // Whether width x height is meant as printed, or for the picture held either way.
  'pictures.orientation': decision({
    schema: enumOf('either', 'as-printed'),
    default: 'either',
    ambiguity: 'orientation',
  }),
  // Whether a picture is turned as its EXIF orientation says before its width and height are taken.
  'pictures.exif': decision({
    schema: enumOf('applied', 'ignored'),
    default: 'applied',
    ambiguity: 'exif-orientation',
  }),
  // The answers to a picture below the minimum and above the maximum dimension.
  'pictures.tooSmall': decision({
    schema: enumOf(...verdicts),
    default: 'parameter-invalid',
    ambiguity: 'dimension-too-small',
  }),
  'pictures.tooLarge': decision({
    schema: enumOf(...verdicts),
    default: 'image-too-large',
    ambiguity: 'dimension-too-large',
  }),
  // Whether the picture must have the 2 MP of the column Minimum Camera Pixel.
  'pictures.minimumPixels': decision({
    schema: enumOf('ignored', 'enforced'),
    default: 'ignored',
    ambiguity: 'minimum-pixels',
  }),
  // What the column File Extention is held against: the file's name, its content, or both.
  'pictures.extension': decision({
    schema: enumOf('name', 'content', 'both', 'ignored'),
    default: 'both',
    ambiguity: 'extension-source',
  }),
  // Whether an extension may be written in capitals.
  'pictures.extensionCase': decision({
    schema: enumOf('ignored', 'lower-case-only'),
    default: 'ignored',
    ambiguity: 'extension-case',
  }),
  // The answer to a name or a content that is not one of the three.
  'pictures.wrongExtension': decision({
    schema: enumOf(...verdicts),
    default: 'parameter-invalid',
    ambiguity: 'wrong-extension',
  }),
  // A picture whose part has no file name: refused as missing, or accepted when it holds a picture.
  'pictures.withoutFilename': decision({
    schema: enumOf('refused', 'accepted'),
    default: 'refused',
    ambiguity: 'picture-without-filename',
  }),
  // The answer to a picture of no bytes. When accepted, it is judged like any other, and then it cannot be read.
  'pictures.emptyFile': decision({
    schema: enumOf(...verdicts),
    default: 'parameter-invalid',
    ambiguity: 'empty-file',
  }),
  // The answer to a selfie that cannot be decoded. The row Face Compare Error speaks of a photo that cannot be read.
  'pictures.unreadableSelfie': decision({
    schema: enumOf('face-compare-error', 'liveness-error'),
    default: 'face-compare-error',
    ambiguity: 'unreadable-selfie',
  }),
  // Whether a JPEG or PNG that lacks only its end marker (EOI, IEND) counts as a picture, or cannot be read.
  'pictures.endMarker': decision({
    schema: enumOf('optional', 'required'),
    default: 'optional',
    ambiguity: 'missing-end-marker',
  }),
  // The order in which the rules are asked; the first that finds fault answers.
  order: decision({
    schema: {
      type: 'array',
      items: { enum: ruleNames },
      uniqueItems: true,
      minItems: ruleNames.length,
      maxItems: ruleNames.length,
    },
    allowed: `a list that names each of ${ruleNames.join(', ')} once`,
    default: ['parameters', 'credentials', 'balance', 'size', 'format', 'dimensions', 'liveness', 'face-compare'],
    ambiguity: 'check-order',
  }),
  // A method other than POST.
  'wrongMethod.status': decision({ schema: status, default: 405, ambiguity: 'wrong-method' }),
  'wrongMethod.kind': decision({
    schema: enumOf(...failureKinds),
    default: 'parameter-invalid',
    ambiguity: 'wrong-method',
  }),
  // A body that is not multipart/form-data.
  'wrongContentType.kind': decision({
    schema: enumOf(...failureKinds),
    default: 'parameter-invalid',
    ambiguity: 'wrong-content-type',
  }),
};
