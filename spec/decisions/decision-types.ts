// Generated from the table of decisions by `npm run generate`.
import type { FailureKind, PartName, ResponseKind, RuleName, RuleOutcome } from '../vocabulary.js';

/** Every decision of a profile, as `spec/decisions/table.ts` has them. */
export interface Decisions {
  readonly status: {
    /** Which HTTP status does each response kind have? Default 200. */
    readonly success: number;
    /** Which HTTP status does each response kind have? Default 200. */
    readonly 'insufficient-balance': number;
    /** Which HTTP status does each response kind have? Default 200. */
    readonly 'parameter-invalid': number;
    /** Which HTTP status does each response kind have? Default 200. */
    readonly 'invalid-credentials': number;
    /** Which HTTP status does each response kind have? Default 200. */
    readonly 'image-too-large': number;
    /** Which HTTP status does each response kind have? Default 200. */
    readonly 'face-compare-error': number;
    /** Which HTTP status does each response kind have? Default 200. */
    readonly 'liveness-error': number;
  };
  readonly answers: {
    /** Which Content-Type does a response have? Default "application/json". */
    readonly contentType: string;
    /** Is `result` an object, or a list with one object? Default "object". */
    readonly result: 'object' | 'list';
    readonly statusWords: {
      /** How are the two values of `status` spelled? Default "Success". */
      readonly success: string;
      /** How are the two values of `status` spelled? Default "FAILED". */
      readonly failure: string;
    };
    readonly dateKeys: {
      /** Is the key of the time `date` or `datetime`? Default "date". */
      readonly success: 'date' | 'datetime';
      /** Is the key of the time `date` or `datetime`? Default "datetime". */
      readonly livenessError: 'date' | 'datetime';
    };
    /** What is the body of image-too-large? Default "Image too large". */
    readonly imageTooLargeMessage: string;
    readonly texts: {
      /** Do the texts of `message` and `error` stay as the table prints them? Default "". */
      readonly success: string;
      /** Do the texts of `message` and `error` stay as the table prints them? Default "Insufficient balance". */
      readonly 'insufficient-balance': string;
      /**
       * Do the texts of `message` and `error` stay as the table prints them? Default "Parameter invalid, please check
       * your request".
       */
      readonly 'parameter-invalid': string;
      /** Do the texts of `message` and `error` stay as the table prints them? Default "Invalid API key or tenant code". */
      readonly 'invalid-credentials': string;
      /** Do the texts of `message` and `error` stay as the table prints them? Default "Input Image Invalid". */
      readonly 'face-compare-error': string;
      /**
       * Do the texts of `message` and `error` stay as the table prints them? Default "The light is too dim; the face is
       * covered; do not shake ".
       */
      readonly 'liveness-error': string;
    };
    /** The liveness error has `error` where all other answers have `message`. Is this correct? Default "error". */
    readonly livenessErrorKey: 'error' | 'message' | 'both';
    /** Does a liveness error always have a `result` with empty values? Default "empty". */
    readonly livenessErrorResult: 'empty' | 'absent';
    /** Is the text in `error` always the same, or composed of the parts that apply? Default "fixed". */
    readonly livenessErrorText: 'fixed' | 'combined';
    /** Is the threshold always 0.8? Default "0.8". */
    readonly threshold: string;
    /** What are the negative values of `compare` and `live`? Default "False". */
    readonly falseWord: string;
    /** How are a selfie and an identity card of different people answered? Default "success". */
    readonly notMatched: 'success' | 'face-compare-error';
    /** How is a selfie answered that is not of a living person, for instance a photo of a photo? Default "success". */
    readonly notLive: 'success' | 'liveness-error';
  };
  readonly trxNo: {
    /** Does only a success have the header `X-Trx-No`? Default ["success"]. */
    readonly kinds: readonly ResponseKind[];
    /** Do the numbers in `X-Trx-No` increase from call to call? Default true. */
    readonly increasing: boolean;
  };
  /** Which answers does the service charge to the balance? Default ["success"]. */
  readonly charged: readonly ResponseKind[];
  readonly credentials: {
    /** Are `key` and `tenant_code` case-sensitive? Default "exact". */
    readonly tenantCodeCase: 'exact' | 'ignored';
    /** How is a missing required part answered? Default "as-missing-part". */
    readonly missing: 'as-missing-part' | 'as-wrong-value';
  };
  readonly parts: {
    /**
     * Are exactly the five parts required that the table marks, or is `nik` required too? Default
     * ["img1","img2","key","tenant_code","refNumber"].
     */
    readonly required: readonly PartName[];
    /** How is a missing required part answered? Default "parameter-invalid". */
    readonly missing: FailureKind;
    /** How is an empty required text part answered? Default "parameter-invalid". */
    readonly empty: RuleOutcome;
    /** Is an empty optional part the same as an absent one? Default "as-absent". */
    readonly emptyOptional: 'as-absent' | 'as-value';
    /** Does the service trim white space and line breaks around a text value? Default false. */
    readonly trimmed: boolean;
    /** Are the part names case-sensitive? Default "exact". */
    readonly nameCase: 'exact' | 'ignored';
    /** How does the service handle a repeated part? Default "first". */
    readonly repeated: FailureKind | 'first' | 'last';
    /** How does the service handle a part that the table does not list? Default "accepted". */
    readonly unknown: RuleOutcome;
    /** Does the service check the format of `nik`? Default "any". */
    readonly nik: 'any' | 'sixteen-digits';
    /** How is a repeated `refNumber` answered? Default "accepted". */
    readonly repeatedRefNumber: RuleOutcome;
  };
  readonly pictures: {
    /** How many bytes is a MegaByte? Default 1000000. */
    readonly megabyte: 1000000 | 1048576;
    /** Is a file of exactly the maximum size valid? Default "inclusive". */
    readonly sizeLimit: 'inclusive' | 'exclusive';
    readonly selfie: {
      /** Does the service enforce exactly the limits that the two tables print? Default 0. */
      readonly maximumBytes: number;
      /** Does the service enforce exactly the limits that the two tables print? Default 600. */
      readonly minimumWidth: number;
      /** Does the service enforce exactly the limits that the two tables print? Default 600. */
      readonly minimumHeight: number;
      /** Does the service enforce exactly the limits that the two tables print? Default 1920. */
      readonly maximumWidth: number;
      /** Does the service enforce exactly the limits that the two tables print? Default 1080. */
      readonly maximumHeight: number;
    };
    readonly ktp: {
      /** Does the service enforce exactly the limits that the two tables print? Default 0. */
      readonly maximumBytes: number;
      /** Does the service enforce exactly the limits that the two tables print? Default 960. */
      readonly minimumWidth: number;
      /** Does the service enforce exactly the limits that the two tables print? Default 720. */
      readonly minimumHeight: number;
      /** Does the service enforce exactly the limits that the two tables print? Default 1920. */
      readonly maximumWidth: number;
      /** Does the service enforce exactly the limits that the two tables print? Default 1080. */
      readonly maximumHeight: number;
    };
    /** Do 1920 x 1080 and 960 x 720 mean width and height, or the longer and the shorter side? Default "either". */
    readonly orientation: 'either' | 'as-printed';
    /**
     * Does the service apply the orientation that the camera stores in the file (EXIF) before it checks a picture?
     * Default "applied".
     */
    readonly exif: 'applied' | 'ignored';
    /** How is a picture below the minimum dimension answered? Default "parameter-invalid". */
    readonly tooSmall: RuleOutcome;
    /**
     * How is a picture above the maximum dimension answered: does "Image too large" cover pixels too, or only bytes?
     * Default "image-too-large".
     */
    readonly tooLarge: RuleOutcome;
    /** Do the 2 megapixels apply to the picture, although 600 x 600 is valid? Default "ignored". */
    readonly minimumPixels: 'ignored' | 'enforced';
    /** Does the extension limit apply to the file's name, or to its contents? Default "both". */
    readonly extension: 'name' | 'content' | 'both' | 'ignored';
    /** May an extension have upper-case letters? Default "ignored". */
    readonly extensionCase: 'ignored' | 'lower-case-only';
    /** How is a file answered that is not one of the three? Default "parameter-invalid". */
    readonly wrongExtension: RuleOutcome;
    /** Does the service accept a picture whose part has no file name, or a picture as base64 text? Default "refused". */
    readonly withoutFilename: 'refused' | 'accepted';
    /** How is a picture of zero bytes answered? Default "parameter-invalid". */
    readonly emptyFile: RuleOutcome;
    /** How is a selfie answered that cannot be read? Default "face-compare-error". */
    readonly unreadableSelfie: 'face-compare-error' | 'liveness-error';
    /** Is a JPEG or PNG readable that lacks only its end marker? Default "optional". */
    readonly endMarker: 'optional' | 'required';
  };
  /**
   * Which answer does a request with several violations get? Default
   * ["parameters","credentials","balance","size","format","dimensions","liveness","face-compare"].
   */
  readonly order: readonly RuleName[];
  readonly wrongMethod: {
    /** How is a method other than POST answered? Default 405. */
    readonly status: number;
    /** How is a method other than POST answered? Default "parameter-invalid". */
    readonly kind: FailureKind;
  };
  readonly wrongContentType: {
    /**
     * How is a body answered that is not multipart/form-data, for instance url-encoded or JSON? Default
     * "parameter-invalid".
     */
    readonly kind: FailureKind;
  };
  readonly malformedForm: {
    /** How is a form answered that cannot be read, for instance one that is cut off? Default "parameter-invalid". */
    readonly kind: FailureKind;
  };
  readonly ownAnswers: {
    /** Does a framework or a proxy answer some requests in place of the service? Default "". */
    readonly wrongMethod: string;
    /** Does a framework or a proxy answer some requests in place of the service? Default "". */
    readonly wrongContentType: string;
    /** Does a framework or a proxy answer some requests in place of the service? Default "". */
    readonly malformedForm: string;
    /** Does a framework or a proxy answer some requests in place of the service? Default "". */
    readonly tooManyBytes: string;
    /** Does a framework or a proxy answer some requests in place of the service? Default "". */
    readonly unreadablePicture: string;
  };
}
