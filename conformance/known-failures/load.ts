import { stat } from 'node:fs/promises';
import {
  createChecker,
  KitError,
  type ParsedYaml,
  type PlainSchema,
  problemInWords,
  readTextFile,
  readYaml,
  reasonOf,
} from '../../spec/index.js';
import type { AcceptedFailure } from '../checks/check.js';

/** One entry of a file of known failures. */
export interface KnownFailure extends AcceptedFailure {
  readonly case: string;
  readonly check: string;
  /** A part of the check's actual text, in which `*` stands for any characters. */
  readonly actual: string;
  /** The line of the entry in the file, from 1. */
  readonly line: number;
}

/** A file of known failures: failures of one server or client that a person accepts until a date. */
export interface KnownFailures {
  readonly file: string;
  readonly entries: readonly KnownFailure[];
}

/** What stands in an entry that a person has not completed. */
export const placeholder = 'TODO';

const id = { type: 'string', minLength: 1 } as const;
/** A text that a person has written: neither blank nor the placeholder. */
const written = { type: 'string', pattern: `^(?!\\s*(?:${placeholder})?\\s*$)` } as const;

const schema: PlainSchema = {
  type: 'array',
  'x-allowed': 'a list of entries, or [] for none',
  items: {
    type: 'object',
    'x-allowed': 'an entry with case, check, owner, reason, expires and actual',
    required: ['case', 'check', 'owner', 'reason', 'expires', 'actual'],
    additionalProperties: false,
    properties: {
      case: { ...id, 'x-allowed': 'the id of a case' },
      check: { ...id, 'x-allowed': 'the id of a check' },
      owner: { ...written, 'x-allowed': `the name of a person or a team, not ${placeholder}` },
      reason: { ...written, 'x-allowed': `why the failure is accepted, not ${placeholder}` },
      expires: {
        type: 'string',
        pattern: '^\\d{4}-\\d\\d-\\d\\d$',
        'x-allowed': 'the last day on which it is accepted, as YYYY-MM-DD',
      },
      actual: { ...id, 'x-allowed': 'a part of the actual text, in which * stands for any characters' },
    },
  },
};
const checker = createChecker(schema, { name: 'the file' });

/** The size limit of the file in bytes, checked before it is read. An entry has about 300. */
const maxBytes = 1_000_000;

/**
 * Loads a file of known failures.
 *
 * @throws KitError `setup` with the file, the line and what is allowed there: a file that cannot be read, an entry that
 * breaks the schema, a date that does not exist, two entries for one check of a case
 */
export async function loadKnownFailures(file: string): Promise<KnownFailures> {
  const { value, lineOf } = parse(file, await readBounded(file));
  const [problem] = checker.problems(value);
  if (problem)
    throw new KitError('setup', `${file}:${lineOf(problem.keys)}: ${problemInWords(problem, 'the known failures')}`);
  const entries = (value as readonly Omit<KnownFailure, 'line'>[]).map((entry, at) => ({
    ...entry,
    line: lineOf([String(at)]),
  }));
  for (const [at, { case: caseId, check, expires }] of entries.entries()) {
    if (!isDate(expires))
      throw new KitError(
        'setup',
        `${file}:${lineOf([String(at), 'expires'])}: [${at}].expires: ${expires} is no date; allowed: a day of the calendar, as YYYY-MM-DD`,
      );
    const first = entries.slice(0, at).find((other) => other.case === caseId && other.check === check);
    if (first)
      throw new KitError(
        'setup',
        `${file}:${lineOf([String(at)])}: [${at}]: line ${first.line} has an entry for ${caseId}, ${check} already; remove one`,
      );
  }
  return { file, entries };
}

function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function parse(file: string, text: string): ParsedYaml {
  try {
    return readYaml(text);
  } catch (error) {
    throw new KitError('setup', `${file}: cannot be read as YAML (${reasonOf(error)}); correct the file`, {
      cause: error,
    });
  }
}

async function readBounded(file: string): Promise<string> {
  try {
    const found = await stat(file);
    if (!found.isFile()) throw new KitError('setup', `${file}: is not a file; give the path of a YAML file`);
    if (found.size > maxBytes)
      throw new KitError('setup', `${file}: has ${found.size} bytes, the limit is ${maxBytes}; give a smaller file`);
    return await readTextFile(file);
  } catch (error) {
    if (error instanceof KitError) throw error;
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const reason = missing ? 'does not exist' : `cannot be read (${reasonOf(error)})`;
    throw new KitError('setup', `${file}: ${reason}; --write-known-failures starts one from a run`, { cause: error });
  }
}
