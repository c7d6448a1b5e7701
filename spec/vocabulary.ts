/** The document's seven answers (section 2: the list of kinds and the response table). */
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

/** The rules that validate a request. The document gives them no order, so a profile does. */
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

/** The name of a rule that validates a request. */
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

/** The outcome of a rule that finds a violation: the failure to answer, or `accepted` to ignore it. */
export type RuleOutcome = FailureKind | 'accepted';
