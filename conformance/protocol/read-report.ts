import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { nearest, responseKinds } from '../../spec/index.js';
import { isObject, type JsonObject, parseJson } from '../wire/answer.js';
import { formatList } from '../wire/format-list.js';
import { type ClientReport, clientOutcomes, type ReadReport, reportedFields } from './protocol.js';

/** The keys of a report. */
const reportKeys = ['outcome', 'kind', 'fields', 'reason'];

/** Allows unknown keys, because a client may write more than the protocol defines. */
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
  const notes = isObject(value) ? unknownKeys(value) : [];
  if (validate(value)) return { report: value, notes };
  return { problem: [...(validate.errors ?? []).map(problemOf), ...notes].join('; ') };
}

/** Describes one error of a report, with its place and its remedy. */
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
