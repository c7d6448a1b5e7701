import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { nearest, responseKinds } from '../../spec/index.js';
import { isObject, type JsonObject, parseJson } from '../wire/answer.js';
import { formatList } from '../wire/format-list.js';
import { type ClientReport, clientOutcomes, type ReadReport, reportedFields } from './protocol.js';

/** The keys of a report and, in `fields`, the values that it can hold. */
const reportKeys = ['outcome', 'kind', 'fields', 'reason'];

/** Unknown keys are allowed: a client may write more than the protocol reads. */
const validate = new Ajv2020({ allErrors: true, verbose: true }).compile<ClientReport>({
  type: 'object',
  required: ['outcome'],
  properties: {
    outcome: { enum: clientOutcomes },
    kind: { enum: [...responseKinds, null] },
    fields: {
      type: ['object', 'null'],
      properties: Object.fromEntries(reportedFields.map((name) => [name, { type: ['string', 'null'] }])),
    },
    reason: { type: ['string', 'null'] },
  },
});

/** Characters of a key or a value that a message repeats: enough to find it, too few to give a secret away. */
const mostShown = 40;
/** Unknown keys that are named one by one. */
const mostKeys = 5;

/** Reads a report's text, with or without a byte order mark. Keys that the protocol does not know become notes. */
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
  const notes = isObject(value) ? unknownKeys(value) : [];
  if (validate(value)) return { report: value, notes };
  return { problem: [...(validate.errors ?? []).map(problemOf), ...notes].join('; ') };
}

/** What is wrong at one place of a report, and what to write there. */
function problemOf({ instancePath, keyword, data }: ErrorObject): string {
  const place = instancePath.slice(1).replaceAll('/', '.');
  if (keyword === 'required') return `outcome is missing; write one of ${formatList(clientOutcomes)}`;
  switch (place) {
    case '':
      return `the report is ${article(data)}; write one JSON object`;
    case 'outcome':
      return `outcome is ${noneOf(data, clientOutcomes)}`;
    case 'kind':
      return `kind is ${noneOf(data, responseKinds)}, or leave it out`;
    case 'fields':
      return `fields is ${article(data)}; write an object of texts`;
    default:
      return `${place} is ${article(data)}; write it as text, as it came, or null`;
  }
}

function noneOf(value: unknown, words: readonly string[]): string {
  if (typeof value !== 'string') return `${article(value)}; write one of ${formatList(words)}`;
  return `${quoted(value)}${meant(value, words)}; write one of ${formatList(words)}`;
}

/** Notes on the keys of a report that the protocol does not know. */
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

function article(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  switch (typeof value) {
    case 'object':
      return 'an object';
    case 'string':
      return 'a text';
    case 'number':
      return 'a number';
    case 'boolean':
      return `the word ${value}`;
    default:
      return 'something else';
  }
}
