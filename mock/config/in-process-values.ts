import { builtInNames, type Contract, type LoadedProfile, type PlainSchema } from '../../spec/index.js';
import type { Limits } from '../http/limits.js';
import type { TlsPair } from '../http/tls.js';
import { type LogFormat, logFormats, logLevels } from '../schemas/choices.js';
import { oneOf, onOff } from './kinds.js';
import { limitOptions } from './limit-options.js';
import type { Log, LogOptions } from './log-options.js';
import { type TypedValue, typedValue } from './option.js';

const pem: PlainSchema = { type: 'string', pattern: '\\S', 'x-secret': true, 'x-allowed': 'PEM text' };
/** JSON has no functions, so a value of no JSON type is one. */
const callable: PlainSchema = {
  not: { type: ['object', 'array', 'string', 'number', 'boolean', 'null'] },
  'x-allowed': 'a function',
};

/**
 * Returns the schema of an object of the kit, recognised by its keys. The double negation makes the message about the
 * object, not a key.
 */
function having(...keys: readonly string[]): PlainSchema {
  return { type: 'object', not: { not: { required: keys } } };
}

/** A loaded profile, or the name of a built-in one. */
export const profileValue = typedValue<LoadedProfile | string>({
  if: { type: 'string' },
  then: { enum: builtInNames },
  else: having('profile', 'origins'),
  'x-allowed': `${builtInNames.join(', ')}, or what loadProfile returns`,
});

/** A loaded contract. */
export const contractValue = typedValue<Contract>({
  ...having('openapi', 'scenarios', 'bodyProblems'),
  'x-allowed': 'what loadContract or loadContractFile returns',
});

/** A subset of the limits. */
export const limitsValue = typedValue<Partial<Limits>>({
  type: 'object',
  properties: Object.fromEntries(Object.entries(limitOptions).map(([name, { schema }]) => [name, schema])),
  additionalProperties: false,
  'x-allowed': 'an object with limits, e.g. { bodyBytes: 1000000 }',
});

/** Options of a log, or an open log. */
export const logValue = typedValue<LogOptions | Log | LogFormat>({
  type: ['string', 'object'],
  if: { type: 'string' },
  then: { enum: logFormats },
  else: { if: { required: ['line'] }, else: { required: ['format', 'write'] } },
  properties: {
    format: oneOf(['pretty', 'json'], '').schema,
    write: callable,
    level: oneOf(logLevels, '').schema,
    colours: onOff().schema,
    line: callable,
  },
  'x-allowed': `${logFormats.join(' or ')}, or an object with format (pretty or json), write, level (${logLevels.join(', ')}) and colours`,
});

/** A certificate, or options to create one. `names` and `ca` are the schemas of the equivalent options. */
export function tlsValue(
  names: PlainSchema,
  ca: PlainSchema,
): TypedValue<TlsPair | { readonly names?: readonly string[]; readonly ca?: string } | boolean> {
  return typedValue({
    type: ['boolean', 'object'],
    if: { type: 'object', anyOf: [{ required: ['cert'] }, { required: ['key'] }] },
    then: { required: ['cert', 'key'], not: { anyOf: [{ required: ['names'] }, { required: ['ca'] }] } },
    properties: { cert: pem, key: pem, names, ca },
    additionalProperties: false,
    'x-secret': true,
    'x-allowed':
      'true, false, { cert, key } with PEM texts, or { names, ca } with a list of host names and the file of a certificate authority',
  });
}
