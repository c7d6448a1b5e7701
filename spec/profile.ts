/** The seven answers that the document knows (section 2: the list of kinds and the response table). */
export const responseKinds = [
  'success',
  'insufficient-balance',
  'parameter-invalid',
  'invalid-credentials',
  'image-too-large',
  'face-compare-error',
  'liveness-error',
] as const;

/** One of the seven answers. */
export type ResponseKind = (typeof responseKinds)[number];

/** An answer that is not a success. */
export type FailureKind = Exclude<ResponseKind, 'success'>;

/** The checks that a request passes through. The document gives them no order, so a profile does. */
export const ruleNames = [
  'parameters',
  'credentials',
  'balance',
  'size',
  'format',
  'dimensions',
  'liveness',
  'face-compare',
] as const;

/** One of the checks that a request passes through. */
export type RuleName = (typeof ruleNames)[number];

/** The eleven body parts of section 1, in its order. */
export const partNames = [
  'img1',
  'img2',
  'key',
  'tenant_code',
  'refNumber',
  'source',
  'loginId',
  'nik',
  'officeCode',
  'officeName',
  'question',
] as const;

/** The name of a body part of section 1. */
export type PartName = (typeof partNames)[number];

/** What becomes of a request that a rule finds fault with: the failure to answer, or `accepted` for no fault at all. */
export type Verdict = FailureKind | 'accepted';

/**
 * The set of decisions on all that the document leaves open: the only thing that varies the contract.
 * Every leaf is the subject of one entry in the ambiguity register, which says what speaks for each value, and has one
 * schema in `profiles/decisions.ts`, which says what it may be.
 */
export interface Profile extends Decisions {
  readonly name: string;
  readonly summary: string;
}

/** A profile without its name: every decision, and nothing else. */
export interface Decisions {
  /** HTTP status per kind. Section 2 states none. */
  readonly status: Readonly<Record<ResponseKind, number>>;
  readonly answers: {
    /** Value of the response's Content-Type. Section 2 shows JSON and names no type. */
    readonly contentType: string;
    /** `result` of a success and of a liveness-error: as printed, or a list that holds the one object. */
    readonly result: 'object' | 'list';
    /** The words of `status`. Section 2 prints `Success` and `FAILED`. */
    readonly statusWords: { readonly success: string; readonly failure: string };
    /** The time's key in a success and in a liveness-error. Section 2 prints two different ones. */
    readonly dateKeys: { readonly success: 'date' | 'datetime'; readonly livenessError: 'date' | 'datetime' };
    /** Message of image-too-large, which the list of section 2 names and no row shows. */
    readonly imageTooLargeMessage: string;
    /**
     * The key that holds the liveness error's text: the printed `error`, or `message` as in every other answer. Under
     * `both`, `error` holds the text and `message` is there and empty, as it is in a success.
     */
    readonly livenessErrorKey: 'error' | 'message' | 'both';
    /** `result` of a liveness-error: as printed, empty but for the threshold, or not there at all. */
    readonly livenessErrorResult: 'empty' | 'absent';
    /** The liveness error's text: always the printed one, or only the parts of it that apply. */
    readonly livenessErrorText: 'fixed' | 'combined';
    /** The threshold that both sample bodies of section 2 print: a fraction above 0 and below 1, as text. */
    readonly threshold: string;
    /** The word in `compare` and `live` when the answer is no. Section 2 prints only `True`. */
    readonly falseWord: string;
    /** A selfie and a card that show different people: a success that says so, or an error. */
    readonly notMatched: 'success' | 'face-compare-error';
    /** A selfie that shows a picture of a person: a success that says so, or an error. */
    readonly notLive: 'success' | 'liveness-error';
  };
  readonly trxNo: {
    /** Kinds that carry `X-Trx-No`. Section 2 says that the header is for success alone. */
    readonly kinds: readonly ResponseKind[];
    /** True: a later call has a larger number. False: the numbers are all different, in no order. */
    readonly increasing: boolean;
  };
  /** Kinds that take one from the tenant's balance. The document says nothing about charging. */
  readonly charged: readonly ResponseKind[];
  readonly credentials: {
    /** Whether capitals matter in `tenant_code`. `key` is a secret and is always compared exactly. */
    readonly tenantCodeCase: 'exact' | 'ignored';
  };
  readonly parts: {
    /** Parts that must be there. Section 1, column Compulsory. */
    readonly required: readonly PartName[];
    /** The answer to a required part that is missing, and to a part that is of the other type (text for file). */
    readonly missing: FailureKind;
    /** A required text part that is there and empty. */
    readonly empty: Verdict;
    /** An optional text part that is there and empty: as if it had been left out, or an empty value like any other. */
    readonly emptyOptional: 'as-absent' | 'as-value';
    /** Whether blanks and line ends around a text value are cut off before it is judged. */
    readonly trimmed: boolean;
    /** Whether a part's name must be written with the capitals of section 1. */
    readonly nameCase: 'exact' | 'ignored';
    /** A part that comes more than once. */
    readonly repeated: 'first' | 'last' | FailureKind;
    /** A part that section 1 does not list. */
    readonly unknown: Verdict;
    /** What `nik` may hold. */
    readonly nik: 'any' | 'sixteen-digits';
    /** A `refNumber` that the tenant has used before. */
    readonly repeatedRefNumber: Verdict;
  };
  readonly pictures: {
    /** How many bytes the document's MegaByte has. */
    readonly megabyte: 1_000_000 | 1_048_576;
    /** Whether a picture of exactly the limit is still allowed. */
    readonly sizeLimit: 'inclusive' | 'exclusive';
    /** Whether width x height is meant as printed, or for the picture held either way. */
    readonly orientation: 'either' | 'as-printed';
    /** Whether a picture is turned as its EXIF orientation says before its width and height are taken. */
    readonly exif: 'applied' | 'ignored';
    /** The answer to a picture below the minimum dimension. */
    readonly tooSmall: Verdict;
    /** The answer to a picture above the maximum dimension. */
    readonly tooLarge: Verdict;
    /** Whether the 2 MP of the column Minimum Camera Pixel are asked of the picture. */
    readonly minimumPixels: 'ignored' | 'enforced';
    /** What the column File Extention is held against: the file's name, its content, or both. */
    readonly extension: 'name' | 'content' | 'both' | 'ignored';
    /** Whether an extension may be written in capitals. */
    readonly extensionCase: 'ignored' | 'lower-case-only';
    /** The answer to a name or a content that is not one of the three. */
    readonly wrongExtension: Verdict;
    /** A picture whose part has no file name: refused as missing, or accepted when it holds a picture. */
    readonly withoutFilename: 'refused' | 'accepted';
    /** The answer to a picture of no bytes. When accepted, it is judged like any other, and then it cannot be read. */
    readonly emptyFile: Verdict;
    /** The answer to a selfie that cannot be decoded. The row Face Compare Error speaks of a photo that cannot be read. */
    readonly unreadableSelfie: 'face-compare-error' | 'liveness-error';
    /** Whether a JPEG or PNG that lacks only its end marker (EOI, IEND) counts as a picture, or cannot be read. */
    readonly endMarker: 'optional' | 'required';
  };
  /** The order in which the rules are asked; the first that finds fault answers. */
  readonly order: readonly RuleName[];
  /** A method other than POST. */
  readonly wrongMethod: { readonly status: number; readonly kind: FailureKind };
  /** A body that is not multipart/form-data. */
  readonly wrongContentType: { readonly kind: FailureKind };
}

/** The built-in profile: what the document says, and where it is silent the reading that asks most of a client. */
export const documented: Profile = {
  name: 'documented',
  summary: 'What the document says; where it is silent, the reading that asks most of a client.',
  status: {
    success: 200,
    'insufficient-balance': 200,
    'parameter-invalid': 200,
    'invalid-credentials': 200,
    'image-too-large': 200,
    'face-compare-error': 200,
    'liveness-error': 200,
  },
  answers: {
    contentType: 'application/json',
    result: 'object',
    statusWords: { success: 'Success', failure: 'FAILED' },
    dateKeys: { success: 'date', livenessError: 'datetime' },
    imageTooLargeMessage: 'Image too large',
    livenessErrorKey: 'error',
    livenessErrorResult: 'empty',
    livenessErrorText: 'fixed',
    threshold: '0.8',
    falseWord: 'False',
    notMatched: 'success',
    notLive: 'success',
  },
  trxNo: { kinds: ['success'], increasing: true },
  charged: ['success'],
  credentials: { tenantCodeCase: 'exact' },
  parts: {
    required: ['img1', 'img2', 'key', 'tenant_code', 'refNumber'],
    missing: 'parameter-invalid',
    empty: 'parameter-invalid',
    emptyOptional: 'as-absent',
    trimmed: false,
    nameCase: 'exact',
    repeated: 'first',
    unknown: 'accepted',
    nik: 'any',
    repeatedRefNumber: 'accepted',
  },
  pictures: {
    megabyte: 1_000_000,
    sizeLimit: 'inclusive',
    orientation: 'either',
    exif: 'applied',
    tooSmall: 'parameter-invalid',
    tooLarge: 'image-too-large',
    minimumPixels: 'ignored',
    extension: 'both',
    extensionCase: 'ignored',
    wrongExtension: 'parameter-invalid',
    withoutFilename: 'refused',
    emptyFile: 'parameter-invalid',
    unreadableSelfie: 'face-compare-error',
    endMarker: 'optional',
  },
  order: ['parameters', 'credentials', 'balance', 'size', 'format', 'dimensions', 'liveness', 'face-compare'],
  wrongMethod: { status: 405, kind: 'parameter-invalid' },
  wrongContentType: { kind: 'parameter-invalid' },
};
