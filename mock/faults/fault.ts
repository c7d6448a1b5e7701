import { KitError } from '../../spec/index.js';

/** A number that a fault may be given. */
interface NumberSpec {
  readonly default: number;
  readonly minimum: number;
  readonly maximum: number;
}

/** A word that a fault may be given. */
interface WordSpec {
  readonly default: string;
  readonly words: readonly string[];
}

/** What a fault may be given, as it is written in a header. */
export type ParameterSpec = NumberSpec | WordSpec;

interface FaultSpec {
  /** What it does, for a list. */
  readonly summary: string;
  readonly parameters: Readonly<Record<string, ParameterSpec>>;
}

const milliseconds = (preset: number): NumberSpec => ({ default: preset, minimum: 0, maximum: 600_000 });

/** Every fault with its numbers. A new one is one entry here and one branch in `answer-faults.ts` or `send.ts`. */
export const faultSpecs = {
  delay: {
    summary:
      'the answer comes late, by `ms`; with `spread` evenly from `ms` to `ms` + `spread` (uniform), around `ms` with ' +
      'that deviation (normal), or around `ms` with a long tail, one in six beyond `ms` + `spread` (lognormal)',
    parameters: {
      ms: milliseconds(1000),
      spread: milliseconds(0),
      distribution: { default: 'uniform', words: ['uniform', 'normal', 'lognormal'] },
    },
  },
  'stall-upload': {
    summary: 'the body is not read for `ms` while the client sends it',
    parameters: { ms: milliseconds(1000) },
  },
  'slow-body': {
    summary: 'the body dribbles, `rate` bytes a second',
    parameters: { rate: { default: 50, minimum: 1, maximum: 1_000_000 } },
  },
  reset: { summary: 'the connection is reset, no answer comes', parameters: {} },
  // Node ends the stream before it resets the connection, so a client that reads fast sees a close in place of a reset.
  'reset-body': { summary: 'the connection breaks off in the middle of the body', parameters: {} },
  'empty-reply': { summary: 'the connection is closed without an answer', parameters: {} },
  garbage: { summary: 'bytes that are no HTTP come back', parameters: {} },
  'chunk-error': { summary: 'a chunked body whose second chunk is malformed', parameters: {} },
  'wrong-length': { summary: 'Content-Length promises more than comes', parameters: {} },
  'truncated-json': { summary: 'whole as HTTP, but the JSON stops in the middle', parameters: {} },
  'wrong-content-type': { summary: 'the JSON is called text/html', parameters: {} },
  'server-error': { summary: 'status 500 with an HTML page', parameters: {} },
  'bad-gateway': { summary: "status 502 with a gateway's HTML page", parameters: {} },
  unavailable: { summary: "status 503 with a gateway's HTML page", parameters: {} },
  'gateway-timeout': { summary: "status 504 with a gateway's HTML page", parameters: {} },
  'too-many-requests': {
    summary: 'status 429 with Retry-After of `seconds`',
    parameters: { seconds: { default: 30, minimum: 0, maximum: 86_400 } },
  },
  gzip: { summary: 'the body is gzipped, whether the client asked for it or not', parameters: {} },
  'extra-keys': { summary: 'the body has keys that the document does not show', parameters: {} },
  'duplicate-keys': { summary: 'the first key of the body comes twice, first with another value', parameters: {} },
  'missing-trx-no': { summary: 'X-Trx-No is left out', parameters: {} },
  'header-case': { summary: 'header names come in small letters', parameters: {} },
  'byte-order-mark': { summary: 'the body begins with a byte order mark', parameters: {} },
  'utf-16': { summary: 'the body is UTF-16, and says so', parameters: {} },
} as const satisfies Readonly<Record<string, FaultSpec>>;

/** The name of a fault. */
export type FaultName = keyof typeof faultSpecs;

/** Something done to the transport, whatever the scenario: a name, and what it is given where that is not the preset. */
export type Fault = {
  readonly [Name in FaultName]: { readonly type: Name } & {
    readonly [Parameter in keyof (typeof faultSpecs)[Name]['parameters']]?: ValueOf<
      (typeof faultSpecs)[Name]['parameters'][Parameter]
    >;
  };
}[FaultName];

type ValueOf<Spec> = Spec extends { readonly words: readonly (infer Word)[] } ? Word : number;

/**
 * Reads a fault as a header carries it: `reset`, `delay; ms=500`, `slow-body; rate=20`.
 *
 * @throws KitError `usage` for an unknown name or value, with those that there are
 */
export function parseFault(text: string): Fault {
  const [name = '', ...pairs] = text.split(';').map((piece) => piece.trim());
  if (!isFaultName(name))
    throw new KitError(
      'usage',
      `no fault is called ${JSON.stringify(name.slice(0, 60))}; there are ${faultNames.join(', ')}`,
    );
  const allowed: Readonly<Record<string, ParameterSpec>> = faultSpecs[name].parameters;
  const given = pairs.filter((pair) => pair !== '').map((pair) => parsePair(name, pair, allowed));
  return { type: name, ...Object.fromEntries(given) } as Fault;
}

/** All faults by name. */
export const faultNames = Object.keys(faultSpecs) as readonly FaultName[];

function isFaultName(name: string): name is FaultName {
  return (faultNames as readonly string[]).includes(name);
}

function parsePair(
  name: string,
  pair: string,
  allowed: Readonly<Record<string, ParameterSpec>>,
): [string, number | string] {
  const [key = '', value = ''] = pair.split('=').map((piece) => piece.trim());
  const spec = Object.hasOwn(allowed, key) ? allowed[key] : undefined;
  if (!spec)
    throw new KitError(
      'usage',
      `the fault ${name} takes no ${JSON.stringify(key.slice(0, 60))}; it takes ${Object.keys(allowed).join(', ') || 'nothing'}`,
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
