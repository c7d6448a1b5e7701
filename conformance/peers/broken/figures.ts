import type { ReferenceAnswer, ReferenceBehaviour, ReferenceKind } from '../reference/server.js';
import { type BrokenServer, brokenReference } from './broken-server.js';

interface Result {
  readonly face_compare: Record<string, string>;
  readonly face_liveness: Record<string, string>;
}

const changed =
  (wanted: ReferenceKind, change: (result: Result) => void): ReferenceBehaviour['change'] =>
  ({ body }: ReferenceAnswer, kind) => {
    if (kind === wanted) change(body['result'] as Result);
  };

const success = (
  id: string,
  caughtBy: string,
  cases: readonly string[],
  change: (result: Result) => void,
): BrokenServer => brokenReference(id, caughtBy, cases, () => ({ change: changed('success', change) }));
const livenessError = (id: string, threshold: string): BrokenServer =>
  brokenReference(id, 'threshold', ['selfie-no-face'], () => ({
    change: changed('liveness-error', (result) => Object.assign(result.face_compare, { threshold })),
  }));

const withTwoVerdicts = ['success-all-parts', 'success-not-matched', 'success-not-live'];

/** Servers whose figures or verdicts contradict each other, or the pictures. */
export const serversWithWrongFigures: readonly BrokenServer[] = [
  success('answers with a similarity over 1', 'figures', ['success-all-parts'], ({ face_compare }) =>
    Object.assign(face_compare, { similarity: '1.83950' }),
  ),
  success('answers with a score over 1', 'figures', ['success-all-parts'], ({ face_liveness }) =>
    Object.assign(face_liveness, { score: '1.00001' }),
  ),
  success('has one similarity for all pictures', 'similarity-agrees', withTwoVerdicts, ({ face_compare }) =>
    Object.assign(face_compare, { similarity: '0.83950' }),
  ),
  success('has one score for all pictures', 'score-agrees', withTwoVerdicts, ({ face_liveness }) =>
    Object.assign(face_liveness, { score: '0.98520' }),
  ),
  success(
    'swaps similarity and score',
    'similarity-agrees',
    withTwoVerdicts,
    ({ face_compare, face_liveness }: Result) => {
      const { similarity = '' } = face_compare;
      Object.assign(face_compare, { similarity: face_liveness['score'] });
      Object.assign(face_liveness, { score: similarity });
    },
  ),
  success('swaps compare and live', 'compare-word', withTwoVerdicts, ({ face_compare, face_liveness }: Result) => {
    const { compare = '' } = face_compare;
    Object.assign(face_compare, { compare: face_liveness['live'] });
    Object.assign(face_liveness, { live: compare });
  }),
  success('measures how different the faces are', 'similarity-agrees', withTwoVerdicts, ({ face_compare }) =>
    Object.assign(face_compare, { similarity: (1 - Number(face_compare['similarity'])).toFixed(5) }),
  ),
  success('answers with negative figures', 'figures', ['success-all-parts'], ({ face_liveness }) =>
    Object.assign(face_liveness, { score: '-0.98520' }),
  ),
  livenessError('leaves the threshold of a liveness error empty', ''),
  livenessError('has another threshold in a liveness error', '0.80'),
];
