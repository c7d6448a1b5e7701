import { type ProfilePath, responseKinds } from '../../../spec/index.js';
import type { CaseResult } from '../../evidence/verdict.js';
import { isObject, type JsonObject, parseJson, resultText } from '../../wire/answer.js';

/** Takes values of decisions from one answer. */
type Harvest = (answer: ObservedAnswer) => readonly (readonly [ProfilePath, unknown])[];

interface ObservedAnswer {
  readonly result: CaseResult;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: JsonObject | undefined;
}

/**
 * The values that answers show of decisions whose values no list can name: statuses, words, a threshold. A server that
 * differs in one of them differs by the value in its answers.
 */
export function observedValues(results: readonly CaseResult[]): ReadonlyMap<ProfilePath, readonly unknown[]> {
  const answers = results.flatMap((result): ObservedAnswer[] => {
    if (!result.received || !('status' in result.received)) return [];
    const { status, headers, text } = result.received;
    const body = parseJson(text);
    return [{ result, status, headers, body: isObject(body) ? body : undefined }];
  });
  const found = new Map<ProfilePath, Set<unknown>>();
  for (const answer of answers)
    for (const harvest of harvests)
      for (const [path, value] of harvest(answer)) found.set(path, (found.get(path) ?? new Set()).add(value));
  const kinds = kindsWithTrxNo(answers);
  return new Map([
    ...[...found].map(([path, values]): [ProfilePath, readonly unknown[]] => [path, [...values]]),
    ['trxNo.kinds', [kinds]],
  ]);
}

const harvests: readonly Harvest[] = [
  // Of which kind an answer is depends on the profile, so every status may be the status of each kind.
  ({ status }) => (isPossible(status) ? responseKinds.map((kind) => [`status.${kind}`, status] as const) : []),
  ({
    result: {
      case: { request },
    },
    status,
  }) =>
    'raw' in request && request.raw.method !== 'POST' && isPossible(status) ? [['wrongMethod.status', status]] : [],
  ({ headers: { 'content-type': type } }) => (type === undefined ? [] : [['answers.contentType', type]]),
  ({ body }) => {
    const word = body?.['status'];
    if (typeof word !== 'string') return [];
    const isSuccess = body && 'result' in body && !('error' in body) && !isEmptyResult(body);
    return [[isSuccess ? 'answers.statusWords.success' : 'answers.statusWords.failure', word]];
  },
  ({ result, body }) =>
    result.kind === 'image-too-large' && typeof body?.['message'] === 'string'
      ? [['answers.imageTooLargeMessage', body['message']]]
      : [],
  ({ body }) => {
    const threshold = body && resultText(body, 'face_compare', 'threshold');
    return typeof threshold === 'string' ? [['answers.threshold', threshold]] : [];
  },
  ({ body }) =>
    [body && resultText(body, 'face_compare', 'compare'), body && resultText(body, 'face_liveness', 'live')].flatMap(
      (word): (readonly [ProfilePath, unknown])[] => (typeof word === 'string' ? [['answers.falseWord', word]] : []),
    ),
];

/** A server error is a defect, however it is read. */
function isPossible(status: number): boolean {
  return status < 500;
}

function isEmptyResult(body: JsonObject): boolean {
  return resultText(body, 'face_compare', 'compare') === '' && resultText(body, 'face_liveness', 'live') === '';
}

/** The kinds of the answers with an `X-Trx-No`. */
function kindsWithTrxNo(answers: readonly ObservedAnswer[]): readonly string[] {
  const kinds = answers
    .filter(({ headers }) => headers['x-trx-no'] !== undefined)
    .map(({ result }) => result.answered ?? result.kind);
  return responseKinds.filter((kind) => kinds.includes(kind));
}
