import type { Vendor } from '../vendor.js';
import { type FormPart, lookAt, readForm, readUploadedBody } from './form.js';
import { type ServedAnswer, serve } from './serve.js';

const accounts = new Map([
  ['AIT', { key: 'ADINS_key1234', isEmpty: false }],
  ['AIT_EMPTY', { key: 'ADINS_key1234_empty', isEmpty: true }],
]);
const limits = {
  img1: { bytes: 3_000_000, least: [600, 600] },
  img2: { bytes: 2_000_000, least: [960, 720] },
} as const;

const nginx = (status: number, title: string): ServedAnswer => ({
  status,
  headers: { server: 'nginx', 'content-type': 'text/html' },
  body: `<html>\r\n<head><title>${status} ${title}</title></head>\r\n<body>\r\n<center><h1>${status} ${title}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`,
});

const json = (status: number, body: unknown, headers: Record<string, string> = {}): ServedAnswer => ({
  status,
  headers: { server: 'nginx', 'content-type': 'application/json', 'x-powered-by': 'PHP/8.2', ...headers },
  body: JSON.stringify(body),
});
const failed = (status: number, message: string): ServedAnswer => json(status, { message, status: 'FAILED' });

const wrongKey: ServedAnswer = json(
  401,
  { message: 'Kunci atau kode perusahaan salah', status: 'FAILED' },
  { 'www-authenticate': 'Key realm="api"' },
);
const noBalance = failed(403, 'Saldo habis');
const invalid = failed(422, 'Isian tidak lengkap');
const unsuitable = failed(422, 'Foto tidak dapat diproses');

/** The server in front reads the sizes of the parts; the script behind it has the fields of the form, and what it cannot read as none. */
async function answerTo(method: string, type: string, body: Buffer, numbers: Iterator<number>): Promise<ServedAnswer> {
  if (method !== 'POST') return nginx(405, 'Not Allowed');
  const parts = (type.startsWith('multipart/form-data') && readForm(type, body)) || [];
  const fileOf = (name: keyof typeof limits): FormPart | undefined =>
    parts.find((part) => part.name === name && part.filename !== undefined);
  const names = ['img1', 'img2'] as const;
  if (names.some((name) => (fileOf(name)?.content.length ?? 0) > limits[name].bytes))
    return nginx(413, 'Request Entity Too Large');

  // PHP keeps the last of two fields with one name.
  const textOf = (name: string): string =>
    parts.findLast((part) => part.name === name && part.filename === undefined)?.content.toString() ?? '';
  const account = accounts.get(textOf('tenant_code'));
  if (account?.key !== textOf('key')) return wrongKey;
  if (account.isEmpty) return noBalance;
  const [selfie, card] = names.map(fileOf);
  if (!selfie?.content.length || !card?.content.length || textOf('refNumber') === '') return invalid;
  if ([selfie, card].some(({ filename = '' }) => !/\.(jpe?g|png)$/i.test(filename))) return invalid;

  const [face, portrait] = [await lookAt(selfie.content), await lookAt(card.content)];
  for (const [photo, { least }] of [
    [face, limits.img1],
    [portrait, limits.img2],
  ] as const) {
    if (photo.decodes === 'not' || !['jpeg', 'png'].includes(photo.format ?? '')) return unsuitable;
    const [long, short] = [Math.max(photo.width, photo.height), Math.min(photo.width, photo.height)];
    if (long < least[0] || short < least[1]) return unsuitable;
    if (long > 1920 || short > 1080) return failed(413, 'Ukuran foto terlalu besar');
  }
  if (portrait.sees !== 'face') return unsuitable;
  if (face.sees !== 'face') return livenessError();
  return success(face.person === undefined || face.person === portrait.person, face.isLive, numbers);
}

function livenessError(): ServedAnswer {
  return json(422, {
    date: new Date().toUTCString(),
    error: 'Wajah tidak terdeteksi',
    result: {
      face_compare: { compare: '', similarity: '', threshold: '0.8' },
      face_liveness: { live: '', score: '' },
    },
    status: 'FAILED',
  });
}

function success(isMatched: boolean, isLive: boolean, numbers: Iterator<number>): ServedAnswer {
  const word = (is: boolean): string => (is ? 'True' : 'False');
  const figure = (is: boolean): string => (is ? 0.9 + Math.random() / 20 : 0.1 + Math.random() / 20).toFixed(5);
  return json(
    200,
    {
      date: new Date().toUTCString(),
      message: '',
      result: {
        face_compare: { compare: word(isMatched), similarity: figure(isMatched), threshold: '0.8' },
        face_liveness: { live: word(isLive), score: figure(isLive) },
      },
      status: 'Success',
    },
    { 'x-trx-no': String(numbers.next().value) },
  );
}

function* counting(): Generator<number, never> {
  for (let number = 55_001; ; number++) yield number;
}

/** A script behind a web server: the server has pages of its own, and the script looks up the account with whatever came. */
export const phpBehindNginx: Vendor = {
  id: 'php-behind-nginx',
  start: () => {
    const numbers = counting();
    return serve(async (request) =>
      answerTo(request.method ?? '', request.headers['content-type'] ?? '', await readUploadedBody(request), numbers),
    );
  },
  shows: {
    'status.insufficient-balance': 403,
    'status.parameter-invalid': 422,
    'status.invalid-credentials': 401,
    'status.image-too-large': 413,
    'status.face-compare-error': 422,
    'status.liveness-error': 422,
    'answers.dateKeys.livenessError': 'date',
    'answers.imageTooLargeMessage': 'Ukuran foto terlalu besar',
    'answers.texts.insufficient-balance': 'Saldo habis',
    'answers.texts.parameter-invalid': 'Isian tidak lengkap',
    'answers.texts.invalid-credentials': 'Kunci atau kode perusahaan salah',
    'answers.texts.face-compare-error': 'Foto tidak dapat diproses',
    'answers.texts.liveness-error': 'Wajah tidak terdeteksi',
    'credentials.missing': 'as-wrong-value',
    'parts.repeated': 'last',
    'pictures.tooSmall': 'face-compare-error',
    // Another format is one more picture that it cannot process.
    'pictures.extension': 'name',
    order: ['size', 'credentials', 'balance', 'parameters', 'format', 'dimensions', 'face-compare', 'liveness'],
    'wrongContentType.kind': 'invalid-credentials',
    'malformedForm.kind': 'invalid-credentials',
    'ownAnswers.wrongMethod': pageText(nginx(405, 'Not Allowed')),
    'ownAnswers.tooManyBytes': pageText(nginx(413, 'Request Entity Too Large')),
  },
  leavesOpen: ['wrongMethod.status', 'wrongMethod.kind'],
  // Its own texts; the last of two keys, which is the wrong one.
  fails: ['date-key', 'error-text', 'keys', 'kind', 'message', 'message-empty', 'status-word'],
  inexpressible: [
    { habit: 'names a scheme of authentication with its 401', drift: ['header www-authenticate'] },
    {
      habit: 'does not see a text that comes as a file',
      unexplained: ['text-as-file'],
      checks: ['kind'],
      drift: ['answer', 'reading text-as-file', 'verdict'],
    },
    { habit: 'writes the keys of a failure in another order', checks: ['key-order'], drift: ['reading body-layout'] },
  ],
};

/** A page as a profile has it. */
function pageText({ status, headers, body }: ServedAnswer): string {
  return `HTTP/1.1 ${status}\nContent-Type: ${headers['content-type']}\n\n${body}`;
}
