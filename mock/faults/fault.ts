import { KitError, nearest } from '../../spec/index.js';
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
export function parametersOf(name: FaultName): Parameters {
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
 * Reads a fault as a header carries it: `reset`, `delay; ms=500`, `gateway-timeout; delay=30000`; undefined for `none`.
 *
 * @throws KitError `usage` for an unknown name or value, with those that there are
 */
export function parseFault(text: string): Fault | undefined {
  const [name = '', ...pairs] = text.split(';').map((piece) => piece.trim());
  if (text.trim() === noFault) return undefined;
  if (!isFaultName(name)) {
    const meant = nearest(name, [...faultNames, noFault]);
    throw new KitError(
      'usage',
      `no fault is called ${JSON.stringify(name.slice(0, 60))}; there are ${faultNames.join(', ')}, and ${noFault}` +
        (meant === undefined ? '' : ` (did you mean ${meant}?)`),
    );
  }
  const allowed = parametersOf(name);
  const given = pairs.filter((pair) => pair !== '').map((pair) => parsePair(name, pair, allowed));
  return { type: name, ...Object.fromEntries(given) } as Fault;
}

function isFaultName(name: string): name is FaultName {
  return (faultNames as readonly string[]).includes(name);
}

function parsePair(name: string, pair: string, allowed: Parameters): [string, number | string] {
  const [key = '', value = ''] = pair.split('=').map((piece) => piece.trim());
  const spec: ParameterSpec | undefined = Object.hasOwn(allowed, key) ? allowed[key] : undefined;
  if (!spec)
    throw new KitError(
      'usage',
      `the fault ${name} takes no ${JSON.stringify(key.slice(0, 60))}; it takes ${Object.keys(allowed).join(', ')}`,
    );
  if ('words' in spec) {
    if (spec.words.includes(value)) return [key, value];
    throw new KitError(
      'usage',
      `${key}=${value.slice(0, 60)} of the fault ${name} is not one of ${spec.words.join(', ')}`,
    );
  }
  const number = Number(value);
  if (value === '' || !(number >= spec.minimum && number <= spec.maximum))
    throw new KitError(
      'usage',
      `${key}=${value.slice(0, 60)} of the fault ${name} is not a number from ${spec.minimum} to ${spec.maximum}`,
    );
  return [key, number];
}
