import type { OpenAPIObject } from 'openapi3-ts/oas31';
import { createAjv, type SchemaCompiler, type SchemaValidator } from './checking.js';
import { type Decisions, decisionsSchema } from './decisions/index.js';
import { KitError, reasonOf } from './error.js';
import { type PictureLimits, patternWords, pictureLimitsSchema, scenarioSchema } from './extensions.js';
import { buildOpenApi } from './openapi.js';
import { documented, type Profile } from './profile.js';
import type { FreshValue } from './scenarios.js';
import type { SchemaError } from './schema-words.js';
import { schemaName } from './schemas.js';
import { type Answer, compileTemplate, type FreshValues, setAt } from './template.js';
import { readTextFile } from './text-file.js';
import { type ResponseKind, responseKinds } from './vocabulary.js';
import { parseYaml } from './yaml.js';

/** One body part of the request. */
export interface Part {
  readonly name: string;
  readonly required: boolean;
  /** The limits of a picture. Absent for a text part. */
  readonly picture?: PictureLimits;
  /** The pattern of a text part's value, where the contract has one. */
  readonly pattern?: RegExp;
}

/** One named answer, ready to render. */
export interface Scenario {
  readonly name: string;
  readonly kind: ResponseKind;
  readonly summary: string;
  /** False for a body that the document prints and that is not valid JSON. */
  readonly isJson: boolean;
  readonly status: number;
  /** The body as the OpenAPI document has it: a JSON value, or the text where it is not JSON. */
  readonly example: unknown;
  /** The answer with the values of the OpenAPI document, also where a rendered one has fresh values. */
  readonly sample: Answer;
  /** Where each answer has fresh values: names of headers, and JSON pointers into the body. */
  readonly freshPlaces: readonly string[];
  readonly render: (values: FreshValues) => Answer;
}

/** The contract as the mock and the suite use it, read from one OpenAPI document. */
export interface Contract {
  /** The document itself, with its references unresolved, as it is served and printed. */
  readonly openapi: OpenAPIObject;
  /** Name of the profile that the document was built with, or `custom`. */
  readonly profile: string;
  readonly method: string;
  /** Path of the operation, without a server's prefix. */
  readonly path: string;
  /** The servers' path prefixes, e.g. `''` for production and `/demo` for UAT. */
  readonly prefixes: readonly string[];
  readonly contentType: string;
  readonly parts: readonly Part[];
  /** The decisions of the profile that the document was built with, under the profile's names. */
  readonly decisions: Decisions;
  /** Every scenario by name, in the order of listings. */
  readonly scenarios: ReadonlyMap<string, Scenario>;
  /**
   * Validates a body against its kind's schema. Returns one line per mismatch, e.g. `/status must be equal to constant`,
   * and an empty list for a valid body.
   */
  readonly bodyProblems: (kind: ResponseKind, body: unknown) => readonly string[];
}

/**
 * Builds the contract under a profile, by default `documented`. Tests validate the kit's own document against OpenAPI and
 * the schemas of its extensions, so that this function need not.
 */
export async function loadContract(profile: Profile = documented): Promise<Contract> {
  return contractUnder(profile);
}

/** The synchronous form of {@link loadContract}: a change of a running mock is in force when the call returns. */
export function contractUnder(profile: Profile): Contract {
  const document = buildOpenApi(profile);
  return contractOf(document, document, createAjv(), (_schema, value) => value as never);
}

/** Values that a scenario has in every answer, in place of those of its example and of fresh ones. */
export interface FixedValues {
  /** By JSON pointer into the body. */
  readonly body?: Readonly<Record<string, string>>;
  /** By name. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Returns a built-in contract with fixed values in one scenario, as in an edited copy of its OpenAPI document. A value
 * that the kind's schema forbids shows with the first answer.
 *
 * @throws RangeError for an unknown scenario, or a pointer that matches nothing in its body
 */
export function withFixedValues({ openapi }: Contract, scenario: string, values: FixedValues): Contract {
  const document = structuredClone(openapi);
  const example = document.components?.examples?.[scenario] as Mutable<ScenarioExample> | undefined;
  if (!example) throw new RangeError(`no scenario is called ${scenario}`);
  const { body = {}, headers = {} } = values;
  for (const [pointer, value] of Object.entries(body)) setAt(example.value, pointer, value);
  example['x-headers'] = { ...example['x-headers'], ...headers };
  example['x-fresh'] = example['x-fresh'].filter((fresh) =>
    'pointer' in fresh ? !Object.hasOwn(body, fresh.pointer) : !Object.hasOwn(headers, fresh.header),
  );
  return contractOf(document, document, createAjv(), (_schema, value) => value as never);
}

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

/**
 * Reads the contract from an OpenAPI file (YAML or JSON), for instance an edited copy of `spec/openapi.yaml`.
 *
 * @throws KitError `setup` when the file cannot be read, is not OpenAPI, or lacks something that the kit needs
 */
export async function loadContractFile(file: string): Promise<Contract> {
  const text = await readTextFile(file).catch((error: unknown) => {
    if (error instanceof KitError) throw error;
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const reason = missing ? 'there is no such file' : `cannot be read (${reasonOf(error)})`;
    throw new KitError('setup', `${file}: ${reason}; give an OpenAPI file`, { cause: error });
  });
  let document: unknown;
  try {
    // Editors and generators of OpenAPI files often write aliases.
    document = parseYaml(text, { maxAliasCount: 100 });
  } catch (error) {
    throw new KitError('setup', `${file}: cannot be read as YAML or JSON (${reasonOf(error)}); give an OpenAPI file`, {
      cause: error,
    });
  }
  return readContract(document).catch((error: unknown) => {
    throw new KitError('setup', `${file}: ${reasonOf(error)}`, { cause: error });
  });
}

/**
 * Reads the contract from any OpenAPI document: validates and dereferences it, validates its extensions, and compiles
 * every schema and template.
 *
 * @throws KitError `setup` that names the place in the document and what was expected there
 */
export async function readContract(document: unknown): Promise<Contract> {
  const dereferenced = await dereference(document);
  const ajv = createAjv({ foreign: true });
  const contract = contractOf(document as OpenAPIObject, dereferenced, ajv, (schema, value, place) => {
    const validate = ajv.compile<never>(schema);
    if (validate(value)) return value;
    throw new KitError('setup', `${place}: ${problemsOf(validate).join('; ')}`);
  });
  // Compiles every schema now, so that an invalid one fails here and not with the first answer.
  for (const kind of responseKinds) contract.bodyProblems(kind, undefined);
  return contract;
}

/** Reads the contract from a document and its dereferenced copy. `validateShape` validates the extensions. */
function contractOf(
  openapi: OpenAPIObject,
  dereferenced: OpenAPIObject,
  ajv: SchemaCompiler,
  validateShape: ValidateShape,
): Contract {
  const [path, item] = single(Object.entries(dereferenced.paths ?? {}), 'paths', 'one path');
  const post = item.post;
  if (!post) throw unexpected(`paths.${path}`, 'the operation "post"');
  const body = post.requestBody;
  if (!body || '$ref' in body) throw unexpected('requestBody', 'a request body');
  const [contentType, media] = single(Object.entries(body.content), 'requestBody.content', 'one content type');
  const schema = media.schema;
  if (!schema || '$ref' in schema || !schema.properties) throw unexpected('requestBody', 'a schema with properties');
  const required = schema.required ?? [];
  const parts = Object.entries(schema.properties).map(([name, part]): Part => {
    if ('$ref' in part) throw unexpected(`part ${name}`, 'a resolved schema');
    const limits: unknown = (part as Record<string, unknown>)['x-picture'];
    return {
      name,
      required: required.includes(name),
      ...(limits === undefined
        ? {}
        : { picture: validateShape<PictureLimits>(pictureLimitsSchema, limits, `part ${name}: x-picture`) }),
      ...(part.pattern === undefined ? {} : { pattern: new RegExp(part.pattern, 'u') }),
    };
  });
  const validatorOf = bodyValidators(ajv, dereferenced);
  return {
    openapi,
    profile: typeof dereferenced['x-profile'] === 'string' ? dereferenced['x-profile'] : 'custom',
    method: 'POST',
    path,
    prefixes: prefixesOf(dereferenced),
    contentType,
    parts,
    decisions: validateShape<Decisions>(decisionsSchema(true), dereferenced['x-decisions'], 'x-decisions'),
    scenarios: readScenarios(dereferenced, validateShape),
    bodyProblems: (kind, value) => {
      const validate = validatorOf(kind);
      return validate(value) ? [] : problemsOf(validate);
    },
  };
}

/** Returns each prefix once: a document that a mock serves lists the mock's address and the vendor's as servers. */
function prefixesOf({ servers = [] }: OpenAPIObject): readonly string[] {
  return [...new Set(servers.map(({ url }) => new URL(url, 'http://localhost').pathname.replace(/\/$/, '')))];
}

async function dereference(document: unknown): Promise<OpenAPIObject> {
  if (typeof document !== 'object' || document === null) throw unexpected('document', 'an OpenAPI object');
  // swagger-parser does not name what is missing.
  const missing = ['openapi', 'info', 'paths'].find((key) => !Object.hasOwn(document, key));
  if (missing !== undefined)
    throw new KitError(
      'setup',
      `not a valid OpenAPI document: it has no "${missing}"; give one like the output of "eendigo-kit spec"`,
    );
  try {
    // Imported only for foreign documents: a start with a built-in contract is faster without it.
    const { default: SwaggerParser } = await import('@apidevtools/swagger-parser');
    // swagger-parser resolves in place, so it gets a copy. Users see the original.
    return (await SwaggerParser.validate(structuredClone(document) as never)) as unknown as OpenAPIObject;
  } catch (error) {
    throw new KitError('setup', `not a valid OpenAPI document: ${reasonOf(error)}`, { cause: error });
  }
}

interface ScenarioExample {
  readonly summary?: string;
  readonly value: unknown;
  readonly 'x-kind': ResponseKind;
  readonly 'x-status': number;
  readonly 'x-headers': Readonly<Record<string, string>>;
  readonly 'x-fresh': readonly FreshValue[];
}

/** Renders a template without fresh values. */
const noFreshValues: FreshValues = { httpDate: () => '', trxNo: () => '', figure: () => '' };

type ValidateShape = <T>(schema: object, value: unknown, place: string) => T;

function readScenarios(document: OpenAPIObject, validateShape: ValidateShape): ReadonlyMap<string, Scenario> {
  const scenarios = Object.entries(document.components?.examples ?? {}).map(([name, record]): [string, Scenario] => {
    const place = `components.examples.${name}`;
    const example = validateShape<ScenarioExample>(scenarioSchema, record, place);
    const isJson = typeof example.value !== 'string';
    const source = {
      status: example['x-status'],
      headers: example['x-headers'],
      body: isJson ? { json: example.value } : { text: example.value as string },
      fresh: example['x-fresh'],
    };
    try {
      const render = compileTemplate(source);
      return [
        name,
        {
          name,
          kind: example['x-kind'],
          summary: example.summary ?? '',
          isJson,
          status: source.status,
          example: example.value,
          sample: compileTemplate({ ...source, fresh: [] })(noFreshValues),
          freshPlaces: source.fresh.map((fresh) => ('pointer' in fresh ? fresh.pointer : fresh.header)),
          render,
        },
      ];
    } catch (error) {
      throw new KitError('setup', `${place}: ${reasonOf(error)}`, { cause: error });
    }
  });
  const byName = new Map(scenarios);
  for (const kind of responseKinds)
    if (!byName.has(kind)) throw unexpected('components.examples', `a scenario named after the kind "${kind}"`);
  return byName;
}

/** Returns the validator of a kind's body. Compiles each on first use. */
function bodyValidators(ajv: SchemaCompiler, document: OpenAPIObject): (kind: ResponseKind) => SchemaValidator {
  const compiled = new Map<ResponseKind, SchemaValidator>();
  for (const kind of responseKinds)
    if (!document.components?.schemas?.[schemaName(kind)])
      throw unexpected('components.schemas', `the schema "${schemaName(kind)}"`);
  return (kind) => {
    const known = compiled.get(kind) ?? ajv.compile(document.components?.schemas?.[schemaName(kind)] ?? false);
    compiled.set(kind, known);
    return known;
  };
}

function problemsOf(validate: SchemaValidator): string[] {
  // For an invalid key, the pattern error has the better message.
  const errors = (validate.errors ?? []).filter(({ keyword }) => keyword !== 'propertyNames');
  return errors.map((error) => `${error.instancePath || '/'} ${error.message ?? error.keyword}${detailOf(error)}`);
}

/** Returns the detail that makes ajv's message actionable: the key, the constant, or the allowed values. */
function detailOf({ keyword, params, propertyName }: SchemaError): string {
  const pattern = keyword === 'pattern' ? patternWords[String(params['pattern'])] : undefined;
  if (pattern !== undefined)
    return ` (${propertyName === undefined ? '' : `${JSON.stringify(propertyName)} is not `}${pattern})`;
  if (keyword === 'additionalProperties') return ` (${String(params['additionalProperty'])})`;
  if (keyword === 'const') return ` (${JSON.stringify(params['allowedValue'])})`;
  if (keyword === 'enum')
    return ` (${(params['allowedValues'] as unknown[]).map((value) => JSON.stringify(value)).join(', ')})`;
  return '';
}

function single<T>(entries: readonly T[], place: string, expected: string): T {
  const [first] = entries;
  if (first === undefined || entries.length > 1) throw unexpected(place, `${expected}, found ${entries.length}`);
  return first;
}

function unexpected(place: string, expected: string): KitError {
  return new KitError('setup', `${place}: expected ${expected}`);
}
