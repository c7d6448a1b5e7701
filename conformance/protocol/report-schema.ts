import { type PlainSchema, responseKinds } from '../../spec/index.js';

/** The outcomes that a client can report. */
export const clientOutcomes = ['success', 'service-error', 'transport-error', 'rejected-locally', 'skip'] as const;

/** The outcome that a client reports. */
export type ClientOutcome = (typeof clientOutcomes)[number];

/** The fields of a report. The time of an answer is `date`, whether its key is `date` or `datetime`. */
export const reportedFields = [
  'date',
  'message',
  'compare',
  'similarity',
  'threshold',
  'live',
  'score',
  'trxNo',
] as const;

/** The name of a field that a client reports. */
export type ReportedField = (typeof reportedFields)[number];

const textOrNull = { type: ['string', 'null'], 'x-secret': true, 'x-allowed': 'a text, as it came, or null' };

/** JSON Schema of a report, of the type `ClientReport`. It allows unknown keys: a client may write more than the protocol defines. */
export const reportSchema = {
  type: 'object',
  description:
    'The report of a client on a case. Null is the same as an absent key, because some serialisers write null.',
  'x-secret': true,
  'x-allowed': 'one JSON object',
  required: ['outcome'],
  properties: {
    outcome: { enum: clientOutcomes, 'x-allowed': clientOutcomes.join(', ') },
    kind: {
      enum: [...responseKinds, null],
      description: 'The kind that the client understood. Only with `success` and `service-error`.',
      'x-allowed': `${responseKinds.join(', ')}, or null`,
    },
    fields: {
      type: ['object', 'null'],
      properties: Object.fromEntries(reportedFields.map((name) => [name, textOrNull])),
      'x-secret': true,
      'x-allowed': 'an object of texts, or null',
    },
    reason: {
      ...textOrNull,
      description: 'Why the client skips the case, or what went wrong, as text for the reader.',
    },
  },
} satisfies PlainSchema;
