import type { ErrorObject } from 'ajv';
import { nearest } from './nearest.js';

/** A JSON Schema, as far as the kit looks into one that it made itself. */
export interface PlainSchema {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, PlainSchema>>;
  readonly items?: unknown;
  /** What is allowed, in words. */
  readonly 'x-allowed'?: string;
  readonly [keyword: string]: unknown;
}

/** What was held against a schema, and what it is called where the whole of it is meant. */
export interface Held {
  readonly schema: PlainSchema;
  readonly value: unknown;
  /** For instance `the profile`. */
  readonly name: string;
}

/**
 * Says ajv's errors in one line that names the path, the value and what is allowed:
 * `decisions.status.success: "200" is a string; allowed: a whole number from 200 to 599, ...`.
 */
export function problemInWords(errors: readonly ErrorObject[], held: Held): string {
  // A key that is unknown is often why another is missing.
  const isKnown = ({ keyword }: ErrorObject): number => (keyword === 'additionalProperties' ? 0 : 1);
  const sorted = errors.toSorted((one, other) => isKnown(one) - isKnown(other));
  const said = sorted.map((error) => ({ error, text: inWords(error, held) }));
  const [problem, ...others] = [...new Set(said.flatMap(({ text }) => text))];
  // Several errors may come to the same words; any of them may know what was meant.
  const meant = said.filter(({ text }) => text[0] === problem).map(({ error }) => meantBy(error, held));
  const suggestion = meant.find((word) => word !== undefined);
  return `${problem}${suggestion === undefined ? '' : ` (did you mean ${suggestion}?)`}${others.length > 0 ? ` (and ${others.length} more like it)` : ''}`;
}

/** The key or word that was probably meant by one that is not allowed. */
function meantBy({ keyword, params, instancePath, parentSchema }: ErrorObject, held: Held): string | undefined {
  const keys = instancePath.split('/').slice(1).map(unescaped);
  if (keyword === 'additionalProperties') {
    // Deeper than what is described, only a verbose validator tells which keys there are.
    const { schema, isWhole } = descend(keys, held);
    const known = Object.keys((isWhole ? schema : (parentSchema as PlainSchema | undefined))?.properties ?? {});
    return nearest(
      String(params['additionalProperty']),
      known.filter((key) => key !== '$schema'),
    );
  }
  if (keyword !== 'enum') return undefined;
  const value = keys.reduce<unknown>((at, key) => Reflect.get(Object(at), key), held.value);
  const words = (params['allowedValues'] as readonly unknown[]).filter((word) => typeof word === 'string');
  return typeof value === 'string' ? nearest(value, words) : undefined;
}

function inWords(error: ErrorObject, held: Held): string[] {
  const { schema: at, place, value, isWhole } = descend(error.instancePath.split('/').slice(1).map(unescaped), held);
  // Deeper than what is described, it only shows that the described place does not hold what is allowed there.
  switch (isWhole || error.keyword === 'if' ? error.keyword : 'anyOf') {
    // It only repeats that one of the others failed.
    case 'if':
      return [];
    case 'additionalProperties': {
      const known = Object.keys(at.properties ?? {}).filter((key) => key !== '$schema');
      const unknown = String(error.params['additionalProperty']);
      // A secret becomes a key by a colon that is left out, or a space behind it; a file that is named by mistake has other lines.
      const isNear = nearest(unknown, known) !== undefined;
      const hidden = at['x-secret'] === true && !isNear && (place !== '' || !isPlain(unknown));
      return [
        `${hidden ? `${place || held.name}: a key is` : `${join(place, quoted(unknown))}:`} unknown; allowed: ${known.join(', ')}`,
      ];
    }
    case 'required': {
      const key = String(error.params['missingProperty']);
      return [`${join(place, key)}: missing; allowed: ${at.properties?.[key]?.['x-allowed'] ?? 'a value'}`];
    }
    default: {
      const said =
        at['x-secret'] === true
          ? `the value ${refused(isWhole ? error.keyword : '', value)}`
          : described(value, isWhole ? error.keyword : '');
      return [`${place || held.name}: ${said}; allowed: ${at['x-allowed'] ?? 'a value'}`];
    }
  }
}

/** Follows an instance path through the value and the schema, as far as a place of its own is described. */
function descend(keys: readonly string[], { schema, value: whole }: Held) {
  let at = schema;
  let value = whole;
  let place = '';
  let depth = 0;
  for (const key of keys) {
    const below = at.properties?.[key] ?? itemsOf(at);
    // Inside a list of plain values, the message is about the list.
    if (!below) break;
    depth += 1;
    place = at.properties?.[key] ? join(place, key) : `${place}[${key}]`;
    at = typeof below['$ref'] === 'string' ? resolved(schema, below['$ref']) : below;
    value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  }
  return { schema: at, value, place, isWhole: depth === keys.length };
}

/** The schema of a list's items, where they are mappings. */
function itemsOf({ items }: PlainSchema): PlainSchema | undefined {
  return typeof items === 'object' && items !== null && 'properties' in items ? (items as PlainSchema) : undefined;
}

function resolved(schema: PlainSchema, reference: string): PlainSchema {
  const found = reference
    .replace(/^#\//, '')
    .split('/')
    .reduce<unknown>((at, key) => Reflect.get(Object(at), key), schema);
  return Object(found) as PlainSchema;
}

function described(value: unknown, keyword: string): string {
  const written = writtenOut(value);
  const short = written.length > 80 ? `${written.slice(0, 77)}...` : written;
  return `${short} ${refused(keyword, value)}`;
}

function writtenOut(value: unknown): string {
  // JSON has neither NaN nor Infinity.
  if (typeof value === 'number') return String(value);
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    // A circle, what ends the stack, or a whole number that JSON does not have.
    return typeof value === 'object' ? 'it' : String(value);
  }
}

function refused(keyword: string, value: unknown): string {
  return keyword === 'type' ? `is ${typeName(value)}` : 'is not allowed';
}

/** A key of somebody else's as it stands where it is plain, else in quotes: it may be long or hold a terminal's escapes. */
function quoted(key: string): string {
  return isPlain(key) ? key : JSON.stringify(key.slice(0, 60));
}

function isPlain(key: string): boolean {
  return /^[\w$.-]{1,60}$/.test(key);
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
