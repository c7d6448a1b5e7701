import type { PartName, ResponseKind } from './vocabulary.js';

/** The document's title page. */
export const cover = {
  title: 'Liveness + Face Compare',
  version: '1.00',
  published: 'September 2022',
  vendor: 'Eendigo',
} as const;

/** The two addresses of section 1 (rows Url Prod and Url UAT), split at the operation's path. */
export const servers = [
  { environment: 'production', url: 'https://api.eendigo.app' },
  { environment: 'uat', url: 'https://api.eendigo.app/demo' },
] as const;

/** The one operation of section 1: both addresses end with this path, and the row Request Type is POST. */
export const operation = {
  method: 'POST',
  path: '/biometric/facecompareliveness',
  contentType: 'multipart/form-data',
} as const;

/** A body row of section 1. */
export interface DocumentedPart {
  readonly name: PartName;
  readonly type: 'File' | 'Text';
  /** The value in the example request of section 2. */
  readonly example: string;
  readonly description: string;
}

/** The body rows of section 1, in the document's order, with the values of section 2's example request. */
export const parts: readonly DocumentedPart[] = [
  { name: 'img1', type: 'File', example: 'Foto_selfie.jpg', description: 'The selfie, as a file.' },
  {
    name: 'img2',
    type: 'File',
    example: 'Foto_KTP.jpg',
    description: 'The photo of the KTP (identity card), as a file.',
  },
  { name: 'key', type: 'Text', example: 'ADINS_key1234', description: 'Secret word of the company that uses the API.' },
  { name: 'tenant_code', type: 'Text', example: 'AIT', description: 'Unique code of the company that owns `key`.' },
  {
    name: 'refNumber',
    type: 'Text',
    example: 'REF202209230001',
    description: "The caller's own unique transaction number, for matching transactions with calls of the API.",
  },
  { name: 'source', type: 'Text', example: 'Mobile', description: 'Source or device from which the API is used.' },
  {
    name: 'loginId',
    type: 'Text',
    example: 'Malvin',
    description: 'The user who makes the call. Defaults to tenant_code.',
  },
  { name: 'nik', type: 'Text', example: '0123456789101112', description: 'NIK of the customer on the selfie.' },
  { name: 'officeCode', type: 'Text', example: 'HO', description: 'Code of the office that uses the API.' },
  { name: 'officeName', type: 'Text', example: 'Head_Office', description: 'Name of the office that uses the API.' },
  {
    name: 'question',
    type: 'Text',
    example: 'Scan KTP , Register User Pertama',
    description: 'Further information on the transaction.',
  },
];

/** The limits of one picture, as the tables of section 3 print them. */
export interface DocumentedPicture {
  readonly section: '3.1' | '3.2';
  readonly minimum: { readonly width: number; readonly height: number };
  readonly maximum: { readonly width: number; readonly height: number };
  readonly megabytes: number;
  readonly minimumMegapixels: number;
  readonly extensions: readonly string[];
}

/** The limits in the tables of sections 3.1 (selfie, img1) and 3.2 (KTP, img2). */
export const pictures: Readonly<Record<'img1' | 'img2', DocumentedPicture>> = {
  img1: {
    section: '3.1',
    minimum: { width: 600, height: 600 },
    maximum: { width: 1920, height: 1080 },
    megabytes: 3,
    minimumMegapixels: 2,
    extensions: ['.jpg', '.png', '.jpeg'],
  },
  img2: {
    section: '3.2',
    minimum: { width: 960, height: 720 },
    maximum: { width: 1920, height: 1080 },
    megabytes: 2,
    minimumMegapixels: 2,
    extensions: ['.jpg', '.png', '.jpeg'],
  },
};

/** The messages that section 2 prints, one for each failure that has a `message`. */
export const messages = {
  'insufficient-balance': 'Insufficient balance',
  'parameter-invalid': 'Parameter invalid, please check your request',
  'invalid-credentials': 'Invalid API key or tenant code',
  'face-compare-error': 'Input Image Invalid',
} as const;

/** The meaning of each kind, from its row in section 2. */
export const kindMeanings: Readonly<Record<ResponseKind, string>> = {
  success: 'The call succeeded: the result of the liveness check and of the face comparison.',
  'insufficient-balance': 'The balance is too low for a call.',
  'parameter-invalid': 'The value of a part is invalid or unsuitable.',
  'invalid-credentials': 'key and tenant_code are wrong or do not belong together.',
  'image-too-large': 'Section 2 lists this kind but shows no body for it.',
  'face-compare-error': 'No face is detected on the KTP photo, or the photo cannot be read.',
  'liveness-error': 'No face is detected on the selfie.',
};

/** The three parts of the liveness error's text as section 2 prints them. The last one has a trailing space. */
export const livenessErrorTexts = {
  dim: 'The light is too dim',
  covered: 'the face is covered',
  shake: 'do not shake ',
} as const;

/** The liveness error's text as section 2 prints it: all three parts together. */
export const livenessErrorText = Object.values(livenessErrorTexts).join('; ');

/** The values of section 2's two sample bodies and its header table. */
export const samples = {
  successDate: 'Thu, 14 Apr 2022 03:56:41 GMT',
  livenessErrorDate: 'Thu, 14 Apr 2022 03:56:15 GMT',
  similarity: '0.83950',
  score: '0.98520',
  trxNo: '10877',
} as const;

/** Section 2's success body as printed, on one line. The comma after `result`'s last member makes it invalid JSON. */
export const printedSuccess =
  '{ "date": "Thu, 14 Apr 2022 03:56:41 GMT", "message": "", "result": { "face_compare": { "compare": "True", ' +
  '"similarity": "0.83950", "threshold": "0.8" }, "face_liveness": { "live": "True", "score": "0.98520" }, }, ' +
  '"status": "Success" }';
