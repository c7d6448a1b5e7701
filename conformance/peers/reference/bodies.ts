import { type ReferenceFailure, type ReferenceRequest, referenceMessages } from './rules.js';

/** What the bodies depend on. */
export interface ReferenceClock {
  readonly now: () => Date;
  readonly threshold: string;
}

/** The body of a failure, as section 2 prints it. */
export function failureBody(kind: ReferenceFailure, { now, threshold }: ReferenceClock): Record<string, unknown> {
  if (kind !== 'liveness-error') return { status: 'FAILED', message: referenceMessages[kind] };
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
export function successBody(
  { files: { img1, img2 } }: Pick<ReferenceRequest, 'files'>,
  { now, threshold }: ReferenceClock,
): Record<string, unknown> {
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
