import { ambiguities, pathsGovernedBy, valueUnder } from '../../spec/index.js';
import { exactly } from '../schemas/object-schemas.js';
import { listOf } from '../schemas/refs.js';
import { json, type Operations } from './operation.js';

const text = { type: 'string' } as const;

const readingSchema = exactly({
  id: text,
  text: { ...text, description: 'Its meaning, in one sentence.' },
  argument: { ...text, description: 'The argument for it.' },
  values: {
    type: 'array',
    description: 'The decisions under this reading. Empty if no decision can express it.',
    items: exactly({ path: text, value: {} }),
  },
});

/** Operations on the register of ambiguities. */
export const registerOperations = {
  'GET /ambiguities': {
    summary: 'Questions that the document leaves open, with their readings and the decisions that settle them',
    answers: {
      200: {
        description: 'Every entry of the register, by subject.',
        schema: listOf(
          'ambiguities',
          exactly(
            {
              id: text,
              section: { ...text, description: 'Section of the document.' },
              row: { ...text, description: 'Row, paragraph or list item in that section.' },
              question: text,
              default: { ...text, description: 'Id of the reading that the profile `documented` follows.' },
              why: { ...text, description: 'Why it is the default.' },
              undecidable: { ...text, description: 'Why no decision of a profile can settle it.' },
              decisions: { type: 'array', items: text, description: 'Paths of the decisions that settle it.' },
              readings: { type: 'array', items: readingSchema },
              vendorQuestion: exactly({ en: text, id: text }),
            },
            ['undecidable'],
          ),
        ),
      },
    },
    handle: () => json({ ambiguities: ambiguities.map(shown) }),
  },
} satisfies Operations;

function shown(entry: (typeof ambiguities)[number]) {
  const { id, section, row, question, why, undecidable, vendorQuestion } = entry;
  const paths = pathsGovernedBy(id);
  return {
    id,
    section,
    row,
    question,
    default: entry.default,
    why,
    ...(undecidable === undefined ? {} : { undecidable }),
    decisions: paths,
    readings: entry.readings.map((reading) => ({
      id: reading.id,
      text: reading.text,
      argument: reading.argument,
      values: paths
        .map((path) => ({ path, value: valueUnder(path, reading) }))
        .filter(({ value }) => value !== undefined),
    })),
    vendorQuestion,
  };
}
