import { capabilityNames } from '../cases/capability.js';
import { protocolVersion } from './protocol.js';
import { reportSchema } from './report-schema.js';
import { readySchema, resultSchema } from './session-schema.js';

const text = { type: 'string' } as const;
const reportRef = { $ref: '#/$defs/report' } as const;

/** The parts of a call: texts, and pictures that a key names. */
function requestSchema(key: 'file' | 'url', description: string) {
  return {
    type: 'object',
    description: 'The parts to send, in order, by name: a text, or a picture.',
    additionalProperties: {
      anyOf: [
        text,
        {
          type: 'object',
          properties: {
            [key]: { ...text, description },
            filename: { ...text, description: 'The file name to send. It may differ from the name of the file.' },
          },
          required: [key, 'filename'],
        },
      ],
    },
  } as const;
}

/** A case, whose pictures a key names. */
function caseSchema(key: 'file' | 'url', description: string) {
  return {
    type: 'object',
    properties: {
      protocol: { const: protocolVersion, description: 'The version of the protocol.' },
      id: { ...text, description: 'The id of the case. A client does not depend on it.' },
      title: { ...text, description: 'What the case is about, for people.' },
      baseUrl: {
        ...text,
        description: 'The URL before `path`. It differs from case to case, and has no slash at the end.',
      },
      path: { ...text, description: 'The path to append to `baseUrl`.' },
      timeoutMs: {
        type: 'integer',
        description: 'The time limit of the whole call, from the look-up of the host to the last byte of the body.',
      },
      request: requestSchema(key, description),
      earlier: {
        type: 'array',
        description:
          'Calls to make before that of `request`, one after another, without a report. Absent in most cases.',
        items: requestSchema(key, description),
      },
      uses: {
        type: 'array',
        description: 'What the case uses of a client beyond the contract. A client that lacks it reports `skip`.',
        items: { enum: capabilityNames },
      },
    },
    required: ['protocol', 'id', 'title', 'baseUrl', 'path', 'timeoutMs', 'request'],
  } as const;
}

/** A message with a case. */
function caseMessage(ref: string) {
  return {
    type: 'object',
    description: 'A case for the client.',
    properties: { type: { const: 'case' } },
    required: ['type'],
    allOf: [{ $ref: ref }],
  } as const;
}

const stop = {
  type: 'object',
  description: 'There are no more cases.',
  properties: { type: { const: 'stop' } },
  required: ['type'],
} as const;

const result = { ...resultSchema, properties: { ...resultSchema.properties, report: reportRef } };

/**
 * JSON Schema of the protocol between the runner and a client. A reader ignores keys that it does not know, and so do these
 * schemas: later versions of the kit may add some.
 */
export const clientProtocolSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Protocol between eendigo-kit and a client under test, version 1',
  description: 'Each form under `$defs`. The document itself describes the file that a client writes: a report.',
  ...reportRef,
  $defs: {
    case: {
      ...caseSchema('file', 'The path of the picture.'),
      description: 'The file that EENDIGO_KIT_CASE names.',
    },
    report: withoutMarks(reportSchema),
    sessionFromRunner: {
      description: 'A line of standard input in a session.',
      anyOf: [
        {
          type: 'object',
          description: 'The first line.',
          properties: {
            type: { const: 'hello' },
            protocol: { const: protocolVersion },
            runner: { ...text, description: 'The name and version of the kit.' },
          },
          required: ['type', 'protocol', 'runner'],
        },
        caseMessage('#/$defs/case'),
        stop,
      ],
    },
    sessionFromClient: {
      description: 'A line of standard output in a session.',
      anyOf: [withoutMarks(readySchema), withoutMarks(result)],
    },
    attachedCase: {
      ...caseSchema('url', 'The address of the picture.'),
      description: 'A case as an attached client gets it.',
    },
    attachNext: {
      description: 'The answer to `GET next` of an attached client, where its status is 200.',
      anyOf: [caseMessage('#/$defs/attachedCase'), stop],
    },
    attachResult: {
      ...withoutMarks(result),
      description: 'The body of `POST result` of an attached client.',
      required: ['id', 'report'],
    },
  },
} as const;

/** A schema without the kit's own keywords. */
function withoutMarks(schema: object): Readonly<Record<string, unknown>> {
  return JSON.parse(JSON.stringify(schema), (key, value: unknown) =>
    key.startsWith('x-') ? undefined : value,
  ) as Record<string, unknown>;
}
