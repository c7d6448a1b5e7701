import { nearest } from './nearest.js';

/** A JSON Schema of the kit, with the keywords that it reads. */
export interface PlainSchema {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, PlainSchema>>;
  readonly items?: unknown;
  /** Allowed values, in words. */
  readonly 'x-allowed'?: string;
  readonly [keyword: string]: unknown;
}

/** An error of ajv, as far as the kit reads it. Its own type would make ajv a package that users of the declarations need. */
export interface SchemaError {
  readonly keyword: string;
  readonly instancePath: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
  readonly propertyName?: string;
  readonly parentSchema?: PlainSchema;
  readonly data?: unknown;
}

/** A validated value with its schema. */
export interface Held {
  readonly schema: PlainSchema;
  readonly value: unknown;
}

/** One problem of a value. */
export interface InputProblem {
  /** The place, as keys from the root. An unknown or missing key is the last one. */
  readonly keys: readonly string[];
  /** The problem: `is a string`, `is not allowed`, `unknown`, `missing`. */
  readonly issue: string;
  /** The value, shortened. Absent if it may be a secret, or if there is no value. */
  readonly shown?: string;
  /** Whether there is a value. */
  readonly isValue: boolean;
  /** Whether the last key may be a secret or is long, so that messages must not repeat it. */
  readonly isKeyHidden: boolean;
  /** Allowed values at this place, in words. */
  readonly allowed: string;
  /** The suggested correction of a misspelling. */
  readonly meant?: string;
}

/** Characters of a value that a message repeats. */
const mostShown = 80;

/**
 * Converts the errors of a verbose ajv validator to problems, one per place. Unknown keys come first, because a misspelt key
 * is often the reason why another is missing.
 */
export function inputProblems(errors: readonly SchemaError[], held: Held): readonly InputProblem[] {
  const isUnknown = ({ keyword }: SchemaError): number => (keyword === 'additionalProperties' ? 0 : 1);
  const found = errors
    // An `if` error only repeats that another one failed.
    .filter(({ keyword }) => keyword !== 'if')
    .toSorted((one, other) => isUnknown(one) - isUnknown(other))
    .map((error) => problemOf(error, held));
  const placeOf = ({ keys }: InputProblem): string => JSON.stringify(keys);
  const byPlace = new Map<string, InputProblem>();
  for (const problem of found) {
    const first = byPlace.get(placeOf(problem)) ?? problem;
    // Any error of the place may have the suggestion.
    const meant = first.meant ?? problem.meant;
    byPlace.set(placeOf(problem), { ...first, ...(meant === undefined ? {} : { meant }) });
  }
  const problems = [...byPlace.values()];
  const misspelt = new Set(
    problems.flatMap(({ issue, keys, meant }) =>
      issue === 'unknown' ? [JSON.stringify([...keys.slice(0, -1), meant])] : [],
    ),
  );
  // A key that is misspelt is not missing too.
  return problems.filter((problem) => problem.issue !== 'missing' || !misspelt.has(placeOf(problem)));
}

/** Formats a problem without its place: `"200" is a string; allowed: a whole number from 200 to 599`. */
export function detailInWords({ issue, shown, isValue, allowed, meant }: InputProblem): string {
  const value = isValue ? `${shown ?? 'the value'} ` : '';
  return `${value}${issue}; allowed: ${allowed}${meant === undefined ? '' : ` (did you mean ${meant}?)`}`;
}

/** Formats a problem in one line: `decisions.status.success: "200" is a string; allowed: ...`. `name` stands for the root. */
export function problemInWords(problem: InputProblem, name: string): string {
  const { keys, isKeyHidden } = problem;
  if (!isKeyHidden) return `${keysInWords(keys) || name}: ${detailInWords(problem)}`;
  return `${keysInWords(keys.slice(0, -1)) || name}: a key is ${detailInWords(problem)}`;
}

/** Formats keys as in code: `rules[0].fault.ms`. */
export function keysInWords(keys: readonly string[]): string {
  return keys
    .map((key) => (/^\d+$/.test(key) ? `[${key}]` : `.${quoted(key)}`))
    .join('')
    .replace(/^\./, '');
}

function problemOf(error: SchemaError, held: Held): InputProblem {
  const { keyword, params, parentSchema, data } = error;
  const keys = error.instancePath.split('/').slice(1).map(unescaped);
  const parent: PlainSchema = parentSchema ?? {};
  const found = descend(keys, held);
  // If a list of plain values describes what it allows, the message is about the list.
  const isDescribed = found.schema['x-allowed'] !== undefined && Array.isArray(found.value);
  const isListed = isDescribed && keys.length - found.depth === 1 && Object(data) !== data;
  const at = found.depth === keys.length || isListed ? found.schema : parent;
  const isSecret = found.schema['x-secret'] === true || parent['x-secret'] === true;
  const properties = at.properties ?? parent.properties ?? {};
  switch (keyword) {
    case 'additionalProperties': {
      const known = Object.keys(properties).filter((key) => key !== '$schema');
      const unknown = String(params['additionalProperty']);
      const meant = nearest(unknown, known);
      return {
        keys: [...keys, unknown],
        issue: 'unknown',
        isValue: false,
        // A misplaced colon can turn a secret into a key, and a wrong file may contain anything.
        isKeyHidden: isSecret && meant === undefined && (keys.length > 0 || !isPlain(unknown)),
        allowed: known.join(', ') || 'nothing',
        ...(meant === undefined ? {} : { meant }),
      };
    }
    case 'required': {
      const key = String(params['missingProperty']);
      const { propertyName } = Object(parent['discriminator']) as { readonly propertyName?: string };
      const allowed = propertyName === key ? tagsOf(parent).join(', ') : allowedIn(properties[key] ?? {}, held.schema);
      return { keys: [...keys, key], issue: 'missing', isValue: false, isKeyHidden: false, allowed };
    }
    case 'discriminator': {
      const tags = tagsOf(parent);
      const { tag, tagValue } = params as { readonly tag: string; readonly tagValue?: unknown };
      const place = { keys: [...keys, tag], isKeyHidden: false, allowed: tags.join(', ') };
      if (tagValue === undefined) return { ...place, issue: 'missing', isValue: false };
      return { ...place, ...valueAt(tagValue, keyword, isSecret), ...meantBy(tagValue, tags) };
    }
    default: {
      const words = keyword === 'enum' ? (params['allowedValues'] as readonly unknown[]) : [];
      const value = isListed ? found.value : data;
      return {
        keys: isListed ? keys.slice(0, -1) : keys,
        ...valueAt(value, isListed ? '' : keyword, isSecret),
        isKeyHidden: false,
        allowed: allowedIn(at['x-allowed'] === undefined ? parent : at, held.schema),
        ...meantBy(data, words),
      };
    }
  }
}

/** Returns the titles of the branches of a tagged union. */
function tagsOf({ oneOf }: PlainSchema): readonly string[] {
  return ((oneOf ?? []) as readonly { readonly title?: string }[]).flatMap(({ title }) => title ?? []);
}

function valueAt(value: unknown, keyword: string, isSecret: boolean) {
  const issue = keyword === 'type' ? `is ${typeName(value)}` : 'is not allowed';
  return { issue, isValue: true, isKeyHidden: false, ...(isSecret ? {} : { shown: shortened(writtenOut(value)) }) };
}

function meantBy(value: unknown, words: readonly unknown[]): { readonly meant?: string } {
  const known = words.filter((word) => typeof word === 'string');
  const meant = typeof value === 'string' ? nearest(value, known) : undefined;
  return meant === undefined ? {} : { meant };
}

/** Returns what a schema allows, in words: its `x-allowed`, or a description of its keywords. */
export function allowedIn(schema: PlainSchema, root: PlainSchema = {}): string {
  const { 'x-allowed': words, $ref: reference, enum: values, const: only, type, oneOf } = schema;
  if (words !== undefined) return words;
  if (typeof reference === 'string') return allowedIn(resolved(root, reference), root);
  if (Array.isArray(values)) return values.map(String).join(' or ');
  if (only !== undefined) return String(only);
  const branches = [schema['then'], schema['else']].filter((branch) => typeof branch === 'object' && branch !== null);
  if (branches.length > 1) return branches.map((branch) => allowedIn(branch as PlainSchema, root)).join(', or ');
  if (type === undefined && Array.isArray(oneOf)) return oneOf.map((branch) => allowedIn(branch, root)).join(', or ');
  const types: readonly unknown[] = [type ?? []].flat();
  return types.map((one) => allowedOf(one, schema)).join(' or ') || 'something else';
}

function allowedOf(type: unknown, schema: PlainSchema): string {
  switch (type) {
    case 'integer':
      return `a whole number${rangeOf(schema['minimum'], schema['maximum'])}`;
    case 'number':
      return `a number${rangeOf(schema['minimum'], schema['maximum'])}`;
    case 'boolean':
      return 'true or false';
    case 'string': {
      const pattern = typeof schema['pattern'] === 'string' ? ` that matches ${schema['pattern']}` : '';
      const range = rangeOf(schema['minLength'], schema['maxLength']).replace(/^ (from )?/, ' of ');
      return `a text${range === '' ? '' : `${range} characters`}${pattern}`;
    }
    case 'array':
      return schema['maxItems'] === undefined ? 'a list' : `a list of at most ${schema['maxItems']}`;
    case 'object': {
      const keys = Object.keys(schema.properties ?? {});
      return `a mapping${keys.length > 0 ? ` with ${keys.join(', ')}` : ''}`;
    }
    default:
      return 'nothing';
  }
}

function rangeOf(minimum: unknown, maximum: unknown): string {
  if (minimum === undefined) return maximum === undefined ? '' : ` up to ${maximum}`;
  return maximum === undefined ? ` from ${minimum}` : ` from ${minimum} to ${maximum}`;
}

/** Follows an instance path through the value and the schema, as far as the schema describes it. */
function descend(keys: readonly string[], { schema, value: whole }: Held) {
  let at = typeof schema['$ref'] === 'string' ? resolved(schema, schema['$ref']) : schema;
  let value = whole;
  let depth = 0;
  for (const key of keys) {
    const below = at.properties?.[key] ?? itemsOf(at);
    if (!below) break;
    depth += 1;
    at = typeof below['$ref'] === 'string' ? resolved(schema, below['$ref']) : below;
    value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  }
  return { schema: at, value, depth };
}

/** Returns the schema of a list's items if they are mappings or have `x-allowed`. */
function itemsOf({ items }: PlainSchema): PlainSchema | undefined {
  return typeof items === 'object' && items !== null && ('properties' in items || 'x-allowed' in items)
    ? (items as PlainSchema)
    : undefined;
}

function resolved(schema: PlainSchema, reference: string): PlainSchema {
  const found = reference
    .replace(/^#\//, '')
    .split('/')
    .reduce<unknown>((at, key) => Reflect.get(Object(at), key), schema);
  return Object(found) as PlainSchema;
}

function shortened(text: string): string {
  return text.length > mostShown ? `${text.slice(0, mostShown - 3)}...` : text;
}

function writtenOut(value: unknown): string {
  // JSON has neither NaN nor Infinity.
  if (typeof value === 'number') return String(value);
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    // A circular or too deeply nested value, or a bigint.
    return typeof value === 'object' ? 'it' : String(value);
  }
}

/** Returns a plain key unchanged, and any other shortened in quotes, because it may contain terminal escapes. */
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

function unescaped(key: string): string {
  return key.replaceAll('~1', '/').replaceAll('~0', '~');
}
