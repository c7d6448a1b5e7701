import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { builtInNames, type Held, KitError, type PlainSchema, problemInWords } from '../../spec/index.js';
import { defaultLimits, type Limits } from '../http/limits.js';
import { logFormats, logLevels } from '../schemas/choices.js';
import { isTooDeep, tooDeepWords } from '../schemas/nesting.js';
import { oneOf, onOff } from './kinds.js';
import { options } from './options.js';

/** What may be handed over in process: a schema for each option, by name. */
export type OptionSchemas = Readonly<Record<string, PlainSchema>>;

const toggle = onOff().schema;
const pem: PlainSchema = { type: 'string', pattern: '\\S', 'x-secret': true, 'x-allowed': 'PEM text' };
/** JSON has no functions: what is none of its types is one. */
const callable: PlainSchema = {
  not: { type: ['object', 'array', 'string', 'number', 'boolean', 'null'] },
  'x-allowed': 'a function',
};

/** An object of the kit's own making, told by its keys. Twice negated, so that the message is of the object and not of a key. */
function having(...keys: readonly string[]): PlainSchema {
  return { type: 'object', not: { not: { required: keys } } };
}

const limits: PlainSchema = {
  type: 'object',
  properties: Object.fromEntries(
    (Object.keys(defaultLimits) as (keyof Limits)[]).map((name) => [name, options[name].schema]),
  ),
  additionalProperties: false,
  'x-allowed': 'an object with limits, e.g. { bodyBytes: 1000000 }',
};

/** What a session is opened with. */
export const sessionSchemas = {
  tenants: options.tenants.schema,
  scenario: options.scenario.schema,
  queue: options.queue.schema,
  fault: options.fault.schema,
  keepSecrets: toggle,
  keepImages: toggle,
  journalEntries: options.journalEntries.schema,
};

const {
  keepSecrets: _keepSecrets,
  keepImages: _keepImages,
  journalEntries: _journalEntries,
  ...sessionChangeSchemas
} = sessionSchemas;

/** What can be changed while a mock runs. */
export const changeSchemas = {
  ...sessionChangeSchemas,
  profile: {
    if: { type: 'string' },
    then: { enum: builtInNames },
    else: having('profile', 'origins'),
    'x-allowed': `${builtInNames.join(', ')}, or what loadProfile returns`,
  },
  contract: {
    ...having('openapi', 'scenarios', 'bodyProblems'),
    'x-allowed': 'what loadContract or loadContractFile returns',
  },
  mockHeaders: toggle,
  requestFaults: toggle,
  channels: options.channels.schema,
  faceEngine: options.faceEngine.schema,
  adminToken: options.adminToken.schema,
  corsOrigins: options.corsOrigins.schema,
  limits,
};

const log: PlainSchema = {
  type: ['string', 'object'],
  if: { type: 'string' },
  then: { enum: logFormats },
  else: {
    if: { required: ['line'] },
    else: { required: ['format', 'write'] },
  },
  properties: {
    format: oneOf(['pretty', 'json'], '').schema,
    write: callable,
    level: oneOf(logLevels, '').schema,
    colours: toggle,
    line: callable,
  },
  'x-allowed': `${logFormats.join(' or ')}, or an object with format (pretty or json), write, level (${logLevels.join(', ')}) and colours`,
};

const mockSchemas = {
  ...sessionSchemas,
  ...changeSchemas,
  state: options.state.schema,
  stateSync: toggle,
  sessions: options.sessions.schema,
  sessionIdle: options.sessionIdle.schema,
  log,
  metrics: toggle,
};

/** What a server is started with. */
export const serverSchemas = {
  ...mockSchemas,
  host: options.host.schema,
  port: options.port.schema,
  tls: {
    type: ['boolean', 'object'],
    if: { type: 'object', anyOf: [{ required: ['cert'] }, { required: ['key'] }] },
    then: { required: ['cert', 'key'], not: { anyOf: [{ required: ['names'] }, { required: ['ca'] }] } },
    properties: { cert: pem, key: pem, names: options.tlsNames.schema, ca: options.tlsCa.schema },
    additionalProperties: false,
    'x-secret': true,
    'x-allowed':
      'true, false, { cert, key } with PEM texts, or { names, ca } with a list of host names and the file of a certificate authority',
  },
};

/** What a handler is made with. */
export const handlerSchemas = {
  ...mockSchemas,
  url: { type: 'string', 'x-allowed': 'the address of the mount path, e.g. http://localhost:3000/vendor' },
};

/** Options that may be objects of the kit's own or of a library's making, as deep as they are. */
const ofTheKit = new Set(['profile', 'contract', 'log']);

/**
 * Holds options that are handed over in process against their schemas: who writes without types hears of a mistake here,
 * and not by an answer that nobody expected. What is undefined counts as left out.
 *
 * @throws KitError `usage` that names the option, what is allowed, and what was probably meant
 */
export function checkOptions(given: object, schemas: OptionSchemas): void {
  const held: Held = {
    schema: { properties: schemas, 'x-allowed': 'an object with options' },
    value: given,
    name: 'the options',
  };
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    const problem = isTooDeep(given)
      ? `the options: the value ${tooDeepWords}`
      : problemInWords([complaint('type', {})], held);
    throw new KitError('usage', problem);
  }
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined && name in schemas) continue;
    const schema = Object.hasOwn(schemas, name) ? schemas[name] : undefined;
    if (schema === undefined) throw new KitError('usage', unknownOption(name, schemas, held));
    if (!ofTheKit.has(name) && isTooDeep(value))
      throw new KitError('usage', `${name}: the value ${tooDeepWords}; allowed: ${schema['x-allowed'] ?? 'a value'}`);
    const check = checkOf(schema);
    if (check({ value })) continue;
    const errors = (check.errors ?? []).map((error) => ({
      ...error,
      instancePath: error.instancePath.replace('/value', `/${name}`),
    }));
    throw new KitError('usage', problemInWords(errors, held));
  }
}

function unknownOption(name: string, schemas: OptionSchemas, held: Held): string {
  const problem = problemInWords([complaint('additionalProperties', { additionalProperty: name })], held);
  // There is such an option, only not here.
  return Object.hasOwn(serverSchemas, name) && schemas !== serverSchemas
    ? problem.replace(': unknown;', ': cannot be given here;')
    : problem;
}

function complaint(keyword: string, params: object): ErrorObject {
  return { keyword, params, instancePath: '', schemaPath: '' };
}

let ajv: Ajv2020 | undefined;
const compiled = new WeakMap<PlainSchema, ValidateFunction>();

/** The check of one option, compiled when it is first given: a mock without options waits for none. */
function checkOf(schema: PlainSchema): ValidateFunction {
  ajv ??= new Ajv2020({ strict: false, allErrors: true, verbose: true, validateSchema: false, meta: false });
  const check = compiled.get(schema) ?? ajv.compile({ properties: { value: schema } });
  compiled.set(schema, check);
  return check;
}
