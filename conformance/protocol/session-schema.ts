import type { PlainSchema } from '../../spec/index.js';

const textOrNull = { type: ['string', 'null'], 'x-allowed': 'a text, or null' };

/** JSON Schema of the message with which a client says that it can take cases. */
export const readySchema = {
  type: 'object',
  description: 'A client in a session says that it can take cases. It waits for `hello` before that.',
  'x-allowed': 'one JSON object',
  required: ['type'],
  properties: {
    type: { const: 'ready', 'x-allowed': 'ready' },
    protocol: {
      type: ['integer', 'null'],
      description: 'The version of the protocol that the client speaks. Default: that of `hello`.',
      'x-allowed': 'a whole number, or null',
    },
    name: { ...textOrNull, description: 'The name of the client, for people.' },
    version: { ...textOrNull, description: 'The version of the client, for people.' },
    declines: {
      type: ['object', 'null'],
      description:
        'What the client cannot do, by capability, each with the reason. The run skips the cases that use one of these.',
      additionalProperties: { type: 'string', minLength: 1, 'x-allowed': 'the reason, as text' },
      'x-allowed': 'an object of reasons, or null',
    },
  },
} satisfies PlainSchema;

/** JSON Schema of the message with the result of a case. The runner checks the report by itself. */
export const resultSchema = {
  type: 'object',
  description: 'A client in a session gives its report on the case that it has.',
  'x-allowed': 'one JSON object',
  required: ['type', 'id', 'report'],
  properties: {
    type: { const: 'result', 'x-allowed': 'result' },
    id: { type: 'string', description: 'The `id` of the case.', 'x-allowed': 'the id of the case, as text' },
    report: {},
  },
} satisfies PlainSchema;
