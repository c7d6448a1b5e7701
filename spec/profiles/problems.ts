import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { decisionAt } from './paths.js';
import { type PlainSchema, type ProfileDocument, profileSchema } from './schema.js';

const schema = profileSchema();

let compiled: ValidateFunction<ProfileDocument> | undefined;

/** Compiled on first use: it takes longer than all else that a start does, and the built-in profiles need none. */
function validator(): ValidateFunction<ProfileDocument> {
  compiled ??= new Ajv2020({ strict: false, allErrors: true }).compile<ProfileDocument>(schema);
  return compiled;
}

/** A profile file's contents, checked: the document, or what is wrong with it in one line. */
export type CheckedDocument = { readonly document: ProfileDocument } | { readonly problem: string };

/**
 * Holds the parsed contents of a profile file against the schema. A problem names the path, the value and what is
 * allowed: `decisions.status.success: "200" is a string; allowed: a whole number from 200 to 599, ...`.
 */
export function checkDocument(value: unknown): CheckedDocument {
  const validate = validator();
  if (validate(value)) return { document: value };
  const [problem, ...others] = [...new Set((validate.errors ?? []).flatMap((error) => inWords(error, value)))];
  return { problem: `${problem}${others.length > 0 ? ` (and ${others.length} more like it)` : ''}` };
}

function inWords(error: ErrorObject, whole: unknown): string[] {
  const keys = error.instancePath.split('/').slice(1).map(unescaped);
  const { schema: at, place, value } = descend(keys, whole);
  const name = place || 'the profile';
  switch (error.keyword) {
    // It only repeats that one of the others failed.
    case 'if':
      return [];
    case 'additionalProperties': {
      const known = Object.keys(at.properties ?? {}).filter((key) => key !== '$schema');
      const unknown = quoted(String(error.params['additionalProperty']));
      return [`${join(place, unknown)}: unknown; allowed: ${known.join(', ')}`];
    }
    case 'required': {
      const key = String(error.params['missingProperty']);
      return [`${join(place, key)}: missing; allowed: ${at.properties?.[key]?.['x-allowed'] ?? 'a value'}`];
    }
    default:
      return [`${name}: ${described(value, error.keyword)}; allowed: ${at['x-allowed'] ?? 'a value'}`];
  }
}

/** Follows an instance path through the value and the schema, as far as a place of its own is described. */
function descend(keys: readonly string[], whole: unknown) {
  let at = schema;
  let value = whole;
  const place: string[] = [];
  for (const key of keys) {
    const below = at.properties?.[key];
    // Inside a list, the message is about the list.
    if (!below) break;
    at = below['$ref'] === '#/$defs/provenance' ? provenance : below;
    value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
    place.push(key);
  }
  return { schema: at, value, place: place.join('.') };
}

const provenance = decisionAt(schema, '$defs.provenance') as PlainSchema;

function described(value: unknown, keyword: string): string {
  const written = JSON.stringify(value) ?? String(value);
  const short = written.length > 80 ? `${written.slice(0, 77)}...` : written;
  return keyword === 'type' ? `${short} is ${typeName(value)}` : `${short} is not allowed`;
}

/** A key of somebody else's as it stands where it is plain, else in quotes: it may be long or hold a terminal's escapes. */
function quoted(key: string): string {
  return /^[\w$.-]{1,60}$/.test(key) ? key : JSON.stringify(key.slice(0, 60));
}

function typeName(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a mapping' : `a ${typeof value}`;
}

function join(place: string, key: string): string {
  return place === '' ? key : `${place}.${key}`;
}

function unescaped(key: string): string {
  return key.replaceAll('~1', '/').replaceAll('~0', '~');
}
