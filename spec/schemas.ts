import type { SchemaObject } from 'openapi3-ts/oas31';
import { kindMeanings } from './document.js';
import type { Profile } from './profile.js';
import { type ResponseKind, responseKinds } from './vocabulary.js';

/** RFC 1123 in GMT, as both sample bodies of section 2 print their time. */
export const httpDatePattern =
  '^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), [0-9]{2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [0-9]{4} ' +
  '[0-9]{2}:[0-9]{2}:[0-9]{2} GMT$';

/** Five decimals, as the success sample of section 2 prints similarity and score. */
export const figurePattern = '^[01]\\.[0-9]{5}$';

/** The name of a kind's schema in the OpenAPI document: `image-too-large` is `ImageTooLarge`. */
export function schemaName(kind: ResponseKind): string {
  return kind.replace(/(^|-)([a-z])/g, (_, _dash, letter: string) => letter.toUpperCase());
}

/** The seven bodies of section 2 as JSON Schemas under a profile, by schema name. All leaf values are strings. */
export function schemasUnder(profile: Profile): Readonly<Record<string, SchemaObject>> {
  return Object.fromEntries(
    responseKinds.map((kind) => [
      schemaName(kind),
      { title: kind, description: kindMeanings[kind], ...bodyUnder(profile, kind), 'x-kind': kind } as SchemaObject,
    ]),
  );
}

/** Whether two of these kinds have the same body under a profile. */
export function sameBody(profile: Profile, kinds: readonly ResponseKind[]): boolean {
  return new Set(kinds.map((kind) => JSON.stringify(bodyUnder(profile, kind)))).size < kinds.length;
}

function bodyUnder(profile: Profile, kind: ResponseKind): SchemaObject {
  const { dateKeys, statusWords, imageTooLargeMessage, livenessErrorKey, livenessErrorResult, texts } = profile.answers;
  const status = constant(statusWords.failure);
  switch (kind) {
    case 'success':
      return closed({
        [dateKeys.success]: httpDate,
        message: constant(texts.success),
        result: resultUnder(profile, 'filled'),
        status: constant(statusWords.success),
      });
    case 'liveness-error':
      return closed({
        [dateKeys.livenessError]: httpDate,
        ...(livenessErrorKey === 'message' ? {} : { error: filled }),
        ...(livenessErrorKey === 'error' ? {} : { message: livenessErrorKey === 'both' ? constant('') : filled }),
        ...(livenessErrorResult === 'absent' ? {} : { result: resultUnder(profile, 'empty') }),
        status,
      });
    case 'image-too-large':
      return closed({ status, message: constant(imageTooLargeMessage) });
    case 'insufficient-balance':
    case 'parameter-invalid':
    case 'invalid-credentials':
    case 'face-compare-error':
      return closed({ status, message: constant(texts[kind]) });
  }
}

/** `result`: filled in a success. In a liveness-error everything except the threshold is empty. */
function resultUnder(profile: Profile, fill: 'filled' | 'empty'): SchemaObject {
  const { falseWord, result, threshold } = profile.answers;
  const word: SchemaObject = fill === 'filled' ? { type: 'string', enum: ['True', falseWord] } : constant('');
  const figure: SchemaObject = fill === 'filled' ? { type: 'string', pattern: figurePattern } : constant('');
  const one = closed({
    face_compare: closed({ compare: word, similarity: figure, threshold: constant(threshold) }),
    face_liveness: closed({ live: word, score: figure }),
  });
  return result === 'list' ? { type: 'array', items: one, minItems: 1, maxItems: 1 } : one;
}

const filled: SchemaObject = { type: 'string', minLength: 1 };

const httpDate: SchemaObject = { type: 'string', pattern: httpDatePattern };

function constant(value: string): SchemaObject {
  return { type: 'string', const: value };
}

/** An object with exactly these keys. */
function closed(properties: Record<string, SchemaObject>): SchemaObject {
  return { type: 'object', required: Object.keys(properties), properties, additionalProperties: false };
}
