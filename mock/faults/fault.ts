import { KitError, nearest } from '../../spec/index.js';
import { masked } from '../privacy/hide-secrets.js';
import { isPlainName, shownWord } from '../privacy/shown-word.js';
import { answerFaults } from './answer-faults.js';
import { commonParameters, type FaultSpec, type Given, type ParameterSpec, type Parameters } from './fault-spec.js';
import { wireFaults } from './wire-faults.js';

/** Definitions of all faults. A new fault is one entry in `answer-faults.ts` or `wire-faults.ts`. */
export const faultSpecs = { ...wireFaults, ...answerFaults };

/** The name of a fault. */
export type FaultName = keyof typeof faultSpecs;

type Common = Partial<Given<typeof commonParameters>>;

/**
 * A fault injected into the transport, independent of the scenario. Parameters may be omitted. Each fault can be
 * delayed (`delay`) and can prevent the charge (`charged`).
 */
export type Fault = {
  readonly [Name in FaultName]: { readonly type: Name } & Partial<Given<(typeof faultSpecs)[Name]['parameters']>> &
    (Name extends 'delay' ? Omit<Common, 'delay'> : Common);
}[FaultName];

/** All faults by name. */
export const faultNames = Object.keys(faultSpecs) as readonly FaultName[];

/** Returns whether a client can still read the whole answer of the contract, if it waits long enough. */
export function isAnswerReadable(name: FaultName): boolean {
  return faultSpecs[name].isAnswerReadable;
}

/** The text for no fault. */
export const noFault = 'none';

/** Returns all parameters of a fault, its own and the common ones. */
export function faultParametersOf(name: FaultName): Parameters {
  const { delay, ...others } = commonParameters;
  return { ...faultSpecs[name].parameters, ...(name === 'delay' ? {} : { delay }), ...others };
}

/** Returns a fault's definition and its parameters with defaults. */
export function resolveFault(fault: Fault): { readonly spec: FaultSpec; readonly given: Given<Parameters> } {
  const spec = faultSpecs[fault.type] as FaultSpec;
  const presets = Object.entries(spec.parameters).map(([key, { default: preset }]) => [key, preset]);
  return { spec, given: { ...Object.fromEntries(presets), ...fault } };
}

/**
 * Parses a fault as in the header: `reset`, `delay; ms=500`, `gateway-timeout; delay=30000`, or a JSON object. Returns
 * undefined for `none`.
 *
 * @throws KitError `usage` for an unknown name or an invalid value, with the valid ones
 */
export function parseFault(text: string): Fault | undefined {
  if (text.trimStart().startsWith('{')) return faultOf(jsonOf(text));
  const [name = '', ...pairs] = text.split(';').map((piece) => piece.trim());
  if (text.trim() === noFault) return undefined;
  const given = pairs
    .filter((pair) => pair !== '')
    .map((pair): [string, number | string] => {
      const [key = '', value = ''] = pair.split('=').map((piece) => piece.trim());
      const spec = isFaultName(name) ? faultParametersOf(name)[key] : undefined;
      // An enumerated value stays text, even if it consists of digits. A text that is not a number is rejected later.
      const isWord = spec !== undefined && 'words' in spec;
      return [key, isWord || value === '' || Number.isNaN(Number(value)) ? value : Number(value)];
    });
  return checkedFault(name, given);
}

/** Parses a fault from an object. @throws KitError `usage` for an invalid one */
function faultOf(value: unknown): Fault {
  const { type, ...given } = Object(value) as { readonly type?: unknown };
  if ('rules' in given)
    throw new KitError('usage', 'this is a schedule, which only a session accepts; give one fault here');
  if (typeof type !== 'string')
    throw new KitError('usage', `a fault as an object has its name in "type", e.g. {"type":"delay","ms":500}`);
  return checkedFault(type, Object.entries(given));
}

/** Parses JSON. The error omits the text, which V8 would quote. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new KitError('usage', 'this is not a valid JSON object; check quotes, commas and brackets');
  }
}

/** Validates a fault against the definitions. */
function checkedFault(name: string, given: readonly (readonly [key: string, value: unknown])[]): Fault {
  if (!isFaultName(name)) {
    const known = [...faultNames, noFault];
    const meant = nearest(name, known);
    throw new KitError(
      'usage',
      `unknown fault ${shownWord(name, known)}; use one of ${faultNames.join(', ')}, or ${noFault}` +
        (meant === undefined ? '' : ` (did you mean ${meant}?)`),
    );
  }
  const allowed = faultParametersOf(name);
  for (const [key, value] of given) checkParameter(name, key, value, allowed);
  return { type: name, ...Object.fromEntries(given) } as Fault;
}

function isFaultName(name: string): name is FaultName {
  return (faultNames as readonly string[]).includes(name);
}

function checkParameter(name: string, key: string, value: unknown, allowed: Parameters): void {
  const spec: ParameterSpec | undefined = Object.hasOwn(allowed, key) ? allowed[key] : undefined;
  const keys = Object.keys(allowed);
  if (!spec)
    throw new KitError(
      'usage',
      `the fault ${name} has no parameter ${shownWord(key, keys)}; it has ${keys.join(', ')}`,
    );
  const subject = `${key}=${shownValue(value, 'words' in spec ? spec.words : [])} of the fault ${name}`;
  if ('words' in spec) {
    if (spec.words.some((word) => word === value)) return;
    throw new KitError('usage', `${subject} is not one of ${spec.words.join(', ')}`);
  }
  if (typeof value !== 'number' || !(value >= spec.minimum && value <= spec.maximum))
    throw new KitError('usage', `${subject} is not a number from ${spec.minimum} to ${spec.maximum}`);
}

/** Returns a value for a message, masked if it may be secret. */
function shownValue(value: unknown, words: readonly string[]): string {
  if (typeof value !== 'string') return Object(value) === value ? 'a structure' : String(value);
  return isPlainName(value, words) ? value : masked(value);
}
