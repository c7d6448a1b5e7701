import { kindMeanings, livenessErrorTexts, printedSuccess, samples } from './document.js';
import type { Profile } from './profile.js';
import { type FailureKind, type ResponseKind, responseKinds } from './vocabulary.js';

/**
 * The source of a value that is new in every answer: the clock, the transaction counter, or a figure drawn between two
 * bounds (five decimals, as section 2 prints them).
 */
export type FreshSource =
  | { readonly source: 'http-date' }
  | { readonly source: 'trx-no' }
  | { readonly source: 'similarity' | 'score'; readonly minimum: number; readonly maximum: number };

/** A value that is new in every answer: a header by name, or a place in the body by JSON pointer. */
export type FreshValue = FreshSource & ({ readonly header: string } | { readonly pointer: string });

/** One complete answer: status, headers and body. */
export interface ScenarioRecord<Name extends string = string> {
  readonly name: Name;
  readonly kind: ResponseKind;
  readonly summary: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The body as a value, or as text where the document prints invalid JSON. */
  readonly body: { readonly json: unknown } | { readonly text: string };
  readonly fresh: readonly FreshValue[];
}

/** What the simulated face engine saw in the pictures. */
interface Seen {
  readonly matched: boolean;
  readonly live: boolean;
}

/**
 * Returns every scenario under a profile, in the order of listings. A new one is one entry here.
 * Sources: the response rows and the two sample bodies of section 2.
 */
export function scenariosUnder(profile: Profile) {
  const success = successUnder(profile);
  const liveness = livenessErrorUnder(profile);
  const { texts, imageTooLargeMessage } = profile.answers;
  return [
    success('success', 'Same person, live.', { matched: true, live: true }),
    success('success-not-matched', 'Different people: compare is False.', { matched: false, live: true }),
    success('success-not-live', 'Not a live face: live is False.', { matched: true, live: false }),
    success('success-not-matched-not-live', 'Different people, not live.', { matched: false, live: false }),
    success(
      'success-at-threshold',
      'Similarity exactly at the threshold.',
      { matched: true, live: true },
      atThreshold(profile),
    ),
    {
      ...answer(
        profile,
        'success',
        'success-printed',
        "The document's sample as printed: its trailing comma makes it invalid JSON.",
      ),
      body: { text: printedSuccess },
    },
    failure(profile, 'insufficient-balance', texts['insufficient-balance']),
    failure(profile, 'parameter-invalid', texts['parameter-invalid']),
    failure(profile, 'invalid-credentials', texts['invalid-credentials']),
    failure(profile, 'image-too-large', imageTooLargeMessage),
    failure(profile, 'face-compare-error', texts['face-compare-error']),
    liveness(
      'liveness-error',
      'No face found on the selfie; the printed text with all three causes.',
      texts['liveness-error'],
    ),
    liveness('liveness-error-dim', 'The part of the text about dim light.', livenessErrorTexts.dim),
    liveness('liveness-error-covered', 'The part of the text about a covered face.', livenessErrorTexts.covered),
    liveness('liveness-error-shake', 'The part of the text about shaking.', livenessErrorTexts.shake),
  ] as const satisfies readonly ScenarioRecord[];
}

/** The name of a built-in scenario. An edited OpenAPI file may have others. */
export type BuiltInScenario = ReturnType<typeof scenariosUnder>[number]['name'];

/** Returns the default scenario of a kind, which has the kind's name. */
export function defaultScenario(kind: ResponseKind): string {
  return kind;
}

function answer<Name extends string>(
  profile: Profile,
  kind: ResponseKind,
  name: Name,
  summary: string,
): Omit<ScenarioRecord<Name>, 'body'> {
  const carriesTrxNo = profile.trxNo.kinds.includes(kind);
  return {
    name,
    kind,
    summary,
    status: profile.status[kind],
    headers: { 'Content-Type': profile.answers.contentType, ...(carriesTrxNo ? { 'X-Trx-No': samples.trxNo } : {}) },
    fresh: carriesTrxNo ? [{ header: 'X-Trx-No', source: 'trx-no' }] : [],
  };
}

function failure<Kind extends Exclude<FailureKind, 'liveness-error'>>(
  profile: Profile,
  kind: Kind,
  message: string,
): ScenarioRecord<Kind> {
  return {
    ...answer(profile, kind, kind, kindMeanings[kind]),
    body: { json: { status: profile.answers.statusWords.failure, message } },
  };
}

function successUnder(profile: Profile) {
  const { dateKeys, falseWord, result, statusWords, texts, threshold } = profile.answers;
  const limit = Number(threshold);
  return <Name extends string>(name: Name, summary: string, seen: Seen, similarity?: string): ScenarioRecord<Name> => {
    const base = answer(profile, 'success', name, summary);
    const within = `/result${result === 'list' ? '/0' : ''}`;
    const body = {
      face_compare: {
        compare: seen.matched ? 'True' : falseWord,
        similarity: similarity ?? (seen.matched ? samples.similarity : '0.31270'),
        threshold,
      },
      face_liveness: { live: seen.live ? 'True' : falseWord, score: seen.live ? samples.score : '0.04180' },
    };
    const drawn: FreshValue[] = [
      { pointer: `/${dateKeys.success}`, source: 'http-date' },
      {
        pointer: `${within}/face_liveness/score`,
        source: 'score',
        ...(seen.live ? { minimum: 0.9, maximum: 0.99999 } : { minimum: 0.00001, maximum: 0.2 }),
      },
    ];
    if (similarity === undefined)
      drawn.push({
        pointer: `${within}/face_compare/similarity`,
        source: 'similarity',
        // Stays above the threshold: a figure equal to it has its own scenario.
        ...(seen.matched
          ? { minimum: limit + (1 - limit) * 0.05, maximum: 0.99999 }
          : { minimum: Math.min(0.05, limit * 0.5), maximum: limit * 0.75 }),
      });
    return {
      ...base,
      body: {
        json: {
          [dateKeys.success]: samples.successDate,
          message: texts.success,
          result: result === 'list' ? [body] : body,
          status: statusWords.success,
        },
      },
      fresh: [...base.fresh, ...drawn],
    };
  };
}

function livenessErrorUnder(profile: Profile) {
  const { dateKeys, livenessErrorKey, livenessErrorResult, result, statusWords, threshold } = profile.answers;
  return <Name extends string>(name: Name, summary: string, error: string): ScenarioRecord<Name> => {
    const base = answer(profile, 'liveness-error', name, summary);
    const body = {
      face_compare: { compare: '', similarity: '', threshold },
      face_liveness: { live: '', score: '' },
    };
    return {
      ...base,
      body: {
        json: {
          [dateKeys.livenessError]: samples.livenessErrorDate,
          ...(livenessErrorKey === 'message' ? {} : { error }),
          ...(livenessErrorKey === 'error' ? {} : { message: livenessErrorKey === 'both' ? '' : error }),
          ...(livenessErrorResult === 'absent' ? {} : { result: result === 'list' ? [body] : body }),
          status: statusWords.failure,
        },
      },
      fresh: [...base.fresh, { pointer: `/${dateKeys.livenessError}`, source: 'http-date' }],
    };
  };
}

/** The threshold with five decimals, as the samples of section 2 print similarity and score. */
function atThreshold(profile: Profile): string {
  return Number(profile.answers.threshold).toFixed(5);
}

/** Whether a word names one of the seven kinds. */
export function isResponseKind(word: string): word is ResponseKind {
  return (responseKinds as readonly string[]).includes(word);
}
