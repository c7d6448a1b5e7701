import type { ResponseKind } from '../../spec/index.js';
import type { RequestFacts, SentPart } from './facts.js';

/**
 * Readings of the register that no decision of a profile expresses, and what each makes of a request. A reading that
 * changes no kind of answer is not here: the checks observe it in the answer itself.
 */
export interface UndecidedReading {
  readonly ambiguity: string;
  readonly reading: string;
  /** The kinds of answer that the reading allows; none where it changes nothing. `outside`: an answer that is none of the seven. */
  readonly allows: (facts: RequestFacts, demanded: ResponseKind) => readonly (ResponseKind | 'outside')[];
}

const has = ({ parts }: RequestFacts, name: string): boolean => parts.some((part) => part.name === name);
const textOf = ({ parts }: RequestFacts, name: string): string | undefined =>
  parts.flatMap((part) => (part.type === 'text' && part.name === name ? [part.value] : [])).at(0);
const isForm = ({ body, method }: RequestFacts): boolean => body === 'form' && method === 'POST';
const sends = ({ parts }: RequestFacts, type: SentPart['type']): boolean => parts.some((part) => part.type === type);

/** What the picture mark of a part says is to be seen in it. */
const sightOf = ({ parts }: RequestFacts, name: 'img1' | 'img2'): string | undefined =>
  parts
    .flatMap((part) => (part.type === 'picture' && part.name === name ? [part.picture.fixture.mark?.sees] : []))
    .at(0);
const fixtureOf = ({ parts }: RequestFacts, name: 'img1' | 'img2'): string | undefined =>
  parts.flatMap((part) => (part.type === 'picture' && part.name === name ? [part.picture.fixture.id] : [])).at(0);

type Kinds = readonly (ResponseKind | 'outside')[];
const when = (is: boolean, ...kinds: Kinds): Kinds => (is ? kinds : []);

const sightsAgainstGuidance: ReadonlySet<string> = new Set([
  'dim',
  'bright',
  'shadow',
  'tilted',
  'rotated',
  'blurred',
  'far',
  'glare',
]);
const accessories: ReadonlySet<string> = new Set(['selfie-sunglasses', 'selfie-hat', 'selfie-glasses']);
const isAccessory = (facts: RequestFacts): boolean => accessories.has(fixtureOf(facts, 'img1') ?? '');

/** Every one of them. */
export const undecidedReadings: readonly UndecidedReading[] = [
  // Both change the body of image-too-large, so that a client cannot recognise its kind.
  {
    ambiguity: 'image-too-large-answer',
    reading: 'image-invalid',
    allows: (_, demanded) => when(demanded === 'image-too-large', 'face-compare-error'),
  },
  {
    ambiguity: 'image-too-large-answer',
    reading: 'front-server',
    allows: (_, demanded) => when(demanded === 'image-too-large', 'outside'),
  },
  {
    ambiguity: 'face-not-detected',
    reading: 'own-answer',
    allows: (facts) => when(sightOf(facts, 'img1') === 'no-face' || sightOf(facts, 'img2') === 'no-face', 'outside'),
  },
  {
    ambiguity: 'missing-part',
    reading: 'by-part',
    allows: (facts) => [
      ...when(isForm(facts) && (!has(facts, 'key') || !has(facts, 'tenant_code')), 'invalid-credentials'),
      ...when(isForm(facts) && !has(facts, 'img1'), 'liveness-error', 'face-compare-error'),
      ...when(isForm(facts) && !has(facts, 'img2'), 'face-compare-error'),
    ],
  },
  {
    ambiguity: 'request-framing',
    reading: 'length-required',
    allows: ({ chunked }) => when(chunked, 'parameter-invalid', 'invalid-credentials', 'outside'),
  },
  {
    ambiguity: 'picture-without-filename',
    reading: 'base64-too',
    allows: (facts) => when(sends(facts, 'picture-as-text'), 'success'),
  },
  {
    ambiguity: 'text-as-file',
    reading: 'accepted',
    allows: (facts) => when(sends(facts, 'text-as-file'), 'success'),
  },
  {
    ambiguity: 'part-type',
    reading: 'image-required',
    allows: ({ undeclaredPictures }) => when(undeclaredPictures.length > 0, 'parameter-invalid', 'face-compare-error'),
  },
  {
    ambiguity: 'text-charset',
    reading: 'ascii-only',
    allows: ({ parts }) =>
      when(
        parts.some((part) => part.type === 'text' && /\P{ASCII}/u.test(part.value)),
        'parameter-invalid',
      ),
  },
  {
    ambiguity: 'text-length',
    reading: 'column-width',
    allows: ({ parts }) =>
      when(
        parts.some((part) => part.type === 'text' && part.value.length > 255),
        'parameter-invalid',
      ),
  },
  {
    ambiguity: 'free-text',
    reading: 'registered',
    allows: (facts) =>
      when(
        ['source', 'loginId', 'officeCode', 'officeName', 'question'].some((name) =>
          /[<>&"\r\n%]/.test(textOf(facts, name) ?? ''),
        ),
        'parameter-invalid',
      ),
  },
  {
    ambiguity: 'office-pair',
    reading: 'together',
    allows: (facts) =>
      when(isForm(facts) && has(facts, 'officeCode') !== has(facts, 'officeName'), 'parameter-invalid'),
  },
  {
    ambiguity: 'selfie-guidance',
    reading: 'no-effect',
    allows: (facts) => when(sightsAgainstGuidance.has(sightOf(facts, 'img1') ?? ''), 'success'),
  },
  {
    ambiguity: 'covered-face',
    reading: 'low-score',
    allows: (facts) => when(sightOf(facts, 'img1') === 'covered', 'success'),
  },
  {
    ambiguity: 'accessories',
    reading: 'none-covering',
    allows: (facts) => when(isAccessory(facts), 'success'),
  },
  {
    ambiguity: 'two-faces',
    reading: 'largest',
    allows: (facts) => when(sightOf(facts, 'img1') === 'crowd', 'success'),
  },
  {
    ambiguity: 'two-faces',
    reading: 'face-compare-error',
    allows: (facts) => when(sightOf(facts, 'img1') === 'crowd', 'face-compare-error'),
  },
  {
    ambiguity: 'ktp-guidance',
    reading: 'no-effect',
    allows: (facts) => when((sightOf(facts, 'img2') ?? 'face') !== 'face', 'success'),
  },
  {
    ambiguity: 'ktp-reversed-meaning',
    reading: 'mirrored',
    allows: (facts) => when(fixtureOf(facts, 'img2') === 'ktp-mirrored', 'face-compare-error'),
  },
  {
    ambiguity: 'minimum-pixels',
    reading: 'picture-too',
    allows: ({ parts }) =>
      when(
        parts.some(
          (part) =>
            part.type === 'picture' && part.picture.fixture.facts.width * part.picture.fixture.facts.height < 2_000_000,
        ),
        'face-compare-error',
      ),
  },
];
