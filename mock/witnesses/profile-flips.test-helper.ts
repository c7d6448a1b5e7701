import sharp from 'sharp';
import { encodeMark } from '../../fixtures/index.js';
import { parts as documentedParts, type ProfilePath } from '../../spec/index.js';
import type { Observed, SeenAnswer, SentPart, SentRequest } from './profile-observer.test-helper.js';

/** One decision taken otherwise, a request that shows it, and everything that may change with it. */
export interface Flip {
  /** The other value. */
  readonly value: unknown;
  /** Decisions that must differ from `documented` before this one can show. */
  readonly under?: object;
  readonly requests: readonly SentRequest[];
  /** Balance of the tenant before the requests; plenty where absent. */
  readonly balance?: number;
  /** The scenarios that answer the requests under `documented`, and after the flip. */
  readonly answers: readonly [before: readonly string[], after: readonly string[]];
  /** The places in the OpenAPI document that change beside the decision itself; each must. */
  readonly places?: readonly RegExp[];
  /** What it does to every answer of every witness, its own included. Nothing where absent. */
  readonly changes?: (observed: Observed) => Observed;
  /** Other witnesses whose answers the decision governs too: they get the scenarios of `answers` after the flip. */
  readonly also?: readonly ProfilePath[];
}

/** The pictures that the witnesses send: small files, within the limits of section 3 but for what their names say. */
export type Pictures = Awaited<ReturnType<typeof drawPictures>>;

/** Draws the pictures: a bright slope with stripes, sharp enough for a face, without a mark where nothing else is said. */
export async function drawPictures() {
  const slope = (width: number, height: number, brightness = 1) =>
    sharp(
      Buffer.from(Array.from({ length: 64 * 64 }, (_, index) => ((index % 64) + 80 + (index % 2) * 40) * brightness)),
      { raw: { width: 64, height: 64, channels: 1 } },
    )
      .resize(width, height, { fit: 'fill', kernel: 'nearest' })
      .jpeg({ quality: 60 });
  const marked = (person: number, live: boolean) =>
    slope(1920, 1080)
      .withExif({ IFD0: { ImageDescription: encodeMark({ id: 'witness', sees: 'face', person, live }) } })
      .toBuffer();
  const good = await slope(1920, 1080).toBuffer();
  const [twoMegapixelsUpright, lyingWithNote, small, tooSmall, tooLarge, dim, person, other, notLive] =
    await Promise.all([
      slope(1080, 1920).toBuffer(),
      slope(1080, 1920).withMetadata({ orientation: 6 }).toBuffer(),
      slope(600, 600).toBuffer(),
      slope(500, 500).toBuffer(),
      slope(2000, 1100).toBuffer(),
      slope(1920, 1080, 0.1).toBuffer(),
      marked(1, true),
      marked(2, true),
      marked(1, false),
    ]);
  return {
    good,
    upright: twoMegapixelsUpright,
    lyingWithNote,
    small,
    tooSmall,
    tooLarge,
    dim,
    person,
    other,
    notLive,
    cut: good.subarray(0, good.length / 2),
    withoutEnd: good.subarray(0, -2),
    ofBytes: (bytes: number) => Buffer.concat([good, Buffer.alloc(bytes - good.length)]),
  };
}

const example = (name: string): string => documentedParts.find((part) => part.name === name)?.example ?? '';

/** Every flip by its path. A new decision is one entry here. */
export function flipsWith(pictures: Pictures): Readonly<Record<ProfilePath, Flip>> {
  const selfie = file('img1', 'selfie.jpg', pictures.good);
  const card = file('img2', 'ktp.jpg', pictures.good);
  const required = [selfie, card, text('key'), text('tenant_code'), text('refNumber')];
  /** The good request with some parts in place of those of the same name, and with those that it lacks. */
  const request = (...changed: SentPart[]): SentRequest => {
    const names = new Set(changed.map(({ name }) => name));
    return { parts: [...required.filter(({ name }) => !names.has(name)), ...changed] };
  };
  const without = (name: string, from: SentRequest = request()): SentRequest => ({
    parts: from.parts.filter((part) => part.name !== name),
  });
  const withSelfie = (content: Buffer, filename: string | undefined = 'selfie.jpg') =>
    request(file('img1', filename, content));
  const withRef = (value: string) => request(text('refNumber', value));

  const good = request();
  const wrongKey = request(text('key', 'no such key'));
  const tooManyBytes = request(file('img2', 'ktp.jpg', pictures.ofBytes(2_000_001)));
  const get: SentRequest = { method: 'GET', parts: [] };
  const status = (kind: string, value: number, witness: SentRequest, balance?: number): Flip => ({
    value,
    requests: [witness],
    ...(balance === undefined ? {} : { balance }),
    answers: [[kind], [kind]],
    places: [/^responses\//, /^components\/examples\/[^/]+\/x-status$/],
    // A wrong method has a status of its own.
    changes: eachAnswer((answer) =>
      answer.kind === kind && answer.status !== 405 ? { ...answer, status: value } : answer,
    ),
  });
  const limit = (name: string): RegExp => new RegExp(`^requestBody/.*/img[12]/x-picture/${name}$`);
  const answered = (before: string, after: string) => [[before], [after]] as const;
  const inBodies = (from: string | RegExp, to: string, kind?: string) =>
    eachAnswer((answer) =>
      kind === undefined || answer.kind === kind ? { ...answer, body: answer.body.replaceAll(from, to) } : answer,
    );
  const livenessPlaces = [/^components\/schemas\/LivenessError\//, /^components\/examples\/liveness-error[^/]*\/value/];

  return {
    'status.success': status('success', 201, good),
    'status.insufficient-balance': status('insufficient-balance', 402, good, 0),
    'status.parameter-invalid': status('parameter-invalid', 400, without('key')),
    'status.invalid-credentials': status('invalid-credentials', 401, wrongKey),
    'status.image-too-large': status('image-too-large', 413, tooManyBytes),
    'status.face-compare-error': status('face-compare-error', 422, withSelfie(pictures.cut)),
    'status.liveness-error': status('liveness-error', 422, withSelfie(pictures.dim)),
    'answers.contentType': {
      value: 'application/json; charset=utf-8',
      requests: [good],
      answers: answered('success', 'success'),
      places: [/^responses\/200\/content\//, /^components\/examples\/[^/]+\/x-headers\/Content-Type$/],
      changes: eachAnswer((answer) => ({ ...answer, contentType: 'application/json; charset=utf-8' })),
    },
    'answers.result': {
      value: 'list',
      requests: [good],
      answers: answered('success', 'success'),
      places: [
        /^components\/schemas\/(Success|LivenessError)\/properties\/result/,
        /^components\/examples\/(success|liveness-error)[^/]*\/value\/result/,
        /^components\/examples\/success[^/]*\/x-fresh/,
      ],
      changes: inBodies(/"result":(\{.*\}),"status"/g, '"result":[$1],"status"'),
    },
    'answers.statusWords.success': {
      value: 'SUCCESS',
      requests: [good],
      answers: answered('success', 'success'),
      places: [
        /^components\/schemas\/Success\/properties\/status/,
        /^components\/examples\/success[^/]*\/value\/status/,
      ],
      changes: inBodies('"status":"Success"', '"status":"SUCCESS"'),
    },
    'answers.statusWords.failure': {
      value: 'Failed',
      requests: [wrongKey],
      answers: answered('invalid-credentials', 'invalid-credentials'),
      places: [
        /^components\/schemas\/(?!Success)\w+\/properties\/status/,
        /^components\/examples\/(?!success)[^/]+\/value\/status/,
      ],
      changes: inBodies('"status":"FAILED"', '"status":"Failed"'),
    },
    'answers.dateKeys.success': {
      value: 'datetime',
      requests: [good],
      answers: answered('success', 'success'),
      places: [/^components\/schemas\/Success\//, /^components\/examples\/success[^/]*\/(value|x-fresh)/],
      changes: inBodies('"date":', '"datetime":', 'success'),
    },
    'answers.dateKeys.livenessError': {
      value: 'date',
      requests: [withSelfie(pictures.dim)],
      answers: answered('liveness-error', 'liveness-error'),
      places: [...livenessPlaces, /^components\/examples\/liveness-error[^/]*\/x-fresh/],
      changes: inBodies('"datetime":', '"date":', 'liveness-error'),
    },
    'answers.imageTooLargeMessage': {
      value: 'Input Image Invalid',
      requests: [tooManyBytes],
      answers: answered('image-too-large', 'image-too-large'),
      places: [
        /^components\/schemas\/ImageTooLarge\/properties\/message\/const$/,
        /^components\/examples\/image-too-large\/value\/message$/,
        // Two kinds with one body: `anyOf` takes the place of `oneOf`.
        /^responses\/200\/content\/[^/]+\/schema\/(oneOf|anyOf)$/,
      ],
      changes: inBodies('Image too large', 'Input Image Invalid'),
    },
    'answers.livenessErrorKey': {
      value: 'message',
      requests: [withSelfie(pictures.dim)],
      answers: answered('liveness-error', 'liveness-error'),
      places: livenessPlaces,
      changes: inBodies('"error":', '"message":', 'liveness-error'),
    },
    'answers.livenessErrorResult': {
      value: 'absent',
      requests: [withSelfie(pictures.dim)],
      answers: answered('liveness-error', 'liveness-error'),
      places: livenessPlaces,
      changes: inBodies(/"result":\{.*\},(?="status")/g, '', 'liveness-error'),
    },
    'answers.livenessErrorText': {
      value: 'combined',
      requests: [withSelfie(pictures.dim)],
      answers: answered('liveness-error', 'liveness-error-dim'),
      also: [
        'status.liveness-error',
        'answers.dateKeys.livenessError',
        'answers.livenessErrorKey',
        'answers.livenessErrorResult',
      ],
    },
    'answers.threshold': {
      value: '0.7',
      requests: [good],
      answers: answered('success', 'success'),
      places: [
        /^components\/schemas\/(Success|LivenessError)\/.*\/threshold\/const$/,
        /^components\/examples\/(success|liveness-error)[^/]*\/value\/.*\/threshold$/,
        /^components\/examples\/success-at-threshold\/value\/.*\/similarity$/,
        /^components\/examples\/success[^/]*\/x-fresh\/\d+\/(minimum|maximum)$/,
      ],
      changes: inBodies('"threshold":"0.8"', '"threshold":"0.7"'),
    },
    'answers.falseWord': {
      value: 'false',
      requests: [withSelfie(pictures.notLive)],
      answers: answered('success-not-live', 'success-not-live'),
      places: [
        /^components\/schemas\/Success\/.*\/(compare|live)\/enum\/1$/,
        /^components\/examples\/success-not[^/]*\/value\//,
      ],
      changes: inBodies('"False"', '"false"'),
    },
    'answers.notMatched': {
      value: 'face-compare-error',
      requests: [request(file('img1', 'selfie.jpg', pictures.person), file('img2', 'ktp.jpg', pictures.other))],
      answers: answered('success-not-matched', 'face-compare-error'),
    },
    'answers.notLive': {
      value: 'liveness-error',
      requests: [withSelfie(pictures.notLive)],
      answers: answered('success-not-live', 'liveness-error'),
      also: ['answers.falseWord'],
    },
    'trxNo.kinds': {
      value: [],
      requests: [good],
      answers: answered('success', 'success'),
      places: [
        /^responses\/200\/headers\/X-Trx-No$/,
        /^components\/headers\/X-Trx-No\/description$/,
        /^components\/examples\/success[^/]*\/(x-headers|x-fresh)/,
      ],
      changes: ({ answers, transactions, ...rest }) => ({
        ...rest,
        answers: answers.map((answer) => ({ ...answer, trxNo: 'none' })),
        transactions: transactions.map((transaction) => ({ ...transaction, numbered: false })),
      }),
    },
    'trxNo.increasing': {
      value: false,
      requests: [withRef('first'), withRef('second')],
      answers: [
        ['success', 'success'],
        ['success', 'success'],
      ],
      changes: eachAnswer((answer) => (answer.trxNo === 'larger' ? { ...answer, trxNo: 'smaller' } : answer)),
    },
    charged: {
      value: [],
      requests: [withRef('first'), withRef('second')],
      balance: 1,
      answers: [
        ['success', 'insufficient-balance'],
        ['success', 'success'],
      ],
      changes: ({ answers, transactions }) => ({
        answers,
        transactions: transactions.map((transaction) => ({ ...transaction, charged: false })),
        spent: 0,
      }),
    },
    'credentials.tenantCodeCase': {
      value: 'ignored',
      requests: [request(text('tenant_code', example('tenant_code').toLowerCase()))],
      answers: answered('invalid-credentials', 'success'),
    },
    'parts.required': {
      value: ['img1', 'img2', 'key', 'tenant_code'],
      requests: [without('refNumber')],
      answers: answered('parameter-invalid', 'success'),
      places: [/^requestBody\/.*\/schema\/required$/, /^requestBody\/.*\/refNumber\/minLength$/],
      also: ['parts.empty', 'parts.nameCase'],
    },
    'parts.missing': {
      value: 'face-compare-error',
      requests: [without('img2')],
      answers: answered('parameter-invalid', 'face-compare-error'),
      also: ['status.parameter-invalid', 'parts.required', 'parts.nameCase', 'pictures.withoutFilename', 'order'],
    },
    'parts.empty': {
      value: 'accepted',
      requests: [withRef('')],
      answers: answered('parameter-invalid', 'success'),
      places: [/^requestBody\/.*\/(key|tenant_code|refNumber)\/minLength$/],
    },
    'parts.emptyOptional': {
      value: 'as-value',
      requests: [request(text('loginId', ''))],
      answers: answered('success', 'success'),
    },
    'parts.trimmed': {
      value: true,
      requests: [request(text('key', `${example('key')}\r\n`))],
      answers: answered('invalid-credentials', 'success'),
    },
    'parts.nameCase': {
      value: 'ignored',
      requests: [without('refNumber', request(text('RefNumber', example('refNumber'))))],
      answers: answered('parameter-invalid', 'success'),
    },
    'parts.repeated': {
      value: 'last',
      requests: [request(text('tenant_code'), text('tenant_code', 'another'))],
      answers: answered('success', 'invalid-credentials'),
    },
    'parts.unknown': {
      value: 'parameter-invalid',
      requests: [request(text('extra', 'x'))],
      answers: answered('success', 'parameter-invalid'),
      places: [/^requestBody\/.*\/additionalProperties$/],
    },
    'parts.nik': {
      value: 'sixteen-digits',
      requests: [request(text('nik', '123'))],
      answers: answered('success', 'parameter-invalid'),
      places: [/^requestBody\/.*\/nik\/pattern$/],
    },
    'parts.repeatedRefNumber': {
      value: 'parameter-invalid',
      requests: [good, good],
      answers: [
        ['success', 'success'],
        ['success', 'parameter-invalid'],
      ],
    },
    'pictures.megabyte': {
      value: 1_048_576,
      requests: [tooManyBytes],
      answers: answered('image-too-large', 'success'),
      places: [limit('maximumBytes')],
      also: ['status.image-too-large', 'answers.imageTooLargeMessage'],
    },
    'pictures.sizeLimit': {
      value: 'exclusive',
      requests: [request(file('img2', 'ktp.jpg', pictures.ofBytes(2_000_000)))],
      answers: answered('success', 'image-too-large'),
      places: [limit('maximumBytes')],
    },
    'pictures.orientation': {
      value: 'as-printed',
      requests: [withSelfie(pictures.upright)],
      answers: answered('success', 'image-too-large'),
    },
    'pictures.exif': {
      value: 'ignored',
      under: { pictures: { orientation: 'as-printed' } },
      requests: [withSelfie(pictures.lyingWithNote)],
      answers: answered('success', 'image-too-large'),
    },
    'pictures.tooSmall': {
      value: 'accepted',
      requests: [withSelfie(pictures.tooSmall)],
      answers: answered('parameter-invalid', 'success'),
    },
    'pictures.tooLarge': {
      value: 'parameter-invalid',
      requests: [withSelfie(pictures.tooLarge)],
      answers: answered('image-too-large', 'parameter-invalid'),
    },
    'pictures.minimumPixels': {
      value: 'enforced',
      requests: [withSelfie(pictures.small)],
      answers: answered('success', 'parameter-invalid'),
      places: [limit('minimumPixels')],
    },
    'pictures.extension': {
      value: 'content',
      requests: [withSelfie(pictures.good, 'selfie.txt')],
      answers: answered('parameter-invalid', 'success'),
      also: ['pictures.wrongExtension'],
    },
    'pictures.extensionCase': {
      value: 'lower-case-only',
      requests: [withSelfie(pictures.good, 'SELFIE.JPG')],
      answers: answered('success', 'parameter-invalid'),
    },
    'pictures.wrongExtension': {
      value: 'face-compare-error',
      requests: [withSelfie(pictures.good, 'selfie.gif')],
      answers: answered('parameter-invalid', 'face-compare-error'),
      also: ['pictures.extension'],
    },
    'pictures.withoutFilename': {
      value: 'accepted',
      requests: [request({ name: 'img1', content: pictures.good, type: 'image/jpeg' })],
      answers: answered('parameter-invalid', 'success'),
    },
    'pictures.emptyFile': {
      value: 'accepted',
      requests: [withSelfie(Buffer.alloc(0))],
      answers: answered('parameter-invalid', 'face-compare-error'),
    },
    'pictures.unreadableSelfie': {
      value: 'liveness-error',
      requests: [withSelfie(pictures.cut)],
      answers: answered('face-compare-error', 'liveness-error'),
      also: ['status.face-compare-error'],
    },
    'pictures.endMarker': {
      value: 'required',
      requests: [withSelfie(pictures.withoutEnd)],
      answers: answered('success', 'face-compare-error'),
    },
    order: {
      value: ['credentials', 'parameters', 'balance', 'size', 'format', 'dimensions', 'liveness', 'face-compare'],
      requests: [without('img2', wrongKey)],
      answers: answered('parameter-invalid', 'invalid-credentials'),
    },
    'wrongMethod.status': {
      value: 404,
      requests: [get],
      answers: answered('parameter-invalid', 'parameter-invalid'),
      changes: eachAnswer((answer) => (answer.status === 405 ? { ...answer, status: 404 } : answer)),
    },
    'wrongMethod.kind': {
      value: 'invalid-credentials',
      requests: [get],
      answers: answered('parameter-invalid', 'invalid-credentials'),
      also: ['wrongMethod.status'],
    },
    'wrongContentType.kind': {
      value: 'invalid-credentials',
      requests: [{ json: '{}', parts: [] }],
      answers: answered('parameter-invalid', 'invalid-credentials'),
    },
  };
}

function eachAnswer(change: (answer: SeenAnswer) => SeenAnswer): (observed: Observed) => Observed {
  return ({ answers, ...rest }) => ({ ...rest, answers: answers.map(change) });
}

function file(name: string, filename: string | undefined, content: Buffer): SentPart {
  return { name, content, type: 'image/jpeg', ...(filename === undefined ? {} : { filename }) };
}

function text(name: string, value = example(name)): SentPart {
  return { name, content: Buffer.from(value) };
}
