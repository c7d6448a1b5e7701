import { responseKinds } from '../../spec/index.js';
import { textClasses } from '../evidence/recorded-request.js';
import { closed, countValue as count, textValue as text, textValues as texts } from './closed-schema.js';

const pictureSchema = closed(
  {
    fixture: { ...text, description: "The kit's fixture, where the picture is one." },
    format: { ...text, description: 'By its first bytes; none for no picture.' },
    width: { ...count, description: 'Pixels as stored; 0 where they are not known.' },
    height: count,
    bytes: count,
    state: { enum: ['whole', 'no-end-marker', 'unreadable'] },
  },
  ['format', 'width', 'height', 'bytes', 'state'],
);

const factsSchema = {
  description:
    'What was sent, as far as the rules of the contract can depend on it. Absent where it could not be read.',
  ...closed(
    {
      method: text,
      body: { enum: ['form', 'malformed-form', 'other'] },
      mediaType: { ...text, description: 'Of a body that is no form.' },
      parts: {
        type: 'array',
        items: closed(
          {
            name: text,
            type: { enum: ['text', 'picture', 'text-as-file', 'picture-as-text'] },
            text: { description: 'What kind of text it is.', enum: textClasses },
            ending: { ...text, description: 'The ending of the file name. Absent for a part without one.' },
            picture: pictureSchema,
          },
          ['name', 'type'],
        ),
      },
      tenant: {
        ...text,
        description:
          'The role of the tenant, as in the cases; not-known where no answer and no setting vouches for it.',
      },
      repeatsRefNumber: { type: 'boolean' },
      chunked: { type: 'boolean' },
      undeclaredPictures: { ...texts, description: 'Picture parts that are not declared as pictures.' },
    },
    ['method', 'body', 'mediaType', 'parts', 'tenant', 'repeatsRefNumber', 'chunked', 'undeclaredPictures'],
  ),
} as const;

/** Creates the schema of a recorded exchange. */
export function createExchangeSchema<const Evidence extends object>(evidence: Evidence) {
  return closed(
    {
      id: text,
      request: { ...text, description: 'What was sent, in words. Requests that are equal to the rules have the same.' },
      case: { ...text, description: 'Id of the case that sends such a request. Absent where none does.' },
      answered: {
        description: 'The kind of the answer; outside for one of none of the seven. Absent at other paths.',
        enum: [...responseKinds, 'outside'],
      },
      violations: {
        description: 'What the mock finds wrong with the request, with its hints.',
        type: 'array',
        items: closed({ rule: text, part: text, outcome: text, text, hint: text }, ['rule', 'outcome', 'text']),
      },
      facts: factsSchema,
      refused: { ...text, description: 'Why the recorder did not pass the request on.' },
      open: { const: true, description: 'The recorder was ended before the answer was complete.' },
      durationMs: { ...count, description: 'Milliseconds of the exchange, uploads of the client included.' },
      evidence,
    },
    ['id', 'request', 'violations', 'durationMs', 'evidence'],
  );
}
