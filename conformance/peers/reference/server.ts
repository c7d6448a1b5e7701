import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type ErrorRequestHandler, type Request, type RequestHandler, type Response } from 'express';
import multer from 'multer';
import { readUpload, type UploadedPicture } from './pictures.js';

// An implementation of the API by Express and multer, written from the document alone. It imports nothing of the kit, so
// that a mistake in the kit's contract cannot hide in it. Where the document is silent, it does what most servers do.

/** The kinds of failure, each with the message that section 2 prints. The document names the last one and shows no body for it. */
const messages = {
  'insufficient-balance': 'Insufficient balance',
  'parameter-invalid': 'Parameter invalid, please check your request',
  'invalid-credentials': 'Invalid API key or tenant code',
  'face-compare-error': 'Input Image Invalid',
  'image-too-large': 'Image too large',
} as const;

/** A kind of failure, in the kit's words. */
export type ReferenceFailure = keyof typeof messages | 'liveness-error';

/** A received request. */
export interface ReferenceRequest {
  readonly texts: Readonly<Record<string, string | undefined>>;
  readonly files: Readonly<Record<string, UploadedPicture | undefined>>;
  /** Names of text parts that came as files. */
  readonly textsAsFiles: readonly string[];
}

/** What the server answers, before it is written to the connection. */
export interface ReferenceAnswer {
  status: number;
  readonly headers: Record<string, string>;
  body: Record<string, unknown>;
}

/** A rule of section 1, 2 or 3: the failure to answer, or nothing. */
export type ReferenceRule = (request: ReferenceRequest) => ReferenceFailure | undefined;

/** The parts of the server that a broken or an unusual variant replaces. */
export interface ReferenceBehaviour {
  /** In the order in which they are applied; the first failure is the answer. */
  readonly rules: Readonly<Record<string, ReferenceRule>>;
  readonly threshold: string;
  /** The number of the next transaction. */
  readonly nextNumber: (last: number) => number;
  readonly writeNumber: (number: number) => string;
  readonly now: () => Date;
  /** Changes an answer before it is sent. */
  readonly change: (answer: ReferenceAnswer, kind: 'success' | ReferenceFailure) => void;
  /** Sends an answer. */
  readonly send: (response: Response, answer: ReferenceAnswer) => void;
  /** Stands in front of everything, as a proxy or a framework does. */
  readonly front: RequestHandler;
  /** Answers a method other than POST. */
  readonly wrongMethod: RequestHandler;
}

const required = { files: ['img1', 'img2'], texts: ['key', 'tenant_code', 'refNumber'] } as const;
const megabyte = 1_000_000;
const limits = {
  img1: { bytes: 3 * megabyte, minimum: [600, 600], maximum: [1920, 1080] },
  img2: { bytes: 2 * megabyte, minimum: [960, 720], maximum: [1920, 1080] },
} as const;
const parts = ['img1', 'img2'] as const;

/** The tenants of the document's example: one with balance, one without. */
export const referenceTenants: readonly { readonly code: string; readonly key: string; balance: number }[] = [
  { code: 'AIT', key: 'ADINS_key1234', balance: 1_000_000 },
  { code: 'AIT_EMPTY', key: 'ADINS_key1234_empty', balance: 0 },
];

function tenantOf({ texts }: ReferenceRequest) {
  return referenceTenants.find(({ code, key }) => code === texts['tenant_code'] && key === texts['key']);
}

/** Asks a question about both pictures. */
function either(test: (picture: UploadedPicture, part: (typeof parts)[number]) => boolean) {
  return ({ files }: ReferenceRequest): boolean =>
    parts.some((part) => {
      const picture = files[part];
      return picture !== undefined && test(picture, part);
    });
}

const isHeldEitherWay = ({ width, height }: UploadedPicture, fits: (width: number, height: number) => boolean) =>
  fits(width, height) || fits(height, width);

const rules = {
  parameters: ({ texts, files, textsAsFiles }) =>
    required.files.some((name) => !files[name]?.bytes) ||
    required.texts.some((name) => !texts[name]) ||
    textsAsFiles.length > 0
      ? 'parameter-invalid'
      : undefined,
  credentials: (request) => (tenantOf(request) ? undefined : 'invalid-credentials'),
  balance: (request) => (tenantOf(request)?.balance === 0 ? 'insufficient-balance' : undefined),
  size: (request) => (either(({ bytes }, part) => bytes > limits[part].bytes)(request) ? 'image-too-large' : undefined),
  format: (request) =>
    either(
      ({ filename, format }) =>
        !/\.(jpe?g|png)$/i.test(filename) || (format !== undefined && !['jpeg', 'png'].includes(format)),
    )(request)
      ? 'parameter-invalid'
      : undefined,
  minimum: (request) =>
    either((picture, part) => {
      const [width, height] = limits[part].minimum;
      return picture.width > 0 && !isHeldEitherWay(picture, (w, h) => w >= width && h >= height);
    })(request)
      ? 'parameter-invalid'
      : undefined,
  maximum: (request) =>
    either((picture, part) => {
      const [width, height] = limits[part].maximum;
      return !isHeldEitherWay(picture, (w, h) => w <= width && h <= height);
    })(request)
      ? 'image-too-large'
      : undefined,
  decoding: (request) => (either(({ decodes }) => !decodes)(request) ? 'face-compare-error' : undefined),
  liveness: ({ files }) => (hasFace(files['img1']) ? undefined : 'liveness-error'),
  faceCompare: ({ files }) => (hasFace(files['img2']) ? undefined : 'face-compare-error'),
} satisfies Readonly<Record<string, ReferenceRule>>;

function hasFace(picture: UploadedPicture | undefined): boolean {
  return (picture?.mark.get('sees') ?? 'face') === 'face';
}

/** The server as the document describes it. */
export const referenceBehaviour = {
  rules,
  threshold: '0.8',
  nextNumber: (last) => last + 1,
  writeNumber: String,
  now: () => new Date(),
  change: () => {},
  send: (response, { status, headers, body }) => {
    response.status(status).set(headers).setHeader('Content-Type', 'application/json');
    response.send(Buffer.from(JSON.stringify(body)));
  },
  front: (_request, _response, next) => next(),
  wrongMethod: (_request, response) => {
    response.status(405).set('Allow', 'POST').setHeader('Content-Type', 'application/json');
    response.send(Buffer.from(JSON.stringify(failureBody('parameter-invalid'))));
  },
} satisfies ReferenceBehaviour;

function failureBody(kind: keyof typeof messages) {
  return { status: 'FAILED', message: messages[kind] };
}

function livenessError({ now, threshold }: ReferenceBehaviour) {
  return {
    datetime: now().toUTCString(),
    error: 'The light is too dim; the face is covered; do not shake ',
    result: {
      face_compare: { compare: '', similarity: '', threshold },
      face_liveness: { live: '', score: '' },
    },
    status: 'FAILED',
  };
}

/** A success says what the marks show. Its figures differ from picture to picture, and lie on the side of the threshold that the verdict says. */
function success({ files: { img1, img2 } }: ReferenceRequest, { now, threshold }: ReferenceBehaviour) {
  const [selfie, card] = [img1, img2].map((picture) => picture?.mark.get('person'));
  const matched = selfie === undefined || card === undefined || selfie === card;
  const live = img1?.mark.get('live') !== 'false';
  const shade = (((img1?.bytes ?? 0) + (img2?.bytes ?? 0)) % 997) / 10_000;
  const figure = (yes: boolean): string => ((yes ? 0.85 : 0.3) + shade).toFixed(5);
  return {
    date: now().toUTCString(),
    message: '',
    result: {
      face_compare: { compare: matched ? 'True' : 'False', similarity: figure(matched), threshold },
      face_liveness: { live: live ? 'True' : 'False', score: figure(live) },
    },
    status: 'Success',
  };
}

/** A running reference server. `await using` stops it. */
export interface ReferenceServer extends AsyncDisposable {
  readonly url: string;
}

/** Starts the reference server, or a variant of it, on a free port of 127.0.0.1. */
export async function startReferenceServer(changes: Partial<ReferenceBehaviour> = {}): Promise<ReferenceServer> {
  const behaviour: ReferenceBehaviour = { ...referenceBehaviour, ...changes };
  let lastNumber = 10_876;
  const answer = (response: Response, kind: 'success' | ReferenceFailure, request?: ReferenceRequest): void => {
    const headers: Record<string, string> = {};
    if (kind === 'success') {
      lastNumber = behaviour.nextNumber(lastNumber);
      headers['X-Trx-No'] = behaviour.writeNumber(lastNumber);
    }
    const body =
      kind === 'success' && request
        ? success(request, behaviour)
        : kind === 'liveness-error'
          ? livenessError(behaviour)
          : failureBody(kind as keyof typeof messages);
    const answered: ReferenceAnswer = { status: 200, headers, body };
    behaviour.change(answered, kind);
    behaviour.send(response, answered);
  };

  const app = express().disable('x-powered-by').disable('etag');
  app.use(behaviour.front);
  const paths = ['/biometric/facecompareliveness', '/demo/biometric/facecompareliveness'];
  app.post(paths, multer({ storage: multer.memoryStorage() }).any(), async (request, response) => {
    if (!request.is('multipart/form-data')) return answer(response, 'parameter-invalid');
    const received = await receive(request);
    for (const rule of Object.values(behaviour.rules)) {
      const failure = rule(received);
      if (failure) return answer(response, failure);
    }
    return answer(response, 'success', received);
  });
  app.all(paths, behaviour.wrongMethod);
  // What multer cannot parse is no valid parameter.
  const unreadable: ErrorRequestHandler = (_error, _request, response, _next) => answer(response, 'parameter-invalid');
  app.use(unreadable);

  const server = createServer(app);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Of a part that comes more than once, the first counts. */
async function receive(request: Request): Promise<ReferenceRequest> {
  const uploads = (request.files ?? []) as readonly Express.Multer.File[];
  const pictures = uploads.filter(({ fieldname }) => ['img1', 'img2'].includes(fieldname)).toReversed();
  const files = Object.fromEntries(
    await Promise.all(
      pictures.map(async ({ fieldname, buffer, originalname }) => [fieldname, await readUpload(buffer, originalname)]),
    ),
  );
  const body = (request.body ?? {}) as Readonly<Record<string, string | string[]>>;
  const texts = Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
  );
  const textsAsFiles = uploads.map(({ fieldname }) => fieldname).filter((name) => !['img1', 'img2'].includes(name));
  return { texts, files, textsAsFiles };
}
