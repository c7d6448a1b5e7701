import { ambiguities } from '../ambiguities/index.js';
import { decisions, type ProfilePath, profilePaths } from '../decisions/index.js';

/** The origin of a decision: the document, an assumption, or observed behaviour of a server. */
export type Provenance =
  | { readonly source: 'documented' | 'assumed'; readonly note?: string }
  | {
      readonly source: 'observed';
      /** The last date of the observation, as YYYY-MM-DD. */
      readonly date: string;
      /** The number of answers that showed it. */
      readonly count: number;
      readonly note?: string;
    };

/** The decisions that the document states, with their places. All others of `documented` are defaults of the register. */
const stated: Partial<Record<ProfilePath, string>> = {
  'answers.result': 'section 2, the bodies of Liveness Error and Success',
  'answers.statusWords.success': 'section 2, the body of Success',
  'answers.statusWords.failure': 'section 2, the five bodies of failures',
  'answers.dateKeys.success': 'section 2, the body of Success',
  'answers.dateKeys.livenessError': 'section 2, the body of Liveness Error',
  'answers.texts.success': 'section 2, the body of Success',
  'answers.texts.insufficient-balance': 'section 2, the body of Insufficient Balance',
  'answers.texts.parameter-invalid': 'section 2, the body of Parameter Invalid',
  'answers.texts.invalid-credentials': 'section 2, the body of Invalid key / tenant_code',
  'answers.texts.face-compare-error': 'section 2, the body of Face Compare Error',
  'answers.texts.liveness-error': 'section 2, the body of Liveness Error',
  'answers.livenessErrorKey': 'section 2, the body of Liveness Error',
  'answers.livenessErrorResult': 'section 2, the body of Liveness Error',
  'answers.threshold': 'section 2, the bodies of Liveness Error and Success',
  'trxNo.kinds': 'section 2, the paragraph on X-Trx-No',
  'parts.required': 'section 1, column Compulsory',
  'pictures.selfie.minimumWidth': 'section 3.1, Image Dimension, Minimum',
  'pictures.selfie.minimumHeight': 'section 3.1, Image Dimension, Minimum',
  'pictures.selfie.maximumWidth': 'section 3.1, Image Dimension, Maximum',
  'pictures.selfie.maximumHeight': 'section 3.1, Image Dimension, Maximum',
  'pictures.selfie.maximumBytes': 'section 3.1, Photo Maximum Size',
  'pictures.ktp.minimumWidth': 'section 3.2, Image Dimension, Minimum',
  'pictures.ktp.minimumHeight': 'section 3.2, Image Dimension, Minimum',
  'pictures.ktp.maximumWidth': 'section 3.2, Image Dimension, Maximum',
  'pictures.ktp.maximumHeight': 'section 3.2, Image Dimension, Maximum',
  'pictures.ktp.maximumBytes': 'section 3.2, Photo Maximum Size',
};

/** The provenance of each decision of `documented`: its place in the document, or the register's reason. */
export const documentedProvenance = Object.fromEntries(
  profilePaths.map((path): [ProfilePath, Provenance] => {
    const place = stated[path];
    if (place !== undefined) return [path, { source: 'documented', note: place }];
    const ambiguity = ambiguityOf(path);
    return [path, { source: 'assumed', note: ambiguity ? `${ambiguity.id}: ${ambiguity.why}` : 'not in the register' }];
  }),
) as Readonly<Record<ProfilePath, Provenance>>;

/** Returns the register's entry that governs a decision. */
export function ambiguityOf(path: ProfilePath) {
  return ambiguities.find(({ id }) => id === decisions[path].ambiguity);
}

/** Returns a provenance in words: `observed 2026-03-01, 12 times (run on UAT)`. */
export function provenanceInWords(provenance: Provenance): string {
  const note = provenance.note === undefined ? '' : ` (${provenance.note})`;
  switch (provenance.source) {
    case 'documented':
    case 'assumed':
      return `${provenance.source}${note}`;
    case 'observed':
      return `observed ${provenance.date}, ${provenance.count} ${provenance.count === 1 ? 'time' : 'times'}${note}`;
  }
}
