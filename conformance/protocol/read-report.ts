import { createChecker, nearest, problemInWords } from '../../spec/index.js';
import { isObject, type JsonObject, parseJson } from '../wire/answer.js';
import { formatList } from '../wire/format-list.js';
import type { ReadReport } from './protocol.js';
import { reportedFields, reportSchema } from './report-schema.js';
import type { ClientReport } from './report-types.js';

/** The keys of a report. */
const reportKeys = Object.keys(reportSchema.properties);

const checker = createChecker(reportSchema, { name: 'the report' });

/** The number of characters that a message quotes: enough to find the value, too few to reveal a secret. */
const mostShown = 40;
/** The number of unknown keys that a note names. */
const mostKeys = 5;

/** Parses the text of a report, with or without a byte order mark. An unknown key becomes a note. */
export function readReport(text: string): ReadReport {
  const plain = text.replace(/^\uFEFF/, '').trim();
  if (plain === '') return { problem: 'the report is empty; write one JSON object' };
  const value = parseJson(plain);
  if (value === undefined)
    return {
      problem: /^\{.*[^}]$/s.test(plain)
        ? 'the report stops in the middle of its JSON; write all of it before the client exits'
        : 'the report is not JSON; write one JSON object in UTF-8',
    };
  return readReportValue(value);
}

/** Checks the value of a report. An unknown key becomes a note. */
export function readReportValue(value: unknown): ReadReport {
  const notes = isObject(value) ? unknownKeys(value) : [];
  const problems = checker.problems(value);
  if (problems.length === 0) return { report: value as unknown as ClientReport, notes };
  return { problem: [...problems.map((problem) => problemInWords(problem, 'the report')), ...notes].join('; ') };
}

/** Creates the notes on unknown keys. */
function unknownKeys(report: JsonObject): readonly string[] {
  const { fields } = report;
  return [
    ...notesOn('the report', report, reportKeys),
    ...(isObject(fields) ? notesOn('fields', fields, reportedFields) : []),
  ];
}

function notesOn(place: string, object: JsonObject, known: readonly string[]): readonly string[] {
  const unknown = Object.keys(object).filter((key) => !known.includes(key));
  if (unknown.length === 0) return [];
  const shown = unknown.slice(0, mostKeys).map((key) => `${quoted(key)}${meant(key, known)}`);
  const more = unknown.length - shown.length;
  const keys = formatList(more > 0 ? [...shown, `${more} more`] : shown);
  return [`${place} has ${keys}, which the protocol does not know and nothing reads`];
}

function meant(word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  return near === undefined ? '' : ` (did you mean ${JSON.stringify(near)}?)`;
}

function quoted(text: string): string {
  return JSON.stringify(text.length > mostShown ? `${text.slice(0, mostShown)}…` : text);
}
