import type { SchemaObject } from 'openapi3-ts/oas31';
import { ownAnswerNames, responseKinds, ruleNames } from '../../spec/index.js';
import { languages } from '../texts/wording.js';
import { channels } from './choices.js';
import { atLeast, exactly } from './object-schemas.js';
import { ref } from './refs.js';
import { sniffedTypes } from './sniffed-type.js';

const text = { type: 'string' } as const;
const count = { type: 'integer', minimum: 0 } as const;

/** How far a request has come. */
export const stateSchema: SchemaObject = {
  enum: ['open', 'answered', 'aborted'],
  description: '`open` while in progress; `aborted` if the client left or the answer could not be sent.',
};

/** How a scenario was selected. */
export const selectedBySchema: SchemaObject = {
  enum: [...channels, 'rules'],
  description: 'How the scenario was selected.',
};

/** The rule of a violation. */
export const violationRuleSchema: SchemaObject = {
  enum: [...ruleNames, 'method', 'path', 'origin'],
  description: 'The rule, or `method`, `path` or `origin` for a request rejected before the rules.',
};

/** The outcome of a violation. */
export const violationOutcomeSchema: SchemaObject = {
  enum: [...responseKinds.filter((kind) => kind !== 'success'), 'accepted'],
  description: 'The response kind that it causes; `accepted` if the contract tolerates it.',
};

/** What is wrong, and what to do about it. */
const finding = {
  rule: violationRuleSchema,
  outcome: violationOutcomeSchema,
  text: { ...text, description: 'What is wrong.' },
  hint: { ...text, description: 'The probable cause and the remedy.' },
};

const partHead = {
  name: { ...text, description: 'As the client sent it.' },
  contractName: {
    ...text,
    description: 'Name of the part in the contract, if the client spelt it differently, e.g. in other case.',
  },
  declaredType: text,
  head: {
    ...text,
    description:
      "The part's own header lines as sent, cut if long. Absent if a body parser of your application has read them.",
  },
  violations: {
    type: 'array',
    items: ref('PartViolation'),
    description: 'Violations in this part, with hints. Empty if the part is valid.',
  },
} satisfies SchemaObject['properties'];

/** Schemas of what the journal tells, from which its types are generated. */
export const journalSchemas = {
  Violation: {
    ...atLeast(
      {
        rule: finding.rule,
        part: { ...text, description: 'The affected part, if any.' },
        partIndex: {
          ...count,
          description:
            'Index of that part, from 0. Absent if the part is missing, or if all parts of that name are affected.',
        },
        likelyPartIndex: {
          ...count,
          description:
            'Of a missing part: index of the part that the client probably sent in its place, under another name.',
        },
        outcome: finding.outcome,
        ownAnswer: {
          enum: [...ownAnswerNames],
          description: 'The decision of `ownAnswers` that may answer in place of the kind.',
        },
        text: finding.text,
        hint: finding.hint,
        section: { ...text, description: 'The relevant section of the document.' },
      },
      ['part', 'partIndex', 'likelyPartIndex', 'ownAnswer', 'hint'],
    ),
    description: 'A violation in a request.',
  },
  PartViolation: { ...atLeast(finding, ['hint']), description: 'A violation in one part.' },
  JournalText: {
    ...atLeast(
      {
        type: { const: 'text' },
        ...partHead,
        value: { ...text, description: 'Masked for `key` and `nik`. A long value is replaced by its length.' },
      },
      ['contractName', 'head'],
    ),
    description: 'A text part.',
  },
  JournalFile: {
    ...atLeast(
      {
        type: { const: 'file' },
        ...partHead,
        filename: { type: ['string', 'null'] },
        sniffedType: { enum: [...sniffedTypes], description: 'By its first bytes.' },
        bytes: count,
        sha256: {
          ...text,
          description: 'Hex. Empty for a file sent as `key` or `nik`, because the digest of a short text reveals it.',
        },
        dimensions: {
          ...exactly({ width: count, height: count }),
          type: ['object', 'null'],
          description: 'Pixels as stored; null for a file that was not inspected or is not a picture.',
        },
        inspection: {
          type: ['string', 'null'],
          description: 'Findings of the simulated face engine; null for a file that it did not inspect.',
        },
        kept: {
          type: 'boolean',
          description: 'Whether the picture is kept in memory. Requires `keepImages`.',
        },
        image: { ...text, description: "Path of a kept picture, below the mock's base URL." },
        notKeptReason: { ...text, description: 'Why the mock did not keep the picture. Only with `keepImages`.' },
      },
      ['contractName', 'head', 'image', 'notKeptReason'],
    ),
    description: 'A file part.',
  },
  JournalPart: {
    oneOf: [ref('JournalText'), ref('JournalFile')],
    description: 'A recorded part: measures and violations, never picture bytes.',
  },
  JournalAnswer: {
    ...atLeast(
      {
        status: {
          type: 'integer',
          description:
            'Status on the wire, with the fault applied. Once the request has ended, the status sent, or 0 if none was.',
        },
        intendedStatus: {
          type: 'integer',
          description: 'Status before the fault, or before the client left. Absent if equal to `status`.',
        },
        scenario: {
          ...text,
          description: 'Absent for an answer outside the contract, such as an unknown path.',
        },
        kind: { enum: [...responseKinds] },
        selectedBy: selectedBySchema,
        reason: {
          ...text,
          description: 'The violation, header or session setting that decided the answer, in words.',
        },
        trxNo: text,
        headers: {
          type: 'object',
          additionalProperties: text,
          description: 'The headers before the fault, without those that HTTP itself adds.',
        },
        body: { ...text, description: 'The rendered body, before the fault.' },
        fault: ref('Fault'),
        sent: {
          ...exactly(
            {
              headers: { type: 'object', additionalProperties: text },
              bytes: { ...count, description: 'Length of the body.' },
              body: { ...text, description: 'Its beginning, if it is text in UTF-8.' },
            },
            ['body'],
          ),
          description:
            'Headers and body with which the fault replaced the answer. Absent if it left them as they were.',
        },
        balance: {
          ...exactly({ tenant: text, before: count, after: count }),
          description:
            'The balance of the tenant when the answer was decided. `after` is `before` if nothing was charged.',
        },
      },
      ['intendedStatus', 'scenario', 'kind', 'selectedBy', 'trxNo', 'headers', 'body', 'fault', 'sent', 'balance'],
    ),
    description: 'The answer, and the reason for it.',
  },
  JournalEntry: {
    ...atLeast(
      {
        id: { ...text, description: 'Unique among all requests to the mock, across sessions and replicas.' },
        replica: {
          ...text,
          description:
            'Host name of the replica that handled it. Absent unless replicas share their state on a server.',
        },
        at: { ...text, description: 'ISO 8601.' },
        method: text,
        path: text,
        headers: {
          type: 'object',
          additionalProperties: text,
          description: "Recorded request headers: those on the body's encoding, the sender and the mock's options.",
        },
        parts: { type: 'array', items: ref('JournalPart') },
        violations: { type: 'array', items: ref('Violation') },
        answer: { anyOf: [ref('JournalAnswer'), { type: 'null' }], description: 'Null while open.' },
        state: stateSchema,
        durationMs: {
          type: ['number', 'null'],
          description: 'Milliseconds from the first byte to the end of the answer; null while open.',
        },
        lang: { enum: [...languages], description: 'Language of the texts; absent for English.' },
      },
      ['replica', 'lang'],
    ),
    description: 'A received request, explained.',
  },
  NearMiss: {
    ...exactly({
      id: text,
      summary: { ...text, description: 'The request and its outcome, in words.' },
      matched: { ...count, description: 'Number of criteria met.' },
      total: { ...count, description: 'Number of criteria.' },
      differences: { type: 'array', items: exactly({ criterion: text, expected: text, actual: text }) },
    }),
    description: 'A request that nearly meets the criteria, with its differences.',
  },
} satisfies Readonly<Record<string, SchemaObject>>;
