import { type ProfilePath, type ResponseKind, responseKinds } from '../../spec/index.js';
import type { DerivedAnswer } from '../expectation/answer-under.js';
import { type JsonObject, resultText } from '../wire/answer.js';
import { hasOtherMethod, type SeenAnswer } from './seen-answer.js';

/** An answer whose kind is known, and what the learned decisions demand of its request. */
export interface KnownAnswer {
  readonly answer: SeenAnswer;
  readonly kind: ResponseKind;
  readonly demanded: DerivedAnswer;
}

/** The value of a decision that one answer shows. */
export interface ShownDecision {
  readonly path: ProfilePath;
  readonly value: unknown;
  readonly answer: SeenAnswer;
}

/** Reads off an answer what it shows of the decisions on the form of answers. */
export function formsShownBy({ answer, kind, demanded }: KnownAnswer): readonly ShownDecision[] {
  const shown: (readonly [ProfilePath, unknown])[] = [];
  const { body = {}, status, contentType } = answer;
  shown.push(hasOtherMethod(answer) ? ['wrongMethod.status', status] : [`status.${kind}`, status]);
  if (contentType !== undefined) shown.push(['answers.contentType', contentType]);
  const word = body['status'];
  if (typeof word === 'string')
    shown.push([kind === 'success' ? 'answers.statusWords.success' : 'answers.statusWords.failure', word]);
  if (kind === 'success') shown.push(...successForms(body, demanded));
  else if (kind === 'liveness-error') shown.push(...livenessForms(body));
  else {
    const path = kind === 'image-too-large' ? 'answers.imageTooLargeMessage' : (`answers.texts.${kind}` as const);
    shown.push([path, body['message']]);
  }
  return shown.map(([path, value]) => ({ path, value, answer }));
}

function successForms(body: JsonObject, demanded: DerivedAnswer): readonly (readonly [ProfilePath, unknown])[] {
  const { matched, live } = demanded.result ?? {};
  const words = [
    // A server may leave out the comparison of a selfie that is not live.
    ...(matched === false && live !== false ? [resultText(body, 'face_compare', 'compare')] : []),
    ...(live === false ? [resultText(body, 'face_liveness', 'live')] : []),
  ];
  return [
    ...resultForms(body),
    ...dateForms(body, 'answers.dateKeys.success'),
    ...(typeof body['message'] === 'string' ? [['answers.texts.success', body['message']] as const] : []),
    // `True` says that the server judges the pictures otherwise, and nothing of the word.
    ...words
      .filter((word) => word !== undefined && word !== 'True')
      .map((word) => ['answers.falseWord', word] as const),
  ];
}

function livenessForms(body: JsonObject): readonly (readonly [ProfilePath, unknown])[] {
  const { error, message } = body;
  const text = [error, message].find((candidate) => typeof candidate === 'string' && candidate !== '');
  const key = error === undefined ? 'message' : message === undefined ? 'error' : 'both';
  const result = !('result' in body) ? 'absent' : hasFigures(body) ? 'filled' : 'empty';
  return [
    ...resultForms(body),
    ...dateForms(body, 'answers.dateKeys.livenessError'),
    // Under `both`, the text is in `error` and `message` is empty.
    ['answers.livenessErrorKey', key === 'both' && message !== '' ? 'both, with a filled message' : key],
    ['answers.livenessErrorResult', result],
    ['answers.texts.liveness-error', text],
  ];
}

function hasFigures(body: JsonObject): boolean {
  const values = [
    resultText(body, 'face_compare', 'compare'),
    resultText(body, 'face_compare', 'similarity'),
    resultText(body, 'face_liveness', 'live'),
    resultText(body, 'face_liveness', 'score'),
  ];
  return values.some((value) => value !== '' && value !== undefined);
}

function resultForms(body: JsonObject): readonly (readonly [ProfilePath, unknown])[] {
  if (!('result' in body)) return [];
  const threshold = resultText(body, 'face_compare', 'threshold');
  return [
    ['answers.result', Array.isArray(body['result']) ? 'list' : 'object'],
    ...(threshold === undefined ? [] : [['answers.threshold', threshold] as const]),
  ];
}

function dateForms(body: JsonObject, path: ProfilePath): readonly (readonly [ProfilePath, unknown])[] {
  const keys = ['date', 'datetime'].filter((key) => key in body);
  return keys.length === 1 ? [[path, keys[0]]] : [];
}

/** The usual status of each kind: the one of most of its answers. */
export function usualStatuses(known: readonly KnownAnswer[]): ReadonlyMap<ResponseKind, number> {
  const ofKind = (kind: ResponseKind): number | undefined => {
    const counts = new Map<number, number>();
    for (const { answer, kind: its } of known)
      if (its === kind && !hasOtherMethod(answer)) counts.set(answer.status, (counts.get(answer.status) ?? 0) + 1);
    return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0];
  };
  return new Map(
    responseKinds.flatMap((kind) => {
      const status = ofKind(kind);
      return status === undefined ? [] : [[kind, status] as const];
    }),
  );
}

/** Whether decisions have the same value for a shown decision, whatever HTTP gives no meaning to. */
export function isSameValue({ path }: Pick<ShownDecision, 'path'>, one: unknown, other: unknown): boolean {
  const plain = (value: unknown): unknown =>
    path === 'answers.contentType'
      ? String(value)
          .toLowerCase()
          .replaceAll(/\s*;\s*/g, ';')
      : value;
  return plain(one) === plain(other);
}
