import type { UploadedPicture } from './pictures.js';

// Written from sections 1 to 3 of the document, and independent of the mock: it shares no code with it.

/** The kinds of failure, each with the message that section 2 prints. The document names the last one and shows no body for it. */
export const referenceMessages = {
  'insufficient-balance': 'Insufficient balance',
  'parameter-invalid': 'Parameter invalid, please check your request',
  'invalid-credentials': 'Invalid API key or tenant code',
  'face-compare-error': 'Input Image Invalid',
  'image-too-large': 'Image too large',
} as const;

/** A kind of failure, in the kit's words. */
export type ReferenceFailure = keyof typeof referenceMessages | 'liveness-error';

/** A received request. A part that did not come is undefined. */
export interface ReferenceRequest {
  readonly texts: Readonly<Record<string, string | undefined>>;
  readonly files: Readonly<Record<string, UploadedPicture | undefined>>;
  /** Names of text parts that came as files. */
  readonly textsAsFiles: readonly string[];
}

/** A rule of section 1, 2 or 3: the failure to answer, or nothing. */
export type ReferenceRule = (request: ReferenceRequest) => ReferenceFailure | undefined;

/** A tenant of the document's example. */
export interface ReferenceTenant {
  readonly code: string;
  readonly key: string;
  readonly balance: number;
}

/** The limits of a picture: its size in bytes, and its dimensions, width first. */
export interface ReferenceLimits {
  readonly bytes: number;
  readonly minimum: readonly [number, number];
  readonly maximum: readonly [number, number];
}

/** What the rules depend on. A broken server gets one of them wrong. */
export interface ReferenceFacts {
  /** Whether a Required part may be absent, or may come empty. */
  readonly mayLack: (part: string, how: 'missing' | 'empty') => boolean;
  readonly img1: ReferenceLimits;
  readonly img2: ReferenceLimits;
  /** Whether a key that came is the key of this tenant. */
  readonly isKeyOf: (key: string | undefined, tenant: ReferenceTenant) => boolean;
}

const megabyte = 1_000_000;

/** The facts that the document states: all five Required parts come, with a value. */
export const referenceFacts: ReferenceFacts = {
  mayLack: () => false,
  img1: { bytes: 3 * megabyte, minimum: [600, 600], maximum: [1920, 1080] },
  img2: { bytes: 2 * megabyte, minimum: [960, 720], maximum: [1920, 1080] },
  isKeyOf: (key, tenant) => key === tenant.key,
};

/** The tenants of the document's example: one with balance, one without. */
export const referenceTenants: readonly ReferenceTenant[] = [
  { code: 'AIT', key: 'ADINS_key1234', balance: 1_000_000 },
  { code: 'AIT_EMPTY', key: 'ADINS_key1234_empty', balance: 0 },
];

const fileParts = ['img1', 'img2'] as const;
const textParts = ['key', 'tenant_code', 'refNumber'] as const;

/** Creates the rules, in the order in which they apply; the first failure is the answer. */
export function createReferenceRules(changes: Partial<ReferenceFacts> = {}) {
  const facts: ReferenceFacts = { ...referenceFacts, ...changes };
  const { mayLack, isKeyOf } = facts;

  const isLacking = ({ texts, files }: ReferenceRequest): boolean => {
    const sizes = [
      ...fileParts.map((part) => [part, files[part]?.bytes] as const),
      ...textParts.map((part) => [part, texts[part]?.length] as const),
    ];
    return sizes.some(([part, size]) => !size && !mayLack(part, size === undefined ? 'missing' : 'empty'));
  };
  const tenantOf = ({ texts }: ReferenceRequest): ReferenceTenant | undefined =>
    referenceTenants.find(
      (tenant) =>
        isValueOrLeftOut(texts['tenant_code'], tenant.code, 'tenant_code') &&
        (isKeyOf(texts['key'], tenant) || isLeftOut(texts['key'], 'key')),
    );
  const isLeftOut = (value: string | undefined, part: string): boolean =>
    !value && mayLack(part, value === undefined ? 'missing' : 'empty');
  const isValueOrLeftOut = (value: string | undefined, wanted: string, part: string): boolean =>
    value === wanted || isLeftOut(value, part);

  /** Answers a question about both pictures. A part that may come empty or not at all has no picture. */
  const isEither =
    (test: (picture: UploadedPicture, limits: ReferenceLimits) => boolean) =>
    ({ files }: ReferenceRequest): boolean =>
      fileParts.some((part) => {
        const picture = files[part];
        return picture !== undefined && picture.bytes > 0 && test(picture, facts[part]);
      });
  const isTooHeavy = isEither(({ bytes }, limits) => bytes > limits.bytes);
  const isOtherFormat = isEither(
    ({ filename, format }) =>
      !/\.(jpe?g|png)$/i.test(filename) || (format !== undefined && !['jpeg', 'png'].includes(format)),
  );
  const isTooSmall = isEither(
    (picture, { minimum: [width, height] }) =>
      picture.width > 0 && !isHeldEitherWay(picture, (w, h) => w >= width && h >= height),
  );
  const isTooWide = isEither(
    (picture, { maximum: [width, height] }) => !isHeldEitherWay(picture, (w, h) => w <= width && h <= height),
  );
  const isUnreadable = isEither(({ decodes }) => !decodes);

  return {
    parameters: (request) => (isLacking(request) || request.textsAsFiles.length > 0 ? 'parameter-invalid' : undefined),
    credentials: (request) => (tenantOf(request) ? undefined : 'invalid-credentials'),
    balance: (request) => (tenantOf(request)?.balance === 0 ? 'insufficient-balance' : undefined),
    size: (request) => (isTooHeavy(request) ? 'image-too-large' : undefined),
    format: (request) => (isOtherFormat(request) ? 'parameter-invalid' : undefined),
    decoding: (request) => (isUnreadable(request) ? 'face-compare-error' : undefined),
    minimum: (request) => (isTooSmall(request) ? 'parameter-invalid' : undefined),
    maximum: (request) => (isTooWide(request) ? 'image-too-large' : undefined),
    liveness: ({ files }) => (hasFace(files['img1']) ? undefined : 'liveness-error'),
    faceCompare: ({ files }) => (hasFace(files['img2']) ? undefined : 'face-compare-error'),
  } satisfies Readonly<Record<string, ReferenceRule>>;
}

function isHeldEitherWay(
  { width, height }: UploadedPicture,
  fits: (width: number, height: number) => boolean,
): boolean {
  return fits(width, height) || fits(height, width);
}

function hasFace(picture: UploadedPicture | undefined): boolean {
  return (picture?.mark.get('sees') ?? 'face') === 'face';
}
