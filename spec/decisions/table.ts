import { livenessErrorText, messages, pictures } from '../document.js';
import { partNames, responseKinds, ruleNames } from '../vocabulary.js';
import {
  bytesLimit,
  decision,
  enumOf,
  failureKinds,
  ownAnswer,
  pixelLimit,
  ruleOutcomes,
  sentenceSchema,
  status,
  textSchema,
} from './entry.js';

/**
 * Every decision of a profile, by its path: the allowed values, the default (what the document states, otherwise the
 * strictest reading), and the id of the ambiguity that it settles. The `Decisions` type, the profile `documented`, the
 * schema of profile files and `x-decisions` in the OpenAPI document derive from this table. Rules and checks read a value under the same path.
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
  // Message of image-too-large, which section 2 lists but shows in no row.
  'answers.imageTooLargeMessage': decision({
    ...textSchema,
    default: 'Image too large',
    ambiguity: 'image-too-large-answer',
  }),
  // The text of each other kind, as section 2 prints it: `message`, or the liveness error's `error`.
  'answers.texts.success': decision({
    schema: { type: 'string', maxLength: 1000 },
    allowed: 'a text of up to 1000 characters; it may be empty',
    default: '',
    ambiguity: 'answer-texts',
  }),
  'answers.texts.insufficient-balance': decision({
    ...sentenceSchema,
    default: messages['insufficient-balance'],
    ambiguity: 'answer-texts',
  }),
  'answers.texts.parameter-invalid': decision({
    ...sentenceSchema,
    default: messages['parameter-invalid'],
    ambiguity: 'answer-texts',
  }),
  'answers.texts.invalid-credentials': decision({
    ...sentenceSchema,
    default: messages['invalid-credentials'],
    ambiguity: 'answer-texts',
  }),
  'answers.texts.face-compare-error': decision({
    ...sentenceSchema,
    default: messages['face-compare-error'],
    ambiguity: 'answer-texts',
  }),
  'answers.texts.liveness-error': decision({
    ...sentenceSchema,
    default: livenessErrorText,
    ambiguity: 'answer-texts',
  }),
  // The key of the liveness error's text: the printed `error`, or `message` as in every other answer. Under
  // `both`, `error` has the text and `message` is empty, as in a success.
  'answers.livenessErrorKey': decision({
    schema: enumOf('error', 'message', 'both'),
    default: 'error',
    ambiguity: 'liveness-error-message',
  }),
  // `result` of a liveness-error: as printed, with everything empty except the threshold, or absent.
  'answers.livenessErrorResult': decision({
    schema: enumOf('empty', 'absent'),
    default: 'empty',
    ambiguity: 'liveness-error-result',
  }),
  // The liveness error's text: always the printed one, or only the parts that apply.
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
    allowed: 'any text except "True", which means the opposite; it may be empty',
    default: 'False',
    ambiguity: 'false-word',
  }),
  // A selfie and a card that show different people: a success with a negative result, or an error.
  'answers.notMatched': decision({
    schema: enumOf('success', 'face-compare-error'),
    default: 'success',
    ambiguity: 'not-matched',
  }),
  // A selfie that shows a picture of a person: a success with a negative result, or an error.
  'answers.notLive': decision({
    schema: enumOf('success', 'liveness-error'),
    default: 'success',
    ambiguity: 'not-live',
  }),
  // Kinds that carry `X-Trx-No`. Section 2 gives the header to success alone.
  'trxNo.kinds': decision({
    schema: { type: 'array', items: { enum: responseKinds }, uniqueItems: true },
    default: ['success'],
    ambiguity: 'trx-no-kinds',
  }),
  // True: a later call gets a larger number. False: the numbers are unique, in no order.
  'trxNo.increasing': decision({ schema: { type: 'boolean' }, default: true, ambiguity: 'trx-no-sequence' }),
  // Kinds that reduce the tenant's balance by one. The document says nothing about charging.
  charged: decision({
    schema: { type: 'array', items: { enum: responseKinds }, uniqueItems: true },
    default: ['success'],
    ambiguity: 'charged-kinds',
  }),
  // Whether letter case matters in `tenant_code`. `key` is a secret and is always compared exactly.
  'credentials.tenantCodeCase': decision({
    schema: enumOf('exact', 'ignored'),
    default: 'exact',
    ambiguity: 'credential-case',
  }),
  // A required `key` or `tenant_code` that does not come: a missing part like any other, or credentials that are wrong.
  'credentials.missing': decision({
    schema: enumOf('as-missing-part', 'as-wrong-value'),
    default: 'as-missing-part',
    ambiguity: 'missing-part',
  }),
  // The required parts. Section 1, column Compulsory.
  'parts.required': decision({
    schema: {
      type: 'array',
      items: { enum: partNames },
      uniqueItems: true,
      // No result is possible without a picture.
      allOf: [{ contains: { const: 'img1' } }, { contains: { const: 'img2' } }],
    },
    allowed: `a list, each once, of ${partNames.join(', ')}; img1 and img2 are mandatory`,
    default: ['img1', 'img2', 'key', 'tenant_code', 'refNumber'],
    ambiguity: 'required-parts',
  }),
  // The answer to a missing required part, and to a part of the wrong type (text instead of file).
  'parts.missing': decision({
    schema: enumOf(...failureKinds),
    default: 'parameter-invalid',
    ambiguity: 'missing-part',
  }),
  // An empty value of a required text part.
  'parts.empty': decision({ schema: enumOf(...ruleOutcomes), default: 'parameter-invalid', ambiguity: 'empty-value' }),
  // An empty value of an optional text part: the same as an absent part, or an empty value like any other.
  'parts.emptyOptional': decision({
    schema: enumOf('as-absent', 'as-value'),
    default: 'as-absent',
    ambiguity: 'empty-optional',
  }),
  // Whether leading and trailing white space of a text value is removed before validation.
  'parts.trimmed': decision({ schema: { type: 'boolean' }, default: false, ambiguity: 'trimmed-values' }),
  // Whether letter case matters in a part's name.
  'parts.nameCase': decision({ schema: enumOf('exact', 'ignored'), default: 'exact', ambiguity: 'part-name-case' }),
  // A part that occurs more than once.
  'parts.repeated': decision({
    schema: enumOf('first', 'last', ...failureKinds),
    default: 'first',
    ambiguity: 'repeated-part',
  }),
  // A part that section 1 does not list.
  'parts.unknown': decision({ schema: enumOf(...ruleOutcomes), default: 'accepted', ambiguity: 'unknown-part' }),
  // The format of `nik`.
  'parts.nik': decision({ schema: enumOf('any', 'sixteen-digits'), default: 'any', ambiguity: 'nik-format' }),
  // A `refNumber` that the tenant has used before.
  'parts.repeatedRefNumber': decision({
    schema: enumOf(...ruleOutcomes),
    default: 'accepted',
    ambiguity: 'repeated-ref-number',
  }),
  // The number of bytes in the document's MegaByte.
  'pictures.megabyte': decision({ schema: enumOf(1_000_000, 1_048_576), default: 1_000_000, ambiguity: 'megabyte' }),
  // Whether a picture of exactly the limit is valid.
  'pictures.sizeLimit': decision({
    schema: enumOf('inclusive', 'exclusive'),
    default: 'inclusive',
    ambiguity: 'size-limit',
  }),
  // The limits of each picture, for a server whose own ones are not those of section 3. The largest file in bytes: 0 is the
  // printed number of MegaBytes, as `megabyte` and `sizeLimit` count them. Under `orientation: either`, width and height
  // are the longer and the shorter side.
  'pictures.selfie.maximumBytes': decision({ ...bytesLimit, default: 0, ambiguity: 'picture-limits' }),
  'pictures.selfie.minimumWidth': decision({
    ...pixelLimit,
    default: pictures.img1.minimum.width,
    ambiguity: 'picture-limits',
  }),
  'pictures.selfie.minimumHeight': decision({
    ...pixelLimit,
    default: pictures.img1.minimum.height,
    ambiguity: 'picture-limits',
  }),
  'pictures.selfie.maximumWidth': decision({
    ...pixelLimit,
    default: pictures.img1.maximum.width,
    ambiguity: 'picture-limits',
  }),
  'pictures.selfie.maximumHeight': decision({
    ...pixelLimit,
    default: pictures.img1.maximum.height,
    ambiguity: 'picture-limits',
  }),
  'pictures.ktp.maximumBytes': decision({ ...bytesLimit, default: 0, ambiguity: 'picture-limits' }),
  'pictures.ktp.minimumWidth': decision({
    ...pixelLimit,
    default: pictures.img2.minimum.width,
    ambiguity: 'picture-limits',
  }),
  'pictures.ktp.minimumHeight': decision({
    ...pixelLimit,
    default: pictures.img2.minimum.height,
    ambiguity: 'picture-limits',
  }),
  'pictures.ktp.maximumWidth': decision({
    ...pixelLimit,
    default: pictures.img2.maximum.width,
    ambiguity: 'picture-limits',
  }),
  'pictures.ktp.maximumHeight': decision({
    ...pixelLimit,
    default: pictures.img2.maximum.height,
    ambiguity: 'picture-limits',
  }),
  // Whether the limits width x height apply as printed, or to both orientations.
  'pictures.orientation': decision({
    schema: enumOf('either', 'as-printed'),
    default: 'either',
    ambiguity: 'orientation',
  }),
  // Whether the EXIF orientation is applied before width and height are read.
  'pictures.exif': decision({
    schema: enumOf('applied', 'ignored'),
    default: 'applied',
    ambiguity: 'exif-orientation',
  }),
  // The answers to a picture below the minimum and above the maximum dimensions.
  'pictures.tooSmall': decision({
    schema: enumOf(...ruleOutcomes),
    default: 'parameter-invalid',
    ambiguity: 'dimension-too-small',
  }),
  'pictures.tooLarge': decision({
    schema: enumOf(...ruleOutcomes),
    default: 'image-too-large',
    ambiguity: 'dimension-too-large',
  }),
  // Whether the picture must have the 2 MP of the column Minimum Camera Pixel.
  'pictures.minimumPixels': decision({
    schema: enumOf('ignored', 'enforced'),
    default: 'ignored',
    ambiguity: 'minimum-pixels',
  }),
  // What the column File Extention applies to: the file's name, its content, or both.
  'pictures.extension': decision({
    schema: enumOf('name', 'content', 'both', 'ignored'),
    default: 'both',
    ambiguity: 'extension-source',
  }),
  // Whether an extension may have upper-case letters.
  'pictures.extensionCase': decision({
    schema: enumOf('ignored', 'lower-case-only'),
    default: 'ignored',
    ambiguity: 'extension-case',
  }),
  // The answer to an extension, or a format, that is not one of the three.
  'pictures.wrongExtension': decision({
    schema: enumOf(...ruleOutcomes),
    default: 'parameter-invalid',
    ambiguity: 'wrong-extension',
  }),
  // A picture part without a file name: rejected as missing, or accepted when it contains a picture.
  'pictures.withoutFilename': decision({
    schema: enumOf('refused', 'accepted'),
    default: 'refused',
    ambiguity: 'picture-without-filename',
  }),
  // The answer to a picture of zero bytes. An accepted one goes on to the later rules, which cannot decode it.
  'pictures.emptyFile': decision({
    schema: enumOf(...ruleOutcomes),
    default: 'parameter-invalid',
    ambiguity: 'empty-file',
  }),
  // The answer to a selfie that cannot be decoded. The row Face Compare Error covers a photo that cannot be read.
  'pictures.unreadableSelfie': decision({
    schema: enumOf('face-compare-error', 'liveness-error'),
    default: 'face-compare-error',
    ambiguity: 'unreadable-selfie',
  }),
  // Whether a JPEG or PNG that lacks only its end marker (EOI, IEND) is a valid picture or unreadable.
  'pictures.endMarker': decision({
    schema: enumOf('optional', 'required'),
    default: 'optional',
    ambiguity: 'missing-end-marker',
  }),
  // The order of the rules. The first rule that finds a violation decides the answer.
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
  // A form that cannot be read: without a boundary, with another one, or cut off.
  'malformedForm.kind': decision({
    schema: enumOf(...failureKinds),
    default: 'parameter-invalid',
    ambiguity: 'malformed-form',
  }),
  // Answers of none of the seven kinds, which a framework or a proxy gives in place of the service. Empty: there is none.
  'ownAnswers.wrongMethod': decision({ ...ownAnswer, default: '', ambiguity: 'own-answers' }),
  'ownAnswers.wrongContentType': decision({ ...ownAnswer, default: '', ambiguity: 'own-answers' }),
  'ownAnswers.malformedForm': decision({ ...ownAnswer, default: '', ambiguity: 'own-answers' }),
  // A picture over its limit of bytes. One of too many pixels gets the kind.
  'ownAnswers.tooManyBytes': decision({ ...ownAnswer, default: '', ambiguity: 'own-answers' }),
  // A picture that cannot be decoded: the service fails at it.
  'ownAnswers.unreadablePicture': decision({ ...ownAnswer, default: '', ambiguity: 'own-answers' }),
};
