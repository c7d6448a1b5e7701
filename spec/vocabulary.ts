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
export type RuleOutcome = FailureKind | 'accepted';
