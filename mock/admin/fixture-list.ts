import { catalogue } from '../../fixtures/index.js';
import { exactly } from '../schemas/object-schemas.js';
import { listOf } from '../schemas/refs.js';
import { json, type Operation } from './operation.js';

const text = { type: 'string' } as const;
const whole = { type: 'integer' } as const;

/** `GET /fixtures`: the pictures that `GET /fixtures/{file}` serves. */
export const fixtureListOperation: Operation = {
  summary: 'The sample pictures, with what they show and cause',
  answers: {
    200: {
      description: 'Every fixture, selfies before cards, then those that differ technically.',
      schema: listOf(
        'fixtures',
        exactly({
          id: text,
          part: { enum: ['img1', 'img2'], description: 'The part that it is for.' },
          fileName: text,
          title: { ...text, description: 'What it shows.' },
          expectedKind: {
            ...text,
            description: 'Kind of the answer under the profile `documented`, in an otherwise valid request.',
          },
          format: text,
          width: { ...whole, description: 'Pixels; 0 for a file that is no picture.' },
          height: whole,
          bytes: whole,
        }),
      ),
    },
  },
  handle: () =>
    json({
      fixtures: catalogue.map(({ id, part, fileName, title, expectedKind, facts }) => {
        const { format, width, height, bytes } = facts;
        return { id, part, fileName, title, expectedKind, format, width, height, bytes };
      }),
    }),
};
