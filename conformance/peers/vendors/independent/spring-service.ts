import type { Vendor } from '../vendor.js';
import { type FormPart, lookAt, readForm, readUploadedBody } from './form.js';
import { type ServedAnswer, serve } from './serve.js';

const keys = new Map([
  ['AIT', 'ADINS_key1234'],
  ['AIT_EMPTY', 'ADINS_key1234_empty'],
]);
const known = [
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
];
const megabyte = 1_048_576;

const json = (status: number, body: unknown, headers: Record<string, string> = {}): ServedAnswer => ({
  status,
  headers: { 'Content-Type': 'application/json', ...headers },
  body: JSON.stringify(body),
});
const failed = (status: number, message: string): ServedAnswer => json(status, { status: 'FAILED', message });
/** The body that the framework gives to an exception. */
const thrown = (status: number, error: string): ServedAnswer =>
  json(status, { timestamp: new Date().toISOString(), status, error, path: '/demo/biometric/facecompareliveness' });

const invalid = failed(400, 'Parameter invalid, please check your request');
const unsuitable = failed(200, 'Input Image Invalid');
const parts = { cut: 'The light is too dim', covered: 'the face is covered', blurred: 'do not shake ' };

/** The photos of a request, when both are files with a name that the service takes. */
function photosOf(form: readonly FormPart[]): readonly [Buffer, Buffer] | undefined {
  const [selfie, card] = ['img1', 'img2'].map((name) => form.find((part) => part.name === name));
  const isPhoto = (part: FormPart | undefined): part is FormPart =>
    part?.filename !== undefined && part.content.length > 0;
  return isPhoto(selfie) && isPhoto(card) ? [selfie.content, card.content] : undefined;
}

async function answerTo(method: string, type: string, body: Buffer, nextNumber: () => string): Promise<ServedAnswer> {
  if (method !== 'POST') return thrown(405, 'Method Not Allowed');
  if (!type.startsWith('multipart/form-data')) return thrown(415, 'Unsupported Media Type');
  const sent = readForm(type, body);
  if (sent === undefined) return thrown(400, 'Bad Request');

  // Names are bound whatever their capitals; what is not bound is refused.
  const form = sent.map((part) => ({
    ...part,
    name: known.find((name) => name.toLowerCase() === part.name.toLowerCase()) ?? '',
  }));
  const texts = new Map(
    form.toReversed().flatMap((part) => (part.filename === undefined ? [[part.name, part.content.toString()]] : [])),
  );
  const photos = photosOf(form);
  const isBound = form.every(({ name, filename }) => name !== '' && (filename === undefined || name.startsWith('img')));
  if (!photos || !isBound || !texts.get('refNumber') || !texts.get('key') || !texts.get('tenant_code')) return invalid;
  const [selfie, card] = photos;

  const key = keys.get(texts.get('tenant_code') ?? '');
  if (key === undefined || key !== texts.get('key')) return failed(403, 'Invalid API key or tenant code');
  if (texts.get('tenant_code') === 'AIT_EMPTY') return failed(402, 'Insufficient balance');
  if (selfie.length > 3 * megabyte || card.length > 2 * megabyte) return failed(413, 'Maximum upload size exceeded');

  const [face, portrait] = [await lookAt(selfie), await lookAt(card)];
  const names = form.filter(({ name }) => name.startsWith('img')).map(({ filename = '' }) => filename);
  if (names.some((name) => !/\.(jpg|jpeg|png)$/.test(name))) return invalid;
  if ([face, portrait].some(({ format }) => format === 'webp' || format === 'gif')) return invalid;
  if (face.decodes !== 'strictly' || portrait.decodes !== 'strictly') return thrown(500, 'Internal Server Error');
  const isSmall = face.width * face.height < 600 * 600 || Math.min(face.width, face.height) < 600;
  if (isSmall || Math.max(portrait.width, portrait.height) < 960 || Math.min(portrait.width, portrait.height) < 720)
    return invalid;
  if ([face, portrait].some(({ width, height }) => Math.max(width, height) > 1920 || Math.min(width, height) > 1080))
    return failed(413, 'Maximum upload size exceeded');

  if (face.sees !== 'face' || !face.isLive) return livenessError(face.sees);
  if (portrait.sees !== 'face' || (face.person !== undefined && face.person !== portrait.person)) return unsuitable;
  return json(
    200,
    {
      date: new Date().toUTCString(),
      message: '',
      result: {
        face_compare: { compare: 'True', similarity: (0.9 + Math.random() / 20).toFixed(5), threshold: '0.8' },
        face_liveness: { live: 'True', score: (0.9 + Math.random() / 20).toFixed(5) },
      },
      status: 'Success',
    },
    { 'X-Trx-No': nextNumber() },
  );
}

/** Names only what it found, where the document's text names it. */
function livenessError(sees: string): ServedAnswer {
  const texts: Readonly<Record<string, string>> = { dim: parts.cut, covered: parts.covered, blurred: parts.blurred };
  return json(422, {
    datetime: new Date().toUTCString(),
    error: texts[sees] ?? 'The light is too dim; the face is covered; do not shake ',
    status: 'FAILED',
  });
}

/** A service on a framework that binds, throws and answers exceptions by itself, and pads its numbers. */
export const springService: Vendor = {
  id: 'spring-service',
  start: () => {
    let number = 900;
    const nextNumber = (): string => String(++number).padStart(12, '0');
    return serve(async (request) =>
      answerTo(
        request.method ?? '',
        request.headers['content-type'] ?? '',
        await readUploadedBody(request),
        nextNumber,
      ),
    );
  },
  shows: {
    'status.insufficient-balance': 402,
    'status.parameter-invalid': 400,
    'status.invalid-credentials': 403,
    'status.image-too-large': 413,
    'status.liveness-error': 422,
    'answers.imageTooLargeMessage': 'Maximum upload size exceeded',
    'answers.livenessErrorResult': 'absent',
    'answers.livenessErrorText': 'combined',
    'answers.notMatched': 'face-compare-error',
    'answers.notLive': 'liveness-error',
    'parts.nameCase': 'ignored',
    'parts.unknown': 'parameter-invalid',
    'pictures.megabyte': megabyte,
    'pictures.extensionCase': 'lower-case-only',
    'pictures.endMarker': 'required',
    'ownAnswers.wrongMethod': asText(405, 'Method Not Allowed'),
    'ownAnswers.wrongContentType': asText(415, 'Unsupported Media Type'),
    'ownAnswers.malformedForm': asText(400, 'Bad Request'),
    'ownAnswers.unreadablePicture': asText(500, 'Internal Server Error'),
  },
  leavesOpen: [
    // Other results than True are failures.
    'answers.falseWord',
    'wrongMethod.status',
    'wrongMethod.kind',
    'wrongContentType.kind',
    'malformedForm.kind',
    'pictures.unreadableSelfie',
  ],
  // The 500 for a picture that cannot be decoded, one without its end marker among them.
  fails: ['date-key', 'http-status', 'keys', 'kind', 'message', 'message-empty', 'status-word', 'value-types'],
  inexpressible: [
    {
      habit: 'pads its transaction numbers with zeros',
      checks: ['x-trx-no-number'],
      drift: ['header x-trx-no', 'reading trx-no-format', 'verdict'],
    },
  ],
};

/** An answer of the framework as a profile has it. */
function asText(status: number, error: string): string {
  return `HTTP/1.1 ${status}\nContent-Type: application/json\n\n${thrown(status, error).body}`;
}
