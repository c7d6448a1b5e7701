import { exitCodes, profilePaths, responseKinds } from '../../spec/index.js';
import { reportSchema as clientReportSchema } from '../protocol/report-schema.js';
import { closed, countValue as count, textValue as text, textValues as texts } from './closed-schema.js';
import { createExchangeSchema } from './exchange-schema.js';

const matchedReading = closed({ ambiguity: text, reading: text }, ['ambiguity']);

const checkSchema = closed(
  {
    id: { ...text, description: 'Stable id of the check.' },
    title: { ...text, description: 'The statement that holds when the check passes.' },
    outcome: { enum: ['passed', 'failed', 'inconclusive'] },
    expected: text,
    actual: text,
    known: {
      description: 'Set for a check that is not passed and that the file of known failures accepts.',
      ...closed(
        {
          owner: text,
          reason: text,
          expires: { ...text, description: 'The last day on which it is accepted, as YYYY-MM-DD in UTC.' },
        },
        ['owner', 'reason', 'expires'],
      ),
    },
    note: { ...text, description: 'How the check passed, when that matters.' },
    reading: {
      ...matchedReading,
      description: 'The open question that excuses the answer, and the reading that it fits, if it fits one.',
    },
    source: {
      description: 'The requirements of the register that the check tests, or the open question that it observes.',
      anyOf: [closed({ requirements: texts }, ['requirements']), closed({ ambiguity: text }, ['ambiguity'])],
    },
    observed: {
      description: 'What the answer shows of open questions.',
      type: 'array',
      items: closed({ ambiguity: text, value: text }, ['ambiguity', 'value']),
    },
  },
  ['id', 'title', 'outcome', 'source'],
);

const headersSchema = { type: 'object', description: 'By lower-case name.', additionalProperties: text } as const;

const wireSchema = closed(
  {
    method: text,
    path: text,
    headers: headersSchema,
    parts: {
      type: 'array',
      description: 'A text with its value, or a file with its measures.',
      items: closed({ name: text, value: text, filename: { type: ['string', 'null'] }, bytes: count, sha256: text }, [
        'name',
      ]),
    },
    status: { type: 'integer', description: 'The HTTP status of the answer. Absent when none was sent.' },
  },
  ['method', 'path', 'headers', 'parts'],
);

const evidenceSchema = {
  description: 'What the run keeps of the request and its answer. Keys and NIKs are masked.',
  ...closed(
    {
      refNumber: text,
      sentAt: { ...text, description: 'When the request was sent, in ISO 8601.' },
      mayHaveBeenCharged: { ...count, description: 'Calls that the server may have charged.' },
      charged: { ...count, description: 'Calls that the mock charged to a client. Absent in a run on a server.' },
      answer: closed(
        {
          status: { type: 'integer' },
          headers: headersSchema,
          body: { ...text, description: 'The text of the body.' },
          trxNo: { ...text, description: 'The header X-Trx-No.' },
        },
        ['status', 'headers', 'body'],
      ),
      transportError: { ...text, description: 'Why no answer came.' },
      requests: {
        description: 'The requests of a client, as they were on the wire, oldest first.',
        type: 'array',
        items: wireSchema,
      },
      report: clientReportSchema,
      output: {
        description: 'The last characters that a client printed.',
        ...closed({ stdout: text, stderr: text }, []),
      },
    },
    ['sentAt', 'mayHaveBeenCharged'],
  ),
} as const;

const answeredSchema = {
  description: 'The kind of the answer of a server; outside for one of none of the seven.',
  enum: [...responseKinds, 'outside'],
} as const;
const searchSchema = {
  description: 'What a search for a limit of a picture has found. Absent for other cases.',
  ...closed(
    {
      accepted: { ...count, description: 'The size next to the limit that the server accepts, in bytes or pixels.' },
      refused: { ...count, description: 'The size next to the limit that the server refuses, in bytes or pixels.' },
      ended: { ...text, description: 'Why the search ended early. Absent for one that came to its end.' },
      probes: {
        description: 'The requests of the search, oldest first.',
        type: 'array',
        items: closed(
          {
            img1: { ...text, description: 'The fixture that was sent as the selfie.' },
            img2: { ...text, description: 'The fixture that was sent as the KTP.' },
            answered: answeredSchema,
            evidence: evidenceSchema,
          },
          ['img1', 'img2', 'evidence'],
        ),
      },
    },
    ['probes'],
  ),
} as const;

const verdicts = ['passed', 'failed', 'inconclusive', 'known', 'error', 'skipped'] as const;

const caseSchema = closed(
  {
    id: text,
    title: text,
    kind: { description: 'The kind that the contract demands, or that a client gets.', enum: responseKinds },
    answered: answeredSchema,
    profile: {
      ...text,
      description: 'The profile under which a client got the case. Absent in a run under one profile.',
    },
    tags: texts,
    verdict: { enum: verdicts },
    reason: { ...text, description: 'Why the run skipped the case, or how the kit failed.' },
    notes: { ...texts, description: 'Remarks that change no verdict.' },
    cutShort: { const: true, description: 'The run ended before the case did.' },
    durationMs: { ...count, description: 'Milliseconds of the request with its answer, or of the client process.' },
    reproduce: {
      ...text,
      description: 'A command line that sends the request again. Secrets stand in it as variables.',
    },
    checks: { type: 'array', items: checkSchema },
    sent: {
      description:
        'The parts that a run on a server sent, masked and with variables for secrets: of a file its fixture and measures.',
      type: 'array',
      items: closed({ name: text, as: text, content: text }, ['name', 'as', 'content']),
    },
    evidence: evidenceSchema,
    search: searchSchema,
  },
  ['id', 'title', 'kind', 'tags', 'verdict', 'durationMs', 'checks'],
);

const causeSchema = closed(
  {
    headline: { ...text, description: 'The cause in one line.' },
    outcome: { enum: ['failed', 'inconclusive'] },
    checks: { ...texts, description: 'Ids of the checks that are not passed.' },
    cases: { ...texts, description: 'Ids of the cases.' },
  },
  ['headline', 'outcome', 'checks', 'cases'],
);

const explanationSchema = {
  description:
    'A profile under which a server answers as this one did. Absent when all passed, or nothing explains it.',
  ...closed(
    {
      profile: { ...text, description: 'A built-in profile. Absent for the profile of the run.' },
      decisions: {
        description: 'The decisions in which the server differs from that profile.',
        type: 'array',
        items: closed(
          {
            path: { enum: profilePaths },
            value: { description: 'The value of the decision.' },
            cases: { ...texts, description: 'Ids of the cases of which it explains something.' },
          },
          ['path', 'value', 'cases'],
        ),
      },
      explained: { ...texts, description: 'Ids of the cases that did not pass and do under this profile.' },
      remaining: { ...texts, description: 'Ids of the cases that do not pass under this profile either.' },
      profileFile: { ...text, description: 'A profile file with these decisions, as YAML.' },
    },
    ['decisions', 'explained', 'remaining'],
  ),
} as const;

const readingSchema = closed(
  {
    ambiguity: { ...text, description: 'Id of the open question.' },
    question: text,
    observed: { ...texts, description: 'The different values that the answers showed.' },
    readings: { ...texts, description: 'Ids of the readings that fit all of them.' },
    description: { ...text, description: 'The readings as text.' },
    matchesProfile: { type: 'boolean', description: 'Whether the reading that the profile assumes is among them.' },
    unknown: { ...text, description: 'Why the answers do not tell. Absent where they do.' },
  },
  ['ambiguity', 'question', 'observed', 'readings', 'description', 'matchesProfile'],
);

/** The JSON Schema of the JSON report (draft 2020-12), committed as `conformance/report.schema.json`. */
export const runReportSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'urn:eendigo-kit:report',
  title: 'eendigo-kit conformance report',
  description: 'One run of the conformance cases on a server or a client.',
  ...closed(
    {
      format: { const: 1, description: 'The version of this format.' },
      kit: { ...text, description: 'The version of the kit.' },
      document: {
        description: "The API's document that the kit follows. Absent in reports of earlier versions.",
        ...closed({ title: text, version: text, published: text }, ['title', 'version', 'published']),
      },
      environment: {
        description: 'Where the run took place. Absent in reports of earlier versions.',
        ...closed({ node: text, platform: text, arch: text }, ['node', 'platform', 'arch']),
      },
      direction: { enum: ['server', 'client'] },
      subject: { ...text, description: "The target's address, or the client's command." },
      profile: {
        description: 'The profile whose readings the run assumed, with every decision (see profile.schema.json).',
        ...closed({ name: text, decisions: { type: 'object' } }, ['name', 'decisions']),
      },
      plan: closed(
        {
          cases: { ...count, description: 'Cases, skipped ones included.' },
          sent: { ...count, description: 'Cases that the plan sends.' },
          mayBeCharged: { ...count, description: 'The highest number of calls that may be charged.' },
        },
        ['cases', 'sent', 'mayBeCharged'],
      ),
      startedAt: { ...text, description: 'ISO 8601.' },
      durationMs: count,
      cutShort: { ...text, description: 'Why the run ended before its last case. Absent for a complete run.' },
      notes: { ...texts, description: 'Remarks that belong to no case.' },
      exit: closed({ code: { enum: Object.values(exitCodes) }, reason: text }, ['code', 'reason']),
      summary: {
        description: 'The number of cases with each verdict.',
        ...closed(
          { passed: count, failed: count, inconclusive: count, known: count, error: count, skipped: count },
          verdicts,
        ),
      },
      causes: { description: 'What is not passed, by cause.', type: 'array', items: causeSchema },
      doubleCharges: {
        description:
          'Charges beyond the first of each call, for requests that the client repeated. Absent when there are none, and in a run on a server.',
        ...closed(
          {
            charges: count,
            cases: { type: 'array', items: text, description: 'Ids of the cases.' },
            money: { ...text, description: 'What the charges cost. Absent without --price.' },
          },
          ['charges', 'cases'],
        ),
      },
      knownFailures: {
        description: 'The file of known failures, and its entries that do not hold. Absent for a run without one.',
        ...closed(
          {
            file: text,
            problems: {
              type: 'array',
              items: closed(
                {
                  line: { ...count, description: 'The line of the entry in the file, from 1.' },
                  case: text,
                  check: text,
                  type: {
                    description:
                      'stale: no such case or check; expired; unmatched: the check does not fail; different: it fails otherwise.',
                    enum: ['stale', 'expired', 'unmatched', 'different'],
                  },
                  problem: text,
                },
                ['line', 'case', 'check', 'type', 'problem'],
              ),
            },
          },
          ['file', 'problems'],
        ),
      },
      explanation: explanationSchema,
      readings: { description: 'What the answers show of open questions.', type: 'array', items: readingSchema },
      cases: { type: 'array', items: caseSchema },
      exchanges: {
        description:
          'What a recorder passed on, in the order in which the requests came; cases is empty then. Absent for a run of cases. An addition to format 1.',
        type: 'array',
        items: createExchangeSchema(evidenceSchema),
      },
    },
    [
      'format',
      'kit',
      'direction',
      'subject',
      'profile',
      'plan',
      'startedAt',
      'durationMs',
      'exit',
      'summary',
      'causes',
      'readings',
      'cases',
    ],
  ),
} as const;
