import { KitError, nearest } from '../../spec/index.js';
import { masked } from '../privacy/hide-secrets.js';
import { isPlainName, shownWord } from '../privacy/shown-word.js';
import { answerFaults } from './answer-faults.js';
import { commonParameters, type FaultSpec, type Given, type ParameterSpec, type Parameters } from './fault-spec.js';
import { wireFaults } from './wire-faults.js';

/** Every fault with all that is known of it. A new one is one entry in `answer-faults.ts` or `wire-faults.ts`. */
export const faultSpecs = { ...wireFaults, ...answerFaults };

/** The name of a fault. */
export type FaultName = keyof typeof faultSpecs;

type Common = Partial<Given<typeof commonParameters>>;

/**
 * Something done to the transport, whatever the scenario: a name, and what it is given where that is not the preset.
 * Each may come late (`delay`, which may vary) and may say that nothing was charged.
 */
export type Fault = {
  readonly [Name in FaultName]: { readonly type: Name } & Partial<Given<(typeof faultSpecs)[Name]['parameters']>> &
    (Name extends 'delay' ? Omit<Common, 'delay'> : Common);
}[FaultName];

/** All faults by name. */
export const faultNames = Object.keys(faultSpecs) as readonly FaultName[];

/** What is written where no fault is wanted. */
export const noFault = 'none';

/** All that a fault may be given: what is its own, and what each one may. */
export function faultParametersOf(name: FaultName): Parameters {
  const { delay, ...others } = commonParameters;
  return { ...faultSpecs[name].parameters, ...(name === 'delay' ? {} : { delay }), ...others };
}

/** What there is to do for a fault, and all that it is given, the presets too. */
export function doingOf(fault: Fault): { readonly spec: FaultSpec; readonly given: Given<Parameters> } {
  const spec = faultSpecs[fault.type] as FaultSpec;
  const presets = Object.entries(spec.parameters).map(([key, { default: preset }]) => [key, preset]);
  return { spec, given: { ...Object.fromEntries(presets), ...fault } };
}

/**
 * Reads a fault as a header carries it: `reset`, `delay; ms=500`, `gateway-timeout; delay=30000`, or the same as a JSON
 * object; undefined for `none`.
 *
 * @throws KitError `usage` for an unknown name or value, with those that there are
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
      // A word stays one, also one of digits; what is no number at all is said to be none.
      const isWord = spec !== undefined && 'words' in spec;
      return [key, isWord || value === '' || Number.isNaN(Number(value)) ? value : Number(value)];
    });
  return checkedFault(name, given);
}

/** A fault as an object. @throws KitError `usage` for what is none */
function faultOf(value: unknown): Fault {
  const { type, ...given } = Object(value) as { readonly type?: unknown };
  if ('rules' in given) throw new KitError('usage', 'this is a schedule, which a session takes; give one fault here');
  if (typeof type !== 'string')
    throw new KitError('usage', `a fault as an object has its name in "type", e.g. {"type":"delay","ms":500}`);
  return checkedFault(type, Object.entries(given));
}

/** JSON, without the text in the message: V8 quotes what it cannot read. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new KitError('usage', 'this begins like a JSON object and is none; check quotes, commas and brackets');
  }
}

/** Holds a fault against the table of all. */
function checkedFault(name: string, given: readonly (readonly [key: string, value: unknown])[]): Fault {
  if (!isFaultName(name)) {
    const known = [...faultNames, noFault];
    const meant = nearest(name, known);
    throw new KitError(
      'usage',
      `no fault is called ${shownWord(name, known)}; there are ${faultNames.join(', ')}, and ${noFault}` +
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
    throw new KitError('usage', `the fault ${name} takes no ${shownWord(key, keys)}; it takes ${keys.join(', ')}`);
  const said = `${key}=${shownValue(value, 'words' in spec ? spec.words : [])} of the fault ${name}`;
  if ('words' in spec) {
    if (spec.words.some((word) => word === value)) return;
    throw new KitError('usage', `${said} is not one of ${spec.words.join(', ')}`);
  }
  if (typeof value !== 'number' || !(value >= spec.minimum && value <= spec.maximum))
    throw new KitError('usage', `${said} is not a number from ${spec.minimum} to ${spec.maximum}`);
}

/** A value in a message, where it may stand there. */
function shownValue(value: unknown, words: readonly string[]): string {
  if (typeof value !== 'string') return Object(value) === value ? 'a structure' : String(value);
  return isPlainName(value, words) ? value : masked(value);
}
